"""Rules of the sample that name people: settling-in grants, teams, and what the panel has settled by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.haiyue.chance import Chance
from shanhai.haiyue.drafts import Suiting, may_go, overlap
from shanhai.haiyue.geography import programme_counties
from shanhai.haiyue.material import NamedRule
from shanhai.haiyue.names import Name
from shanhai.matching import rules
from shanhai.matching.groups import where

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shanhai.haiyue.drafts import OrderDraft, PersonDraft

BAMBOO, MACHINES, DOCTORS = "2-02-20-07", "2-02-07", "2-05-01"


def grants(people: Sequence[PersonDraft], orders: Sequence[OrderDraft], limit: int) -> list[NamedRule]:
    """What the islands may spend on settling people in."""
    return [
        NamedRule(
            rules.Budget(id="R14", limit=limit, per="given", amounts=_amounts(people, orders), weight=5),
            Name(
                f"海岛安家补助合计不超过 {limit} 万元",
                f"海島安家補助合計不超過 {limit} 萬元",
                f"Settling-in grants on the islands stay within {limit}0,000 yuan in all",
            ),
        )
    ]


def _amounts(people: Sequence[PersonDraft], orders: Sequence[OrderDraft]) -> tuple[tuple[str, str, int], ...]:
    """In 10,000 yuan: what an island pays for somebody of level 4 or above who suits one of its orders."""
    islands = {place.id for place in programme_counties() if "island" in place.traits}
    seniors = Suiting([person for person in people if person.direction == "down" and person.level >= 4], ())
    asking = [order for order in orders if order.host.place in islands and order.direction == "down"]
    return tuple(
        (person.id, order.id, 2 * person.level - Chance("grant", person.id, order.id).below(4))
        for order in asking
        for person in seniors.people_for(order, 8)
    )


def teams(people: Sequence[PersonDraft]) -> list[NamedRule]:
    """People who go together or not at all; a cohort too small for a team has none."""
    bamboo = _members(people, BAMBOO, ("university", "institute"), 2)
    doctors = _members(people, DOCTORS, ("hospital",), 3)
    machines = _members(people, MACHINES, ("enterprise",), 2)
    found = [
        NamedRule(
            rules.Team(id="R15", members=bamboo, together="place", weight=10),
            Name(
                "毛竹小组两人同去一县，否则都不去",
                "毛竹小組兩人同去一縣，否則都不去",
                "The bamboo team of two goes to one county, or stays",
            ),
        ),
        NamedRule(
            rules.Team(id="R16", members=doctors, weight=10),
            Name(
                "医疗小组三人同去或同留",
                "醫療小組三人同去或同留",
                "The three of the medical team all go, or all stay",
            ),
        ),
        NamedRule(
            rules.Team(id="R17", members=machines, together="place", strength="priced", weight=6_000),
            Name(
                "机械小组两人最好同去一县",
                "機械小組兩人最好同去一縣",
                "The two of the machinery team had better go to one county",
            ),
        ),
    ]
    return [named for named in found if isinstance(named.rule, rules.Team) and len(named.rule.members) > 1]


def by_hand(people: Sequence[PersonDraft], orders: Sequence[OrderDraft]) -> list[NamedRule]:
    """What the panel has settled by hand, and what it has ruled out."""
    return [*_settled(people, orders), *_ruled_out(people, orders)]


def _settled(people: Sequence[PersonDraft], orders: Sequence[OrderDraft]) -> list[NamedRule]:
    return [
        NamedRule(
            rules.Pin(id="R18", person=person.id, order=order.id, weight=50),
            Name(
                "审议小组已定：此人去此订单",
                "審議小組已定：此人去此訂單",
                "Settled by the panel: this person takes this order",
            ),
        )
        for person, order in _best_suited(people, orders, "down")
    ]


def _ruled_out(people: Sequence[PersonDraft], orders: Sequence[OrderDraft]) -> list[NamedRule]:
    zones = where(direction="down", host_kind="park")
    auditors = {person.home.id for person in people if person.home.name.hans.endswith("审计厅")}
    found = [
        NamedRule(
            rules.Ban(id="R19", people=where(home=home), orders=zones, weight=10),
            Name(
                "审计厅人员不到其审计过的开发区",
                "審計廳人員不到其審計過的開發區",
                "Nobody from the audit office goes to the zones it has audited",
            ),
        )
        for home in sorted(auditors)
    ]
    return found + [
        NamedRule(
            rules.Ban(id="R20", people=where(person=person.id), orders=where(order=order.id), weight=10),
            Name(
                "此人与该单位有在办事项，不去此订单",
                "此人與該單位有在辦事項，不去此訂單",
                "This person has business pending with that unit and does not take this order",
            ),
        )
        for person, order in _best_suited(people, orders, "up")
    ]


def _members(people: Sequence[PersonDraft], code: str, kinds: Sequence[str], count: int) -> tuple[str, ...]:
    """The first people who go down, come from such a home, and have such a code or one below it."""
    return tuple(
        person.id
        for person in people
        if person.direction == "down"
        and person.home.kind in kinds
        and any(held.startswith(code) for held, _, _ in person.expertise)
    )[:count]


def _best_suited(
    people: Sequence[PersonDraft], orders: Sequence[OrderDraft], direction: str
) -> list[tuple[PersonDraft, OrderDraft]]:
    """The person and the order of one seat that suit each other best; none where nothing suits."""
    suiting = Suiting((), [order for order in orders if order.seats == 1 and order.direction == direction])
    pairs = [
        (person, order)
        for person in people
        for order in suiting.orders_for(person, 3)
        if may_go(person, order)
    ]
    return sorted(pairs, key=lambda pair: (-overlap(*pair), pair[0].id, pair[1].id))[:1]
