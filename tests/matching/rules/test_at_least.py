"""At least so many placements between a group of people and a group of orders."""

import pytest

from shanhai.matching.groups import where
from shanhai.matching.rules import AtLeast
from tests.matching.cast import table_of, told, units_of


def test_a_limit_is_the_least_that_a_row_must_reach() -> None:
    rule = AtLeast(id="r", limit=2, orders=where(place="shore"))
    assert table_of(rule) == {"": ([[1, 0, 1]] * 4, 2, None)}


def test_each_county_is_a_row_of_its_own() -> None:
    table = table_of(AtLeast(id="r", limit=1, each="place"))
    assert {label: (row.counts[0], row.low) for label, row in table.items()} == {
        "bay": ([1, 0, 0], 1),
        "cape": ([0, 0, 1], 1),
        "vale": ([0, 1, 0], 1),
    }


def test_listed_pairs_alone_count_where_any_are_listed() -> None:
    rule = AtLeast(id="r", limit=1, pairs=(("Ann", "boat"), ("Dee", "desk")))
    assert table_of(rule)[""].counts == [[1, 0, 0], [0, 0, 0], [0, 0, 0], [0, 1, 0]]


@pytest.mark.parametrize(
    ("placed", "units"),
    [("", 2), ("Ann boat", 1), ("Ann boat, Bo lamp", 0), ("Ann boat, Bo boat, Dee desk", 0)],
)
def test_a_unit_is_a_placement_missing(placed: str, units: int) -> None:
    assert units_of(AtLeast(id="r", limit=2), placed) == units


def test_what_one_class_has_too_much_does_not_help_another() -> None:
    rule = AtLeast(id="r", limit=1, each="place")
    assert units_of(rule, "Ann boat, Bo boat, Cai boat") == 2


def test_a_class_of_which_nobody_can_be_asks_for_nothing() -> None:
    assert list(table_of(AtLeast(id="r", limit=1, people=where(home="clinic"), each="home"))) == [
        "clinic",
        "ward",
    ]


def test_wrong_parameters_are_all_told() -> None:
    rule = AtLeast(id="r", limit="2", each="shoe", pairs=(("Ann", "boat"), ("Ann", "boat")))
    assert told(rule) == [("each", "unknown"), ("limit", "out_of_range"), ("pairs", "twice")]
