"""A plan's folder settled again, so that questions can be asked of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shanhai.cli.failures import Exit, Failure
from shanhai.cli.plan_folder import read_result
from shanhai.cli.told import hint
from shanhai.matching.scoring import compile_all
from shanhai.matching.settlement import Start
from shanhai.matching.solve import settle
from shanhai.matching.watch import Watch
from shanhai.telling.phrases import command_line as phrases

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from shanhai.cli.console import Watching
    from shanhai.matching.result import Plan, Result
    from shanhai.sheets.words import Words
    from shanhai.workbook import Book


def settle_again(folder: Path, progress: Watching) -> tuple[Book, Result]:
    """Read a plan's folder, and settle its problem so that the result can be asked.

    What the folder tells stands as it is: reasons for everybody are not looked for again.
    Raises: Failure if that gives another plan than the folder's.
    """
    progress.say(phrases.READING, file=folder)
    book, recorded = read_result(folder)
    progress.say(phrases.PLANNING)
    problem = book.problem
    settled = settle(problem, compile_all(problem), Watch(progress.stage), Start())
    if _pairs(settled.plan) != _pairs(recorded.plan):
        raise Failure(phrases.OTHER_PLAN, Exit.FOUND)
    return book, replace(recorded, workings=settled)


def known(name: str, names: Collection[str], words: Words) -> str:
    """Return the name if it is there. Raises: Failure with those that are spelt alike."""
    if name not in names:
        raise Failure(words, name=name, hint=hint(names, name))
    return name


def _pairs(plan: Plan) -> set[tuple[int, int]]:
    return set(zip(plan.i.tolist(), plan.j.tolist(), strict=True))
