"""What ids on a list cover, and how they are compiled."""

import pytest

from shanhai.matching import covering
from shanhai.matching.covering import covered_orders, first_covering
from tests.matching.criteria.cases import problem_of

ORDERS = [
    {"id": "ward", "host": "pine ward"},
    {"id": "valves", "host": "shell firm"},
    {"id": "pier", "place": "reed"},
]


def test_places_organisations_and_orders_cover_orders() -> None:
    covers = covered_orders(problem_of([], ORDERS), ["north", "pine hospital", "valves", "gull"])
    found = {each: rows.tolist() for each, rows in covers.items()}
    assert found == {"north": [0, 2], "pine hospital": [0], "valves": [1], "gull": []}


def test_ids_that_cover_little_become_single_pairs_and_others_columns(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Six pairs in all: two people name north, which covers two orders; one names one order.
    monkeypatch.setattr(covering, "PAIR_COST", 2)
    lists = [[("north", 5)], [("valves", 9), ("north", 5)]]
    columns = first_covering(problem_of([{}, {}], ORDERS), lists, "person_wishes")
    assert columns.x.shape == (2, 1)
    assert columns.pairs is not None
    assert [part.tolist() for part in columns.pairs] == [[1], [1], [9]]


def test_a_narrow_id_within_a_broad_one_adds_only_the_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(covering, "PAIR_COST", 2)
    lists = [[("ward", 9), ("north", 5)], [("north", 5), ("ward", 9)]]
    columns = first_covering(problem_of([{}, {}], ORDERS), lists, "person_wishes")
    assert (columns.x @ columns.y.T).tolist() == [[5, 0, 5], [5, 0, 5]]
    assert columns.pairs is not None
    assert [part.tolist() for part in columns.pairs] == [[0], [0], [4]]
