"""Writes of needs: written by officers, noted where seats stayed empty, and turned into orders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied

from shanhai.programme.trail import check_fresh, locked, writing
from shanhai.registers import rules
from shanhai.registers.actions.entries import StepRefused
from shanhai.registers.actions.orders import write_order
from shanhai.registers.models import Need, Order

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shanhai.programme.models import Account, Cohort, Programme

_ASKED = ("host", "place", "title", "kind", "industry", "asks", "qualifications")


def write_need(
    *,
    by: Account,
    programme: Programme,
    values: Mapping[str, Any],
    need: Need | None = None,
    expected: int | None = None,
) -> Need:
    """Write a new need or change one. Raises: PermissionDenied, StepRefused, Stale, Gone."""
    with writing(by=by, action="needs.write") as write:
        stored = locked(need, "host") if need else Need(programme=programme, host=values["host"])
        _check_who(by, stored)
        check_fresh(stored, expected)
        _step(by, stored, "write")
        for name, value in values.items():
            setattr(stored, name, value)
        _step(by, stored, "write")
        return write.save(stored)


def note_unfilled(*, by: Account | None, order: Order, seats: int) -> Need:
    """Note that seats of an order stayed empty: once for each order, with the number as it is now.

    Called by the room that knows it, inside its own step.
    """
    with writing(by=by, action="needs.unfilled") as write:
        need = Need.objects.filter(stayed_of=order, source="unfilled").first()
        need = need or Need(
            programme_id=order.cohort.programme_id,
            cohort=order.cohort,
            source="unfilled",
            stayed_of=order,
            **{name: getattr(order, name) for name in _ASKED},
        )
        need.seats = seats
        return write.save(need)


def order_from_need(*, by: Account, need: Need, cohort: Cohort, expected: int) -> Order:
    """Turn a need into the draft of an order. Raises: PermissionDenied, StepRefused, Stale, Gone."""
    with writing(by=by, action="needs.order") as write:
        stored = locked(need, "host")
        _check_who(by, stored)
        check_fresh(stored, expected)
        stored.state = _step(by, stored, "order")
        values = {name: getattr(stored, name) for name in (*_ASKED, "seats")}
        stored.became = write_order(by=by, cohort=cohort, values=values)
        write.save(stored)
        return stored.became


def drop_need(*, by: Account, need: Need, expected: int, reason: str = "") -> Need:
    """Say that a need is no longer wanted. Raises: PermissionDenied, StepRefused, Stale, Gone."""
    return _move(by, need, "drop", expected, reason)


def reopen_need(*, by: Account, need: Need, expected: int, reason: str = "") -> Need:
    """Open a need again, which was dropped or became an order. Raises: as `drop_need`."""
    return _move(by, need, "reopen", expected, reason)


def _move(by: Account, need: Need, step: str, expected: int, reason: str) -> Need:
    with writing(by=by, action=f"needs.{step}", reason=reason) as write:
        stored = locked(need, "host")
        _check_who(by, stored)
        check_fresh(stored, expected)
        stored.state = _step(by, stored, step)
        return write.save(stored)


def _check_who(by: Account, need: Need) -> None:
    if not by.standing.may("orders.write", programme=need.programme_id, path=need.host.path):
        raise PermissionDenied("orders.write")


def _step(by: Account, need: Need, step: str) -> str:
    may = by.standing.may("orders.write", programme=need.programme_id, path=need.host.path)
    answer = rules.step_of_need(need.state, step, may_write=may)
    if answer.why == "not_yours_to_write":
        raise PermissionDenied("orders.write")
    if not answer.may:
        raise StepRefused(answer.why)
    return answer.state
