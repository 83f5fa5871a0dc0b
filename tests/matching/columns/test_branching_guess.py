"""Guesses that turn out wrong: the first is found by halving, and what is right before it is kept."""

from __future__ import annotations

import numpy as np
import pytest

from shanhai.matching import Problem, solve
from shanhai.matching.columns.branching_guess import longest
from shanhai.matching.criteria import Given
from shanhai.matching.proof import check
from shanhai.matching.rules import OrderMinimum
from tests.matching.small import settled


@pytest.mark.parametrize("most", range(12))
def test_the_longest_run_is_found_whatever_its_length(most):
    for length in range(most + 1):
        assert longest(most, lambda at, length=length: at < length) == length


def test_few_are_asked_where_few_hold():
    asked = []
    assert longest(1000, lambda at: asked.append(at) or at < 2) == 2
    assert len(asked) <= 4


def _pairs_or_none(seed: int) -> Problem:
    """Orders that take two people or nobody, for an odd number of people: relaxations open half an order."""
    rng = np.random.default_rng(seed)
    people, orders = [f"p{k}" for k in range(7)], [f"o{k}" for k in range(6)]
    points = tuple((i, j, int(rng.integers(1, 100))) for i in people for j in orders if rng.random() < 0.8)
    return Problem.of(
        people=[{"id": name} for name in people],
        orders=[
            {"id": name, "host": f"h{k % 3}", "seats": 2, "minimum": 2, "tier": 1 + k % 2}
            for k, name in enumerate(orders)
        ],
        organisations=[{"id": f"h{k}"} for k in range(3)],
        criteria=[Given(weight=1, pairs=points, only=True)],
        rules=[OrderMinimum(id="pairs", or_none=True)],
        seed="invented",
        fair_over="host",
    )


@pytest.mark.parametrize("seed", range(6))
def test_stages_that_a_relaxation_promises_too_much_for_are_settled_by_trees(seed):
    problem = _pairs_or_none(seed)
    search, result = settled(problem), solve(problem)
    assert {each.proof for each in search.settled} <= {"prices", "tree"}
    assert sum(each.value for each in search.settled if each.stage.name.startswith("seats")) == 6
    assert check(problem, result.plan, result.certificate).proven


def test_some_guess_is_wrong_among_them():
    stages = [each for seed in range(6) for each in settled(_pairs_or_none(seed)).settled]
    assert any(each.proof == "tree" and each.stage.name.startswith(("seats", "fair")) for each in stages)


@pytest.mark.parametrize("seed", range(6))
def test_a_search_stopped_among_its_guesses_tells_finite_bounds(seed):
    problem, told = _pairs_or_none(seed), iter(range(100))
    result = solve(problem, progress=lambda *_: next(told) < 3)
    assert result.status == "limited"
    assert max(stage.bound for stage in result.stages) < 2**40
    assert check(problem, result.plan, result.certificate, result=result).ok


def test_beginning_anew_behind_settled_stages_leaves_what_they_left():
    search = settled(_pairs_or_none(0))
    stages = [each for each in search.settled if each.stage.name.startswith(("seats", "fair"))]
    search.begin(stages)
    assert [limit.name[1] for limit in search.model.limits if limit.name[0] == "stage"] == [
        each.stage.name for each in stages
    ]
    plan = search.any_plan()
    reached = [search.model.value(each.stage.function, plan.i, plan.j, plan.extras) for each in stages]
    assert reached == [each.value for each in stages]
