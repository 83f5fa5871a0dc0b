"""Plans that the solver finds in whole numbers: as long as the watch lets it, and whole to the last unit."""

from __future__ import annotations

import numpy as np

from bench.gap import Instance, problem_of
from shanhai.matching import Problem, solve
from shanhai.matching.columns.branching import Search
from shanhai.matching.columns.first_pairs import first_pairs
from shanhai.matching.columns.integer import whole_plan
from shanhai.matching.columns.linear import Linear
from shanhai.matching.columns.relaxation import Relaxation
from shanhai.matching.criteria import Given
from shanhai.matching.rules import Budget
from shanhai.matching.watch import Watch
from tests.matching.small import crossing, model_of

FIT = Linear(fit=1)


def _hard() -> Relaxation:
    """A generalised assignment of type d, over all pairs: minutes for the solver."""
    rng = np.random.default_rng(0)
    amount = rng.integers(1, 101, (10, 100))
    cost = 111 - amount + rng.integers(-10, 11, (10, 100))
    model = model_of(problem_of(Instance(cost, amount, (0.8 * amount.sum(1) / 10).astype(int))))
    watch = Watch(lambda *told: told[0] == "fit" and told[-1] < 1)
    watch.keep_going("fit", lambda: 0, lambda: 1)
    return Relaxation(model, *model.open_pairs(), watch)


def test_the_watch_ends_it_in_the_middle():
    relaxation = _hard()
    attempt = whole_plan(relaxation, FIT, 60.0)
    assert not attempt.settled
    assert relaxation.watch.stopped
    assert relaxation.watch.seconds < 30


def test_what_it_finds_keeps_every_limit():
    model = model_of(crossing())
    relaxation = Relaxation(model, *first_pairs(model), Watch())
    attempt = whole_plan(relaxation, FIT, 60.0)
    assert attempt.settled
    assert relaxation.keeps(attempt.plan.i, attempt.plan.j, attempt.plan.extras)


def test_what_the_solver_alone_takes_for_whole_is_no_plan():
    """200,000,000 each, one less than three of them: of 0.999999995 of a placement the solver says 1."""
    every = [(f"P{i}", f"D{j}") for i in range(3) for j in range(3)]
    points = tuple((*pair, 5 + at) for at, pair in enumerate(every))
    amounts = tuple((*pair, 200_000_000) for pair in every)
    problem = Problem.of(
        people=[{"id": f"P{i}"} for i in range(3)],
        orders=[{"id": f"D{j}"} for j in range(3)],
        criteria=[Given(weight=1, pairs=points)],
        rules=[Budget(id="purse", limit=599_999_999, amounts=amounts)],
    )
    model = model_of(problem)
    relaxation = Relaxation(model, *model.open_pairs(), Watch())
    plan = whole_plan(relaxation, FIT, 60.0).plan
    assert plan is None or relaxation.keeps(plan.i, plan.j, plan.extras)
    assert len(solve(problem).placements) == 2


def test_it_gets_half_of_what_is_left_of_a_limit():
    model = model_of(crossing())
    assert Search(model, Watch(time_limit=600.0)).patience() > 299
    assert 19 < Search(model, Watch(time_limit=30.0)).patience() <= 20
    assert Search(model, Watch(time_limit=5.0)).patience() <= 5
    assert Search(model, Watch()).patience() == 20
