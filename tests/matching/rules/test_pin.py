"""This person goes to this order."""

from shanhai.matching.criteria import LevelRange
from shanhai.matching.rules import Pin
from shanhai.matching.solve import solve
from tests.matching.cast import ORDERS, problem_of, table_of, told, units_of


def test_the_one_pair_must_be_there() -> None:
    counts = [[0, 0, 0], [0, 0, 1], [0, 0, 0], [0, 0, 0]]
    assert table_of(Pin(id="r", person="Bo", order="lamp")) == {"": (counts, 1, None)}


def test_a_unit_is_that_it_is_not() -> None:
    pin = Pin(id="r", person="Bo", order="lamp")
    assert [units_of(pin, placed) for placed in ("", "Bo boat", "Ann lamp", "Ann lamp, Bo lamp")] == [
        1,
        1,
        1,
        0,
    ]


def test_a_pin_does_not_make_anybody_eligible() -> None:
    orders = [{**ORDERS[0], "level_min": 3}, *ORDERS[1:]]
    result = solve(problem_of(LevelRange(), Pin(id="by hand", person="Bo", order="boat"), orders=orders))
    assert result.status == "conflict"
    assert result.conflict is not None
    assert result.conflict.rules == ("by hand",)


def test_unknown_people_and_orders_are_told_by_field() -> None:
    assert told(Pin(id="r", person="Zoe", order="moon")) == [("person", "unknown"), ("order", "unknown")]
