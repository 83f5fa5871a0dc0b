"""The nested solver against independent exact answers, and its proof against arithmetic."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment

from shanhai.matching.factors import Factors, Overlay
from shanhai.matching.network import multilevel
from shanhai.matching.network.nested import NestedPlan, solve_nested
from shanhai.matching.watch import Watch
from tests.matching.nested_cases import crowd_of_twins, crowded_problem, exact, random_problem

if TYPE_CHECKING:
    from shanhai.matching.network.nesting import NestedProblem
    from shanhai.matching.network.stages import StageOutcome


def filled_by_tier(problem: NestedProblem, plan: NestedPlan) -> list[int]:
    tier = np.ones(problem.factors.m, int) if problem.tier is None else problem.tier
    return [int((tier[plan.order] == t).sum()) for t in np.unique(tier)]


def bound_from_prices(problem: NestedProblem, stage: StageOutcome, least: int) -> int:
    """The bound of a stage, written out as sums over people, without the solver's own code."""
    scores = problem.factors.dense()
    worth = stage.weights + (scores if stage.name == "fit" else np.zeros_like(scores))
    p = stage.prices
    total = int(p.order @ problem.orders.size)
    for side, price in ((problem.people, p.home), (problem.orders, p.host)):
        for g, cap in enumerate(side.cap):
            assert price[g] == 0 or cap >= 0
            total += int(price[g]) * int(cap)
    for i, capacity in enumerate(problem.people.size):
        gains = []
        for j in range(problem.factors.m):
            if scores[i, j] < least:
                continue
            gain = int(worth[i, j]) - int(p.order[j])
            gain -= climb(problem.people, p.home, i) + climb(problem.orders, p.host, j)
            gains.append(gain)
        total += sum(sorted((g for g in gains if g > 0), reverse=True)[:capacity])
    return total - stage.before


def climb(side, price, member) -> int:
    g, total = side.group[member], 0
    while g >= 0:
        total += int(price[g])
        g = side.parent[g]
    return total


def keeps_all_caps(problem: NestedProblem, plan: NestedPlan) -> bool:
    pairs = set(zip(plan.person.tolist(), plan.order.tolist(), strict=True))
    ok = len(pairs) == len(plan.person)
    for side, member in ((problem.people, plan.person), (problem.orders, plan.order)):
        used = np.bincount(member, minlength=len(side.size))
        ok &= bool((used <= side.size).all())
        count = np.zeros(len(side.cap), int)
        for k, units in enumerate(used):
            g = side.group[k]
            while g >= 0:
                count[g] += units
                g = side.parent[g]
        ok &= all(c <= cap for c, cap in zip(count, side.cap, strict=True) if cap >= 0)
    return ok


@pytest.mark.parametrize("seed", range(150))
def test_seats_by_tier_then_fit_equal_highs(seed):
    problem = random_problem(np.random.default_rng(seed))
    plan = solve_nested(problem, debug=True)
    filled, fit = exact(problem, seats=True)
    assert filled_by_tier(problem, plan) == filled
    assert plan.stage("fit").value == fit
    assert plan.status == "proven"
    assert keeps_all_caps(problem, plan)


@pytest.mark.parametrize("seed", range(150))
def test_fit_alone_equals_highs(seed):
    problem = random_problem(np.random.default_rng(1000 + seed))
    plan = solve_nested(problem, stages=("fit",), debug=True)
    assert plan.stage("fit").value == exact(problem, seats=False)[1]
    assert plan.stage("fit").gap == 0
    assert keeps_all_caps(problem, plan)


@pytest.mark.parametrize("seed", range(60))
def test_bounds_can_be_added_up_by_hand_from_the_prices(seed):
    problem = random_problem(np.random.default_rng(2000 + seed))
    plan = solve_nested(problem, stages=("seats", "fit"))
    assert [bound_from_prices(problem, stage, 0) for stage in plan.stages] == [s.value for s in plan.stages]


@pytest.mark.parametrize("seed", range(40))
def test_the_order_of_rows_changes_nothing(seed):
    rng = np.random.default_rng(3000 + seed)
    problem = random_problem(rng)
    p, q = rng.permutation(problem.factors.n), rng.permutation(problem.factors.m)
    plan, shuffled = solve_nested(problem), solve_nested(problem.select(p, q))
    assert plan.unique
    assert shuffled.unique
    again = sorted(zip(p[shuffled.person].tolist(), q[shuffled.order].tolist(), strict=True))
    assert again == list(zip(plan.person.tolist(), plan.order.tolist(), strict=True))


@pytest.mark.parametrize("seed", range(5))
def test_a_crowd_for_few_orders_equals_scipy(seed):
    problem = crowded_problem(np.random.default_rng(seed), 60, 50)
    scores = problem.factors.dense()
    rows, columns = linear_sum_assignment(scores, maximize=True)
    plan = solve_nested(problem, debug=True)
    assert plan.stage("seats-1").value == 50
    assert plan.stage("fit").value == scores[rows, columns].sum()


@pytest.mark.parametrize("seed", range(60))
def test_forcing_a_pair_never_costs_less_than_foretold(seed):
    rng = np.random.default_rng(4000 + seed)
    problem = random_problem(rng)
    plan = solve_nested(problem, stages=("seats", "fit"))
    scores = problem.factors.dense()
    i, j = (int(rng.integers(k)) for k in scores.shape)
    if problem.people.closed()[i] or problem.orders.closed()[j] or scores[i, j] < 0:
        return
    foretold = plan.forced_loss(np.array([i]), np.array([j]))[:, 0].tolist()
    forced = solve_nested(with_scores(problem, scores, i, j), stages=("seats", "fit"))
    if (i, j) in set(zip(forced.person.tolist(), forced.order.tolist(), strict=True)):
        lost = [a.value - b.value for a, b in zip(plan.stages, forced.stages, strict=True)]
        lost[-1] += 10_000
        assert lost >= foretold


def with_scores(problem: NestedProblem, scores: np.ndarray, i: int, j: int) -> NestedProblem:
    """The problem with 10,000 points on one pair."""
    overlay = Overlay.of(len(scores), np.array([i]), np.array([j]), np.array([10_000]))
    return replace(problem, factors=Factors.of(np.eye(len(scores), dtype=int), scores.T.copy(), overlay))


def test_nobody_and_nothing_gives_an_empty_proven_plan():
    rng = np.random.default_rng(0)
    problem = random_problem(rng)
    nobody = problem.select(np.zeros(0, int), np.arange(problem.factors.m))
    plan = solve_nested(nobody)
    assert len(plan.person) == 0
    assert plan.status == "proven"


def test_stopping_at_once_gives_a_plan_with_a_true_bound():
    problem = crowded_problem(np.random.default_rng(1), 60, 50)
    best = solve_nested(problem).stage("fit").value
    stopped = solve_nested(problem, stages=("fit",), watch=Watch(lambda *_: False), debug=True)
    assert stopped.status == "limited"
    assert stopped.stage("fit").value <= best <= stopped.stage("fit").bound


def test_an_unknown_stage_is_named():
    problem = crowded_problem(np.random.default_rng(1), 3, 3)
    with pytest.raises(ValueError, match="luck"):
        solve_nested(problem, stages=("fit", "luck"))


class TestPricedOverAllPairs:
    """The way of large problems, forced upon small ones."""

    @pytest.fixture(autouse=True)
    def _never_dense(self, monkeypatch):
        monkeypatch.setattr(multilevel, "DENSE_PAIRS", 30)

    @pytest.mark.parametrize("seed", range(80))
    def test_seats_by_tier_then_fit_equal_highs(self, seed):
        problem = random_problem(np.random.default_rng(5000 + seed), most=25)
        plan = solve_nested(problem, debug=True)
        filled, fit = exact(problem, seats=True)
        assert filled_by_tier(problem, plan) == filled
        assert plan.stage("fit").value == fit
        assert plan.status == "proven"
        assert keeps_all_caps(problem, plan)

    @pytest.mark.parametrize("seed", range(60))
    def test_the_plan_is_the_same_as_with_all_pairs_at_once(self, seed, monkeypatch):
        problem = random_problem(np.random.default_rng(6000 + seed), most=25)
        plan = solve_nested(problem)
        monkeypatch.setattr(multilevel, "DENSE_PAIRS", 10**6)
        at_once = solve_nested(problem)
        assert plan.unique
        assert plan.person.tolist() == at_once.person.tolist()
        assert plan.order.tolist() == at_once.order.tolist()

    @pytest.mark.parametrize("seed", range(60))
    def test_bounds_can_be_added_up_by_hand_from_the_prices(self, seed):
        problem = random_problem(np.random.default_rng(7000 + seed), most=15)
        plan = solve_nested(problem, stages=("seats", "fit"))
        assert [bound_from_prices(problem, stage, 0) for stage in plan.stages] == [
            s.value for s in plan.stages
        ]

    @pytest.mark.parametrize("seed", range(4))
    def test_a_crowd_for_few_orders_equals_scipy(self, seed):
        problem = crowded_problem(np.random.default_rng(seed), 90, 80)
        scores = problem.factors.dense()
        rows, columns = linear_sum_assignment(scores, maximize=True)
        plan = solve_nested(problem, stages=("seats", "fit"))
        assert plan.stage("fit").value == scores[rows, columns].sum()

    def test_one_thread_and_two_give_the_same_plan(self):
        problem = crowded_problem(np.random.default_rng(8), 700, 600, width=8)
        one, two = (solve_nested(problem, stages=("fit",), threads=k) for k in (1, 2))
        assert one.person.tolist() == two.person.tolist()
        assert one.order.tolist() == two.order.tolist()


class Impatient:
    """Progress that says stop when it is told so many times."""

    def __init__(self, most: int) -> None:
        self.told, self._most = 0, most

    def __call__(self, *_: object) -> bool:
        self.told += 1
        return self.told < self._most


@pytest.mark.parametrize("problem_of", [random_problem, crowd_of_twins], ids=["random", "twins"])
def test_whenever_it_is_stopped_there_is_a_plan_and_its_bounds_are_true(problem_of, monkeypatch):
    monkeypatch.setattr(multilevel, "DENSE_PAIRS", 30)
    for seed in range(8):
        problem = problem_of(np.random.default_rng(100 + seed), most=25)
        best = solve_nested(problem)
        asked = Impatient(10**9)
        solve_nested(problem, watch=Watch(asked))
        for most in range(1, asked.told + 1):
            plan = solve_nested(problem, watch=Watch(Impatient(most)))
            assert keeps_all_caps(problem, plan)
            values, bounds = ([getattr(s, of) for s in plan.stages] for of in ("value", "bound"))
            reached = [s.value for s in best.stages]
            up_to_fit = len(values) if plan.status == "limited" else 0
            assert values[:up_to_fit] <= reached
            assert all(value <= bound for value, bound in zip(values, bounds, strict=True))
            assert bounds[0] >= reached[0]
            assert (plan.status == "proven") == (plan.person.tolist() == best.person.tolist() and plan.unique)
