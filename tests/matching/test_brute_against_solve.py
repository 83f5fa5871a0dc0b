"""The solver against brute force on random tiny problems: same status, same values, a best plan.

A hundred problems in an ordinary run; two thousand with ``bin/check --long``.
"""

from __future__ import annotations

import numpy as np
import pytest

from shanhai.matching import solve
from shanhai.matching.proof import check
from tests.matching.brute import Brute
from tests.matching.random_problems import random_problem

ORDINARY, LONG = 100, 2_000


def _differences(seed: int) -> list[object]:
    """Everything in which solver, brute force and proof do not agree about one random problem."""
    problem = random_problem(np.random.default_rng(seed))
    judged, result = Brute(problem).judge(), solve(problem)
    reached = {stage.name: stage.value for stage in result.stages}
    # The solver leaves out a stage that cannot be anything but 0.
    values = {name: reached.get(name, 0) for name in judged.values}
    plan = tuple(sorted(zip(result.plan.i.tolist(), result.plan.j.tolist(), strict=True)))
    report = check(problem, result.plan, result.certificate, result=result)
    out: list[object] = list(report.findings)
    if result.status != ("conflict" if judged.conflict else "proven"):
        out.append((result.status, judged.conflict))
    if values != judged.values:
        out.append((values, judged.values))
    if plan not in judged.chosen:
        out.append((plan, judged.chosen))
    if result.unique != (len(judged.chosen) == 1):
        out.append((result.unique, len(judged.chosen)))
    if result.conflict is not None:
        out += _conflict_differences(problem, result.conflict, judged.bend_cost)
    return out


def _conflict_differences(problem, conflict, cheapest) -> list[object]:
    """The set named is truly in conflict, nothing in it is superfluous, and no bend is cheaper."""
    brute, named, out = Brute(problem), set(conflict.rules), []
    if brute.can_hold(named):
        out.append(("these can all hold", named))
    out += [("superfluous", name) for name in sorted(named) if not brute.can_hold(named - {name})]
    if conflict.bend_cost != cheapest:
        out.append(("bend", conflict.bend_cost, cheapest))
    return out


@pytest.mark.parametrize("first", range(0, ORDINARY, 20))
def test_solver_and_brute_force_agree(first):
    assert {seed: found for seed in range(first, first + 20) if (found := _differences(seed))} == {}


@pytest.mark.long
@pytest.mark.parametrize("first", range(ORDINARY, ORDINARY + LONG, 100))
def test_solver_and_brute_force_agree_on_two_thousand(first):
    assert {seed: found for seed in range(first, first + 100) if (found := _differences(seed))} == {}


def test_the_random_problems_are_of_every_kind():
    problems = [random_problem(np.random.default_rng(seed)) for seed in range(ORDINARY)]
    rules = [rule for problem in problems for rule in problem.rules]
    assert len({rule.kind for rule in rules}) == 10
    assert {rule.strength for rule in rules} == {"hard", "elastic", "priced"}
    assert len({criterion.kind for problem in problems for criterion in problem.criteria}) == 14
    assert {problem.fair_over for problem in problems} == {"", "place", "host"}
    assert {int(people) for problem in problems for people in problem.people.capacity} == {1, 2}
