"""The cohort of 2022: 217 people, two directions, 32 counties, and a rule set with every kind of rule."""

from __future__ import annotations

from shanhai.haiyue.cohort import add_wishes, cohort
from shanhai.haiyue.material import Material
from shanhai.haiyue.names import Name
from shanhai.haiyue.orders_down import down_orders
from shanhai.haiyue.orders_up import up_orders
from shanhai.haiyue.people_names import people_names
from shanhai.haiyue.rulebook import rule_set
from shanhai.haiyue.weights import CRITERIA

PEOPLE, SEATS_DOWN, SEATS_UP = 217, 145, 116
PROGRAMME = Name("海岳省山海交流互派工程", "海岳省山海交流互派工程", "Haiyue two-way exchange programme")
COHORT = Name("2022 年批次（217 人）", "2022 年批次（217 人）", "Cohort of 2022 (217 people)")


def haiyue_2022() -> Material:
    """The main sample."""
    orders = down_orders(SEATS_DOWN, "haiyue-2022") + up_orders(SEATS_UP, "haiyue-2022")
    people = cohort(PEOPLE, orders, "haiyue-2022")
    add_wishes(people, orders, "haiyue-2022")
    return Material(
        programme=PROGRAMME,
        cohort=COHORT,
        people=people,
        people_names=people_names(PEOPLE),
        orders=orders,
        criteria=CRITERIA,
        rules=rule_set(people, orders),
        seed="haiyue-2022",
    )
