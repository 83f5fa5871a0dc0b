"""At most so many placements between a group of people and a group of orders."""

import pytest

from shanhai.matching.groups import where
from shanhai.matching.rules import AtMost
from tests.matching.cast import table_of, told, units_of

EVERYWHERE = [[1, 1, 1]] * 4


def test_without_groups_every_placement_counts() -> None:
    assert table_of(AtMost(id="r", limit=3)) == {"": (EVERYWHERE, None, 3)}


def test_groups_choose_who_counts_and_where() -> None:
    rule = AtMost(id="r", limit=1, people=where(group="young"), orders=where(direction="down"))
    counts = [[1, 0, 1], [0, 0, 0], [1, 0, 1], [0, 0, 0]]
    assert table_of(rule) == {"": (counts, None, 1)}


def test_each_home_is_a_row_of_its_own_and_whoever_has_none_is_in_no_row() -> None:
    table = table_of(AtMost(id="r", limit=1, each="home"))
    assert list(table) == ["clinic", "school", "ward"]
    # The ward belongs to the clinic, but a class is its own value only.
    assert table["clinic"].counts == [[1, 1, 1], [0, 0, 0], [0, 0, 0], [0, 0, 0]]


def test_each_place_takes_the_orders_apart_and_passes_over_places_where_none_is_left() -> None:
    table = table_of(AtMost(id="r", limit=1, orders=where(direction="down"), each="place"))
    assert {label: row.counts[0] for label, row in table.items()} == {"bay": [1, 0, 0], "cape": [0, 0, 1]}


def test_listed_pairs_alone_count_where_any_are_listed() -> None:
    pairs = (("Ann", "boat"), ("Bo", "boat"), ("Cai", "desk"))
    rule = AtMost(id="r", limit=1, people=where(group="young"), pairs=pairs)
    assert table_of(rule)[""].counts == [[1, 0, 0], [0, 0, 0], [0, 1, 0], [0, 0, 0]]


@pytest.mark.parametrize(
    ("placed", "units"),
    [("", 0), ("Ann boat", 0), ("Ann boat, Bo lamp", 1), ("Ann boat, Bo boat, Dee desk", 2)],
)
def test_a_unit_is_a_placement_above_the_limit(placed: str, units: int) -> None:
    assert units_of(AtMost(id="r", limit=1), placed) == units


def test_units_add_up_over_classes() -> None:
    rule = AtMost(id="r", limit=0, each="place")
    assert units_of(rule, "Ann boat, Bo boat, Cai desk, Dee lamp") == 4


@pytest.mark.parametrize("limit", [-1, 1.5, True, "3", float("nan"), None])
def test_a_limit_that_is_no_whole_number_is_a_fault(limit: object) -> None:
    assert told(AtMost(id="r", limit=limit)) == [("limit", "out_of_range")]


def test_pairs_name_people_and_orders_there_are_and_each_pair_once() -> None:
    pairs = (("Ann", "boat"), ("Zoe", "boat"), ("Ann", "moon"), ("Ann", "boat"), ("Ann",))
    assert told(AtMost(id="r", limit=1, pairs=pairs)) == [
        ("pairs", "unknown"),
        ("pairs", "unknown"),
        ("pairs", "twice"),
        ("pairs", "unknown"),
    ]
