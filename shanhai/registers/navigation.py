"""Where the registers stand in the navigation, and what waits in them for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.pages.navigation import Entry, Step
from shanhai.registers.lists import cohort_url
from shanhai.sheets import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shanhai.programme.models import Account, Cohort

_LISTS = ("orders.read", "lists.read")
ENTRIES = (
    Entry(title=Words("Orders", "需求订单"), view="registers:orders", needs=_LISTS, order=20, on_phone=4),
    Entry(
        title=Words("Offers", "供给"), view="registers:offers", needs=("offers.read", "lists.read"), order=21
    ),
    Entry(title=Words("Needs", "需要"), view="registers:needs", needs=_LISTS, order=22),
    Entry(title=Words("Places", "地区概况"), view="registers:places", needs=_LISTS, order=23),
    Entry(
        title=Words("Imports", "导入"),
        view="imports:imports",
        of="programme",
        needs=("imports.write",),
        order=60,
        in_menu=True,
    ),
)


def steps(account: Account, cohort: Cohort) -> Iterable[Step]:
    """What waits for this account in the registers, or what it may do next."""
    return [*_to_check(account, cohort), *_to_write(account, cohort), *_to_offer(account, cohort)]


def _to_check(account: Account, cohort: Cohort) -> Iterator[Step]:
    from shanhai.registers import queries

    if not account.standing.may("orders.check", programme=cohort.programme_id):
        return
    for name, found in (("orders", queries.orders), ("offers", queries.offers)):
        if found(account, cohort).filter(state="submitted").exists():
            yield Step(
                title=_CHECK[name],
                why=Words("They were handed in and wait for an answer.", "已提交，待答复。"),
                url=cohort_url(f"registers:{name}", cohort) + "?state=submitted",
                label=Words("Check them", "审核"),
                state="waits",
                order=20,
            )


_CHECK = {"orders": Words("Check orders", "审核订单"), "offers": Words("Check offers", "审核供给")}


def _to_write(account: Account, cohort: Cohort) -> Iterator[Step]:
    from shanhai.registers import queries

    standing, programme = account.standing, cohort.programme_id
    if not standing.may("orders.write", programme=programme) or cohort.orders_closed_at is not None:
        return
    if standing.may("orders.check", programme=programme):
        return
    mine = queries.orders(account, cohort).filter(
        standing.within("orders.write", programme="cohort__programme", organisation="host")
    )
    states = set(mine.values_list("state", flat=True))
    url = cohort_url("registers:orders", cohort)
    if "returned" in states:
        yield Step(
            title=Words("Mend returned orders", "修改退回的订单"),
            why=Words("The programme office sent them back and says why.", "项目办已退回并说明原因。"),
            url=f"{url}?state=returned",
            label=Words("Show them", "查看"),
            state="waits",
            order=20,
        )
    if "draft" in states:
        yield Step(
            title=Words("Hand in your orders", "提交订单"),
            why=Words("Drafts count for nothing until they are handed in.", "草稿提交后方可受理。"),
            url=f"{url}?state=draft",
            label=Words("Show drafts", "查看草稿"),
            state="waits",
            order=21,
        )
    yield Step(
        title=Words("Write orders", "填写订单"),
        why=Words(
            "Say what you need: write, copy from the last cohort, or import a workbook.",
            "写明需求：可填写、从上一批次复制或导入工作簿。",
        ),
        url=url,
        label=Words("To the orders", "查看订单"),
        order=22,
    )


def _to_offer(account: Account, cohort: Cohort) -> Iterator[Step]:
    standing, programme = account.standing, cohort.programme_id
    is_office = standing.may("orders.check", programme=programme)
    if standing.may("offers.write", programme=programme) and not is_office and cohort.stage != "closed":
        yield Step(
            title=Words("Say what you can give", "填写供给"),
            why=Words("Hosts find your offers and ask for them.", "接收单位可查阅并选用。"),
            url=cohort_url("registers:offers", cohort),
            label=Words("To the offers", "查看供给"),
            order=60,
        )
