"""The table itself is read strictly: a slip in it is told by file and line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.access.table import ANSWERS, COLUMNS, read

if TYPE_CHECKING:
    from pathlib import Path

HEADING = f"route method subject state | {' '.join(COLUMNS)}\n"


def _table(tmp_path: Path, line: str, heading: str = HEADING) -> Path:
    file = tmp_path / "room.txt"
    file.write_text(heading + line, encoding="utf-8")
    return file


def test_a_line_holds_one_answer_for_every_column(tmp_path: Path) -> None:
    (line,) = read(_table(tmp_path, f"home GET - - | {'ok ' * len(COLUMNS)}  # remark"), ANSWERS)
    assert (line.route, line.method, set(line.answers.values())) == ("home", "GET", {"ok"})
    assert list(line.answers) == list(COLUMNS)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (f"home GET - - | {'ok ' * (len(COLUMNS) - 1)}", "18 answers for 19 columns"),
        (f"home GET - - | {'ok ' * (len(COLUMNS) - 1)} 200", "200 is no answer"),
    ],
)
def test_a_slip_is_told_by_file_and_line(tmp_path: Path, line: str, told: str) -> None:
    with pytest.raises(ValueError, match=rf"room\.txt:2: {told}"):
        list(read(_table(tmp_path, line), ANSWERS))


def test_a_table_with_other_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"room\.txt:1: the columns are"):
        list(read(_table(tmp_path, "", "route method subject state | out office\n"), ANSWERS))
