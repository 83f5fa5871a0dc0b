"""Industry codes against each other."""

import pytest

from shanhai.matching.criteria import Industry
from shanhai.matching.problem import ProblemError
from tests.matching.criteria.cases import problem_of, scores_of


@pytest.mark.parametrize(
    ("held", "asked", "expected"),
    [
        ("C1351", "C1351", 1000),
        ("C1352", "C1351", 800),
        ("C1361", "C1351", 500),
        ("C1451", "C1351", 150),
        ("Q1351", "C1351", 0),
        ("C13", "C1351", 500),
        ("C", "C1351", 150),
        ("", "C1351", 0),
    ],
)
def test_points_grow_with_the_part_of_the_code_that_is_shared(held: str, asked: str, expected: int) -> None:
    assert scores_of([{"industry": held}], [{"industry": asked}], Industry(weight=1)) == [[expected]]


@pytest.mark.parametrize("asked", ["C", "C13", "C135"])
def test_an_order_that_asks_for_something_broad_is_met_by_everything_within(asked: str) -> None:
    assert scores_of([{"industry": "C1351"}], [{"industry": asked}], Industry(weight=1)) == [[1000]]


def test_an_order_that_asks_for_no_industry_gives_everybody_half() -> None:
    assert scores_of([{"industry": "C"}, {}], [{}], Industry(weight=3)) == [[1500], [1500]]


def test_the_points_are_ours_to_choose() -> None:
    scores = scores_of(
        [{"industry": "C14"}], [{"industry": "C13"}], Industry(weight=2, closeness=(1, 2, 3, 4))
    )
    assert scores == [[2]]


@pytest.mark.parametrize("closeness", [(1, 2, 3), (4, 3, 2, 1), (1, 2, 3, 1001), "1234", 5])
def test_closeness_must_be_four_numbers_that_grow(closeness: object) -> None:
    with pytest.raises(ProblemError, match="closeness"):
        problem_of([{}], [{}], Industry(weight=1, closeness=closeness))
