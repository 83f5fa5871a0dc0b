"""Availability by month."""

from shanhai.matching.criteria import Dates
from shanhai.matching.problem import BARRED
from shanhai.matching.tables import month
from tests.matching.criteria.cases import scores_of

YEAR = {"start": month(2022, 3), "end": month(2023, 2)}


def test_somebody_available_for_the_whole_time_is_not_barred() -> None:
    people = [YEAR, {"start": month(2021, 1), "end": month(2024, 1)}]
    assert scores_of(people, [YEAR], Dates()) == [[0], [0]]


def test_coming_late_and_leaving_early_each_bar() -> None:
    people = [
        {"start": month(2022, 4)},
        {"end": month(2023, 1)},
        {"start": month(2022, 4), "end": month(2023, 1)},
    ]
    assert scores_of(people, [YEAR], Dates()) == [[BARRED], [BARRED], [2 * BARRED]]


def test_open_ends_bar_nobody() -> None:
    orders = [{}, {"start": YEAR["start"]}, {"end": YEAR["end"]}]
    assert scores_of([{}, YEAR], orders, Dates()) == [[0, 0, 0], [0, 0, 0]]
    assert scores_of([{}], [YEAR], Dates()) == [[0]]
