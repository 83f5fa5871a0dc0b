"""Directions of exchange."""

from shanhai.matching.criteria import Direction
from shanhai.matching.problem import BARRED
from tests.matching.criteria.cases import scores_of


def test_only_a_direction_that_the_person_was_not_nominated_for_bars() -> None:
    people = [{"directions": ["down"]}, {"directions": ["up", "across"]}, {}]
    orders = [{"direction": "down"}, {"direction": "up"}, {}]
    assert scores_of(people, orders, Direction()) == [[0, BARRED, 0], [BARRED, 0, 0], [0, 0, 0]]
