"""What forcing a pair costs at least: never more than it truly costs."""

from __future__ import annotations

import numpy as np
import pytest

from shanhai.matching import solve
from shanhai.matching.columns.losses import Losses
from shanhai.matching.whatif import Pin, what_if
from tests.matching.small import crossing, pairs, settled


def _order(result, loss):
    """Losses in order: an early stage first, then the larger amount."""
    names = [stage.name for stage in result.stages]
    if loss.stage == "bend":
        return (1, 0, loss.amount)
    return (0, -names.index(loss.stage), loss.amount) if loss.stage else (0, -len(names), 0)


@pytest.mark.parametrize("seed", range(3))
def test_at_least_is_never_more_than_the_true_loss(seed):
    result = solve(crossing(seed))
    problem, losses = result.problem, result.workings.loss
    block = result.workings.scoring.block(slice(None))
    for i in range(0, problem.n_people, 5):
        for j in range(0, problem.n_orders, 4):
            if block[i, j] >= 0:
                pinned = what_if(result, [Pin(problem.people.id[i], problem.orders.id[j])])
                assert _order(result, losses(i, j)) <= _order(result, pinned.loss)


def test_a_pair_of_the_plan_costs_nothing():
    result = solve(crossing())
    loss = result.workings.loss(int(result.plan.i[0]), int(result.plan.j[0]))
    assert (loss.stage, loss.amount) == ("", 0)


@pytest.mark.parametrize("seed", range(6))
def test_nearly_every_pair_outside_the_only_plan_is_known_to_cost_something(seed):
    search = settled(crossing(seed))
    losses, inside = Losses(search), set(pairs(search))
    others = [
        pair for pair in zip(*np.nonzero(search.model.eligible.mask), strict=True) if pair not in inside
    ]
    assert search.unique
    assert sum(losses.at_least(*pair).amount > 0 for pair in others) > 0.9 * len(others)
