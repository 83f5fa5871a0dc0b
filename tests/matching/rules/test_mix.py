"""A share in percent of those who are placed."""

import pytest

from shanhai.matching.groups import where
from shanhai.matching.rules import Mix
from tests.matching.cast import rows_of, told, units_of, written

YOUNG = where(group="young")


def _shares(rule: Mix) -> dict[str, tuple[dict[str, int], int, int]]:
    rows = rows_of(rule)
    return {
        label: ({aux.name: times for aux, times in row.aux}, row.low, row.high)
        for label, row in rows.items()
        if not row.definition
    }


def test_two_whole_counts_are_defined_and_the_shares_stand_between_them() -> None:
    rows = rows_of(Mix(id="r", people=YOUNG, least=30, most=60))
    assert list(rows) == [":all", ":group", ":least", ":most"]
    assert written(rows[":all"]) == ([[1, 1, 1]] * 4, 0, 0)
    assert written(rows[":group"]) == ([[1, 1, 1], [0, 0, 0], [1, 1, 1], [0, 0, 0]], 0, 0)
    assert [row.definition for row in rows.values()] == [True, True, False, False]


def test_a_share_weighs_the_group_by_a_hundred_and_everybody_by_the_percentage() -> None:
    shares = _shares(Mix(id="r", people=YOUNG, least=30, most=60))
    assert shares[":least"][:2] == ({":group": 100, ":all": -30}, 0)
    assert (shares[":most"][0], shares[":most"][2]) == ({":group": 100, ":all": -60}, 0)


def test_a_count_goes_as_far_as_capacities_and_seats_allow() -> None:
    rows = rows_of(Mix(id="r", people=YOUNG, orders=where(tier=1), least=30))
    # Young: 1 + 2 placements; everybody: 5, but tier 1 has 4 seats.
    assert {row.aux[0][0].name: row.aux[0][0].high for row in rows.values() if row.definition} == {
        ":all": 4,
        ":group": 3,
    }


def test_each_place_has_shares_of_its_own() -> None:
    rule = Mix(id="r", people=YOUNG, least=50, each="place")
    assert list(_shares(rule)) == ["bay:least", "cape:least", "vale:least"]


@pytest.mark.parametrize(
    ("placed", "units"),
    [
        ("", 0),
        ("Ann boat, Bo boat", 0),  # 1 of 2
        ("Bo boat, Dee boat", 1),  # 0 of 2: one more would be half
        ("Ann boat, Bo boat, Dee lamp", 1),  # 1 of 3 is less than half: 2 needed
        ("Ann boat, Cai desk, Bo lamp", 0),  # 2 of 3
    ],
)
def test_a_unit_is_a_whole_person_by_whom_the_least_share_is_missed(placed: str, units: int) -> None:
    assert units_of(Mix(id="r", people=YOUNG, least=50), placed) == units


def test_a_unit_is_a_whole_person_by_whom_the_most_is_exceeded() -> None:
    # 3 of 4 are young; 40 % of 4 allow one: two too many.
    assert units_of(Mix(id="r", people=YOUNG, most=40), "Ann boat, Cai desk, Cai lamp, Bo boat") == 2


@pytest.mark.parametrize("percent", [-1, 101, 33.3, "30", True])
def test_a_percentage_is_a_whole_number_up_to_a_hundred(percent: object) -> None:
    assert told(Mix(id="r", people=YOUNG, least=percent)) == [("least", "out_of_range")]


def test_a_mix_without_a_percentage_is_a_fault() -> None:
    assert told(Mix(id="r", people=YOUNG)) == [("least", "missing")]


def test_a_mix_of_nobody_is_a_fault() -> None:
    assert told(Mix(id="r", people=where(group="old"), least=1)) == [("people", "empty_group")]
