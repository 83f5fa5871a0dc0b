"""Orders, offers and needs of the cast, made as their officers would."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from shanhai.programme.trail import writing
from shanhai.registers import actions

if TYPE_CHECKING:
    from shanhai.registers.models import Need, Offer, Order
    from tests.cast import Cast


def order_of(cast: Cast, host: str = "qingxi", state: str = "draft", **values) -> Order:
    """An order of a host, in the state asked for."""
    officer = cast.accounts[f"{host}_officer"]
    given = {"title": "副院长（分管医疗）", "host": cast.organisations[host], **values}
    order = actions.write_order(by=officer, cohort=cast.cohort, values=given)
    return _in_state(cast, officer, order, state)


def offer_of(cast: Cast, home: str = "university", state: str = "draft", **values) -> Offer:
    """An offer of a home organisation, in the state asked for."""
    officer = cast.accounts[f"{home}_officer"]
    given = {"title": "近海养殖病害防治", "organisation": cast.organisations[home], **values}
    offer = actions.write_offer(by=officer, cohort=cast.cohort, values=given)
    return _in_state(cast, officer, offer, state)


def need_of(cast: Cast, host: str = "qingxi", **values) -> Need:
    """A need of a host."""
    given = {"title": "乡村规划师", "host": cast.organisations[host], **values}
    return actions.write_need(by=cast.accounts[f"{host}_officer"], programme=cast.haiyue, values=given)


def close(cast: Cast) -> None:
    """Close the orders of the cohort, as the office does."""
    with writing(by=cast.office, action="test.close") as write:
        cast.cohort.orders_closed_at = timezone.now()
        write.save(cast.cohort)
        actions.close_orders(by=cast.office, cohort=cast.cohort)


def _in_state(cast: Cast, officer, entry, state: str):
    ways = {
        "draft": (),
        "submitted": ("submit",),
        "accepted": ("submit", "accept"),
        "returned": ("submit", "return"),
        "withdrawn": ("withdraw",),
    }
    for step in ways[state]:
        by = cast.office if step in ("accept", "return") else officer
        reason = "" if step != "return" else "请写明名额。"
        entry = actions.move(by=by, entry=entry, step=step, expected=entry.version, reason=reason)
    return entry
