"""The life of a plan, in plain values."""

from __future__ import annotations

import pytest

from shanhai.plans import rules


def test_a_plan_is_verified_before_it_can_be_handed_in():
    assert not rules.plan_step("solved", "hand_in").may
    assert rules.plan_step("verified", "hand_in") == (True, "proposed", "")


def test_only_what_was_handed_in_can_be_signed():
    states = [state for state in rules.LIFE_OF_PLANS if rules.plan_step(state, "sign").may]
    assert states == ["proposed"]


def test_a_signed_plan_can_only_be_replaced():
    assert rules.LIFE_OF_PLANS["signed"] == {"replace": "replaced"}


def test_whoever_may_not_write_takes_no_step():
    assert rules.plan_step("verified", "hand_in", may_write=False) == (False, "", "not_yours")


def test_plans_of_a_closed_cohort_stand_still():
    assert rules.plan_step("verified", "hand_in", is_sealed=False).why == "round_is_over"


@pytest.mark.parametrize("state", rules.LIFE_OF_PLANS)
def test_every_step_leads_to_a_state_that_there_is(state):
    assert set(rules.LIFE_OF_PLANS[state].values()) <= rules.LIFE_OF_PLANS.keys()


def test_every_state_can_be_reached():
    reached = {follows for steps in rules.LIFE_OF_PLANS.values() for follows in steps.values()}
    assert reached | {"waiting"} == rules.LIFE_OF_PLANS.keys()
