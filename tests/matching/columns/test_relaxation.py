"""The relaxation: few pairs suffice for a bound over all, and a contradiction is shown by prices."""

from __future__ import annotations

import numpy as np
import pytest

from shanhai.matching.columns.linear import Limit, Linear
from shanhai.matching.columns.relaxation import NOTHING, Relaxation
from shanhai.matching.watch import Watch
from tests.matching.small import crossing, model_of

FIT = Linear(fit=1)
NONE = np.zeros(0, np.int64)


def test_beginning_with_no_pairs_ends_at_the_bound_of_all():
    model = model_of(crossing())
    few = Relaxation(model, NONE, NONE, Watch()).optimise(FIT)
    everything = Relaxation(model, *model.open_pairs(), Watch()).optimise(FIT)
    assert few.bound.whole == everything.bound.whole


def test_limits_that_contradict_each_other_have_a_bound_below_nothing():
    model = model_of(crossing())
    everywhere = model.count(np.ones(model.m, bool))
    model.add_limits(
        [Limit(("rule", "few", ""), everywhere, high=2), Limit(("rule", "many", ""), everywhere, low=3)]
    )
    relaxed = Relaxation(model, *model.open_pairs(), Watch()).optimise(FIT)
    assert not relaxed.possible
    assert relaxed.ray_total < 0


def test_limits_let_go_of_hold_again_when_asked():
    model = model_of(crossing())
    model.add_limits([Limit(("rule", "none", ""), model.count(np.ones(model.m, bool)), high=0)])
    relaxation = Relaxation(model, *model.open_pairs(), Watch())
    active = np.ones(len(model.limits), bool)
    active[-1] = False
    relaxation.keep_only(active)
    assert relaxation.optimise(FIT).bound.whole > 0
    relaxation.keep_only(np.ones(len(model.limits), bool))
    assert relaxation.optimise(FIT).bound.whole <= 0


def _with_stages(seed):
    """A model that holds the relaxed bounds of fit and of a round of ties."""
    model = model_of(crossing(seed, people=30, orders=20))
    for stage in (model.fit_stage(), model.tie_stage(1)):
        relaxed = Relaxation(model, *model.open_pairs(), Watch()).optimise(stage.function)
        model.hold(stage, relaxed.bound.whole, relaxed.prices, None)
    return model


@pytest.mark.parametrize("seed", range(4))
def test_what_rounding_takes_from_settled_stages_their_own_prices_give_back(seed):
    model, rng = _with_stages(seed), np.random.default_rng(seed)
    dual = np.zeros(model.n + model.m + len(model.limits))
    seats, limits = dual[model.n : model.n + model.m], dual[model.n + model.m :]
    for row, earlier in model.earlier:
        # Each stage at its value, and its own prices in the same proportion: a bound near 0.
        share = rng.random()
        limits[row] -= share
        seats += share * earlier.seats / 2.0**earlier.shift
        limits[: len(earlier.limits)] += share * earlier.limits / 2.0**earlier.shift
    bounds = []
    for unit in (4, 30):
        relaxation = Relaxation(model, *model.open_pairs(), Watch())
        relaxation._shift = unit
        _, prices = relaxation._prices(dual)
        bound = relaxation.lagrangian.bound(NOTHING, prices, relaxation.lagrangian.whole)
        bounds.append(bound.total / 2.0**bound.shift)
    # A fit of some 30,000 in units of 1/16: without giving back the bounds are 20 to 140 apart.
    assert abs(bounds[0] - bounds[1]) < 2
