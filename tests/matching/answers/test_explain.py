"""Explanations for one person or one order, and what they keep from the asker."""

import dataclasses
import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanhai.matching.answers.explain import Explainer, Holders
from shanhai.matching.answers.shortfall import Lack
from shanhai.matching.criteria import Expertise, HostWishes, PersonWishes, Qualified, Recused, compile_all
from shanhai.matching.problem import Problem
from shanhai.matching.result import Loss, Shortage, Unplaced
from tests.matching.criteria.cases import chance_rows, every_criterion, problem_of
from tests.matching.plans import chance_plan, plan_of


def cast() -> Problem:
    """Ann has the ward, Bob the pier; Cho, a nurse native to reed, has nothing."""
    people = [
        {
            "id": "ann",
            "expertise": [("surgery", 5, True)],
            "wishes": ["pier", "pine"],
            "qualifications": ["medicine"],
        },
        {"id": "bob", "expertise": [("hydropower", 2, True)]},
        {
            "id": "cho",
            "expertise": [("nursing", 4, False)],
            "native": "reed",
            "wishes": ["ward", "reed", "shell"],
        },
    ]
    orders = [
        {
            "id": "ward",
            "host": "pine ward",
            "asks": [("surgery", 2)],
            "qualifications": ["medicine"],
            "seats": 2,
        },
        {"id": "pier", "place": "reed", "asks": [("hydropower", 1)], "wishes": ["cho", "ann"]},
        {"id": "barn", "place": "cove"},
    ]
    criteria = (Expertise(weight=10), PersonWishes(weight=5), HostWishes(weight=1), Qualified(), Recused())
    return problem_of(people, orders, *criteria)


def explainer(**changes: Any) -> Explainer:
    problem = cast()
    plan = plan_of(problem, [("ann", "ward"), ("bob", "pier")])
    asked = {"loss": lambda i, j: Loss("fit", 10 * i + j, False), **changes}
    return Explainer(problem, compile_all(problem), plan, **asked)


def test_a_placement_is_told_with_its_parts_their_most_and_the_ranks_of_both_wishes() -> None:
    (here,) = explainer().person("ann").placements
    assert (here.order, here.wish_rank, here.host_rank) == ("ward", 2, 0)
    assert here.fit.parts == {"expertise": 10_000, "host_wishes": 500, "person_wishes": 3_500}
    assert here.fit.most == {"expertise": 10_000, "host_wishes": 1_000, "person_wishes": 5_000}
    assert here.fit.total == 14_000
    assert [(each.asked, each.held, each.step) for each in here.fit.codes] == [("surgery", "surgery", 0)]


def test_every_wish_is_answered_in_the_order_of_wishing() -> None:
    refused, granted = explainer().person("ann").wishes
    assert (refused.wish, refused.kind, refused.granted, refused.orders) == ("pier", "order", False, 1)
    assert (refused.order, refused.loss) == ("pier", Loss("fit", 1, False))
    assert (granted.wish, granted.kind, granted.granted, granted.order) == ("pine", "place", True, "")


def test_a_wish_that_is_barred_tells_what_it_would_have_taken() -> None:
    ward, reed, shell = explainer().person("cho").wishes
    assert (ward.open_orders, ward.barriers) == (0, {"qualified": 1})
    assert (ward.order, ward.lacks) == ("ward", (Lack("qualified", "qualifications", "", "medicine"),))
    assert reed.lacks == (Lack("recused", "native", "reed"),)
    assert (shell.orders, shell.order, shell.lacks) == (0, "", ())


def test_losses_are_exact_where_that_can_be_asked() -> None:
    exact = explainer(exact=lambda i, j: Loss("fit", 77, True)).person("ann")
    assert exact.wishes[0].loss == Loss("fit", 77, True)
    assert [each.loss.exact for each in exact.alternatives] == [True, True]


def test_alternatives_are_the_open_orders_of_best_fit_that_one_did_not_get() -> None:
    told = explainer().person("ann")
    assert [(each.order, each.loss.amount) for each in told.alternatives] == [("pier", 1), ("barn", 2)]
    # The pier: 5,000 as dearest wish, 700 as second named. The barn asks nothing: 5,000 and 500.
    assert [each.fit.total for each in told.alternatives] == [5_700, 5_500]
    assert (told.open_orders, told.barriers) == (3, {})
    assert len(explainer(most=1).person("ann").alternatives) == 1


def test_somebody_without_a_place_is_told_the_reason_found_for_the_plan() -> None:
    reason = Unplaced("cho", "outbid", 1)
    told = explainer(unplaced={"cho": reason}).person("cho")
    assert (told.placements, told.unplaced) == ((), reason)
    assert (told.open_orders, told.barriers) == (1, {"qualified": 1, "recused": 1})


def test_an_order_is_told_whom_it_got_and_who_was_close_if_the_asker_may_see_them() -> None:
    told = explainer(may_see=lambda person: True).order("pier")
    assert [(here.person, here.host_rank) for here in told.placed] == [("bob", 0)]
    assert [(each.person, each.placed_on, each.loss.amount) for each in told.close] == [("ann", ("ward",), 1)]
    assert (told.eligible, told.barriers) == (2, {"recused": 1})


def test_nobody_else_is_named_unless_the_asker_may_see_them() -> None:
    hidden = explainer().person("ann").wishes[0].holders
    assert hidden == Holders(seen={}, hidden=1, empty=0)
    shown = explainer(may_see=lambda person: person == "bob").person("ann").wishes[0].holders
    assert shown is not None
    assert list(shown.seen) == ["bob"]
    told = explainer().order("pier")
    assert (told.placed, told.placed_hidden, told.close, told.close_hidden) == ((), 1, (), 1)


def test_a_shortage_names_only_people_whom_the_asker_may_see_and_counts_all() -> None:
    shortage = Shortage("cut", ("ward",), 2, ("ann", "bob"), 1)
    told = explainer(shortages={"ward": shortage}, may_see=lambda person: person == "bob").order("ward")
    assert told.shortage is not None
    assert (told.shortage.people, told.shortage.reach, told.shortage_people) == (("bob",), 1, 2)


@pytest.mark.parametrize("ask", ["person", "order"])
def test_an_unknown_id_is_a_key_error(ask: str) -> None:
    with pytest.raises(KeyError, match="zoe"):
        getattr(explainer(), ask)("zoe")


@given(st.integers(0, 2**32 - 1))
def test_what_is_told_to_a_person_or_of_an_order_never_holds_the_id_of_somebody_unseen(seed: int) -> None:
    people, orders = chance_rows(seed)
    problem = problem_of(people, orders, *every_criterion())
    scoring = compile_all(problem)
    plan = chance_plan(problem, scoring, np.random.default_rng(seed))
    explain = Explainer(problem, scoring, plan, lambda i, j: Loss("fit", 1, False))
    for name in problem.people.id:
        told = json.dumps(dataclasses.asdict(explain.person(name)))
        assert not any(f'"{other}"' in told for other in problem.people.id if other != name)
    for name in problem.orders.id:
        told = json.dumps(dataclasses.asdict(explain.order(name)))
        assert not any(f'"{other}"' in told for other in problem.people.id)


@given(st.integers(0, 2**32 - 1))
def test_the_same_ids_are_told_to_an_asker_who_may_see_everybody(seed: int) -> None:
    problem = problem_of(*chance_rows(seed), *every_criterion())
    scoring = compile_all(problem)
    plan = chance_plan(problem, scoring, np.random.default_rng(seed))
    explain = Explainer(problem, scoring, plan, lambda i, j: Loss("", 0, True), may_see=lambda person: True)
    told = [here.person for name in problem.orders.id for here in explain.order(name).placed]
    assert sorted(told) == sorted(problem.people.id[i] for i in plan.i)
