"""Levels of fairness: what classes could fill alone, shares that occur, numbers that all levels share."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from shanhai.matching import Problem, criteria
from shanhai.matching.columns.fairness import most_alone
from shanhai.matching.columns.lagrange import Lagrangian, Prices
from tests.matching.small import crossing, model_of, settled

PLACES = [{"id": "land", "kind": "province"}] + [
    {"id": name, "parent": "land", "kind": "county"} for name in ("bay", "cape", "dale")
]


def _three_counties(**more):
    """Bay has three seats and cape two, open to all of three people; to dale nobody may go."""
    orders = [("boat", "bay", 3), ("lamp", "cape", 2), ("mill", "dale", 4)]
    pairs = tuple((person, order, 5) for person in "abc" for order in ("boat", "lamp"))
    return Problem.of(
        people=[{"id": name} for name in "abc"],
        orders=[{"id": name, "place": place, "seats": seats} for name, place, seats in orders],
        places=PLACES,
        criteria=[criteria.Given(weight=1, pairs=pairs, only=True)],
        seed="invented",
        fair_over="place",
        **more,
    )


def _stages(model):
    return [stage for stage in model.stages() if stage.name.startswith("fair-")]


def test_classes_that_can_fill_nothing_do_not_count():
    fairness = model_of(_three_counties()).fairness
    assert [(each.name, each.alone) for each in fairness.classes] == [("bay", 3), ("cape", 2)]


def test_the_shares_are_those_that_can_occur():
    fairness = model_of(_three_counties()).fairness
    assert fairness.shares == (Fraction(1, 3), Fraction(1, 2), Fraction(2, 3), Fraction(1))
    assert [[each.need(share) for share in fairness.shares] for each in fairness.classes] == [
        [1, 2, 2, 3],
        [1, 1, 2, 2],
    ]


def test_without_fairness_there_are_no_classes_and_no_stages():
    model = model_of(_three_counties().replace(fair_over=""))
    assert not model.fairness.classes
    assert not _stages(model)


def test_levels_share_the_numbers_of_seats():
    model = model_of(_three_counties())
    counted = [sorted(model.extras.names[k][1:] for k in stage.function.extras) for stage in _stages(model)]
    assert counted == [
        [("fair:1", "bay"), ("fair:1", "cape")],
        [("fair:1", "cape"), ("fair:2", "bay")],
        [("fair:2", "bay"), ("fair:2", "cape")],
        [("fair:2", "cape"), ("fair:3", "bay")],
    ]


def test_the_seats_of_a_plan_are_counted_from_below():
    model = model_of(_three_counties())
    _stages(model)
    boat, lamp = model.problem.order_row["boat"], model.problem.order_row["lamp"]
    extras = model.fairness.counted(model.extras.names, np.zeros(0, np.int64), np.array([boat, boat, lamp]))
    counted = {name[1:]: value for name, value in zip(model.extras.names, extras.tolist(), strict=True)}
    assert counted == {
        ("fair:1", "bay"): 1,
        ("fair:2", "bay"): 1,
        ("fair:3", "bay"): 0,
        ("fair:1", "cape"): 1,
        ("fair:2", "cape"): 0,
    }


@pytest.mark.parametrize("value", [0, 1, 2])
def test_no_level_passes_the_one_before_it(value):
    model = model_of(_three_counties())
    for stage in model.stages():
        model.add_limits(stage.limits)
        if stage.under:
            limits = np.array([stage.under.get(limit.name, 0) for limit in model.limits], np.int64)
            prices = Prices(np.zeros(model.m, np.int64), limits, 0)
            lagrangian = Lagrangian(model)
            assert lagrangian.bound(stage.function, prices, lagrangian.whole).whole == value
        if stage.name.startswith("fair-"):
            model.hold(stage, value, Prices.none(model), None, value)


def test_what_a_place_could_fill_alone_counts_every_capacity_once():
    problem = _three_counties()
    eligible = np.ones((3, 3), bool)
    assert most_alone(problem, eligible, np.array([True, True, False])) == 3
    assert most_alone(problem, eligible, np.array([False, True, False])) == 2


@pytest.mark.parametrize("seed", range(4))
def test_every_level_of_a_search_counts_what_its_plan_fills(seed):
    search = settled(crossing(seed).replace(fair_over="host"))
    filled = np.bincount(search.plan.j, minlength=search.model.m)
    classes, shares = search.model.fairness.classes, search.model.fairness.shares
    reached = [
        sum(int(filled[each.orders].sum()) >= each.need(share) for each in classes) for share in shares
    ]
    assert [each.value for each in search.settled if each.stage.name.startswith("fair-")] == reached
