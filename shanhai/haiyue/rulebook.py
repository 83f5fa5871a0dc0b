"""The rule set of the sample: every kind of rule the engine has, hard, elastic and priced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.haiyue.material import NamedRule
from shanhai.haiyue.names import Name
from shanhai.haiyue.rules_on_names import by_hand, grants, teams
from shanhai.haiyue.units import ENTERPRISES, ORGANS, SCIENCE
from shanhai.matching import rules
from shanhai.matching.groups import where

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from shanhai.haiyue.drafts import OrderDraft, PersonDraft

    Scaled = Callable[[int], int]

BASE = 217  # people for whom the limits below are written
DOWN = where(direction="down")
ISLANDS, MOUNTAINS = where(direction="down", trait="island"), where(direction="down", trait="mountain")


def rule_set(people: Sequence[PersonDraft], orders: Sequence[OrderDraft]) -> tuple[NamedRule, ...]:
    """All rules, numbered R01 to R20; limits on numbers of people grow with the cohort."""

    def scaled(limit: int) -> int:
        return max(1, limit * len(people) // BASE)

    named = (*grants(people, orders, scaled(36)), *teams(people), *by_hand(people, orders))
    return (*caps(scaled), *minima(scaled), *shares(), *journeys(scaled), *named)


def caps(scaled: Scaled) -> list[NamedRule]:
    """The most that may leave a home or arrive in a place."""
    home, county, city = scaled(4), scaled(5), scaled(33)
    return [
        NamedRule(
            rules.AtMost(id="R01", limit=home, people=DOWN, each="home", weight=20),
            Name(
                f"每个派出单位下派不超过 {home} 人",
                f"每個派出單位下派不超過 {home} 人",
                f"Each home organisation sends at most {home} people down",
            ),
        ),
        NamedRule(
            rules.AtMost(id="R02", limit=county, orders=DOWN, each="place", weight=10),
            Name(
                f"每个县接收下派不超过 {county} 人",
                f"每個縣接收下派不超過 {county} 人",
                f"Each county receives at most {county} people",
            ),
        ),
        NamedRule(
            rules.AtMost(
                id="R03",
                limit=city,
                orders=where(direction="down", place="HY09"),
                strength="priced",
                weight=4_000,
            ),
            Name(
                f"岳源市合计接收宜不超过 {city} 人",
                f"岳源市合計接收宜不超過 {city} 人",
                f"The counties of Yueyuan together had better receive at most {city} people",
            ),
        ),
    ]


def minima(scaled: Scaled) -> list[NamedRule]:
    """What a county, an order and a hospital must keep or get."""
    island, mountain, doctors = scaled(3), scaled(4), scaled(6)
    return [
        NamedRule(
            rules.AtLeast(id="R04", limit=island, orders=ISLANDS, each="place", weight=30),
            Name(
                f"每个海岛县至少接收 {island} 人",
                f"每個海島縣至少接收 {island} 人",
                f"Each island county receives at least {island} people",
            ),
        ),
        NamedRule(
            rules.AtLeast(
                id="R05", limit=mountain, orders=MOUNTAINS, each="place", strength="elastic", weight=3
            ),
            Name(
                f"每个山区县尽量接收 {mountain} 人",
                f"每個山區縣盡量接收 {mountain} 人",
                f"Each mountain county should receive {mountain} people",
            ),
        ),
        NamedRule(
            rules.OrderMinimum(id="R06", orders=DOWN, or_none=True, weight=10),
            Name(
                "下派订单写明最低人数的，要么达到，要么不派",
                "下派訂單寫明最低人數的，要麼達到，要麼不派",
                "An order on the way down gets its minimum, or nobody",
            ),
        ),
        NamedRule(
            rules.OrderMinimum(id="R07", orders=where(direction="up"), strength="elastic"),
            Name(
                "上挂订单尽量达到最低人数",
                "上掛訂單盡量達到最低人數",
                "An order on the way up should get its minimum",
            ),
        ),
        NamedRule(
            rules.Floor(id="R08", keep=doctors, people=where(direction="up", expertise="2-05-01"), weight=20),
            Name(
                f"县级医院推荐的医师至少留下 {doctors} 人",
                f"縣級醫院推薦的醫師至少留下 {doctors} 人",
                f"Of the doctors whom county hospitals nominate at least {doctors} stay at home",
            ),
        ),
    ]


def shares() -> list[NamedRule]:
    """Who goes where in percent, and what a county gives against what it gets."""
    return [
        NamedRule(
            rules.Mix(id="R09", people=where(home_kind=SCIENCE), orders=DOWN, least=25, weight=15),
            Name(
                "下派人员中高校、院所、医院人员不少于 25%",
                "下派人員中高校、院所、醫院人員不少於 25%",
                "At least 25% of those who go down come from universities, institutes and hospitals",
            ),
        ),
        NamedRule(
            rules.Mix(
                id="R10",
                people=where(home_kind=ENTERPRISES),
                orders=ISLANDS,
                most=25,
                strength="priced",
                weight=9_000,
            ),
            Name(
                "海岛县接收的省属企业人员宜不超过 25%",
                "海島縣接收的省屬企業人員宜不超過 25%",
                "Of those on the islands at most 25% had better come from state enterprises",
            ),
        ),
        NamedRule(
            rules.Mix(
                id="R11", people=where(home_kind=ORGANS), orders=MOUNTAINS, most=42, strength="elastic"
            ),
            Name(
                "山区县接收的机关人员尽量不超过 42%",
                "山區縣接收的機關人員盡量不超過 42%",
                "Of those in the mountains at most 42% should come from provincial organs",
            ),
        ),
        NamedRule(
            rules.Balance(id="R12", tolerance=1, region="county", strength="priced", weight=3_000),
            Name(
                "每个县派出与接收之差宜不超过 1 人",
                "每個縣派出與接收之差宜不超過 1 人",
                "What a county sends and what it receives had better differ by at most 1",
            ),
        ),
    ]


def journeys(scaled: Scaled) -> list[NamedRule]:
    """Kilometres on the way down, priced beyond a limit."""
    limit = scaled(18_000)
    return [
        NamedRule(
            rules.Budget(id="R13", limit=limit, per="km", people=DOWN, strength="priced", weight=12),
            Name(
                f"下派路程合计宜在 {limit:,} 公里以内",
                f"下派路程合計宜在 {limit:,} 公里以內",
                f"Journeys down had better stay within {limit:,} km in all",
            ),
        )
    ]
