"""Groups are chosen by what stands in a row; classes take rows apart by one attribute."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from shanhai.matching.groups import (
    EACH_ORDERS,
    EACH_PEOPLE,
    EVERYONE,
    Group,
    chains,
    classes,
    home_places,
    orders_in,
    people_in,
    where,
)
from tests.matching.cast import NAMES, TITLES, problem_of

TABLES = problem_of().tables


def _people(group: Group) -> list[str]:
    return [name for name, inside in zip(NAMES, people_in(TABLES, group), strict=True) if inside]


def _orders(group: Group) -> list[str]:
    return [name for name, inside in zip(TITLES, orders_in(TABLES, group), strict=True) if inside]


@pytest.mark.parametrize(
    ("attribute", "value", "inside"),
    [
        ("person", ["Ann", "Dee"], ["Ann", "Dee"]),
        ("home", "clinic", ["Ann", "Bo"]),  # the ward belongs to the clinic
        ("home", "ward", ["Bo"]),
        ("home_kind", "university", ["Cai"]),
        ("home_place", "shore", ["Ann", "Bo"]),  # bay and cape lie there
        ("native", "land", ["Bo"]),
        ("level", 2, ["Bo", "Cai"]),
        ("level", [0, 3], ["Ann", "Dee"]),
        ("expertise", "health", ["Ann"]),  # nursing is below it
        ("industry", "C13", ["Bo"]),
        ("industry", "C14", []),
        ("group", "young", ["Ann", "Cai"]),
        ("home", "moon", []),
    ],
)
def test_people_are_chosen_by(attribute: str, value: Any, inside: list[str]) -> None:
    assert _people(where(**{attribute: value})) == inside


@pytest.mark.parametrize(
    ("attribute", "value", "inside"),
    [
        ("order", "desk", ["desk"]),
        ("host", "school", ["desk"]),
        ("host_kind", "university", ["desk"]),
        ("place", "shore", ["boat", "lamp"]),
        ("trait", "island", ["lamp"]),
        ("tier", 2, ["desk"]),
        ("kind", "post", ["boat", "desk", "lamp"]),
        ("direction", "down", ["boat", "lamp"]),
        ("asks", "health", ["lamp"]),
        ("asks", "nursing", []),
    ],
)
def test_orders_are_chosen_by(attribute: str, value: Any, inside: list[str]) -> None:
    assert _orders(where(**{attribute: value})) == inside


def test_all_attributes_of_a_group_must_hold() -> None:
    assert _people(where(group="young", level=2)) == ["Cai"]


def test_without_attributes_everybody_and_everything_is_in() -> None:
    assert (_people(EVERYONE), _orders(EVERYONE)) == (NAMES, TITLES)


def test_an_unknown_attribute_is_named_with_those_there_are() -> None:
    with pytest.raises(ValueError, match=r"no attribute 'shoe'.*home_kind"):
        people_in(TABLES, where(shoe=42))
    with pytest.raises(ValueError, match=r"no attribute 'home'.*host_kind"):
        orders_in(TABLES, where(home="clinic"))


def test_a_group_puts_its_attributes_and_values_in_order() -> None:
    by_hand = Group((("level", ("3", "2", "3")), ("home", ("ward", "clinic"))))
    assert by_hand == where(home=["clinic", "ward"], level=[2, 3])
    assert str(by_hand) == "home=clinic|ward; level=2|3"


def test_a_chain_leads_from_a_row_to_the_top() -> None:
    up = chains(TABLES.places.id, TABLES.places.parent)
    assert up[TABLES.places.id.index("cape")] == ("cape", "shore", "land")
    assert up[-1] == ()


def test_a_home_place_is_that_of_the_home_organisation() -> None:
    assert [TABLES.places.id[row] if row >= 0 else "" for row in home_places(TABLES)] == [
        "bay",
        "cape",
        "vale",
        "",
    ]


def test_classes_go_by_own_value_and_leave_out_who_has_none() -> None:
    assert [(label, np.flatnonzero(inside).tolist()) for label, inside in classes(TABLES, "home")] == [
        ("clinic", [0]),
        ("school", [2]),
        ("ward", [1]),
    ]
    assert [label for label, _ in classes(TABLES, "place")] == ["bay", "cape", "vale"]


@pytest.mark.parametrize("each", dict.fromkeys((*EACH_PEOPLE, *EACH_ORDERS)))
def test_no_row_is_in_two_classes(each: str) -> None:
    inside = np.array([mask for _, mask in classes(TABLES, each)])
    assert inside.sum(axis=0).max() == 1
