"""A plan worked out: solved with progress, settled with least change, priced override by override."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import numpy as np

from shanhai.matching.checkpoint import CheckpointError
from shanhai.matching.record import record_of
from shanhai.matching.scoring import compile_all
from shanhai.matching.settlement import Start
from shanhai.matching.solve import settle, solve, told
from shanhai.matching.watch import Watch
from shanhai.matching.whatif import compare, what_if
from shanhai.plans.fitting.changes import Change, changed, leaving

if TYPE_CHECKING:
    from pathlib import Path

    from shanhai.matching.problem import Problem
    from shanhai.matching.result import Result
    from shanhai.matching.watch import Progress
    from shanhai.matching.whatif import Difference, Edit
    from shanhai.workbook import Book

Pairs = Sequence[tuple[str, str]]


def worked_out(
    problem: Problem,
    *,
    progress: Progress | None = None,
    time_limit: float | None = None,
    keeps: Pairs | None = None,
    checkpoint: Path | None = None,
) -> Result:
    """The best plan of a problem; with `keeps` the best of those that move the fewest of these pairs.

    A search that was cut off goes on from its checkpoint where there is one that fits.
    """
    if keeps is not None:
        return least_changed(problem, keeps, progress=progress, time_limit=time_limit)
    limits = {"progress": progress, "time_limit": time_limit, "checkpoint": checkpoint}
    if checkpoint is not None and checkpoint.exists():
        with suppress(CheckpointError):
            return solve(problem, resume=checkpoint, **limits)
    return solve(problem, **limits)


def least_changed(
    problem: Problem, keeps: Pairs, *, progress: Progress | None = None, time_limit: float | None = None
) -> Result:
    """Violations, seats and fairness first, then as many of the pairs kept as can be, then fit."""
    start = Start(keep=rows_of(problem, keeps))
    settled = settle(problem, compile_all(problem), Watch(progress, time_limit), start)
    return told(settled, with_reasons=True)


def asked_again(
    result: Result, edit: Edit, keeps: Pairs | None, *, time_limit: float | None = None
) -> Difference:
    """What an edit changes in a plan; one that moves as few as can be of the pairs kept still does."""
    if keeps is None:
        return what_if(result, [edit], time_limit=time_limit)
    problem = edit.apply(result.problem, result)
    start = Start(before=result.workings.search, keep=rows_of(problem, keeps))
    settled = settle(problem, result.workings.scoring, Watch(time_limit=time_limit), start)
    return compare(result, told(settled, with_reasons=False))


def rows_of(problem: Problem, pairs: Pairs) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of ids as rows of people and of orders; those whom the problem does not know are passed over."""
    known = [
        (problem.person_row[person], problem.order_row[order])
        for person, order in pairs
        if person in problem.person_row and order in problem.order_row
    ]
    rows = np.array(sorted(known), np.int64).reshape(-1, 2)
    return rows[:, 0], rows[:, 1]


def written(result: Result, keeps: Pairs | None = None) -> bytes:
    """A result as the bytes of plan.json; the same result gives the same bytes."""
    record = record_of(result, kept=keeps)
    return json.dumps(record, ensure_ascii=False, indent=1).encode()


def pairs_of(record: dict[str, Any]) -> list[tuple[str, str]]:
    """Who goes where in a plan.json."""
    return [(each["person"], each["order"]) for each in record["placements"]]


class Problemed:
    """The edit of `what_if` that puts another problem of the same people and orders in its place."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem

    def apply(self, problem: Problem, result: Result) -> Problem:
        """The other problem, whatever the one before."""
        return self._problem


def priced(
    book: Book, base: Result, changes: Sequence[Change], by_hand: Sequence[str] = ()
) -> list[Difference]:
    """What each change does to the plan, given those before it."""
    before, found = base, []
    for count in range(1, len(changes) + 1):
        problem = changed(book, changes[:count], by_hand)
        after = what_if(before, [Problemed(problem)]).after
        found.append(compare(before, after, leaving=leaving(changes[:count])))
        before = after
    return found


def price_of(difference: Difference) -> dict[str, int]:
    """What each stage loses, stages that stay as they are left out; below zero: it gains."""
    return {name: was - now for name, (was, now) in difference.stages.items() if was != now}
