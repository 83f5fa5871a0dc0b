"""The pure rules of the hub."""

from __future__ import annotations

import pytest

from shanhai.programme import rules
from shanhai.programme.words import REASONS


def test_every_reason_has_its_sentence() -> None:
    codes = set(rules.Why.__args__) - {""}
    assert codes <= REASONS.keys()


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({}, ""),
        ({"oversees": False}, "not_overseen"),
        ({"to_oneself": True}, "to_oneself"),
        ({"of_organisation": True, "has_organisation": False}, "needs_organisation"),
        ({"is_held": True}, "already_held"),
    ],
)
def test_a_role_is_given_by_who_oversees_it(changed, why) -> None:
    plain = {
        "oversees": True,
        "to_oneself": False,
        "is_held": False,
        "of_organisation": False,
        "has_organisation": True,
    }
    answer = rules.give_role(**plain | changed)
    assert (answer.may, answer.why) == (not why, why)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({}, ""),
        ({"step": "refuse"}, ""),
        ({"step": "refuse", "must_be_kept": True}, ""),
        ({"must_be_kept": True}, "must_be_kept"),
        ({"duty": " "}, "duty_missing"),
        ({"is_own": True}, "own_request"),
        ({"step": "withdraw"}, "no_such_step"),
        ({"step": "withdraw", "is_own": True}, ""),
        ({"state": "erased"}, "no_such_step"),
        ({"state": "refused"}, "no_such_step"),
        ({"state": "withdrawn", "step": "withdraw", "is_own": True}, "no_such_step"),
    ],
)
def test_a_duty_to_keep_wins_over_the_wish(changed, why) -> None:
    plain = {"state": "asked", "step": "erase", "is_own": False, "duty": "PIPL 47", "must_be_kept": False}
    answer = rules.decide_on_erasure(**plain | changed)
    assert (answer.may, answer.why) == (not why, why)


@pytest.mark.parametrize(
    ("path", "above", "deepest", "why"),
    [
        ("", "", 1, ""),
        ("/A/B/", "/C/", 2, ""),
        ("/A/", "/A/", 1, "below_itself"),
        ("/A/", "/A/B/", 2, "below_itself"),
        ("/A/", "/AB/", 1, ""),
        ("", "/1/2/3/4/5/6/7/8/9/10/11/", 1, ""),
        ("", "/1/2/3/4/5/6/7/8/9/10/11/12/", 1, "too_deep"),
        ("/A/", "/1/2/3/4/5/6/7/8/9/10/", 3, "too_deep"),
    ],
)
def test_an_organisation_is_never_part_of_itself(path, above, deepest, why) -> None:
    assert rules.place_below(path=path, above=above, code="X", deepest=deepest).why == why


def test_no_cohort_is_called_like_a_page() -> None:
    assert rules.name_cohort("roster").why == "reserved_name"
    assert rules.name_cohort("2022").may
