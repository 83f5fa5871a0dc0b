"""Measures the import of a large workbook: `python -m bench.imports [rows]`.

Works in a folder that is thrown away, or in the database that SHANHAI_DATABASE names, which has to be empty.
Everything in the workbook is invented.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shanhai.programme.models import Account, Programme

ROWS = 50_000


def main(rows: int) -> None:
    """Hand in, write, change and undo a roster of so many people; print what each took."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SHANHAI_HOME"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shanhai.website.settings")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        _measure(Path(folder), rows)


def _measure(folder: Path, rows: int) -> None:
    from django.db import connection

    from shanhai.programme.imports import jobs

    officer, programme = _set_up()
    print(f"{rows:,} rows, {connection.vendor}")
    for title, level in (("new", 3), ("changed", 4)):
        _write_roster(folder / "roster.xlsx", rows, level)
        made = _hand_in(officer, programme, folder / "roster.xlsx")
        with _timed(f"preview, all {title}"):
            jobs.read(made.pk)
        made.refresh_from_db()
        print(f"  {made.state} {made.counts}")
        _step(made, "confirmed")
        with _timed(f"commit, all {title}"):
            jobs.commit(made.pk)
        made.refresh_from_db()
        print(f"  {made.state}")
    with _timed("preview, all unchanged"):
        jobs.read(_hand_in(officer, programme, folder / "roster.xlsx").pk)
    _step(made, "undoing")
    with _timed("undo of the change"):
        jobs.undo(made.pk)
    print(f"  peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


@contextmanager
def _timed(what: str) -> Iterator[None]:
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    print(f"{what:26} {time.perf_counter() - wall:6.1f} s, {time.process_time() - cpu:6.1f} s of CPU")


def _set_up() -> tuple[Account, Programme]:
    from shanhai.programme.models import Account, Organisation, Participation, Programme, RoleHeld
    from shanhai.programme.trail import writing

    with writing(by=None, action="bench") as write:
        programme = write.save(Programme(code="bench", name="虚构工程", invented=True))
        home = write.save(Organisation(code="U01", name="虚构大学", path="/U01/"))
        write.save(Participation(programme=programme, organisation=home, is_home=True))
        officer = write.save(Account(username="officer", name="officer"))
        held = RoleHeld(account=officer, role="home_officer", programme=programme, organisation=home)
        write.save(held)
    return officer, programme


def _write_roster(path: Path, rows: int, level: int) -> None:
    from datetime import date

    from shanhai.programme.imports.adaptors.roster import ROSTER
    from shanhai.sheets import export

    people = [
        {
            "id": f"P{number:06d}",
            "name": f"虚构{number}",
            "home": "U01",
            "level": level,
            "industry": f"A{number % 97:02d}",
            "experience": number % 40,
            "start": date(2022, 1 + number % 12, 1),
            "end": date(2024, 1 + number % 12, 1),
            "directions": ("down",),
            "expertise": (
                (f"K{number % 60:02d}", 1 + number % 5, number % 2 == 0),
                (f"K{60 + number % 40}", 3, False),
            ),
            "qualifications": ("执业医师",) if number % 3 == 0 else None,
        }
        for number in range(rows)
    ]
    export([ROSTER], {"roster": people}, path, "zh-hans")


def _hand_in(officer: Account, programme: Programme, path: Path):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from shanhai.programme.imports import actions

    file = SimpleUploadedFile("roster.xlsx", path.read_bytes())
    return actions.hand_in(by=officer, programme=programme, table="roster", file=file)


def _step(made, state: str) -> None:
    from shanhai.programme.trail import writing

    made.refresh_from_db()
    made.state = state
    with writing(by=made.by, action="bench") as write:
        write.save(made)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
