"""Levels against each other."""

import pytest

from shanhai.matching.criteria import Level
from shanhai.matching.problem import ProblemError
from tests.matching.criteria.cases import problem_of, scores_of


def test_points_fall_with_the_difference_in_either_direction() -> None:
    people = [{"level": level} for level in range(1, 8)]
    assert scores_of(people, [{"level": 4}], Level(weight=2)) == [
        [0],
        [600],
        [1400],
        [2000],
        [1400],
        [600],
        [0],
    ]


def test_a_person_without_a_level_gets_nothing_even_near_the_bottom() -> None:
    assert scores_of([{}], [{"level": 1}], Level(weight=1)) == [[0]]


def test_an_order_without_a_level_gives_everybody_half() -> None:
    assert scores_of([{}, {"level": 9}], [{}], Level(weight=1)) == [[500], [500]]


@pytest.mark.parametrize("points", [(), (500, 700), (1001,), (True, 0)])
def test_points_by_difference_must_fall_from_at_most_1000(points: tuple[int, ...]) -> None:
    with pytest.raises(ProblemError, match="by_difference"):
        problem_of([{}], [{}], Level(weight=1, by_difference=points))
