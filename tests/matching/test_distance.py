"""Distances between places."""

import numpy as np

from shanhai.matching.distance import distances, home_distance
from tests.matching.cast import ORDERS, PLACES, problem_of

PROBLEM = problem_of()


def test_a_distance_is_straight_and_rounded_to_a_tenth() -> None:
    places = [*PLACES, {"id": "reef", "east": 1, "north": 1}]
    problem = problem_of(places=places)
    bay, cape, reef = (problem.places.id.index(name) for name in ("bay", "cape", "reef"))
    assert distances(problem, np.array([bay]), np.array([cape, reef, bay])).tolist() == [[50.0, 1.4, 0.0]]


def test_it_is_unknown_where_a_place_or_its_coordinates_are() -> None:
    vale, bay = PROBLEM.places.id.index("vale"), PROBLEM.places.id.index("bay")
    assert np.isnan(distances(PROBLEM, np.array([vale, -1]), np.array([bay]))).all()


def test_kilometres_from_home_are_whole_rounded_up_and_none_where_unknown() -> None:
    places = [{**row, "east": 30.01} if row["id"] == "cape" else row for row in PLACES]
    row, km = home_distance(problem_of(places=places, orders=ORDERS))
    # 50.006 km is 50.0 to a tenth; Cai's school and Dee's home are not on the map.
    assert km[row].tolist() == [[0, 0, 50], [50, 0, 0], [0, 0, 0], [0, 0, 0]]


def test_a_tenth_of_a_kilometre_makes_another_whole_one() -> None:
    places = [{**row, "east": 30.1} if row["id"] == "cape" else row for row in PLACES]
    row, km = home_distance(problem_of(places=places))
    assert km[row][0].tolist() == [0, 0, 51]
