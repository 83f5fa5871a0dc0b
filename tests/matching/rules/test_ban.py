"""These people do not go to these orders."""

from shanhai.matching.groups import where
from shanhai.matching.rules import Ban
from tests.matching.cast import table_of, told, units_of


def test_nobody_of_the_people_goes_to_any_of_the_orders() -> None:
    rule = Ban(id="r", people=where(home="clinic"), orders=where(place="cape"))
    counts = [[0, 0, 1], [0, 0, 1], [0, 0, 0], [0, 0, 0]]
    assert table_of(rule) == {"": (counts, None, 0)}


def test_a_ban_on_people_alone_bars_every_order() -> None:
    assert table_of(Ban(id="r", people=where(person="Dee")))[""].counts[3] == [1, 1, 1]


def test_a_ban_on_orders_alone_bars_everybody() -> None:
    assert table_of(Ban(id="r", orders=where(order="desk")))[""].counts == [[0, 1, 0]] * 4


def test_a_unit_is_such_a_placement() -> None:
    rule = Ban(id="r", people=where(group="young"), orders=where(direction="down"))
    assert units_of(rule, "Ann boat, Cai lamp, Cai desk, Bo boat") == 2


def test_a_ban_on_everything_is_a_fault() -> None:
    assert told(Ban(id="r")) == [("people", "missing")]


def test_a_ban_on_nobody_is_a_fault() -> None:
    assert told(Ban(id="r", people=where(home="moon"))) == [("people", "empty_group")]
