"""Prices of a search before: they bound the edited problem, or are not used."""

from __future__ import annotations

import numpy as np
import pytest

from shanhai.matching.columns.branching import Search
from shanhai.matching.columns.branching_settled import NoPlan
from shanhai.matching.columns.model import Model
from shanhai.matching.columns.warm import old_bound
from shanhai.matching.groups import where
from shanhai.matching.rules import AtMost, Ban, Pin
from shanhai.matching.watch import Watch
from tests.matching.small import crossing, pairs, settled


def _edited(before, rule, **options):
    problem = before.model.problem
    wider = problem.replace(rules=(*problem.rules, rule))
    return Model(wider, before.model.scoring, like=before.model, **options)


def _shut(before):
    """A person and an order that are not open to each other."""
    i, j = (int(side[0]) for side in np.nonzero(~before.model.eligible.mask))
    return {"person": before.model.problem.people.id[i], "order": before.model.problem.orders.id[j]}


@pytest.mark.parametrize("seed", range(6))
def test_old_prices_never_bound_a_stage_below_its_value(seed):
    before = settled(crossing(seed))
    i, j = pairs(before)[0]
    problem = before.model.problem
    ban = Ban(id="ban", people=where(person=problem.people.id[i]), orders=where(order=problem.orders.id[j]))
    model = _edited(before, ban)
    stage = next(model.stages())
    found = old_bound(model, before, stage)
    search = Search(_edited(before, ban), Watch())
    search.run()
    assert found is None or found[2].whole >= search.settled[0].value


@pytest.mark.parametrize("seed", range(6))
def test_rules_that_may_bend_are_priced_so_that_bending_does_not_pay(seed):
    before = settled(crossing(seed))
    pin = Pin(id="pin", **_shut(before))
    with pytest.raises(NoPlan):
        Search(_edited(before, pin), Watch()).run()
    warm, cold = (Search(_edited(before, pin, bend=True), Watch(), before=known) for known in (before, None))
    warm.run()
    cold.run()
    assert [(each.stage.name, each.value) for each in warm.settled[:4]] == [
        (each.stage.name, each.value) for each in cold.settled[:4]
    ]
    assert pairs(warm) == pairs(cold)


def test_a_rule_that_lets_a_stage_get_better_is_not_bounded_by_old_prices():
    tight = crossing().replace(rules=(AtMost(id="few", limit=2),))
    before = settled(tight)
    model = Model(crossing().replace(rules=()), before.model.scoring)
    assert old_bound(model, before, next(model.stages())) is None
