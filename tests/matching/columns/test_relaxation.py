"""The relaxation: few pairs suffice for a bound over all, and a contradiction is shown by prices."""

from __future__ import annotations

import numpy as np

from shanhai.matching.columns.linear import Limit, Linear
from shanhai.matching.columns.relaxation import Relaxation
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
