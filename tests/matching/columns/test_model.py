"""A problem as a model: its stages and limits, what a plan comes to in them, and what no plan can keep."""

from __future__ import annotations

import numpy as np

from shanhai.matching.columns import eligible
from shanhai.matching.columns.coefficients import lookup
from shanhai.matching.columns.lagrange import Prices
from shanhai.matching.columns.linear import Limit, Linear
from shanhai.matching.columns.model import Model, keep_pairs
from shanhai.matching.groups import where
from shanhai.matching.rows import Pairs
from shanhai.matching.rules import AtLeast, AtMost, Pin
from shanhai.matching.scoring import compile_all
from shanhai.matching.violation import units
from tests.matching.small import crossing, model_of, settled


def test_stages_come_in_the_order_of_the_objective():
    names = [stage.name for stage in model_of(crossing()).stages()]
    assert names == ["violations", "seats-1", "fit"]


def test_a_model_that_may_bend_and_keep_says_so_in_its_stages():
    problem = crossing()
    kept = keep_pairs(np.array([0]), np.array([1]))
    model = Model(problem, compile_all(problem), bend=True, keep=kept)
    assert [stage.name for stage in model.stages()] == ["bend", "violations", "seats-1", "kept", "fit"]


def test_what_a_plan_reaches_in_a_limit_is_what_its_rows_count():
    search = settled(crossing())
    model, plan = model_of(crossing()), search.plan
    extras = plan.extras[: len(model.extras)]
    reached = model.reached(plan.i, plan.j, extras)
    assert all(limit.low <= total <= limit.high for limit, total in zip(model.limits, reached, strict=True))


def test_priced_violations_are_worth_minus_their_weight():
    search = settled(crossing())
    model, plan = search.model, search.plan
    fit = next(each.stage for each in search.settled if each.stage.name == "fit")
    over = units(model.rows_of(model.problem.rules[1]), model.m, plan.i, plan.j)
    expected = int(model.fit(plan.i, plan.j).sum()) - 7 * over
    assert model.value(fit.function, plan.i, plan.j, plan.extras) == expected


def test_coefficients_are_the_same_listed_or_not(monkeypatch):
    listed = model_of(crossing())
    monkeypatch.setattr(eligible, "MOST_LISTED", 0)
    unlisted = model_of(crossing())
    i, j = np.array([0, 3]), np.array([2, 5])
    extras = np.zeros(len(listed.extras), np.int64)
    assert unlisted.listing is None
    assert np.array_equal(listed.reached(i, j, extras), unlisted.reached(i, j, extras))


def test_holding_a_stage_drops_its_pairs_and_keeps_its_value():
    model = model_of(crossing())
    stage = next(model.stages())
    possible = model.listing.keys[model.listing.i > 0]
    model.hold(stage, -3, Prices.none(model), possible)
    assert not model.is_open(np.zeros(model.m, np.int64), np.arange(model.m)).any()
    assert (model.limits[-1].name, model.limits[-1].low) == (("stage", stage.name), -3)
    assert not (model.listing.i == 0).any()
    model.reset()
    assert np.array_equal(model.listing.keys, model.eligible.keys)
    assert all(limit.name[0] == "rule" for limit in model.limits)


def test_a_model_like_another_has_the_same_limits():
    problem = crossing()
    first = model_of(problem)
    wider = problem.replace(rules=(*problem.rules, AtMost(id="few", limit=5)))
    warm, cold = Model(wider, compile_all(wider), like=first), model_of(wider)
    assert [limit.name for limit in warm.limits] == [limit.name for limit in cold.limits]
    assert (warm.listing.matrix != cold.listing.matrix).nnz == 0


def test_only_placements_outside_a_plan_count_against_it():
    model = model_of(crossing())
    stage = model.only_stage(np.array([0]), np.array([1]))
    none = np.zeros(len(model.extras), np.int64)
    assert model.value(stage.function, np.array([0, 2]), np.array([1, 1]), none) == 1
    assert model.value(stage.function, np.array([0]), np.array([1]), none) == 0


def test_a_pin_on_a_pair_that_is_not_open_is_out_of_reach():
    problem = crossing()
    i, j = (int(side[0]) for side in np.nonzero(~model_of(problem).eligible.mask))
    pin = Pin(id="pin", person=problem.people.id[i], order=problem.orders.id[j])
    model = model_of(problem.replace(rules=(*problem.rules, pin)))
    assert [limit.name for limit in model.out_of_reach()] == [("rule", "pin", "")]


def test_what_a_rule_alone_can_reach_is_not_out_of_reach():
    problem = crossing()
    all_of_one = AtLeast(id="all", limit=2, people=where(person="P02"))
    assert model_of(problem.replace(rules=(*problem.rules, all_of_one))).out_of_reach() == []


def test_limits_let_through_what_their_numbers_can_make_up_for():
    model = model_of(crossing())
    nothing = Linear(extras={0: 1})
    model.add_limits([Limit(("rule", "x", ""), nothing, low=model.extras.high[0])])
    assert model.out_of_reach() == []
    model.add_limits([Limit(("rule", "y", ""), nothing, low=model.extras.high[0] + 1)])
    assert [limit.name[1] for limit in model.out_of_reach()] == ["y"]


def test_numbers_listed_twice_for_a_pair_add_up():
    pairs = Pairs(np.array([1, 1, 0]), np.array([2, 2, 0]), np.array([3, 4, 9]))
    assert lookup(pairs, 5, np.array([1, 0, 2]), np.array([2, 0, 2])).tolist() == [7, 9, 0]
