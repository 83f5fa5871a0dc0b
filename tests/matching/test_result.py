"""What `solve` returns, in plain values."""

from __future__ import annotations

import dataclasses

import pytest

from shanhai.matching import Result, criteria, rules
from shanhai.matching.result import PROOFS, STATUSES, Loss, Stage
from shanhai.matching.solve import solve
from tests.matching.cast import ORDERS, problem_of


@pytest.fixture(scope="module")
def result() -> Result:
    orders = [{**ORDERS[0], "wishes": ["Bo", "Cai"]}, *ORDERS[1:]]
    declared = criteria.HostWishes(weight=60), criteria.Experience(weight=40)
    return solve(problem_of(*declared, rules.AtMost(id="few", limit=3), orders=orders, seed="drawn"))


def test_parts_add_up_to_the_fit_of_a_placement_and_fits_to_the_stage(result: Result) -> None:
    assert len(result.placements) == 3
    for placed in result.placements:
        assert placed.parts.keys() == {"host_wishes", "experience"}
        assert sum(placed.parts.values()) == placed.fit
    assert sum(placed.fit for placed in result.placements) == result.stage("fit").value


def test_placements_are_the_plan_by_id(result: Result) -> None:
    people, orders = result.problem.people.id, result.problem.orders.id
    assert [(placed.person, placed.order) for placed in result.placements] == [
        (people[i], orders[j]) for i, j in zip(result.plan.i, result.plan.j, strict=True)
    ]


def test_everybody_is_placed_or_left_with_a_reason(result: Result) -> None:
    placed = {placement.person for placement in result.placements}
    assert placed | {left.person for left in result.unplaced} == set(result.problem.people.id)


def test_every_order_with_empty_seats_belongs_to_a_shortage(result: Result) -> None:
    assert sum(short.empty for short in result.empty) == 2
    for short in result.empty:
        assert short.order in result.shortages[short.shortage].orders


def test_every_rule_is_reported(result: Result) -> None:
    assert [(report.rule, report.violation, report.binding) for report in result.rules] == [("few", 0, True)]


def test_stages_and_status_use_the_words_there_are(result: Result) -> None:
    assert result.status in STATUSES
    assert {stage.proof for stage in result.stages} <= set(PROOFS)
    assert [stage.name for stage in result.stages][:3] == ["seats-1", "seats-2", "fit"]


def test_the_gap_of_a_stage_is_what_its_bound_leaves_open() -> None:
    assert Stage("fit", 90, 97, "open").gap == 7


def test_a_stage_there_is_not_has_no_value(result: Result) -> None:
    with pytest.raises(KeyError, match="beauty"):
        result.stage("beauty")


def test_a_result_does_not_change(result: Result) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        result.status = "limited"  # type: ignore[misc]
    assert Loss("", 0, True) == Loss("", 0, True)
