"""What is done about seats that could not be filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from shanhai.decisions import queries, rules
from shanhai.decisions.actions.refused import StepRefused, held_to
from shanhai.decisions.actions.telling import tell_called, tell_owner
from shanhai.programme.trail import locked, writing

if TYPE_CHECKING:
    from datetime import date

    from shanhai.decisions.models import Remedy
    from shanhai.programme.models import Account


def choose_remedy(
    *,
    by: Account,
    remedy: Remedy,
    way: str,
    note: str = "",
    owner: Account | None = None,
    due: date | None = None,
    expected: int | None = None,
) -> Remedy:
    """Turn a shortage into a changed order, a call for nominations or a training need that somebody sees to.

    The need that keeps what was asked for stands in the registers, from where it becomes an order. Raises:
    PermissionDenied for others than the office and the host; StepRefused, Stale, Gone.
    """
    with writing(by=by, action="decisions.remedy", reason=note) as write:
        stored = _held(remedy, expected)
        _check_who(by, stored, way)
        if owner is not None and owner not in queries.owners_in(stored.short.plan.cohort):
            raise StepRefused("owner_missing")
        charge = rules.Charge(way, owner is not None, due is not None)
        stored.state = held_to(rules.remedy_step(stored.state, "choose", charge))
        stored.way, stored.note, stored.by = way, note.strip()[:2000], by
        stored.owner, stored.due = owner, due
        write.save(stored)
        if way == "call":
            tell_called(write, stored)
        tell_owner(write, stored)
        return stored


def finish_remedy(*, by: Account, remedy: Remedy, outcome: str, expected: int | None = None) -> Remedy:
    """Say what came of it: whoever sees to it, or who chose the way. Raises: as `choose_remedy`."""
    with writing(by=by, action="decisions.remedy", reason=outcome) as write:
        stored = _held(remedy, expected)
        if stored.owner_id != by.pk:
            _check_who(by, stored, stored.way)
        stored.state = held_to(rules.remedy_step(stored.state, "finish", rules.Charge(), outcome=outcome))
        stored.outcome, stored.done_at = outcome.strip()[:2000], timezone.now()
        return write.save(stored)


def reopen_remedy(*, by: Account, remedy: Remedy, expected: int | None = None) -> Remedy:
    """Take up again what was said to be done. Raises: as `choose_remedy`."""
    with writing(by=by, action="decisions.remedy") as write:
        stored = _held(remedy, expected)
        _check_who(by, stored, stored.way)
        stored.state = held_to(rules.remedy_step(stored.state, "reopen", rules.Charge()))
        stored.done_at = None
        return write.save(stored)


def _held(remedy: Remedy, expected: int | None) -> Remedy:
    return locked(remedy, "short__plan__cohort__programme", "short__order__host", "owner", expected=expected)


def _check_who(by: Account, remedy: Remedy, way: str) -> None:
    """The office chooses any way, the host to change its order: only the office calls upon others."""
    may, programme = by.standing.may, remedy.programme_of()
    of_host = way == "order" and may("orders.write", programme=programme, path=remedy.short.order.host.path)
    if not of_host and not may("decisions.write", programme=programme):
        raise PermissionDenied("decisions.write")
