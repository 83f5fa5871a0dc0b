"""What the engine says of an order while it is written, and which offers answer which orders."""

from datetime import date

import pytest

from shanhai.registers.fitting import World, reach_of, suggest
from shanhai.registers.rules import Band

WORLD = World(
    organisations=[{"id": "U01", "place": "HY"}, {"id": "CU11", "place": "C11"}],
    places=[{"id": "HY"}, {"id": "C11", "parent": "HY"}],
    expertise=[{"id": "K03"}, {"id": "K0301", "parent": "K03"}, {"id": "K09"}],
)
ORDER = {"id": "D1", "host": "CU11"}


def _people(count: int, **given) -> list[dict]:
    return [{"id": f"P{number}", "home": "U01", "level": 5, **given} for number in range(count)]


def test_an_order_that_asks_for_nothing_reaches_everybody() -> None:
    reach = reach_of(ORDER, _people(12), WORLD)
    assert (reach.people, reach.eligible, reach.shut) == (Band(10, 14), Band(10, 14), ())
    assert reach.skilled is None


def test_what_shuts_most_of_them_out_is_named_first() -> None:
    people = [
        *_people(10, qualifications=["执业医师"], level=3),
        *({**each, "id": f"Q{each['id']}"} for each in _people(30)),
    ]
    order = {**ORDER, "qualifications": ("执业医师",), "level_min": 4}
    reach = reach_of(order, people, WORLD)
    assert reach.eligible == Band(0, 4)
    assert [(each.kind, each.wants, each.count.least) for each in reach.shut] == [
        ("qualified", "执业医师", 30),
        ("level_range", "", 10),
    ]


def test_fewer_than_five_who_are_shut_out_are_not_told_of() -> None:
    people = [*_people(20), *({**each, "id": f"Q{each['id']}"} for each in _people(4, level=1))]
    assert reach_of({**ORDER, "level_min": 4}, people, WORLD).shut == ()


def test_people_of_the_place_itself_are_recused() -> None:
    people = [*_people(8, native="C11"), *({**each, "id": f"Q{each['id']}"} for each in _people(9))]
    reach = reach_of(ORDER, people, WORLD)
    assert (reach.eligible, reach.shut[0].kind, reach.shut[0].count) == (Band(5, 9), "recused", Band(5, 9))


def test_who_knows_something_of_what_is_asked_for_is_counted() -> None:
    people = [
        *_people(7, expertise=[["K0301", 4, True]]),
        *({**each, "id": f"Q{each['id']}"} for each in _people(9)),
    ]
    reach = reach_of({**ORDER, "asks": (("K03", 5),)}, people, WORLD)
    assert (reach.eligible, reach.skilled) == (Band(15, 19), Band(5, 9))


def test_what_has_left_the_registers_since_is_passed_over() -> None:
    people = _people(
        6, home="gone", native="gone", expertise=[["gone", 3, True]], barred=[["gone", "R1"]], wishes=["D99"]
    )
    assert reach_of(ORDER, people, WORLD).eligible == Band(5, 9)


def test_without_people_or_with_an_order_half_typed_nothing_is_said() -> None:
    assert reach_of(ORDER, [], WORLD) is None
    assert reach_of({**ORDER, "host": "nobody"}, _people(9), WORLD) is None


def test_offers_and_orders_find_each_other_both_ways() -> None:
    offers = [
        {"id": "G1", "expertise": (("K0301", 5, True),)},
        {"id": "G2", "expertise": (("K0301", 2, False),)},
        {"id": "G3", "expertise": (("K09", 5, True),)},
    ]
    orders = [{"id": "D1", "host": "CU11", "asks": (("K0301", 5),)}, {"id": "D2", "asks": (("K09", 3),)}]
    found = suggest(orders, offers, WORLD)
    assert [(each.offer, each.best) for each in found.for_order("D1")] == [("G1", True), ("G2", False)]
    assert [each.order for each in found.for_offer("G3")] == ["D2"]
    (match,) = found.for_order("D1")[0].matches
    assert (match.asked, match.held, match.evidenced) == ("K0301", "K0301", True)


@pytest.mark.parametrize(
    "offer",
    [
        {"kinds": ("part_time",)},
        {"start": date(2024, 1, 1)},
        {"directions": ("up",)},
        {"expertise": (("K09", 5, True),)},
    ],
)
def test_an_offer_of_another_kind_time_direction_or_field_is_no_suggestion(offer) -> None:
    given = {"id": "G1", "expertise": (("K0301", 5, True),), **offer}
    order = {
        "id": "D1",
        "asks": (("K0301", 5),),
        "kind": "post",
        "direction": "down",
        "start": date(2022, 7, 1),
    }
    assert suggest([order], [given], WORLD).for_order("D1") == []


def test_an_order_that_asks_for_no_expertise_is_suggested_nothing() -> None:
    offers = [{"id": "G1", "expertise": (("K0301", 5, True),)}]
    assert suggest([{"id": "D1"}], offers, WORLD).for_order("D1") == []
