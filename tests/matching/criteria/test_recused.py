"""Recusal from native places and barred units."""

import pytest

from shanhai.matching import covering
from shanhai.matching.criteria import Recused
from shanhai.matching.problem import BARRED
from tests.matching.criteria.cases import PLACES, scores_of

EVERYWHERE = [{"id": f"at {row['id']}", "place": row["id"]} for row in PLACES]


def barred_places(person: dict[str, object]) -> set[str]:
    scores = scores_of([person], EVERYWHERE, Recused())[0]
    return {row["id"] for row, score in zip(PLACES, scores, strict=True) if score < 0}


@pytest.fixture(params=["columns", "single pairs"])
def _both_ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Barred units may be compiled to columns or to single pairs; the scores must not tell which."""
    monkeypatch.setattr(covering, "PAIR_COST", 10**9 if request.param == "columns" else 0)


pytestmark = pytest.mark.usefixtures("_both_ways")


def test_the_native_county_what_lies_in_it_and_its_city_are_barred() -> None:
    assert barred_places({"native": "gull"}) == {"gull", "cove", "south"}


def test_the_city_above_bars_itself_only_and_not_its_other_counties() -> None:
    assert "shell" not in barred_places({"native": "gull"})


def test_the_top_of_the_tree_is_not_barred_as_a_parent() -> None:
    assert barred_places({"native": "north"}) == {"north", "pine", "reed"}


def test_natives_of_the_top_itself_are_barred_everywhere() -> None:
    assert barred_places({"native": "province"}) == {row["id"] for row in PLACES}


def test_a_barred_place_bars_what_lies_in_it_but_not_its_parent() -> None:
    assert barred_places({"barred": [("gull", "kin")]}) == {"gull", "cove"}


def test_a_barred_organisation_bars_its_sub_organisations() -> None:
    orders = [{"host": "pine hospital"}, {"host": "pine ward"}, {"place": "pine"}]
    assert scores_of([{"barred": ["pine hospital"]}], orders, Recused()) == [[BARRED, BARRED, 0]]
    assert scores_of([{"barred": ["pine ward"]}], orders, Recused()) == [[0, BARRED, 0]]


def test_being_native_and_barred_are_two_lacks_however_many_units_cover_the_order() -> None:
    person = {"native": "pine", "barred": ["pine", "north", "pine hospital"]}
    assert scores_of([person], [{"host": "pine ward"}], Recused()) == [[2 * BARRED]]


def test_nobody_is_recused_from_an_order_without_a_place() -> None:
    assert scores_of([{"native": "pine", "barred": ["south"]}, {}], [{}], Recused()) == [[0], [0]]
