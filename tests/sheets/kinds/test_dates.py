"""Dates and months in the forms of offices."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanhai.sheets.faults import Refused
from shanhai.sheets.kinds import Date, Month


def refusal(kind, value):
    with pytest.raises(Refused) as caught:
        kind.read(value)
    return caught.value.fault.code


@pytest.mark.parametrize(
    "typed",
    [
        "2022-12-14", "2022/12/14", "2022.12.14", "2022年12月14日", "20221214",
        "２０２２．１２．１４", " 2022 年 12 月 14 日 ",
        20221214, 20221214.0, 44909, 44909.0, "44909", date(2022, 12, 14), datetime(2022, 12, 14, 8, 30),
        "2022-12-14 08:30:00", "2022-12-14T00:00:00",
    ],
)  # fmt: skip
def test_days_are_understood_in_many_forms(typed):
    assert Date().read(typed) == date(2022, 12, 14)


@pytest.mark.parametrize(
    "typed", ["2022.12", 2022.12, "2022年12月", "2022/12", "2022-12", "202212", 202212, "20221214", 44909]
)
def test_months_are_understood_in_many_forms(typed):
    assert Month().read(typed) == date(2022, 12, 1)


def test_a_month_stored_as_a_number_that_may_mean_january_or_october_is_refused():
    assert refusal(Month(), 2022.1) == "month_unclear"
    assert Month().read("2022.1") == date(2022, 1, 1)
    assert Month().read("2022.10") == date(2022, 10, 1)
    assert Month().read(2022.01) == date(2022, 1, 1)


@pytest.mark.parametrize(
    "typed",
    ["2022", 2022, "2022-13-01", "2022-02-30", "14/12/2022", "22-12-14", "soon", True, 0, 1e12, "0001-01-01"],
)
def test_what_is_no_date_is_refused(typed):
    assert refusal(Date(), typed) == "not_date"


def test_a_missing_day_means_what_the_column_says():
    assert refusal(Date(), "2022.12") == "day_missing"
    assert Date(missing_day="first").read("2022.12") == date(2022, 12, 1)
    assert Date(missing_day="last").read("2022.12") == date(2022, 12, 31)
    assert Date(missing_day="last").read("2024.2") == date(2024, 2, 29)


@pytest.mark.parametrize("typed", ["2027年13月", "2027-00", "202713", "2022-12-00", 20221200, "2200-01"])
@pytest.mark.parametrize("missing_day", ["first", "last", "refuse"])
def test_a_month_or_day_that_no_calendar_has_is_refused_whatever_a_month_alone_means(typed, missing_day):
    assert refusal(Date(missing_day=missing_day), typed) == "not_date"
    assert refusal(Month(), typed) == "not_month"


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_day_survives_being_written(day):
    assert Date().read(Date().write(day, "en")) == day
    assert Month().read(Month().write(day, "en")) == day.replace(day=1)
