"""Bounds by prices: whatever the prices, no plan is worth more, and no pair of a best plan is left out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shanhai.matching.columns.lagrange import Lagrangian, Prices, leaf, survivors
from shanhai.matching.columns.linear import Linear
from shanhai.matching.columns.parts import DEAD
from shanhai.matching.columns.priced_blocks import best
from shanhai.matching.rows import UNBOUNDED
from tests.matching.small import crossing, model_of, settled

FIT = Linear(fit=1)


def _drawn(model, seed, shift=4):
    rng = np.random.default_rng(seed)
    seats = rng.integers(0, 600 << shift, model.m)
    limits = rng.integers(-40 << shift, 40 << shift, len(model.limits))
    open_above = np.array([limit.high >= UNBOUNDED for limit in model.limits])
    open_below = np.array([limit.low <= -UNBOUNDED for limit in model.limits])
    limits[open_above & (limits > 0)] = 0
    limits[open_below & (limits < 0)] = 0
    return Prices(seats, limits, shift)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_no_prices_bound_below_a_plan_that_keeps_the_limits(seed):
    search = settled(crossing(seed % 5))
    model = model_of(crossing(seed % 5))
    lagrangian = Lagrangian(model)
    plan = search.plan
    worth = model.value(FIT, plan.i, plan.j, plan.extras[: len(model.extras)])
    bound = lagrangian.bound(FIT, _drawn(model, seed), lagrangian.whole)
    assert bound.whole >= worth


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_the_sieve_drops_no_pair_of_a_plan_of_the_value(seed):
    search = settled(crossing(seed % 5))
    model = model_of(crossing(seed % 5))
    lagrangian, prices, plan = Lagrangian(model), _drawn(model, seed), search.plan
    worth = model.value(FIT, plan.i, plan.j, plan.extras[: len(model.extras)])
    bound = lagrangian.bound(FIT, prices, lagrangian.whole)
    possible = survivors(lagrangian, FIT, prices, bound, worth, lagrangian.whole)
    assert np.isin(plan.i * model.m + plan.j, possible).all()


def test_a_pair_decided_counts_whatever_it_is_worth():
    model = model_of(crossing())
    lagrangian, prices = Lagrangian(model), Prices.none(model)
    i, j = (int(side[0]) for side in model.open_pairs())
    without, with_it = lagrangian.whole.by_pair(i, j)
    whole = lagrangian.bound(FIT, prices, lagrangian.whole).total
    assert lagrangian.bound(FIT, prices, without).total <= whole
    assert lagrangian.bound(FIT, prices, with_it).total <= whole


def test_many_pairs_are_priced_as_few_are():
    model, other = model_of(crossing()), model_of(crossing())
    other.listing = None
    few, many, prices = Lagrangian(model), Lagrangian(other), _drawn(model, 3)
    assert few.bound(FIT, prices, few.whole).total == many.bound(FIT, prices, many.whole).total


def test_what_all_people_add_is_summed_beyond_64_bits():
    model = model_of(crossing())
    lagrangian, none = Lagrangian(model), Prices.none(model)
    coarse = lagrangian.bound(FIT, none, lagrangian.whole).total
    finest = 61 - int(model.fit(*model.open_pairs()).max()).bit_length()
    fine = Prices(none.seats, none.limits, finest)
    assert coarse << finest > 2**63
    assert lagrangian.bound(FIT, fine, lagrangian.whole).total == coarse << finest


def test_prices_beyond_exact_sums_are_refused():
    model = model_of(crossing())
    lagrangian = Lagrangian(model)
    huge = Prices(np.zeros(model.m, np.int64), np.zeros(len(model.limits), np.int64), 58)
    with pytest.raises(OverflowError, match="coarser unit"):
        lagrangian.bound(FIT, huge, lagrangian.whole)


def test_the_best_of_a_row_are_counted_up_to_its_room():
    reduced = np.array([[5, 9, -1], [5, 9, -1], [DEAD, -3, DEAD]])
    gains, last = best(reduced, np.array([1, 3, 2]))
    assert gains.tolist() == [9, 14, 0]
    assert last.tolist() == [9, 0, 0]


def test_a_leaf_names_seats_and_limits_that_have_a_price():
    model = model_of(crossing())
    prices = Prices.none(model)
    prices.seats[2], prices.limits[0] = 5, 7
    assert leaf(Lagrangian(model), prices).prices == {("seats", "D02"): 5, model.limits[0].name: 7}
