"""What-ifs one after the other, each warm from the last: as settled from nothing; undone, the first plan."""

from __future__ import annotations

import numpy as np
import pytest

from shanhai.matching import Problem, Result, solve
from shanhai.matching.proof import check
from shanhai.matching.scoring import compile_all
from shanhai.matching.settlement import Start
from shanhai.matching.solve import settle, told
from shanhai.matching.watch import Watch
from shanhai.matching.whatif import DropRule, Edit, SetRule, what_if
from tests.matching.edits import any_edit
from tests.matching.mixtures import mixture
from tests.matching.random_problems import Rng, differing, random_problem
from tests.matching.small import crossing

ORDINARY, LONG = 6, 300
STEPS = 10


def _problem(rng: Rng, seed: int) -> Problem:
    """A mixture, a random problem, or one whose rules cross."""
    if seed % 3 == 2:
        return crossing(seed % 11, 8 + seed % 7, 6)
    while True:
        problem = mixture(rng) if seed % 3 == 0 else random_problem(rng, 5, 5)
        if problem.n_people and problem.n_orders:
            return problem


def _values(result: Result) -> dict[str, int]:
    """A stage that cannot be anything but 0 may be left out."""
    stages = [each for each in result.stages if each.name[:3] not in ("tie", "onl")]
    return {each.name: each.value for each in stages if each.value}


def _told(result: Result) -> list[object]:
    bend = None if result.conflict is None else result.conflict.bend_cost
    return [result.status, _values(result), result.unique, bend]


def _plan(result: Result) -> list[tuple[int, int]]:
    return list(zip(result.plan.i.tolist(), result.plan.j.tolist(), strict=True))


def _step_differences(result: Result, edits: list[Edit], least: bool) -> tuple[Result, list[object]]:
    """The answer to what would be, and in what it is not as settled from nothing, or not proven."""
    after = what_if(result, edits, least_change=least).after
    start = Start(keep=(result.plan.i, result.plan.j) if least else None)
    cold = told(settle(after.problem, compile_all(after.problem), Watch(), start), with_reasons=False)
    old = [(each.person, each.order) for each in result.placements] if least else None
    all_told = None if least else told(after.workings, with_reasons=True)
    report = check(after.problem, after.plan, after.certificate, old=old, result=all_told)
    out: list[object] = list(report.findings)
    if _told(after) != _told(cold):
        out.append((_told(after), _told(cold)))
    if cold.unique and _plan(after) != _plan(cold):
        out.append((_plan(after), _plan(cold)))
    return after, out


def _differences(seed: int) -> list[object]:
    rng = np.random.default_rng(seed)
    problem = _problem(rng, seed)
    result = first = solve(problem)
    for step in range(STEPS):
        edits = [any_edit(rng, result) for _ in range(int(rng.integers(1, 3)))]
        least = bool(rng.random() < 0.25)
        try:
            after, found = _step_differences(result, edits, least)
        except ValueError:
            # Said of edits that ask for what cannot be, a swap with oneself or a group that is empty.
            continue
        if found:
            return [step, edits, *found]
        # A plan of least change answers another question; the next edit starts from the best one.
        result = result if least else after
    known = {rule.id for rule in problem.rules}
    undo: list[Edit] = [DropRule(each.id) for each in result.problem.rules if each.id not in known]
    back = what_if(result, [*undo, *map(SetRule, problem.rules)]).after
    is_back = _values(back) == _values(first) and (not first.unique or _plan(back) == _plan(first))
    return [] if is_back else ["undone", _values(back), _values(first)]


@pytest.mark.parametrize("first", range(0, ORDINARY, 3))
def test_ten_edits_one_after_the_other_equal_cold_solves_and_can_be_undone(first):
    assert differing(_differences, range(first, first + 3)) == {}


@pytest.mark.parametrize("seed", [42, 60, 127])
def test_sequences_that_once_ended_in_an_error_are_answered(seed):
    assert _differences(seed) == []


@pytest.mark.long
@pytest.mark.parametrize("first", range(ORDINARY, ORDINARY + LONG, 20))
def test_three_hundred_sequences(first):
    assert differing(_differences, range(first, first + 20)) == {}
