"""Stage after stage on problems whose rules cross: proven, the same in any order of rows, honest when
stopped.
"""

from __future__ import annotations

import numpy as np
import pytest

from shanhai.matching import Problem, solve
from shanhai.matching.proof import check
from shanhai.matching.tables import plain_rows
from tests.matching.small import crossing, pairs, settled


@pytest.mark.parametrize("seed", range(6))
def test_every_stage_is_proven_and_the_proof_agrees(seed):
    problem = crossing(seed)
    result = solve(problem)
    report = check(problem, result.plan, result.certificate)
    assert result.status == "proven"
    assert result.unique
    assert report.ok


def _shuffled(problem, seed):
    rng = np.random.default_rng(seed)
    rows = {
        name: [group[at] for at in rng.permutation(len(group))]
        for name, group in plain_rows(problem.tables).items()
    }
    rules = [problem.rules[at] for at in rng.permutation(len(problem.rules))]
    return Problem.of(**rows, criteria=problem.criteria, rules=rules, seed=problem.seed)


def _named(result):
    return sorted((each.person, each.order) for each in result.placements)


@pytest.mark.parametrize("seed", range(6))
def test_the_order_of_rows_changes_nothing(seed):
    problem = crossing(seed)
    result, other = solve(problem), solve(_shuffled(problem, seed))
    assert _named(result) == _named(other)
    assert [stage.value for stage in result.stages if stage.name[:3] not in ("tie", "onl")] == [
        stage.value for stage in other.stages if stage.name[:3] not in ("tie", "onl")
    ]


@pytest.mark.parametrize("calls", range(1, 9))
def test_a_search_stopped_at_any_moment_has_a_plan_and_honest_bounds(calls):
    problem, best = crossing(3), solve(crossing(3))
    told = iter(range(100))
    result = solve(problem, progress=lambda *_: next(told) + 1 < calls)
    assert len(result.plan.i)
    assert check(problem, result.plan, result.certificate).ok
    for stage, reached in zip(best.stages, result.stages, strict=False):
        assert reached.bound >= reached.value
        if all(a.value == b.value for a, b in zip(best.stages, result.stages, strict=False)):
            assert reached.bound >= stage.value


@pytest.mark.parametrize("calls", [1, 4, 7, 10])
def test_a_search_for_fairness_stopped_at_any_moment_counts_what_the_plan_reaches(calls):
    problem = crossing(3).replace(fair_over="host")
    told = iter(range(1000))
    result = solve(problem, progress=lambda *_: next(told) + 1 < calls)
    assert result.status == "limited"
    assert check(problem, result.plan, result.certificate).ok


def test_no_time_at_all_still_gives_a_plan():
    result = solve(crossing(), time_limit=0.0)
    assert result.status == "limited"
    assert len(result.plan.i)
    assert any(stage.gap for stage in result.stages)


def test_a_search_begins_where_another_ended():
    search = settled(crossing(2))
    again = settled(crossing(2), before=search)
    assert pairs(again) == pairs(search)
    assert again.unique
