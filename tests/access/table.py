"""Reads the access table: what every route answers to everybody, written by hand in `tables/`.

A line is `route method subject state | answers`, one answer for each column of `COLUMNS`. The words of an
answer stand in `ANSWERS`; how to add a line stands in `docs/develop/access.md`.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.cast import Cast

HERE = Path(__file__).parent

#: column → account of the cast; B is below the own organisation, S its sister, F of a foreign programme.
COLUMNS: dict[str, str | None] = {
    "out": None,
    "off": "office",
    "off2": "second_office",
    "offF": "foreign_office",
    "host": "qingxi_officer",
    "hostB": "hospital_officer",
    "hostS": "songmen_officer",
    "hostF": "foreign_host",
    "home": "university_officer",
    "homeB": "college_officer",
    "homeS": "institute_officer",
    "homeF": "foreign_home",
    "sec": "secondee",
    "sec2": "second_secondee",
    "resp": "responder",
    "panel": "panel",
    "audit": "auditor",
    "tech": "technician",
    "past": "former",
}
#: ok: given, and nothing written. done: done, and written to the trail. err: refused as wrong input, nothing
#: written. in: sent to the sign-in page. 403, 404, 405: as HTTP means them, and nothing written.
ANSWERS = frozenset({"ok", "done", "err", "in", "403", "404", "405"})
SIGHTS = frozenset({"yes", "no"})


@dataclass(frozen=True)
class Subject:
    """What a line is about: the parts of its address, and what is sent along."""

    kwargs: dict[str, Any] = field(default_factory=dict)
    body: dict[str, Any] = field(default_factory=dict)
    query: str = ""
    content_type: str = ""


@dataclass(frozen=True)
class Line:
    """One line of the table."""

    where: str
    route: str
    method: str
    subject: str
    state: str
    answers: dict[str, str]

    def __str__(self) -> str:
        return f"{self.route} {self.method} {self.subject} {self.state}"


_SUBJECTS: dict[tuple[str, str], Callable[[Cast], Subject]] = {}


def subject(name: str, state: str = "-") -> Callable[[Callable[[Cast], Subject]], Callable[[Cast], Subject]]:
    """Register a function that makes the subject of a line in one state of its life."""

    def register(make: Callable[[Cast], Subject]) -> Callable[[Cast], Subject]:
        if (name, state) in _SUBJECTS:
            raise ValueError(f"The subject {name!r} in state {state!r} is made twice.")
        _SUBJECTS[name, state] = make
        return make

    return register


def made(line: Line, cast: Cast) -> Subject:
    """The subject of a line, in the database of the cast. Raises: LookupError when nobody makes it."""
    _load_subjects()
    if (line.subject, line.state) == ("-", "-"):
        return Subject()
    try:
        make = _SUBJECTS[line.subject, line.state]
    except KeyError:
        raise LookupError(
            f"{line.where}: nobody makes {line.subject!r} in state {line.state!r}. "
            "Write a function for it in tests/access/subjects/."
        ) from None
    return make(cast)


@cache
def _load_subjects() -> None:
    for file in sorted((HERE / "subjects").glob("*.py")):
        importlib.import_module(f"tests.access.subjects.{file.stem}")


def lines() -> list[Line]:
    """All lines of all rooms."""
    return [line for file in sorted((HERE / "tables").glob("*.txt")) for line in read(file, ANSWERS)]


def sights() -> list[Line]:
    """All lines that say who sees which mark on a page: there `method` holds the mark, without blanks."""
    return [line for file in sorted((HERE / "sights").glob("*.txt")) for line in read(file, SIGHTS)]


def read(file: Path, known: frozenset[str]) -> Iterator[Line]:
    """The lines of one file. Raises: ValueError naming the line when a column or an answer is not known."""
    columns: list[str] = []
    for number, text in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        where = f"{file.parent.name}/{file.name}:{number}"
        words = text.partition("#")[0].replace("|", " ").split()
        if not words:
            continue
        if not columns:
            columns = _heading(words, where)
            continue
        yield _line(words, columns, known, where)


def _heading(words: list[str], where: str) -> list[str]:
    columns = words[4:]
    if columns != list(COLUMNS):
        raise ValueError(f"{where}: the columns are {columns}; expected {list(COLUMNS)}, in this order.")
    return columns


def _line(words: list[str], columns: list[str], known: frozenset[str], where: str) -> Line:
    route, method, about, state, *answers = words
    if len(answers) != len(columns):
        raise ValueError(f"{where}: {len(answers)} answers for {len(columns)} columns.")
    wrong = sorted({*answers} - known)
    if wrong:
        raise ValueError(f"{where}: {', '.join(wrong)} is no answer. Known: {', '.join(sorted(known))}.")
    return Line(where, route, method, about, state, dict(zip(columns, answers, strict=True)))
