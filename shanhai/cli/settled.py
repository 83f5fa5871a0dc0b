"""A plan's folder settled again, so that questions can be asked of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.cli.failures import Exit, Failure
from shanhai.cli.plan_folder import read_result
from shanhai.cli.told import hint
from shanhai.matching import solve
from shanhai.telling.phrases import command_line as phrases

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from shanhai.cli.console import Watching
    from shanhai.matching.result import Result
    from shanhai.sheets.words import Words
    from shanhai.workbook import Book


def settle_again(folder: Path, progress: Watching) -> tuple[Book, Result]:
    """Read the problem of a plan's folder and solve it.

    Raises: Failure if that gives another plan than the folder's.
    """
    progress.say(phrases.READING, file=folder)
    book, recorded = read_result(folder)
    progress.say(phrases.PLANNING)
    result = solve(book.problem, progress=progress.stage)
    if _pairs(result) != _pairs(recorded):
        raise Failure(phrases.OTHER_PLAN, Exit.FOUND)
    return book, result


def known(name: str, names: Collection[str], words: Words) -> str:
    """Return the name if it is there. Raises: Failure with those that are spelt alike."""
    if name not in names:
        raise Failure(words, name=name, hint=hint(names, name))
    return name


def _pairs(result: Result) -> set[tuple[str, str]]:
    return {(each.person, each.order) for each in result.placements}
