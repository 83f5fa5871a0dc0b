"""Caps that nest are recognised, and anything else is left to the other route."""

from __future__ import annotations

from typing import Any

import pytest

from shanhai.matching import rules
from shanhai.matching.certificate import Leaf
from shanhai.matching.groups import where
from shanhai.matching.laminar import laminar_of
from shanhai.matching.proof import check
from shanhai.matching.scoring import compile_all
from shanhai.matching.solve import solve
from tests.matching.cast import problem_of


def _caps(*declared: Any, **changes: Any) -> tuple[list[str], list[str]] | None:
    """Labels of the caps on either side from the widest to the narrowest, or None where they do not nest."""
    problem = problem_of(*declared, **changes)
    laminar = laminar_of(problem, compile_all(problem))
    if laminar is None:
        return None
    return ["/".join(cap.name[1:]) for cap in laminar.homes], [
        "/".join(cap.name[1:]) for cap in laminar.hosts
    ]


def test_a_problem_without_rules_nests() -> None:
    assert _caps() == ([], [])


def test_caps_on_homes_and_on_places_stand_on_their_own_sides() -> None:
    release = rules.AtMost(id="release", limit=1, each="home")
    receive = rules.AtMost(id="receive", limit=2, each="place")
    assert _caps(release, receive) == (
        ["release/clinic", "release/school", "release/ward"],
        ["receive/bay", "receive/cape", "receive/vale"],
    )


def test_a_group_inside_another_nests_and_the_wider_comes_first() -> None:
    narrow = rules.AtMost(id="narrow", limit=1, people=where(home="ward"))
    wide = rules.AtMost(id="wide", limit=1, people=where(home="clinic"))
    assert _caps(narrow, wide) == (["wide/", "narrow/"], [])


def test_a_floor_is_a_cap_on_those_who_may_leave() -> None:
    assert _caps(rules.Floor(id="stay", keep=1, people=where(group="young"))) == (["stay/"], [])


@pytest.mark.parametrize(
    "declared",
    [
        # Ann alone is in both.
        (
            rules.AtMost(id="a", limit=1, people=where(group="young")),
            rules.AtMost(id="b", limit=1, people=where(home="clinic")),
        ),
        (rules.AtMost(id="a", limit=1, people=where(group="young"), orders=where(tier=1)),),
        (rules.AtMost(id="a", limit=1, strength="elastic"),),
        (rules.AtMost(id="a", limit=1, strength="priced"),),
        (rules.AtMost(id="a", limit=1, pairs=(("Ann", "boat"),)),),
        (rules.AtLeast(id="a", limit=1),),
        (rules.Team(id="a", members=("Ann", "Bo")),),
    ],
)
def test_what_overlaps_bends_or_counts_otherwise_does_not_nest(declared: tuple[Any, ...]) -> None:
    assert _caps(*declared) is None


def test_fairness_needs_the_other_route() -> None:
    assert _caps(fair_over="place") is None


def test_prices_of_the_network_go_by_the_names_of_rows() -> None:
    result = solve(problem_of(rules.AtMost(id="receive", limit=1, each="place")))
    assert result.status == "proven"
    names = {name for stage in result.certificate.stages for name in getattr(stage.sieve, "prices", {})}
    assert ("rule", "receive", "bay") in names
    assert {name[0] for name in names} <= {"rule", "seats", "stage"}
    assert all(isinstance(stage.node, Leaf) for stage in result.certificate.stages)


def test_an_order_that_is_shut_counts_nothing_for_the_others_of_its_tier() -> None:
    problem = problem_of(rules.AtMost(id="shut", limit=0, orders=where(order="boat")))
    result = solve(problem)
    assert result.status == "proven"
    assert check(problem, result.plan, result.certificate, result=result).findings == ()
