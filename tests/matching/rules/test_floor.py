"""So many of a group stay behind."""

import pytest

from shanhai.matching.groups import where
from shanhai.matching.rules import Floor
from tests.matching.cast import table_of, told, units_of


def test_whoever_may_leave_is_the_group_less_those_who_stay() -> None:
    rule = Floor(id="r", keep=1, people=where(home_kind="hospital"))
    counts = [[1, 1, 1], [1, 1, 1], [0, 0, 0], [0, 0, 0]]
    assert table_of(rule) == {"": (counts, None, 1)}


def test_each_home_counts_its_own_people() -> None:
    table = table_of(Floor(id="r", keep=1, people=where(level=2), each="home"))
    assert {label: row.high for label, row in table.items()} == {"school": 0, "ward": 0}


def test_where_fewer_are_than_must_stay_nobody_leaves_and_that_is_no_violation_yet() -> None:
    rule = Floor(id="r", keep=9, people=where(group="young"))
    assert table_of(rule)[""].high == 0
    assert units_of(rule, "") == 0


@pytest.mark.parametrize(
    ("placed", "units"), [("Ann boat", 0), ("Ann boat, Cai desk", 1), ("Cai desk, Cai lamp", 1)]
)
def test_a_unit_is_somebody_missing_at_home_and_every_placement_counts_as_one_who_left(
    placed: str, units: int
) -> None:
    assert units_of(Floor(id="r", keep=1, people=where(group="young")), placed) == units


def test_who_stays_is_told_apart_by_what_people_are_and_not_by_where_they_go() -> None:
    rule = Floor(id="r", keep=1, people=where(group="young"), each="place")
    assert told(rule) == [("each", "unknown")]


def test_a_floor_under_nobody_and_a_wrong_number_are_both_told() -> None:
    assert told(Floor(id="r", keep=-1, people=where(group="old"))) == [
        ("people", "empty_group"),
        ("keep", "out_of_range"),
    ]
