"""Rows of plain values become tables, and everything wrong with them is told."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from shanhai.matching.reading import read_tables
from shanhai.matching.tables import month
from tests.matching.cast import CODES, ORDERS, ORGANISATIONS, PEOPLE, PLACES

WHOLE = {
    "people": PEOPLE,
    "orders": ORDERS,
    "organisations": ORGANISATIONS,
    "places": PLACES,
    "expertise": CODES,
}


def _faults(table: str, **fields: Any) -> list[tuple[str, str, str]]:
    """What is wrong with one more row of a table of the cast."""
    rows = {**WHOLE, table: [*WHOLE[table], {"id": "new", **fields}]}
    return [(fault.column, fault.code, fault.given) for fault in read_tables(**rows)[1]]


def test_references_become_row_numbers() -> None:
    tables, faults = read_tables(**WHOLE)
    assert faults == []
    assert tables.people.home.tolist() == [0, 1, 2, -1]
    assert tables.places.parent.tolist() == [-1, 0, 1, 1, 0]


def test_an_order_without_a_place_stands_where_its_host_stands() -> None:
    tables, _ = read_tables(**WHOLE)
    assert [tables.places.id[row] for row in tables.orders.place] == ["bay", "vale", "cape"]


def test_what_is_left_out_has_a_value() -> None:
    tables, _ = read_tables(people=[{"id": "Ann"}], orders=[{"id": "boat"}])
    people, orders = tables.people, tables.orders
    assert (people.capacity[0], people.level[0], people.start[0], people.home[0]) == (1, 0, -1, -1)
    assert (orders.seats[0], orders.minimum[0], orders.tier[0], orders.kind[0]) == (1, 0, 1, "post")


def test_empty_cells_mean_left_out() -> None:
    tables, faults = read_tables(people=[{"id": "Ann", "level": "", "home": None, "wishes": ""}])
    assert faults == []
    assert (tables.people.level[0], tables.people.home[0], tables.people.wishes[0]) == (0, -1, ())


def test_numbers_may_be_written_as_texts_or_with_decimals_of_zero() -> None:
    tables, faults = read_tables(
        people=[{"id": "Ann", "level": "3", "capacity": 2.0, "experience": np.int64(7)}],
        places=[{"id": "bay", "east": "1.5", "north": 2}],
    )
    assert faults == []
    assert (tables.people.level[0], tables.people.capacity[0], tables.people.experience[0]) == (3, 2, 7)
    assert (tables.places.east[0], tables.places.north[0]) == (1.5, 2.0)


def test_a_bar_names_its_ground_or_none() -> None:
    tables, faults = read_tables(**{**WHOLE, "people": [{"id": "Ann", "barred": ["bay", ("clinic", "kin")]}]})
    assert faults == []
    assert tables.people.barred == ((("bay", ""), ("clinic", "kin")),)


@pytest.mark.parametrize("value", [True, np.True_, float("nan"), float("inf"), "many", 2.5, [3]])
def test_what_is_no_whole_number_is_a_fault(value: object) -> None:
    assert _faults("people", level=value) == [("level", "not_a_number", str(value))]


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("people", "level", 31),
        ("people", "experience", -1),
        ("people", "capacity", 0),
        ("people", "start", month(1899, 12)),
        ("orders", "seats", 0),
        ("orders", "seats", 10**9),
        ("orders", "seats", 10**30),
        ("orders", "tier", 10),
    ],
)
def test_a_number_out_of_range_is_a_fault(table: str, column: str, value: int) -> None:
    assert _faults(table, **{column: value}) == [(column, "out_of_range", str(value))]


@pytest.mark.parametrize("value", [True, float("nan"), float("-inf"), "north", [1]])
def test_a_coordinate_that_is_no_number_is_a_fault(value: object) -> None:
    assert _faults("places", east=value) == [("east", "not_a_number", str(value))]


@pytest.mark.parametrize(
    ("table", "column", "value", "given"),
    [
        ("people", "home", "moon", "moon"),
        ("people", "native", "clinic", "clinic"),
        ("people", "wishes", ["bay", "moon"], "moon"),
        ("people", "wishes", "bay", "bay"),
        ("people", "wishes", 7, "7"),
        ("people", "barred", [("boat", "kin")], "boat"),
        ("people", "directions", ["left"], "left"),
        ("people", "expertise", [("magic", 3, True)], "magic"),
        ("people", "expertise", ["law"], "law"),
        ("people", "expertise", [("law", 3, "yes")], "('law', 3, 'yes')"),
        ("orders", "host", "moon", "moon"),
        ("orders", "place", "clinic", "clinic"),
        ("orders", "kind", "holiday", "holiday"),
        ("orders", "direction", "left", "left"),
        ("orders", "asks", [("magic", 3)], "magic"),
        ("orders", "asks", [("law",)], "('law',)"),
        ("orders", "wishes", ["Zoe"], "Zoe"),
        ("organisations", "place", "moon", "moon"),
        ("places", "parent", "moon", "moon"),
        ("expertise", "parent", "magic", "magic"),
    ],
)
def test_what_is_not_known_is_a_fault(table: str, column: str, value: object, given: str) -> None:
    assert _faults(table, **{column: value}) == [(column, "unknown", given)]


@pytest.mark.parametrize("degree", [0, 6, 2.5, "high", True, float("nan"), None])
def test_a_strength_or_importance_goes_from_one_to_five(degree: object) -> None:
    assert _faults("people", expertise=[("law", degree, True)]) == [
        ("expertise", "out_of_range", str(degree))
    ]
    assert _faults("orders", asks=[("law", degree)]) == [("asks", "out_of_range", str(degree))]


@pytest.mark.parametrize(
    ("table", "fields", "column", "given"),
    [
        ("people", {"wishes": ["bay", "cape", "bay"]}, "wishes", "bay"),
        ("people", {"expertise": [("law", 1, True), ("law", 2, False)]}, "expertise", "law"),
        ("orders", {"asks": [("law", 1), ("law", 2)]}, "asks", "law"),
        ("orders", {"wishes": ["Ann", "Ann"]}, "wishes", "Ann"),
    ],
)
def test_what_is_listed_twice_is_a_fault(table: str, fields: Any, column: str, given: str) -> None:
    assert _faults(table, **fields) == [(column, "twice", given)]


def test_an_end_before_the_start_is_a_fault_that_shows_months() -> None:
    (fault,) = read_tables(orders=[{"id": "boat", "start": month(2026, 3), "end": month(2026, 1)}])[1]
    assert (fault.code, fault.given, fault.wanted) == ("backwards", "2026-01", "2026-03")


def test_a_minimum_above_the_seats_and_levels_that_cross_are_faults() -> None:
    found = _faults("orders", seats=2, minimum=3, level_min=5, level_max=4)
    assert found == [("minimum", "out_of_range", "3"), ("level_max", "out_of_range", "4")]


def test_a_loop_of_parents_is_a_fault_of_one_row() -> None:
    rows = [{"id": "a", "parent": "b"}, {"id": "b", "parent": "a"}, {"id": "c", "parent": "a"}]
    tables, faults = read_tables(places=rows)
    assert [(fault.row, fault.code) for fault in faults] == [(0, "loop")]
    assert tables.places.parent.tolist() == [-1, 0, 0]


def test_an_id_is_needed_and_is_there_once() -> None:
    faults = read_tables(people=[{"id": "Ann"}, {"id": " Ann "}, {}, {"id": " "}])[1]
    assert [(fault.row, fault.code) for fault in faults] == [(2, "missing"), (3, "missing"), (1, "duplicate")]


def test_places_organisations_and_orders_share_no_id() -> None:
    faults = read_tables(places=[{"id": "bay"}], organisations=[{"id": "bay"}], people=[{"id": "bay"}])[1]
    assert [(fault.table, fault.code, fault.wanted) for fault in faults] == [
        ("organisations", "ambiguous", "one of the places")
    ]


def test_a_field_there_is_not_is_a_fault() -> None:
    assert _faults("people", colour="red") == [("colour", "unknown_field", "colour")]


def test_nobody_can_write_into_a_table() -> None:
    tables, _ = read_tables(**WHOLE)
    with pytest.raises(ValueError, match="read-only"):
        tables.orders.seats[0] = 9
