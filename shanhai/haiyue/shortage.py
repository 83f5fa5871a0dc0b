"""A small cohort short of skills: few heart specialists within few doctors within few medical people.

And too few who can coach a firm towards a listing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.haiyue.cohort import add_wishes, cohort, nominee
from shanhai.haiyue.geography import programme_counties
from shanhai.haiyue.material import Material, NamedRule
from shanhai.haiyue.names import Name
from shanhai.haiyue.orders_down import county_order, down_orders
from shanhai.haiyue.people_names import people_names
from shanhai.haiyue.programme import PROGRAMME
from shanhai.haiyue.registers import order_kinds
from shanhai.haiyue.units import provincial
from shanhai.haiyue.weights import CRITERIA
from shanhai.matching import rules

if TYPE_CHECKING:
    from shanhai.haiyue.drafts import OrderDraft, PersonDraft

KEY = "shortage"
COHORT = Name("试点批次（紧缺人才）", "試點批次（緊缺人才）", "Pilot cohort (scarce skills)")
SCARCE = ("医药卫生类", "执业医师", "心血管内科", "保荐代表人")

# Kind of order and seats of each: 4 for the heart, 4 more for doctors, 4 more for medical people.
ORDERED = (
    ("心血管内科带教", (2, 1, 1)), ("急诊与重症能力建设", (1, 2, 1)),
    ("疾病预防控制", (1, 2, 1)), ("企业上市辅导", (1, 2)),
)  # fmt: skip

# Home and qualifications: 1 heart specialist, 3 doctors in all, 5 medical people in all; 1 listing coach.
SPECIALISTS = (
    ("海岳省人民医院", ("心血管内科", "执业医师", "医药卫生类")),
    ("海岳省人民医院", ("执业医师", "医药卫生类")),
    ("海岳医科大学附属第一医院", ("执业医师", "医药卫生类")),
    ("海岳省卫生健康委员会", ("医药卫生类",)),
    ("海岳省卫生健康委员会", ("医药卫生类",)),
    ("海岳证券", ("保荐代表人", "经济管理类")),
)


def shortage() -> Material:
    """About 60 people; 12 seats in three sets, each within the next, reach only 5 people."""
    orders = _orders()
    people = _people(orders)
    add_wishes(people, orders, KEY)
    return Material(
        programme=PROGRAMME,
        cohort=COHORT,
        people=people,
        people_names=people_names(len(people), KEY),
        orders=orders,
        criteria=CRITERIA,
        rules=(
            NamedRule(
                rules.AtMost(id="R01", limit=5, each="home", weight=5),
                Name(
                    "每个派出单位不超过 5 人",
                    "每個派出單位不超過 5 人",
                    "Each home organisation sends at most 5 people",
                ),
            ),
            NamedRule(
                rules.AtMost(id="R02", limit=8, each="place", weight=5),
                Name(
                    "每个县接收不超过 8 人",
                    "每個縣接收不超過 8 人",
                    "Each county receives at most 8 people",
                ),
            ),
        ),
        seed=KEY,
    )


def _orders() -> list[OrderDraft]:
    """Orders that ask for scarce skills, and others that anybody of a common discipline may fill."""
    counties = programme_counties()
    kinds = {kind.name.hans: kind for kind in order_kinds()}
    orders = [order for order in down_orders(60, KEY) if not set(order.qualifications) & set(SCARCE)]
    place = 0
    for name, seats in ORDERED:
        for count in seats:
            order = county_order(500 + place, counties[place], kinds[name], count, KEY)
            # The discipline stands beside the licence, so that each set of people lies within the next.
            order.qualifications = list(kinds[name].qualifications) or ["医药卫生类"]
            orders.append(order)
            place += 1
    for number, order in enumerate(orders, 1):
        order.id, order.minimum, order.level_min, order.level_max = f"D{number:03d}", 0, 0, 0
    return orders


def _people(orders: list[OrderDraft]) -> list[PersonDraft]:
    """People of the common disciplines, and the few specialists."""
    people = [person for person in cohort(100, orders, KEY) if person.direction == "down"]
    people = [person for person in people if not set(person.qualifications) & set(SCARCE)]
    units = {unit.name.hans: unit for unit in provincial()}
    for number, (home, qualifications) in enumerate(SPECIALISTS):
        person = nominee(1000 + number, units[home], "down", {}, KEY)
        person.qualifications = list(qualifications)
        # Nothing but their number stands in the specialists' way.
        person.start, person.end, person.barred, person.native = None, None, [], "HY0101"
        people.append(person)
    for number, person in enumerate(people, 1):
        person.id = f"P{number:03d}"
    return people
