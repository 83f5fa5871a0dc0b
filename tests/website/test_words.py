"""Whatever the trail and the lists name by a code has words that a person can read."""

import re
from pathlib import Path

from shanhai.haiyue.geography import places
from shanhai.haiyue.units import county, provincial
from shanhai.programme.imports.adaptor import ADAPTORS
from shanhai.programme.queries.history import words_of_actions
from shanhai.programme.words import KINDS

ROOT = Path(__file__).parents[2]


def test_every_action_that_is_written_somewhere_has_a_name() -> None:
    written = {
        name
        for file in (ROOT / "shanhai").rglob("*.py")
        for name in re.findall(r'action="([a-z_]+(?:\.[a-z_]+)?)"', file.read_text(encoding="utf-8"))
    }
    known = words_of_actions()
    assert len(written) > 40
    assert sorted(written - {"test"} - known.keys()) == []


def test_every_table_that_can_be_imported_has_names_for_that() -> None:
    wanted = {f"{table}.{step}" for table in ADAPTORS for step in ("import", "undo_import")}
    assert len(wanted) >= 20
    assert sorted(wanted - words_of_actions().keys()) == []


def test_every_kind_of_place_and_unit_in_the_sample_has_words() -> None:
    units = [*provincial(), *(unit for several in county().values() for unit in several)]
    kinds = {each.kind for each in (*units, *places())}
    assert sorted(kinds - KINDS.keys()) == []
