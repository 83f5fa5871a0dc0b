"""Members alike: found, counted together, told apart again, and the plan is the one of the single members."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from shanhai.matching.factors import Factors, Overlay
from shanhai.matching.network import alike as module
from shanhai.matching.network import multilevel
from shanhai.matching.network.alike import alike
from shanhai.matching.network.nested import NestedPlan, solve_nested
from shanhai.matching.network.nesting import NestedProblem, Nesting
from shanhai.matching.watch import Watch
from tests.matching.nested_cases import crowd_of_twins, exact


def same_pairs(one: NestedPlan, other: NestedPlan) -> bool:
    return one.person.tolist() == other.person.tolist() and one.order.tolist() == other.order.tolist()


@pytest.mark.parametrize("dense", [30, 10**6])
@pytest.mark.parametrize("seed", range(150))
def test_the_plan_and_its_proof_are_those_of_the_single_members(seed, dense, monkeypatch):
    monkeypatch.setattr(multilevel, "DENSE_PAIRS", dense)
    problem = crowd_of_twins(np.random.default_rng(seed))
    together = solve_nested(problem, debug=True)
    monkeypatch.setattr(module, "WORTHWHILE", 0)
    single = solve_nested(problem)
    assert together.status == single.status == "proven"
    assert together.unique
    assert single.unique
    assert same_pairs(together, single)
    assert [(s.name, s.value, s.bound) for s in together.stages] == [
        (s.name, s.value, s.bound) for s in single.stages
    ]


@pytest.mark.parametrize("seed", range(60))
def test_seats_by_tier_then_fit_equal_highs(seed, monkeypatch):
    monkeypatch.setattr(multilevel, "DENSE_PAIRS", 30)
    problem = crowd_of_twins(np.random.default_rng(500 + seed), most=14)
    plan = solve_nested(problem)
    filled, fit = exact(problem, seats=True)
    values = [stage.value for stage in plan.stages if not stage.name.startswith(("tie", "only"))]
    # Tiers whose orders are all closed have no stage of their own here.
    assert [value for value in values[:-1] if value] == [value for value in filled if value]
    assert values[-1] == fit


@pytest.mark.parametrize("seed", range(80))
def test_a_dealt_plan_keeps_everybody_within_their_units_and_uses_no_pair_twice(seed):
    rng = np.random.default_rng(2000 + seed)
    a, c = (int(k) for k in rng.integers(1, 4, 2))
    X, Y = (np.repeat(np.eye(3, dtype=int), rng.integers(1, 7, 3), 0) for _ in range(2))
    problem = NestedProblem(Factors.of(X, Y), Nesting.of(np.full(len(X), a)), Nesting.of(np.full(len(Y), c)))
    plan = solve_nested(problem, stages=("seats", "fit"))
    assert np.bincount(plan.person, minlength=len(X)).max() <= a
    assert np.bincount(plan.order, minlength=len(Y)).max() <= c
    assert len(np.unique(plan.person * len(Y) + plan.order)) == len(plan.person)
    assert plan.stage("seats-1").value == min(min(a, len(Y)) * len(X), min(c, len(X)) * len(Y))


def test_whoever_has_points_for_a_single_pair_is_unlike_all_others():
    overlay = Overlay.of(6, np.array([2]), np.array([1]), np.array([5]))
    problem = NestedProblem(
        Factors.of(np.ones((6, 1), int), np.ones((6, 1), int), overlay),
        Nesting.of(np.ones(6, int)),
        Nesting.of(np.ones(6, int)),
    )
    found = alike(problem)
    assert found is not None
    assert found.people.of.tolist() == [0, 0, 1, 0, 0, 0]
    assert found.orders.of.tolist() == [0, 1, 0, 0, 0, 0]
    assert found.problem.people.size.tolist() == [5, 1]


@pytest.mark.parametrize(
    "change",
    [
        lambda p: replace(p, people=Nesting.of([1, 2, 1, 1])),
        lambda p: replace(p, people=Nesting.of([1, 1, 1, 1], [0, 1, 0, 0])),
        lambda p: replace(p, factors=Factors.of(np.array([[1], [2], [1], [1]]), np.ones((4, 1), int))),
    ],
    ids=["units", "group", "factors"],
)
def test_people_differ_in_units_group_or_factors(change):
    problem = NestedProblem(
        Factors.of(np.ones((4, 1), int), np.ones((4, 1), int)),
        Nesting.of(np.ones(4, int)),
        Nesting.of(np.ones(4, int)),
    )
    found = alike(change(problem))
    assert found is not None
    assert found.people.of.tolist() == [0, 1, 0, 0]


def test_orders_differ_in_tier():
    problem = NestedProblem(
        Factors.of(np.ones((4, 1), int), np.ones((4, 1), int)),
        Nesting.of(np.ones(4, int)),
        Nesting.of(np.ones(4, int)),
        np.array([1, 2, 1, 1]),
    )
    found = alike(problem)
    assert found is not None
    assert found.orders.of.tolist() == [0, 1, 0, 0]


def test_where_few_are_alike_everybody_is_counted_alone():
    factors = Factors.of(np.arange(4)[:, None], np.arange(4)[:, None])
    assert alike(NestedProblem(factors, Nesting.of(np.ones(4, int)), Nesting.of(np.ones(4, int)))) is None


@pytest.mark.parametrize("stopped", [False, True])
def test_known_pairs_are_pairs_of_members(stopped, monkeypatch):
    monkeypatch.setattr(multilevel, "DENSE_PAIRS", 30)
    problem = crowd_of_twins(np.random.default_rng(5))
    plan = solve_nested(problem, watch=Watch(lambda *_: not stopped))
    known = set(zip(*(side.tolist() for side in plan.known_pairs()), strict=True))
    assert known >= set(zip(plan.person.tolist(), plan.order.tolist(), strict=True))
    assert all(problem.people.size[i] and problem.orders.size[j] for i, j in known)
