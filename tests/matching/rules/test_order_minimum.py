"""Fewer people than this are of no use to the host."""

import pytest

from shanhai.matching.groups import where
from shanhai.matching.rules import OrderMinimum
from tests.matching.cast import rows_of, table_of, told, units_of, written


def test_every_order_with_a_minimum_is_a_row() -> None:
    assert table_of(OrderMinimum(id="r")) == {
        "boat": ([[1, 0, 0]] * 4, 2, None),
        "lamp": ([[0, 0, 1]] * 4, 1, None),
    }


def test_only_orders_of_the_group_count() -> None:
    assert list(table_of(OrderMinimum(id="r", orders=where(place="bay")))) == ["boat"]


def test_or_none_decides_whether_the_order_is_open_at_all() -> None:
    rows = rows_of(OrderMinimum(id="r", orders=where(order="boat"), or_none=True))
    assert list(rows) == ["boat:least", "boat:none"]
    is_open = rows["boat:least"].aux[0][0]
    assert (is_open.name, is_open.low, is_open.high) == ("boat", 0, 1)
    assert written(rows["boat:least"]).low == 0
    assert rows["boat:least"].aux == ((is_open, -2),)  # its minimum
    assert written(rows["boat:none"]).high == 0
    assert rows["boat:none"].aux == ((is_open, -2),)  # its seats


@pytest.mark.parametrize(("placed", "units"), [("", 3), ("Ann boat", 2), ("Ann boat, Bo boat, Dee lamp", 0)])
def test_a_unit_is_a_person_missing(placed: str, units: int) -> None:
    assert units_of(OrderMinimum(id="r"), placed) == units


@pytest.mark.parametrize(("placed", "units"), [("", 0), ("Ann boat", 1), ("Ann boat, Bo boat", 0)])
def test_with_or_none_a_unit_is_a_person_to_add_or_take_away(placed: str, units: int) -> None:
    assert units_of(OrderMinimum(id="r", or_none=True), placed) == units


def test_a_minimum_for_no_order_is_a_fault() -> None:
    assert told(OrderMinimum(id="r", orders=where(place="moon"))) == [("orders", "empty_group")]
