"""Prices of a search before: they bound the edited problem, or are not used."""

from __future__ import annotations

import numpy as np
import pytest

from shanhai.haiyue import sample
from shanhai.matching import solve
from shanhai.matching.columns import relaxation
from shanhai.matching.columns.branch import leaves
from shanhai.matching.columns.branching import Search
from shanhai.matching.columns.branching_settled import NoPlan
from shanhai.matching.columns.model import Model
from shanhai.matching.columns.warm import OldPrices, old_stage
from shanhai.matching.groups import where
from shanhai.matching.proof import check
from shanhai.matching.rules import AtMost, Ban, Pin
from shanhai.matching.watch import Watch
from shanhai.matching.whatif import Forbid, what_if
from tests.matching.small import crossing, model_of, pairs, settled


def _edited(before, rule, **options):
    problem = before.model.problem
    wider = problem.replace(rules=(*problem.rules, rule))
    return Model(wider, before.model.scoring, like=before.model, **options)


def _shut(before):
    """A person and an order that are not open to each other."""
    i, j = (int(side[0]) for side in np.nonzero(~before.model.eligible.mask))
    return {"person": before.model.problem.people.id[i], "order": before.model.problem.orders.id[j]}


def _first_ban(before):
    i, j = pairs(before)[0]
    problem = before.model.problem
    return Ban(id="ban", people=where(person=problem.people.id[i]), orders=where(order=problem.orders.id[j]))


def _old(model, before, name):
    """Old prices of a stage of this name, in a model where nothing is settled yet."""
    stage = next(stage for stage in model.stages() if stage.name == name)
    return OldPrices(model, before, old_stage(before, stage), stage)


def _bound(trunk):
    return max(branch.bound for branch in leaves(trunk))


@pytest.mark.parametrize("seed", range(6))
def test_old_prices_never_bound_a_stage_below_its_value(seed):
    before = settled(crossing(seed))
    model = _edited(before, _first_ban(before))
    stage = next(model.stages())
    search = Search(_edited(before, _first_ban(before)), Watch())
    search.run()
    assert _bound(_old(model, before, stage.name).trunk()) >= search.settled[0].value


@pytest.mark.parametrize("seed", range(6))
def test_on_the_problem_that_they_come_from_old_prices_bound_as_they_did(seed):
    before = settled(crossing(seed))
    first = before.settled[0]
    trunk = _old(model_of(before.model.problem), before, first.stage.name).trunk()
    assert _bound(trunk) == first.value


def _with_a_tree():
    """Finished searches whose fit was proven by a tree."""
    searches = [settled(crossing(seed)) for seed in range(30)]
    return [
        each for each in searches if any(s.stage.name == "fit" and s.proof == "tree" for s in each.settled)
    ]


def test_a_search_after_an_edit_begins_with_the_tree_before_and_proves_the_same_as_one_from_nothing():
    trees = _with_a_tree()
    assert trees
    for before in trees:
        warm, cold = (
            Search(_edited(before, _first_ban(before)), Watch(), before=known) for known in (before, None)
        )
        warm.run()
        cold.run()
        values = [
            {
                s.stage.name: (s.value, s.bound)
                for s in each.settled
                if not s.stage.name.startswith(("tie", "only"))
            }
            for each in (warm, cold)
        ]
        assert values[0] == values[1]
        assert pairs(warm) == pairs(cold)


def test_a_split_on_a_number_that_is_gone_is_made_no_more():
    before = next(each for each in _with_a_tree() if _names_aux(each))
    without = before.model.problem.replace(rules=())
    model = Model(without, before.model.scoring)
    trunk = _old(model, before, "fit").trunk()
    assert all(branch.part.low.shape == (len(model.extras),) for branch in leaves(trunk))


def _names_aux(search):
    fit = next(each for each in search.settled if each.stage.name == "fit")
    return fit.proof == "tree" and "aux" in str(fit.node)


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
    stage = next(model.stages())
    assert _bound(_old(model, before, stage.name).trunk()) > before.settled[0].value


@pytest.mark.parametrize("coarser", [1, 8])
def test_parts_of_an_old_tree_may_be_priced_in_a_finer_unit(coarser, monkeypatch):
    problem = sample("haiyue-2022").problem
    before = solve(problem)
    assert before.stage("fit").proof == "tree"
    # Limits of an edited problem can be so dear that there is less room behind the point.
    monkeypatch.setattr(relaxation, "ROOM_OF_FEW", relaxation.ROOM_OF_FEW - coarser)
    for each in before.placements[::30]:
        after = what_if(before, [Forbid(each.person, each.order)]).after
        assert after.status == "proven"
        assert check(after.problem, after.plan, after.certificate).ok
        assert [s.value for s in after.stages] == [s.value for s in solve(after.problem).stages]
