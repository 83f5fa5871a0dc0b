"""What can be done with an order or an offer alike: write it, and take the steps of its life."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.core.exceptions import PermissionDenied

from shanhai.programme import trail
from shanhai.programme.actions.refusal import Refused
from shanhai.programme.trail import check_fresh, writing
from shanhai.registers import queries, rules
from shanhai.registers.models import Entry, LateChange, Order
from shanhai.registers.words import REASONS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shanhai.programme.models import Account
    from shanhai.programme.trail import Writing
    from shanhai.sheets import Words

E = TypeVar("E", bound=Entry)


class StepRefused(Refused):
    """A step that its asker could take at another time, or with a reason; `why` is a code of `REASONS`."""

    def __init__(self, why: str) -> None:
        Exception.__init__(self, REASONS[why].en)
        self.why = why

    @property
    def words(self) -> Words:
        """Why not, as a sentence."""
        return REASONS[self.why]


def move(*, by: Account, entry: E, step: str, expected: int, reason: str = "") -> E:
    """Take a step in the life of an order or offer.

    Raises: PermissionDenied for whoever may never take it; StepRefused; Stale when it has been written since
    it was read.
    """
    with writing(by=by, action=action_of(entry, step), reason=reason) as write:
        stored = locked(entry)
        _check_who(by, stored, step)
        check_fresh(stored, expected)
        was = stored.state
        answer = _allowed(by, stored, step, reason)
        stored.state = answer.state
        if step in rules.CHECKING:
            stored.checked_by, stored.answer = by, reason.strip()
        elif step in ("submit", "take_back"):
            stored.written_by, stored.checked_by = by, None
        _save(write, by, stored, was, step, reason)
    return stored


def write_entry(
    *, by: Account, entry: E, values: Mapping[str, Any], expected: int | None, reason: str = ""
) -> E:
    """Write the content of an order or offer; `values` by the names of its fields. What was accepted before
    has to be accepted again.

    Raises: as `move`.
    """
    with writing(by=by, action=action_of(entry, "write"), reason=reason) as write:
        stored = entry if entry._state.adding else locked(entry)
        # Whoever may not write for the organisation as it stands may not give it away either.
        _check_who(by, stored, "write")
        check_fresh(stored, expected)
        answer = _allowed(by, stored, "write", reason)
        was = stored.state
        for name, value in values.items():
            setattr(stored, name, value)
        _allowed(by, stored, "write", reason)
        stored.state, stored.written_by, stored.checked_by = answer.state, by, None
        _save(write, by, stored, was, "write", reason)
    return stored


def locked(entry: E) -> E:
    """The entry as it stands, held until the end of the transaction. Raises: Gone."""
    return trail.locked(entry, "cohort", entry.owner)


def action_of(entry: Entry, step: str) -> str:
    """Under which name the trail knows a step: "orders.accept"."""
    return f"{entry._meta.model_name}s.{step}"


def _allowed(by: Account, entry: Entry, step: str, reason: str) -> rules.Answer:
    answer = rules.step(entry.state, step, queries.asker(by, entry), is_closed=entry.is_closed, reason=reason)
    if answer.why in rules.NEVER:
        raise PermissionDenied(REASONS[answer.why].en)
    if not answer.may:
        raise StepRefused(answer.why)
    return answer


def _check_who(by: Account, entry: Entry, step: str) -> None:
    """Tell whoever may never take a step, in any state and at any version. Raises: PermissionDenied."""
    if why := rules.who_may_not(step, queries.asker(by, entry)):
        raise PermissionDenied(REASONS[why].en)


def _save(write: Writing, by: Account, entry: Entry, was: str, step: str, reason: str) -> None:
    is_late = isinstance(entry, Order) and rules.is_late(was, step, is_closed=entry.is_closed)
    if is_late:
        entry.changed_after_closing = True
    write.save(entry, expected=None if entry._state.adding else entry.version)
    if is_late:
        change = LateChange(order=entry, order_version=entry.version, step=step, by=by, reason=reason.strip())
        write.save(change)
