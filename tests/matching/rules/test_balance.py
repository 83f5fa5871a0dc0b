"""What a region receives and what it gives."""

import pytest

from shanhai.matching.groups import where
from shanhai.matching.rules import Balance
from tests.matching.cast import table_of, told, units_of


def test_each_county_counts_arrivals_less_departures() -> None:
    table = table_of(Balance(id="r", tolerance=1, region="county"))
    assert {label: (row.low, row.high) for label, row in table.items()} == {
        "bay": (-1, 1),
        "cape": (-1, 1),
        "vale": (-1, 1),
    }
    # Ann's clinic stands in bay: in the boat (bay too) she neither comes nor goes.
    assert table["bay"].counts == [[0, -1, -1], [1, 0, 0], [1, 0, 0], [1, 0, 0]]


def test_a_region_holds_whatever_lies_at_or_below_it() -> None:
    table = table_of(Balance(id="r", tolerance=0, region="city"))
    assert list(table) == ["shore"]
    assert table["shore"].counts == [[0, -1, 0], [0, -1, 0], [1, 0, 1], [1, 0, 1]]


def test_only_those_of_the_groups_count() -> None:
    rule = Balance(id="r", tolerance=0, region="city", people=where(group="young"), orders=where(tier=2))
    assert table_of(rule)["shore"].counts == [[0, -1, 0], [0, 0, 0], [0, 0, 0], [0, 0, 0]]


@pytest.mark.parametrize(
    ("placed", "units"),
    [
        ("", 0),
        ("Ann boat", 0),
        ("Cai boat", 0),  # bay one more, vale one fewer
        ("Cai boat, Dee boat", 1),  # bay two more
        ("Cai boat, Cai lamp", 1),  # vale two fewer
        ("Bo boat, Cai boat, Dee boat", 2),  # bay three more
    ],
)
def test_a_unit_is_a_placement_beyond_the_tolerance_summed_over_regions(placed: str, units: int) -> None:
    assert units_of(Balance(id="r", tolerance=1, region="county"), placed) == units


def test_a_kind_of_region_that_no_place_has_is_an_empty_group() -> None:
    assert told(Balance(id="r", tolerance=0, region="empire")) == [("region", "empty_group")]


def test_a_tolerance_is_a_whole_number() -> None:
    assert told(Balance(id="r", tolerance=0.5, region="city")) == [("tolerance", "out_of_range")]
