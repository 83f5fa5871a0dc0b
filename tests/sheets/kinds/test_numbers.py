"""Whole numbers, decimal numbers and percentages."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanhai.sheets.faults import Refused
from shanhai.sheets.kinds import Decimal, Integer, Percent


def refusal(kind, value):
    with pytest.raises(Refused) as caught:
        kind.read(value)
    return caught.value.fault.code


@pytest.mark.parametrize(
    "typed", [1200, 1200.0, "1200", "1,200", "１２００", " 1200 ", "1200.00", "+1200", "1.2e3"]
)
def test_whole_numbers_are_understood_in_many_forms(typed):
    assert Integer().read(typed) == 1200


@pytest.mark.parametrize("typed", [2.5, "2.5"])
def test_a_fraction_is_not_a_whole_number(typed):
    assert refusal(Integer(), typed) == "not_whole"


@pytest.mark.parametrize(
    "typed", ["three", "3人", "1,20", "", ".", "e5", "nan", "inf", True, float("nan"), "1e400"]
)
def test_what_is_no_number_is_refused(typed):
    assert refusal(Decimal(), typed) == "not_number"


def test_numbers_outside_the_bounds_are_refused():
    assert [refusal(Integer(1, 100), typed) for typed in (0, -1, 1e9, "1000000000")] == [
        "below",
        "below",
        "above",
        "above",
    ]
    assert refusal(Integer(), 1e17) == "above"


def test_a_date_is_not_a_number():
    assert refusal(Integer(), date(2022, 1, 1)) == "turned_into_date"


@pytest.mark.parametrize("typed", ["35%", "35 %", "３５％", 0.35, "0.35", 35, "35"])
def test_shares_are_understood_in_many_forms(typed):
    assert Percent().read(typed) == 0.35


def test_one_is_the_whole_and_more_than_all_is_refused():
    assert Percent().read(1) == 1
    assert Percent().read("1%") == 0.01
    assert refusal(Percent(), "101%") == "above"
    assert refusal(Percent(), "-1%") == "below"


@given(st.floats(allow_nan=False, allow_infinity=False, width=64).filter(lambda number: abs(number) < 1e300))
def test_every_decimal_survives_being_written_as_text(number):
    assert Decimal().read(repr(number)) == number
