"""The liaison drive: officers with capacities, firms with names and places of their own."""

from collections import Counter

import numpy as np
import pytest

from shanhai.haiyue.liaison import liaison
from shanhai.haiyue.samples import sample
from shanhai.matching.problem import Problem


@pytest.fixture(scope="module")
def problem() -> Problem:
    return sample("liaison-small").problem


def test_officers_keep_one_to_three_firms_and_can_reach_every_seat(problem: Problem) -> None:
    assert set(problem.people.capacity.tolist()) == {1, 2, 3}
    assert problem.people.capacity.sum() > problem.orders.seats.sum()


def test_every_firm_has_an_order_of_the_liaison_kind_in_its_own_place(problem: Problem) -> None:
    assert set(problem.orders.kind) == {"liaison"}
    assert len(set(problem.orders.host.tolist())) == problem.n_orders
    assert len(np.unique(problem.orders.place)) == 90


def test_firms_carry_the_name_of_the_province_and_of_their_county() -> None:
    book = sample("liaison-small")
    firm = next(name for unit, name in book.names.organisations.items() if unit == "F0001")
    assert firm.startswith("海岳")
    assert firm.endswith("有限公司")


def test_the_caps_are_tight_enough_to_bind(problem: Problem) -> None:
    home, place = (rule.limit for rule in problem.rules)  # type: ignore[attr-defined]
    seats = Counter[int]()
    for row, count in zip(problem.orders.place.tolist(), problem.orders.seats.tolist(), strict=True):
        seats[row] += count
    staff = Counter[int]()
    for row, capacity in zip(problem.people.home.tolist(), problem.people.capacity.tolist(), strict=True):
        staff[row] += capacity
    assert max(seats.values()) > place
    assert max(staff.values()) > home


def test_a_smaller_drive_is_made_the_same_way() -> None:
    material = liaison(50, 60, "small")
    assert len(material.people) == 50
    assert len(material.orders) == 60
