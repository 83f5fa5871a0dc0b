"""The cohort of 2022: 217 people, two directions, 32 counties, and a rule set with every kind of rule."""

from __future__ import annotations

from shanhai.haiyue.cohort import add_wishes, cohort
from shanhai.haiyue.material import Material
from shanhai.haiyue.names import Name
from shanhai.haiyue.orders_down import down_orders
from shanhai.haiyue.orders_up import up_orders
from shanhai.haiyue.people_names import people_names
from shanhai.haiyue.rulebook import rule_set
from shanhai.haiyue.shares import shared_out
from shanhai.haiyue.weights import CRITERIA

PEOPLE, SEATS_DOWN, SEATS_UP = 217, 145, 115
KEY = "haiyue-2022"
PROGRAMME = Name("海岳省山海交流互派工程", "海岳省山海交流互派工程", "Haiyue two-way exchange programme")


def haiyue_2022() -> Material:
    """The main sample."""
    return exchange(PEOPLE, SEATS_DOWN + SEATS_UP, KEY, with_rules=True)


def exchange(people: int, seats: int, key: str, *, with_rules: bool) -> Material:
    """A cohort of any size in the proportions of the main sample."""
    down, up = shared_out(seats, [SEATS_DOWN, SEATS_UP])
    orders = [*down_orders(down, key), *up_orders(up, key)]
    going = cohort(people, orders, key)
    add_wishes(going, orders, key)
    return Material(
        programme=PROGRAMME,
        cohort=Name(
            f"2022 年批次（{people} 人）", f"2022 年批次（{people} 人）", f"Cohort of 2022 ({people} people)"
        ),
        people=going,
        people_names=people_names(people, key),
        orders=orders,
        criteria=CRITERIA,
        rules=rule_set(going, orders) if with_rules else (),
        seed=key,
    )
