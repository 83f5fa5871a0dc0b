"""Erases what the trail and the records hold of a person, under a named duty, without breaking the chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.programme.models.trail import Event, Payload
from shanhai.programme.trail import writing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from shanhai.programme.models.accounts import Account
    from shanhai.programme.models.records import Record

ERASURE = "erasure"


def erase(*, by: Account | None, records: Iterable[Record], duty: str) -> int:
    """Write the records as the caller has blanked them, and erase the payloads of all that was before.

    `duty` names the duty under which this happens ("PIPL art. 47, retention ended 2036-06-30"); the verifier
    tells it. Returns: how many payloads were erased. Raises: ValueError without a duty or something personal.
    """
    if not duty.strip():
        raise ValueError("Erasing needs the duty under which it happens; give the law and the article.")
    erased = 0
    with writing(by=by, action=ERASURE, reason=duty) as write:
        for record in records:
            if not record.personal and not record.names_people:
                raise ValueError(
                    f"{record.label()} holds nothing personal, so there is nothing to erase in it."
                )
            erased += _payloads(record).update(before=None, after=None, reason="", salt="", erased_under=duty)
            write.save(record, forget=True)
    return erased


def _payloads(record: Record) -> QuerySet[Payload]:
    """The payloads to erase: all that tell of a person, else those that name whom it no longer names."""
    earlier = Event.objects.filter(kind=record.label(), object_id=record.pk)
    payloads = Payload.objects.filter(event__in=earlier)
    if record.personal:
        return payloads
    return payloads.filter(pk__in=[each.pk for each in payloads if _names_more(each, record)])


def _names_more(payload: Payload, record: Record) -> bool:
    told = [state for state in (payload.before, payload.after) if state]
    return any(
        entry not in getattr(record, field)
        for field in record.names_people
        for state in told
        for entry in state.get(field) or ()
    )
