"""Distances from home or native places to orders."""

import pytest

from shanhai.matching.criteria import Travel
from shanhai.matching.problem import ProblemError
from tests.matching.criteria.cases import problem_of, scores_of


def test_points_fall_evenly_with_the_distance_from_home() -> None:
    # The university is in north, at the origin: pine lies 5 km off, south 50 km, reed 500 km.
    orders = [{"place": place} for place in ("north", "pine", "south", "reed")]
    assert scores_of([{"home": "university"}], orders, Travel(weight=1, full_km=400)) == [[1000, 988, 875, 0]]


def test_the_distance_may_count_from_the_native_place() -> None:
    person = {"home": "university", "native": "south"}
    assert scores_of([person], [{"place": "south"}], Travel(weight=3, basis="native")) == [[3000]]


def test_where_a_place_or_its_point_is_unknown_half_is_given() -> None:
    orders = [{"place": "gull"}, {}, {"place": "north"}]
    assert scores_of([{"home": "university"}, {}], orders, Travel(weight=1)) == [
        [500, 500, 1000],
        [500, 500, 500],
    ]


def test_an_order_without_a_place_stands_where_its_host_stands() -> None:
    assert scores_of([{"home": "university"}], [{"host": "pine ward"}], Travel(weight=1, full_km=10)) == [
        [500]
    ]


@pytest.mark.parametrize("parameters", [{"full_km": 0}, {"full_km": 1.5}, {"basis": "school"}])
def test_a_wrong_parameter_is_refused(parameters: dict[str, object]) -> None:
    with pytest.raises(ProblemError, match=next(iter(parameters))):
        problem_of([{}], [{}], Travel(weight=1, **parameters))
