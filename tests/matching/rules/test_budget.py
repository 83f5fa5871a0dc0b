"""An amount for every placement, and a limit on the sum."""

import pytest

from shanhai.matching import Problem
from shanhai.matching.groups import where
from shanhai.matching.rows import Aux
from shanhai.matching.rules import Budget
from tests.matching.cast import rows_of, table_of, told, units_of

FARES = (("Ann", "boat", 7), ("Ann", "desk", 20), ("Bo", "boat", 5))


def test_by_placement_each_counts_one() -> None:
    rule = Budget(id="r", limit=2, per="placement", people=where(group="young"))
    assert table_of(rule) == {"": ([[1, 1, 1], [0, 0, 0], [1, 1, 1], [0, 0, 0]], None, 2)}


def test_by_kilometres_a_placement_counts_the_way_from_home_and_nothing_where_it_is_unknown() -> None:
    # Clinic in bay, ward in cape, 50 km apart; the school in vale and Dee stand nowhere on the map.
    counts = [[0, 0, 50], [50, 0, 0], [0, 0, 0], [0, 0, 0]]
    assert table_of(Budget(id="r", limit=60, per="km")) == {"": (counts, None, 60)}


def test_listed_amounts_count_and_pairs_not_listed_do_not() -> None:
    counts = [[7, 20, 0], [5, 0, 0], [0, 0, 0], [0, 0, 0]]
    assert table_of(Budget(id="r", limit=10, amounts=FARES)) == {"": (counts, None, 10)}


def test_placements_of_one_amount_are_counted_where_amounts_occur_again() -> None:
    again = (*FARES, ("Cai", "desk", 7))
    table = table_of(Budget(id="r", limit=10, amounts=again))
    assert {label: row.counts for label, row in table.items() if label} == {
        ":5": [[0, 0, 0], [1, 0, 0], [0, 0, 0], [0, 0, 0]],
        ":7": [[1, 0, 0], [0, 0, 0], [0, 1, 0], [0, 0, 0]],
        ":20": [[0, 1, 0], [0, 0, 0], [0, 0, 0], [0, 0, 0]],
    }
    assert {row.aux for row in rows_of(Budget(id="r", limit=10, amounts=again)).values() if row.aux} == {
        ((Aux(":5", 0, 1), -1),),
        ((Aux(":7", 0, 2), -1),),
        ((Aux(":20", 0, 1), -1),),
    }


def test_counts_of_amounts_are_no_violation() -> None:
    again = (*FARES, ("Cai", "desk", 7))
    assert units_of(Budget(id="r", limit=13, amounts=again), "Ann boat, Cai desk") == 1


def test_ids_with_colons_make_no_two_rows_of_one_name() -> None:
    places = [(person, order, 5) for person in ("a", "b") for order in ("7", "7:5", "7:6")]
    again = [*places, ("c", "7", 6), ("c", "7:5", 6), ("d", "7", 6)]
    problem = Problem.of(
        people=[{"id": name} for name in "abcd"],
        orders=[{"id": name, "seats": 4} for name in ("7", "7:5", "7:6")],
        rules=[Budget(id="r", limit=10, amounts=tuple(again), each="order")],
    )
    labels = [row.label for row in problem.rules[0].rows(problem)]
    assert len(labels) == len(set(labels)) == 7


def test_each_home_has_a_budget_of_its_own() -> None:
    table = table_of(Budget(id="r", limit=10, amounts=FARES, each="home"))
    assert {label: row.counts[0] for label, row in table.items()} == {
        "clinic": [7, 20, 0],
        "school": [0, 0, 0],
        "ward": [0, 0, 0],
    }


@pytest.mark.parametrize(
    ("placed", "units"), [("Ann boat", 0), ("Ann boat, Bo boat", 2), ("Ann desk, Cai desk", 10)]
)
def test_a_unit_is_a_unit_of_the_amount_above_the_limit(placed: str, units: int) -> None:
    assert units_of(Budget(id="r", limit=10, amounts=FARES), placed) == units


def test_a_pair_listed_twice_and_unknown_ones_are_faults_of_the_amounts() -> None:
    amounts = (*FARES, ("Ann", "boat", 8), ("Zoe", "moon", 1))
    assert told(Budget(id="r", limit=1, amounts=amounts)) == [
        ("amounts", "twice"),
        ("amounts", "unknown"),
        ("amounts", "unknown"),
    ]


@pytest.mark.parametrize("amount", [-1, 1.5, "7", True, float("inf"), 10**9 + 1])
def test_an_amount_that_is_no_whole_number_within_bounds_is_a_fault(amount: object) -> None:
    assert told(Budget(id="r", limit=1, amounts=(("Ann", "boat", amount),))) == [("amounts", "out_of_range")]


def test_an_unknown_measure_is_a_fault() -> None:
    assert told(Budget(id="r", limit=1, per="miles")) == [("per", "unknown")]
