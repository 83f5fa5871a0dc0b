"""What may happen to an entry of a register, asked of plain values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanhai.registers.rules import (
    LIFE,
    LIFE_OF_NEEDS,
    Asker,
    band,
    needs_reason,
    step,
    step_of_need,
)

WRITER = Asker(may_write=True)
CHECKER = Asker(may_check=True)
ANYBODY = Asker()


@pytest.mark.parametrize("life", [LIFE, LIFE_OF_NEEDS])
def test_every_step_leads_to_a_state_that_there_is(life) -> None:
    assert {follows for steps in life.values() for follows in steps.values()} <= life.keys()


@pytest.mark.parametrize(
    ("state", "name", "asker", "follows"),
    [
        ("draft", "submit", WRITER, "submitted"),
        ("submitted", "accept", CHECKER, "accepted"),
        ("submitted", "take_back", WRITER, "draft"),
        ("accepted", "write", WRITER, "draft"),
        ("draft", "withdraw", WRITER, "withdrawn"),
    ],
)
def test_a_step_leads_to_the_next_state(state, name, asker, follows) -> None:
    assert step(state, name, asker, is_closed=False) == (True, follows, "")


@pytest.mark.parametrize(
    ("state", "name", "asker", "why"),
    [
        ("draft", "accept", CHECKER, "no_such_step"),
        ("withdrawn", "write", WRITER, "no_such_step"),
        ("draft", "submit", CHECKER, "not_yours_to_write"),
        ("submitted", "accept", WRITER, "not_yours_to_check"),
        ("submitted", "accept", Asker(may_check=True, has_written=True), "own_proposal"),
        ("submitted", "return", CHECKER, "reason_missing"),
        ("accepted", "close", CHECKER, "not_yours_to_check"),
    ],
)
def test_a_step_is_refused_with_its_reason(state, name, asker, why) -> None:
    assert step(state, name, asker, is_closed=False) == (False, "", why)


def test_after_closing_a_change_of_what_is_in_force_says_why() -> None:
    assert step("closed", "write", WRITER, is_closed=True).why == "reason_missing"
    assert step("closed", "write", WRITER, is_closed=True, reason="名额减少").state == "draft"
    assert not needs_reason("draft", "write", is_closed=True)


def test_what_is_accepted_after_closing_is_closed_at_once() -> None:
    assert step("submitted", "accept", CHECKER, is_closed=True, reason="补报").state == "closed"


@pytest.mark.parametrize("state", LIFE)
@pytest.mark.parametrize("name", sorted({name for steps in LIFE.values() for name in steps}))
def test_whoever_may_do_nothing_can_take_no_step(state, name) -> None:
    assert not step(state, name, ANYBODY, is_closed=False, reason="why").may


def test_a_need_becomes_an_order_once() -> None:
    assert step_of_need("open", "order", may_write=True).state == "ordered"
    assert step_of_need("ordered", "order", may_write=True).why == "no_such_step"
    assert step_of_need("open", "order", may_write=False).why == "not_yours_to_write"


@given(st.integers(0, 10_000))
def test_a_band_holds_its_count_and_never_tells_of_fewer_than_five(count) -> None:
    found = band(count)
    assert found.least <= count <= found.most
    assert found.most - found.least == 4
    assert found.is_few == (count < 5)


@given(st.integers(0, 500), st.integers(0, 500))
def test_two_bands_differ_by_nothing_or_by_five_at_least(one, other) -> None:
    assert abs(band(one).least - band(other).least) % 5 == 0
