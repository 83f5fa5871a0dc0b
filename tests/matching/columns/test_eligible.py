"""Eligible pairs, listed or not: the same pairs, fit and prices; and first pairs that suffice."""

from __future__ import annotations

import numpy as np
import pytest

from shanhai.matching.columns import eligible, first_pairs
from shanhai.matching.columns.lagrange import Lagrangian, Prices, survivors
from shanhai.matching.columns.linear import Linear
from shanhai.matching.columns.relaxation import Relaxation
from shanhai.matching.rules import Pin
from shanhai.matching.watch import Watch
from tests.matching.small import crossing, model_of

FIT = Linear(fit=1)


@pytest.fixture
def unlisted(monkeypatch):
    """The model of a problem whose pairs count as too many to list."""

    def make(problem):
        with monkeypatch.context() as patch:
            patch.setattr(eligible, "MOST_LISTED", 0)
            return model_of(problem)

    return make


def test_fit_and_eligibility_do_not_hang_on_a_list(unlisted):
    few, many = model_of(crossing()), unlisted(crossing())
    i, j = (side.ravel() for side in np.indices((few.n, few.m)))
    assert many.eligible.keys is None
    assert np.array_equal(few.fit(i, j), many.fit(i, j))
    assert np.array_equal(few.is_open(i, j), many.is_open(i, j))
    assert np.array_equal(few.eligible.mask, many.eligible.mask)


@pytest.mark.parametrize("seed", range(4))
def test_blocks_find_the_same_helpful_and_possible_pairs_as_a_list(seed, unlisted):
    few, many = model_of(crossing(seed)), unlisted(crossing(seed))
    rng, prices = np.random.default_rng(seed), Prices.none(few)
    prices.seats[:] = rng.integers(0, 500, few.m)
    people, known = rng.integers(0, 500, few.n), few.listing.keys[::3]
    found = []
    for model in (few, many):
        lagrangian = Lagrangian(model)
        part, bound = lagrangian.whole, lagrangian.bound(FIT, prices, lagrangian.whole)
        i, j = lagrangian.pairs.helpful(FIT, prices, part, people, known, (2, 1))
        left = survivors(lagrangian, FIT, prices, bound, bound.whole - 300, part)
        found.append((set(zip(i.tolist(), j.tolist(), strict=True)), left.tolist()))
    assert found[0] == found[1]


@pytest.mark.parametrize("seed", range(4))
def test_few_first_pairs_lead_to_the_bound_of_all(seed, unlisted, monkeypatch):
    monkeypatch.setattr(first_pairs, "FEW", 0)
    listed, many = model_of(crossing(seed)), unlisted(crossing(seed))
    bounds = [
        Relaxation(model, *first_pairs.first_pairs(model), Watch()).optimise(FIT).bound.whole
        for model in (listed, many)
    ]
    everything = Relaxation(listed, *listed.open_pairs(), Watch()).optimise(FIT).bound.whole
    assert bounds == [everything, everything]


def test_a_pin_is_among_the_first_pairs(monkeypatch):
    monkeypatch.setattr(first_pairs, "FEW", 0)
    monkeypatch.setattr(first_pairs, "PER_PERSON", 1)
    monkeypatch.setattr(first_pairs, "PER_ORDER", 1)
    problem = crossing()
    model = model_of(problem)
    worst = np.argmin(model.fit(*model.open_pairs()))
    i, j = (int(side[worst]) for side in model.open_pairs())
    pin = Pin(id="pin", person=problem.people.id[i], order=problem.orders.id[j])
    model = model_of(problem.replace(rules=(*problem.rules, pin)))
    assert (i, j) in set(zip(*(side.tolist() for side in first_pairs.first_pairs(model)), strict=True))
