"""What is done about seats that could not be filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from shanhai.decisions import rules
from shanhai.decisions.actions.refused import StepRefused
from shanhai.decisions.actions.telling import tell_called
from shanhai.programme.trail import writing
from shanhai.rounds.actions.locks import locked

if TYPE_CHECKING:
    from shanhai.decisions.models import Remedy
    from shanhai.programme.models import Account


def choose_remedy(
    *, by: Account, remedy: Remedy, way: str, note: str = "", expected: int | None = None
) -> Remedy:
    """Turn a shortage into a changed order, a call for nominations or a training need.

    The need that keeps what was asked for stands in the registers, from where it becomes an order. Raises:
    PermissionDenied for others than the office and the host; StepRefused, Stale, Gone.
    """
    with writing(by=by, action="decisions.remedy", reason=note) as write:
        stored = locked(remedy, "short__plan__cohort__programme", "short__order__host", expected=expected)
        _check_who(by, stored, way)
        if way not in rules.REMEDIES:
            raise StepRefused("no_remedy")
        stored.way, stored.note, stored.by = way, note.strip()[:2000], by
        write.save(stored)
        if way == "call":
            tell_called(write, stored)
        return stored


def _check_who(by: Account, remedy: Remedy, way: str) -> None:
    """The office chooses any way, the host to change its order: only the office calls upon others."""
    may, programme = by.standing.may, remedy.programme_of()
    of_host = way == "order" and may("orders.write", programme=programme, path=remedy.short.order.host.path)
    if not of_host and not may("decisions.write", programme=programme):
        raise PermissionDenied("decisions.write")
