"""Units of violation are counted from a rule's rows alone, with its own numbers chosen best."""

import numpy as np
import pytest

from shanhai.matching.rows import Aux, Pairs, Row, Term
from shanhai.matching.violation import Counted, units

ALL = (Term(np.ones(4, np.int64), np.ones(3, np.int64)),)


def _units(rows: list[Row], placements: int) -> int:
    return units(rows, 3, np.arange(placements), np.zeros(placements, np.int64))


@pytest.mark.parametrize(("placements", "missing"), [(0, 2), (2, 0), (3, 0), (4, 1)])
def test_what_lies_below_or_above_a_row_counts(placements: int, missing: int) -> None:
    assert _units([Row("", ALL, low=2, high=3)], placements) == missing


def test_rows_add_up() -> None:
    assert _units([Row("a", ALL, low=3), Row("b", ALL, high=0)], 1) == 3


def test_a_unit_may_be_worth_more_than_one_and_is_whole() -> None:
    assert [_units([Row("", ALL, low=3, unit=2)], placements) for placements in (3, 2, 1, 0)] == [0, 1, 1, 2]


def test_a_number_of_the_rules_own_is_chosen_best_for_all_rows_that_share_it() -> None:
    number = Aux("number", 0, 3)
    rows = [
        Row("a", ALL, aux=((number, -1),), low=0, high=0),
        Row("b", aux=((number, -1),), low=-1, high=-1),  # wants the number to be 1
    ]
    assert [_units(rows, placements) for placements in (0, 1, 3)] == [1, 0, 2]


def test_numbers_that_rows_do_not_share_are_chosen_apart() -> None:
    one, other = Aux("one", 0, 4), Aux("other", 2, 4)
    rows = [
        Row("a", ALL, aux=((one, -1),), low=0, high=0),
        Row("b", ALL, aux=((other, -1),), low=0, high=0),
    ]
    assert _units(rows, 1) == 1


def test_a_definition_is_never_violated_and_fixes_its_number() -> None:
    count = Aux("count", 0, 9)
    rows = [
        Row("count", ALL, aux=((count, -1),), low=0, high=0, definition=True),
        Row("at most one", aux=((count, 1),), high=1),
    ]
    assert _units(rows, 3) == 2


def test_one_placement_more_is_told_as_if_it_were_counted_anew() -> None:
    rng = np.random.default_rng(4)
    number = Aux("number", 0, 2)
    for _ in range(50):
        listed = Pairs(rng.integers(0, 4, 5), rng.integers(0, 3, 5), rng.integers(-2, 3, 5))
        terms = tuple(Term(rng.integers(-1, 2, 4), rng.integers(-1, 2, 3)) for _ in range(2))
        rows = [
            Row("a", terms, listed, low=1, high=2, unit=2),
            Row("b", terms[:1], aux=((number, -1),), low=0, high=0),
            Row("c", pairs=listed, aux=((number, 1),), high=1),
        ]
        i, j, orders = np.array([0, 1]), rng.integers(0, 3, 2), np.arange(3)
        found = Counted(rows, 3, i, j).units_with(3, orders)
        anew = [units(rows, 3, np.append(i, 3), np.append(j, each)) for each in orders]
        assert found.tolist() == anew
