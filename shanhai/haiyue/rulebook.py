"""The rule set of the sample: every kind of rule the engine has, hard, elastic and priced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.haiyue.chance import Chance
from shanhai.haiyue.drafts import OrderDraft, PersonDraft, may_go, overlap
from shanhai.haiyue.geography import programme_counties
from shanhai.haiyue.material import NamedRule
from shanhai.haiyue.names import Name
from shanhai.haiyue.units import ENTERPRISES, ORGANS, SCIENCE
from shanhai.matching import rules
from shanhai.matching.groups import where

if TYPE_CHECKING:
    from collections.abc import Sequence

DOWN, UP = where(direction="down"), where(direction="up")
DOCTORS, BAMBOO, CASTING, CARE = "2-05-01", "2-02-20-07", "2-02-07", "2-05-01"


def rule_set(people: Sequence[PersonDraft], orders: Sequence[OrderDraft]) -> tuple[NamedRule, ...]:
    """All rules, numbered R01 to R20."""
    return (*limits(), *shares(), *money(people, orders), *teams(people), *by_hand(people, orders))


def limits() -> list[NamedRule]:
    """How many may leave, how many must arrive."""
    return [
        NamedRule(
            rules.AtMost(id="R01", limit=4, people=DOWN, each="home", weight=20),
            Name("每个派出单位下派不超过 4 人", "每個派出單位下派不超過 4 人", "Each home organisation sends at most 4 people down"),
        ),
        NamedRule(
            rules.AtMost(id="R02", limit=5, orders=DOWN, each="place", weight=10),
            Name("每个县接收下派不超过 5 人", "每個縣接收下派不超過 5 人", "Each county receives at most 5 people"),
        ),
        NamedRule(
            rules.AtLeast(id="R03", limit=3, orders=where(direction="down", trait="island"), each="place", weight=30),
            Name("每个海岛县至少接收 3 人", "每個海島縣至少接收 3 人", "Each island county receives at least 3 people"),
        ),
        NamedRule(
            rules.AtLeast(
                id="R04", limit=3, orders=where(direction="down", trait="mountain"), each="place",
                strength="elastic", weight=3,
            ),
            Name("每个山区县尽量接收 3 人", "每個山區縣盡量接收 3 人", "Each mountain county should receive 3 people"),
        ),
        NamedRule(
            rules.OrderMinimum(id="R05", orders=where(direction="down"), or_none=True, weight=10),
            Name("订单写明最低人数的，要么达到，要么不派", "訂單寫明最低人數的，要麼達到，要麼不派", "An order with a minimum gets it, or nobody"),
        ),
        NamedRule(
            rules.OrderMinimum(id="R06", orders=where(direction="up"), strength="elastic", weight=1),
            Name("上挂订单尽量达到最低人数", "上掛訂單盡量達到最低人數", "An order on the way up should get its minimum"),
        ),
        NamedRule(
            rules.Floor(id="R07", keep=6, people=where(direction="up", expertise=DOCTORS), weight=20),
            Name("县级医院推荐的医师至少留下 6 人", "縣級醫院推薦的醫師至少留下 6 人", "At least 6 of the doctors whom county hospitals nominated stay at home"),
        ),
    ]  # fmt: skip


def shares() -> list[NamedRule]:
    """Who goes where, in percent, and what a county gives against what it gets."""
    return [
        NamedRule(
            rules.Mix(id="R08", people=where(home_kind=SCIENCE), orders=DOWN, least=26, weight=15),
            Name("下派人员中高校院所医院不少于 26%", "下派人員中高校院所醫院不少於 26%", "At least 26% of those who go down come from universities, institutes and hospitals"),
        ),
        NamedRule(
            rules.Mix(
                id="R09", people=where(home_kind=ENTERPRISES), orders=where(direction="down", trait="island"), most=40,
                strength="priced", weight=12_000,
            ),
            Name("海岛县接收的省属企业人员不宜超过 40%", "海島縣接收的省屬企業人員不宜超過 40%", "Not over 40% of those on the islands should come from enterprises"),
        ),
        NamedRule(
            rules.Mix(
                id="R10", people=where(home_kind=ORGANS), orders=where(direction="down", trait="mountain"), most=48,
                strength="elastic", weight=1,
            ),
            Name("山区县接收的机关人员尽量不超过 48%", "山區縣接收的機關人員盡量不超過 48%", "Of those in the mountains at most 48% should come from provincial organs"),
        ),
        NamedRule(
            rules.Balance(id="R11", tolerance=1, region="county", strength="elastic", weight=1),
            Name("每个县派出与接收之差尽量不超过 1 人", "每個縣派出與接收之差盡量不超過 1 人", "What a county sends and what it receives should differ by at most 1"),
        ),
    ]  # fmt: skip


def money(people: Sequence[PersonDraft], orders: Sequence[OrderDraft]) -> list[NamedRule]:
    """Journeys and settling-in grants."""
    return [
        NamedRule(
            rules.Budget(
                id="R12", limit=18_000, per="km", people=DOWN, strength="priced", weight=12,
            ),
            Name("下派路程合计 18,000 公里以内，超出每公里扣 12 分", "下派路程合計 18,000 公里以內，超出每公里扣 12 分", "Journeys down within 18,000 km in all; each further km costs 12 points"),
        ),
        NamedRule(
            rules.Budget(id="R13", limit=36, per="given", amounts=_grants(people, orders), weight=5),
            Name("海岛安家补助合计不超过 36 万元", "海島安家補助合計不超過 36 萬元", "Settling-in grants on the islands within 360,000 yuan in all"),
        ),
    ]  # fmt: skip


def _grants(people: Sequence[PersonDraft], orders: Sequence[OrderDraft]) -> tuple[tuple[str, str, int], ...]:
    """In 10,000 yuan: what an island pays for somebody of level 4 or above who suits one of its orders."""
    islands = {place.id for place in programme_counties() if "island" in place.traits}
    found = []
    for order in orders:
        if order.host.place not in islands or order.direction != "down":
            continue
        suited = [person for person in people if person.direction == "down" and person.level >= 4]
        suited = [person for person in suited if overlap(person, order) >= 20]
        found += [(person.id, order.id, 2 * person.level - Chance("grant", person.id, order.id).below(4)) for person in suited]
    return tuple(found)


def teams(people: Sequence[PersonDraft]) -> list[NamedRule]:
    """People who go together or not at all."""
    bamboo = _members(people, BAMBOO, ("university", "institute"), 2)
    doctors = _members(people, DOCTORS, ("hospital",), 3)
    machines = _members(people, CASTING, ("enterprise",), 2)
    return [
        NamedRule(
            rules.Team(id="R14", members=bamboo, together="place", weight=10),
            Name("毛竹小组两人同去一县，否则都不去", "毛竹小組兩人同去一縣，否則都不去", "The bamboo team of two goes to one county, or stays"),
        ),
        NamedRule(
            rules.Team(id="R15", members=doctors, weight=10),
            Name("医疗小组三人同去同留", "醫療小組三人同去同留", "The three of the medical team all go, or all stay"),
        ),
        NamedRule(
            rules.Team(id="R16", members=machines, together="place", strength="priced", weight=6_000),
            Name("机电集团两人最好同去一县", "機電集團兩人最好同去一縣", "The two from the machinery group had better go to one county"),
        ),
    ]  # fmt: skip


def by_hand(people: Sequence[PersonDraft], orders: Sequence[OrderDraft]) -> list[NamedRule]:
    """What the panel has settled by hand, and what it has ruled out."""
    person, order = _well_suited(people, orders, "D")
    audit = next(person.home for person in people if person.home.name.hans.endswith("审计厅"))
    other, elsewhere = _well_suited(people, orders, "S")
    return [
        NamedRule(
            rules.Pin(id="R17", person=person.id, order=order.id, weight=50),
            Name("审议小组已定：此人去此订单", "審議小組已定：此人去此訂單", "Settled by the panel: this person takes this order"),
        ),
        NamedRule(
            rules.Ban(id="R18", people=where(home=audit.id), orders=where(direction="down", host_kind="park"), weight=10),
            Name("审计厅人员不到其审计过的开发区", "審計廳人員不到其審計過的開發區", "Nobody from the audit office goes to the zones it audits"),
        ),
        NamedRule(
            rules.Ban(id="R19", people=where(person=other.id), orders=where(order=elsewhere.id), weight=10),
            Name("此人与该单位有在办事项，不去此订单", "此人與該單位有在辦事項，不去此訂單", "This person has business pending with that unit and does not take this order"),
        ),
        NamedRule(
            rules.AtMost(id="R20", limit=33, orders=where(direction="down", place="HY09"), strength="priced", weight=4_000),
            Name("岳源市合计接收宜不超过 33 人", "岳源市合計接收宜不超過 33 人", "The counties of Yueyuan together had better receive at most 33"),
        ),
    ]  # fmt: skip


def _members(people: Sequence[PersonDraft], code: str, kinds: Sequence[str], count: int) -> tuple[str, ...]:
    """The first people who go down, come from such a home, and have such a code."""
    able = [person.id for person in people if person.direction == "down" and person.home.kind in kinds
            and any(held.startswith(code) for held, _, _ in person.expertise)]  # fmt: skip
    return tuple(able[:count])


def _well_suited(people: Sequence[PersonDraft], orders: Sequence[OrderDraft], prefix: str) -> tuple[PersonDraft, OrderDraft]:
    """The person and the order of one seat that suit each other best."""
    single = [order for order in orders if order.seats == 1 and order.id.startswith(prefix)]
    pairs = [(person, order) for person in people for order in single if may_go(person, order)]
    return max(pairs, key=lambda pair: (overlap(*pair), pair[0].id, pair[1].id))
