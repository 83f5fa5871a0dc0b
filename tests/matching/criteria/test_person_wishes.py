"""Wishes of people for places, organisations and orders."""

import pytest

from shanhai.matching import covering
from shanhai.matching.criteria import PersonWishes
from shanhai.matching.problem import ProblemError
from tests.matching.criteria.cases import problem_of, scores_of

ORDERS = [
    {"id": "ward", "host": "pine ward"},
    {"id": "valves", "host": "shell firm"},
    {"id": "lessons", "host": "cove school"},
    {"id": "harbour", "place": "reed"},
]


def points(*wishes: str, **parameters: object) -> list[int]:
    return scores_of([{"wishes": list(wishes)}], ORDERS, PersonWishes(weight=1, **parameters))[0]


@pytest.fixture(params=["columns", "single pairs"])
def _both_ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wishes may be compiled to columns or to single pairs; the scores must not tell which."""
    monkeypatch.setattr(covering, "PAIR_COST", 10**9 if request.param == "columns" else 0)


pytestmark = pytest.mark.usefixtures("_both_ways")


def test_a_wish_for_an_order_covers_that_order_alone() -> None:
    assert points("valves") == [0, 1000, 0, 0]


def test_a_wish_for_an_organisation_covers_its_sub_organisations() -> None:
    assert points("pine hospital") == [1000, 0, 0, 0]


def test_a_wish_for_a_place_covers_everything_at_or_below_it() -> None:
    assert points("south") == [0, 1000, 1000, 0]
    assert points("gull") == [0, 0, 1000, 0]


def test_the_dearest_wish_that_covers_an_order_counts() -> None:
    assert points("north", "ward", "province") == [1000, 400, 400, 1000]
    assert points("ward", "north", "shell firm") == [1000, 400, 0, 700]
    assert points("shell firm", "south", "lessons") == [0, 1000, 700, 0]


def test_later_wishes_count_as_the_last_rank_that_has_points() -> None:
    assert points("harbour", "ward", "valves", "lessons", points=(900, 100)) == [100, 100, 100, 900]


def test_what_no_wish_covers_gives_the_rest() -> None:
    assert points("valves", rest=200) == [200, 1000, 200, 200]


def test_wishes_may_be_worth_less_than_the_rest() -> None:
    assert points("harbour", "south", points=(900, 100), rest=200) == [200, 100, 100, 900]


def test_somebody_without_wishes_gets_half_everywhere() -> None:
    assert points(rest=200) == [500] * 4


@pytest.mark.parametrize("parameters", [{"points": (700, 1000)}, {"points": ()}, {"rest": 1001}])
def test_a_wrong_parameter_is_refused(parameters: dict[str, object]) -> None:
    with pytest.raises(ProblemError, match=next(iter(parameters))):
        problem_of([{}], [{}], PersonWishes(weight=1, **parameters))
