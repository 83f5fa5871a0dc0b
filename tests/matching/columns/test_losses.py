"""What forcing a pair costs at least: never more than it truly costs."""

from __future__ import annotations

import numpy as np
import pytest

from shanhai.matching import solve
from shanhai.matching.columns.losses import Losses
from shanhai.matching.rules import AtMost
from shanhai.matching.whatif import Pin, what_if
from tests.matching.small import crossing, pairs, settled


def _order(result, loss):
    """Losses in order: an early stage first, then the larger amount."""
    names = [stage.name for stage in result.stages]
    if loss.stage == "bend":
        return (1, 0, loss.amount)
    return (0, -names.index(loss.stage), loss.amount) if loss.stage else (0, -len(names), 0)


def _overstated(problem, step):
    """How many open pairs were forced, one in `step`, and those whose loss was said to be more than it is."""
    result = solve(problem)
    open_pairs = np.argwhere(result.workings.scoring.block(slice(None)) >= 0)[::step].tolist()
    wrong = []
    for i, j in open_pairs:
        pinned = what_if(result, [Pin(problem.people.id[i], problem.orders.id[j])])
        if _order(result, result.workings.loss(i, j)) > _order(result, pinned.loss):
            wrong.append((i, j))
    return len(open_pairs), wrong


def _capped(seed):
    """The same people and orders under caps that nest."""
    homes, hosts = AtMost(id="homes", limit=4, each="home"), AtMost(id="hosts", limit=3, each="host")
    return crossing(seed).replace(rules=(homes, hosts))


@pytest.mark.parametrize("made", [crossing, _capped])
@pytest.mark.parametrize("seed", range(3))
def test_at_least_is_never_more_than_the_true_loss(seed, made):
    forced, wrong = _overstated(made(seed), step=11)
    assert forced > 5
    assert wrong == []


@pytest.mark.long
@pytest.mark.parametrize("made", [crossing, _capped])
@pytest.mark.parametrize("first", range(3, 27, 6))
def test_two_thousand_forced_placements_lose_at_least_what_was_said(first, made):
    forced, wrong = zip(*(_overstated(made(seed), step=2) for seed in range(first, first + 6)), strict=True)
    assert sum(forced) > 250
    assert [each for each in wrong if each] == []


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
