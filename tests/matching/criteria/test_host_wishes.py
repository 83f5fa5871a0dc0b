"""People whom orders name."""

import pytest

from shanhai.matching.criteria import HostWishes
from shanhai.matching.problem import ProblemError
from tests.matching.criteria.cases import problem_of, scores_of


def test_points_follow_the_rank_among_the_named_and_others_get_none() -> None:
    people = [{}] * 5
    orders = [{"wishes": ["p3", "p0", "p1", "p4"]}, {"wishes": ["p2"]}]
    scores = scores_of(people, orders, HostWishes(weight=2))
    assert scores == [[1400, 0], [800, 0], [0, 2000], [2000, 0], [800, 0]]


def test_an_order_that_names_nobody_gives_everybody_half() -> None:
    assert scores_of([{}, {}], [{}, {"wishes": ["p0"]}], HostWishes(weight=1)) == [[500, 1000], [500, 0]]


def test_points_must_fall_with_the_rank() -> None:
    with pytest.raises(ProblemError, match="points"):
        problem_of([{}], [{}], HostWishes(weight=1, points=(1, 2)))
