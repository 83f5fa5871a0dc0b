"""The range of levels that an order allows."""

import pytest

from shanhai.matching.criteria import LevelRange
from shanhai.matching.problem import BARRED
from tests.matching.criteria.cases import scores_of


@pytest.mark.parametrize(
    ("order", "allowed"),
    [
        ({}, [0, 1, 2, 3, 4]),
        ({"level_min": 2}, [2, 3, 4]),
        ({"level_max": 3}, [0, 1, 2, 3]),
        ({"level_min": 2, "level_max": 3}, [2, 3]),
    ],
)
def test_levels_outside_the_range_are_barred(order: dict[str, int], allowed: list[int]) -> None:
    scores = scores_of([{"level": level} for level in range(5)], [order], LevelRange())
    assert scores == [[0 if level in allowed else BARRED] for level in range(5)]
