"""What may happen to a placement, and what may not."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanhai.placements import rules
from shanhai.placements.rules import Term
from shanhai.placements.words import (
    REASONS,
    STATES,
    STATES_OF_EXTENSIONS,
    STATES_OF_FORMS,
    STATES_OF_REVIEWS,
    STEPS,
)

START, END, TODAY = date(2022, 9, 1), date(2023, 8, 31), date(2023, 3, 1)
OFFICE, HOST, HOME, PERSON = (frozenset({each}) for each in ("office", "host", "home", "person"))


def term(state: str, **more) -> Term:
    arrived = START if state not in rules.COMING else None
    return Term(
        **{"state": state, "kind": "post", "starts": START, "ends": END, "arrived_on": arrived, **more}
    )


def why(state: str, name: str, parts=OFFICE, *, on: date | None = None, reason: str = "", **more) -> str:
    return rules.step(term(state, **more), name, parts, on=on, reason=reason, today=TODAY).why


def test_the_whole_way_of_a_placement() -> None:
    state = "accepted"
    for name in ("brief", "induct", "arrive", "review", "extend", "return", "follow_up"):
        answer = rules.step(
            term(state, has_return_plan=True), name, OFFICE, on=TODAY, reason="because", today=TODAY
        )
        assert answer.may, name
        state = answer.state
    assert state == "followed_up"


def test_nobody_returns_before_they_arrived() -> None:
    assert why("in_post", "return", on=date(2022, 8, 31)) == "before_the_arrival"
    assert why("in_post", "end_early", on=date(2022, 8, 1), reason="x") == "before_the_arrival"


def test_nothing_is_confirmed_before_it_has_happened() -> None:
    assert why("in_post", "return", on=date(2023, 3, 2)) == "day_to_come"
    assert why("inducted", "arrive", HOST, on=date(2023, 3, 2)) == "day_to_come"


def test_ending_early_says_why_and_is_early() -> None:
    assert why("in_post", "end_early", on=TODAY) == "reason_missing"
    assert why("in_post", "end_early", on=TODAY, reason="x") == ""
    assert why("in_post", "end_early", on=TODAY, reason="x", ends=TODAY) == "not_early"


def test_a_term_that_is_over_is_the_turn_of_home_until_somebody_is_back() -> None:
    for state in rules.PRESENT:
        assert rules.turn(term(state), END) == ("", "")
        assert rules.turn(term(state), END + timedelta(days=1)) == ("home", "return")
    assert rules.turn(term("in_post", kind="liaison", ends=None), END + timedelta(days=1)) == ("", "")
    assert rules.turn(term("returned"), END + timedelta(days=1)) == ("", "")


def test_nobody_leaves_home_without_a_return_plan() -> None:
    assert why("inducted", "arrive", HOST, on=TODAY) == "no_return_plan"
    assert why("inducted", "arrive", HOST, on=TODAY, has_return_plan=True) == ""
    assert why("inducted", "arrive", HOST, on=TODAY, kind="liaison") == ""


@pytest.mark.parametrize(
    ("name", "parts", "state"),
    [
        ("arrive", HOME, "inducted"),
        ("arrive", PERSON, "inducted"),
        ("end_early", HOST, "in_post"),
        ("return", HOST, "in_post"),
        ("withdraw", HOME, "accepted"),
    ],
)
def test_each_step_is_for_its_side(name, parts, state) -> None:
    assert why(state, name, parts, on=TODAY, reason="x") == "not_yours"


@pytest.mark.parametrize("state", rules.OVER)
def test_a_term_that_is_over_is_not_extended(state) -> None:
    assert rules.extension(term(state), date(2024, 1, 1)) == "term_is_over"


def test_an_extension_is_longer() -> None:
    assert rules.extension(term("in_post"), END) == "not_longer"
    assert rules.extension(term("accepted"), date(2024, 1, 1)) == "not_in_post"
    assert rules.extension(term("in_post", ends=None, kind="liaison"), date(2024, 1, 1)) == "without_an_end"
    assert rules.extension(term("in_post"), date(2024, 1, 1)) == ""


@given(st.dates(), st.integers(0, 500), st.dates(), st.integers(0, 500))
def test_terms_overlap_when_they_share_a_day(first, long, second, wide) -> None:
    ends, other_ends = (
        date.fromordinal(min(day.toordinal() + more, date.max.toordinal()))
        for day, more in ((first, long), (second, wide))
    )
    days = set(range(first.toordinal(), ends.toordinal() + 1)) & set(
        range(second.toordinal(), other_ends.toordinal() + 1)
    )
    assert rules.overlaps(first, ends, second, other_ends) == bool(days)
    assert rules.overlaps(first, None, second, None)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 60))
def test_months_later_is_the_same_day_or_the_last_of_the_month(day, months) -> None:
    later = rules.months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day


def test_every_state_is_reached_and_has_its_words() -> None:
    for name, life in rules.LIVES.items():
        first = next(iter(life))
        reached = {first} | {state for steps in life.values() for state in steps.values()}
        assert reached == set(life), name
    assert set(STATES) == set(rules.LIFE) == {*rules.COMING, *rules.PRESENT, *rules.OVER}
    assert set(STATES_OF_EXTENSIONS) == set(rules.LIFE_OF_EXTENSIONS)
    assert set(STATES_OF_REVIEWS) == set(rules.LIFE_OF_REVIEWS)
    assert set(STATES_OF_FORMS) == set(rules.LIFE_OF_FORMS)
    assert set(STEPS) == set(rules.TAKEN_BY) == {step for steps in rules.LIFE.values() for step in steps}
    assert {"not_yours", "no_return_plan", "not_early"} <= set(REASONS)


def test_what_may_be_done_now_is_offered() -> None:
    assert rules.steps_open(term("accepted"), OFFICE, TODAY) == ("brief", "withdraw")
    assert rules.steps_open(term("in_post"), HOST, TODAY) == ()
    assert rules.steps_open(term("in_post"), HOME, TODAY) == ("return",)
    assert rules.steps_open(term("followed_up"), OFFICE, TODAY) == ()
