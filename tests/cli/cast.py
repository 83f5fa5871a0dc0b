"""A tiny problem on disk, and the command line called as a user calls it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from click.testing import CliRunner

from shanhai.cli import main
from shanhai.matching import criteria, rules
from shanhai.matching.problem import Problem
from shanhai.workbook import Book, Names, write_book

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Answer:
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def shanhai(*arguments: str | Path, **environment: str) -> Answer:
    """Run a command; an exception that nobody expects is raised here."""
    plain = {"SHANHAI_LANGUAGE": "en", "LC_ALL": "", "LC_MESSAGES": "", "LANG": ""}
    result = CliRunner().invoke(main, [str(each) for each in arguments], env=plain | environment)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Answer(result.exit_code, result.stdout, result.stderr)


def tiny(**changes: Any) -> Problem:
    """Two people who wish for each other's orders less than for their own: everybody is placed, every seat
    filled.
    """
    made: dict[str, Any] = {
        "people": [{"id": "lin", "wishes": ["plan"]}, {"id": "mei", "wishes": ["guide"]}],
        "orders": [{"id": "plan", "seats": 1}, {"id": "guide", "seats": 1}],
        "criteria": [criteria.PersonWishes(weight=100)],
        "rules": [rules.AtMost(id="all", limit=2)],
        "seed": "drawn in public",
    } | changes
    return Problem.of(**made)


def write(folder: Path, problem: Problem | None = None, name: str = "problem.xlsx") -> Path:
    """Write a problem as a workbook or a folder."""
    names = Names(
        people={"lin": "林舒", "mei": "陈梅"}, orders={"plan": "规划师", "guide": "旅游顾问"}, cohort="2022"
    )
    write_book(Book(problem=problem or tiny(), names=names), folder / name, "en")
    return folder / name
