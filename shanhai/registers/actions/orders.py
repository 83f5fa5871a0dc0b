"""Writes of orders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied

from shanhai.programme.trail import writing
from shanhai.registers import queries
from shanhai.registers.actions.entries import write_entry
from shanhai.registers.models import Order

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shanhai.programme.models import Account, Cohort

#: What a copy takes over: everything that is asked for, but neither its dates nor its people.
COPIED = (
    "title", "host", "place", "seats", "minimum", "tier", "kind", "direction", "level", "level_min",
    "level_max", "industry", "experience", "asks", "qualifications", "groups", "note",
)  # fmt: skip


def write_order(
    *,
    by: Account,
    cohort: Cohort,
    values: Mapping[str, Any],
    order: Order | None = None,
    expected: int | None = None,
    reason: str = "",
) -> Order:
    """Write a new order or change one; `values` by the names of its fields.

    An order without an id is given one. Raises: PermissionDenied, StepRefused, Stale, Gone.
    """
    given = dict(values)
    order = order or Order(cohort=cohort, host=given["host"])
    if order._state.adding and not given.get("code"):
        given["code"] = queries.next_code(Order, cohort, given["host"].code)
    return write_entry(by=by, entry=order, values=given, expected=expected, reason=reason)


def copy_order(*, by: Account, order: Order, cohort: Cohort) -> Order:
    """Write a new draft with what another order asks for; its dates and people are left open.

    It is for the same host. Another host's order is copied for one's own, without what that host noted.
    """
    values = {name: getattr(order, name) for name in COPIED}
    if not by.standing.may("orders.write", programme=cohort.programme_id, path=order.host.path):
        values |= {"host": queries.own_host(by, cohort), "place": None, "note": ""}
    return write_order(by=by, cohort=cohort, values=values)


def copy_orders_of(*, by: Account, previous: Cohort, cohort: Cohort) -> list[Order]:
    """Write a draft for every order in force of the last cohort that the account may write for, and that
    has not been copied yet.
    """
    found = queries.orders(by, previous).filter(state__in=("accepted", "closed"))
    have = set(Order.objects.filter(cohort=cohort).values_list("host", "title"))
    made = []
    with writing(by=by, action="orders.copy") as write:
        for order in found:
            may = by.standing.may("orders.write", programme=cohort.programme_id, path=order.host.path)
            if not may or (order.host_id, order.title) in have:
                continue
            values = {name: getattr(order, name) for name in COPIED}
            code = queries.next_code(Order, cohort, order.host.code)
            made.append(write.save(Order(cohort=cohort, code=code, written_by=by, **values)))
    return made


def close_orders(*, by: Account, cohort: Cohort, reason: str = "") -> int:
    """Close what was accepted; called by the step that closes the orders of a cohort, in its transaction.

    Returns: how many orders were closed. Raises: PermissionDenied.
    """
    if not by.standing.may("round.move", programme=cohort.programme_id):
        raise PermissionDenied("round.move")
    with writing(by=by, action="orders.close", reason=reason) as write:
        accepted = list(
            Order.objects.select_for_update(of=("self",))
            .select_related("cohort")
            .filter(cohort=cohort, state="accepted")
        )
        for order in accepted:
            order.state = "closed"
        write.save_all(accepted)
    return len(accepted)
