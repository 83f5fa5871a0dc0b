"""Working days and the clock, by sums that can be done by hand on a wall calendar."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanhai.desk.calendar import Calendar, YearMissing
from shanhai.desk.clock import Happened, clock
from shanhai.desk.rules import Terms

#: The first week of October 2022 off; the two weekends around it worked in exchange on the 8th and 9th.
OCTOBER = Calendar(
    holidays=frozenset(date(2022, 10, day) for day in range(1, 8)),
    shifted=frozenset({date(2022, 10, 8), date(2022, 10, 9)}),
)
TERMS = Terms(route=1, answer=3, solve=5, lapse=2)
FRIDAY = date(2022, 9, 30)


def test_the_working_day_after_a_holiday_week_is_the_weekend_day_worked_in_exchange() -> None:
    assert OCTOBER.after(FRIDAY, 1) == date(2022, 10, 8)
    assert OCTOBER.after(FRIDAY, 3) == date(2022, 10, 10)
    assert OCTOBER.before(date(2022, 10, 8), 1) == FRIDAY
    assert OCTOBER.between(FRIDAY, date(2022, 10, 10)) == 3


def test_what_comes_in_on_a_day_off_counts_from_the_next_day_that_is_worked() -> None:
    assert OCTOBER.after(date(2022, 10, 3), 0) == date(2022, 10, 8)


def test_a_year_that_nobody_has_entered_is_named() -> None:
    with pytest.raises(YearMissing, match="2023"):
        OCTOBER.check(date(2022, 12, 30), date(2023, 1, 5))


def test_the_dates_of_a_report_before_the_holidays() -> None:
    now = clock([Happened("report", FRIDAY, "received")], TERMS, OCTOBER)
    assert (now.route_by, now.answer_by, now.solve_by) == (
        date(2022, 10, 8),
        date(2022, 10, 10),
        date(2022, 10, 12),
    )
    assert (now.next_on, now.sure) == (date(2022, 10, 8), True)


def test_dates_that_reach_into_a_year_without_calendar_are_not_sure() -> None:
    assert not clock([Happened("report", date(2022, 12, 30), "received")], TERMS, OCTOBER).sure


def test_holding_stops_the_clock_for_the_working_days_that_it_lasts() -> None:
    steps = [
        Happened("report", date(2022, 10, 10), "received"),
        Happened("take_on", date(2022, 10, 11), "taken_on"),
        Happened("hold", date(2022, 10, 12), "on_hold", until=date(2022, 10, 19)),
    ]
    assert clock(steps, TERMS, OCTOBER).next_on == date(2022, 10, 19)
    steps.append(Happened("resume", date(2022, 10, 14), "taken_on"))
    # Two working days were held: the 13th becomes the 17th, over a weekend.
    assert clock(steps, TERMS, OCTOBER).answer_by == date(2022, 10, 17)


def test_asking_and_handing_over_stop_no_clock() -> None:
    first = [
        Happened("report", date(2022, 10, 10), "received"),
        Happened("route", date(2022, 10, 10), "routed"),
    ]
    more = [
        Happened("ask", date(2022, 10, 11), "routed"),
        Happened("hand_over", date(2022, 10, 12), "routed"),
    ]
    assert clock(first + more, TERMS, OCTOBER) == clock(first, TERMS, OCTOBER)


def test_opened_again_it_has_all_its_time_again() -> None:
    steps = [
        Happened("report", date(2022, 10, 10), "received"),
        Happened("solve", date(2022, 10, 12), "solved"),
        Happened("reopen", date(2022, 10, 17), "routed"),
    ]
    assert clock(steps, TERMS, OCTOBER).answer_by == date(2022, 10, 20)


@given(st.dates(date(2022, 1, 1), date(2022, 12, 1)), st.integers(1, 40))
def test_going_forth_and_back_ends_on_the_same_working_day(day: date, count: int) -> None:
    start = OCTOBER.after(day, 0)
    there = OCTOBER.after(start, count)
    assert OCTOBER.between(start, there) == count
    assert OCTOBER.before(there, count) == start
