"""A small cohort whose rules cannot all hold, by a slip easily made: three fair rules about few doctors."""

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
from shanhai.haiyue.units import SCIENCE, provincial
from shanhai.haiyue.weights import CRITERIA
from shanhai.matching import rules
from shanhai.matching.groups import where

if TYPE_CHECKING:
    from shanhai.haiyue.drafts import OrderDraft, PersonDraft
    from shanhai.haiyue.geography import Place

KEY = "conflict"
COHORT = Name(
    "试点批次（规则互相矛盾）", "試點批次（規則互相矛盾）", "Pilot cohort (rules that contradict each other)"
)
DOCTOR = "执业医师"
DOCTORS_FROM = (("海岳省人民医院", 3), ("海岳医科大学附属第一医院", 3), ("海岳省中医院", 2))


def conflict() -> Material:
    """Six islands each want a doctor; with what the hospitals may release and must keep, five can go."""
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
        rules=_rules(),
        seed=KEY,
    )


def _orders() -> list[OrderDraft]:
    """What the islands and six mountain counties order, and a doctor for each island."""
    counties = [*_islands(), *[place for place in programme_counties() if "mountain" in place.traits][:6]]
    wanted = {place.id for place in counties}
    orders = [
        order
        for order in down_orders(145, KEY)
        if order.host.place in wanted and DOCTOR not in order.qualifications
    ]
    emergency = next(kind for kind in order_kinds() if kind.name.hans == "急诊与重症能力建设")
    orders += [county_order(0, place, emergency, 1, KEY) for place in _islands()]
    for number, order in enumerate(orders, 1):
        order.id, order.level_min, order.level_max = f"D{number:03d}", 0, 0
    return orders


def _people(orders: list[OrderDraft]) -> list[PersonDraft]:
    """Eight doctors, and 32 others who go down."""
    people = [
        person
        for person in cohort(80, orders, KEY)
        if person.direction == "down" and person.home.kind != "hospital"
    ][:32]
    people = [person for person in people if DOCTOR not in person.qualifications]
    by_name = {unit.name.hans: unit for unit in provincial()}
    for name, count in DOCTORS_FROM:
        people += [nominee(1000 + number, by_name[name], "down", {}, KEY + name) for number in range(count)]
    for number, person in enumerate(people, 1):
        person.id = f"P{number:03d}"
        if person.home.kind == "hospital":
            # Nothing but the three rules may stand in the doctors' way.
            person.start, person.end, person.barred, person.native = None, None, [], "HY0101"
            person.qualifications = list(dict.fromkeys([DOCTOR, *person.qualifications]))
    return people


def _rules() -> tuple[NamedRule, ...]:
    doctors = where(qualification=DOCTOR)
    hospital = next(unit for unit in provincial() if unit.name.hans == DOCTORS_FROM[0][0])
    return (
        NamedRule(
            rules.AtLeast(
                id="R01", limit=1, people=doctors, orders=where(trait="island"), each="place", weight=6
            ),
            Name(
                "每个海岛县至少接收 1 名医师",
                "每個海島縣至少接收 1 名醫師",
                "Each island county receives at least one doctor",
            ),
        ),
        NamedRule(
            rules.AtMost(id="R02", limit=2, people=where(home_kind="hospital"), each="home", weight=4),
            Name(
                "每家医院下派不超过 2 人",
                "每家醫院下派不超過 2 人",
                "Each hospital sends at most 2 people",
            ),
        ),
        NamedRule(
            rules.Floor(id="R03", keep=2, people=where(home=hospital.id, qualification=DOCTOR), weight=9),
            Name(
                "省人民医院推荐的医师至少留下 2 人",
                "省人民醫院推薦的醫師至少留下 2 人",
                "Of the doctors nominated by the provincial hospital at least 2 stay",
            ),
        ),
        NamedRule(
            rules.Mix(id="R04", people=where(home_kind=SCIENCE), least=20, weight=5),
            Name(
                "高校、院所、医院人员不少于 20%",
                "高校、院所、醫院人員不少於 20%",
                "At least 20% come from universities, institutes and hospitals",
            ),
        ),
        NamedRule(
            rules.AtMost(id="R05", limit=6, each="place", weight=3),
            Name("每个县接收不超过 6 人", "每個縣接收不超過 6 人", "Each county receives at most 6 people"),
        ),
        NamedRule(
            rules.AtMost(id="R06", limit=3, each="home", weight=3),
            Name(
                "每个派出单位不超过 3 人",
                "每個派出單位不超過 3 人",
                "Each home organisation sends at most 3 people",
            ),
        ),
    )


def _islands() -> list[Place]:
    return [place for place in programme_counties() if "island" in place.traits]
