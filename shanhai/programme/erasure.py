"""Erases what the trail and the records hold of a person, under a named duty, without breaking the chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.programme.models.trail import Event, Payload
from shanhai.programme.trail import writing

if TYPE_CHECKING:
    from collections.abc import Iterable

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
            if not record.personal:
                raise ValueError(
                    f"{record.label()} holds nothing personal, so there is nothing to erase in it."
                )
            earlier = Event.objects.filter(kind=record.label(), object_id=record.pk)
            erased += Payload.objects.filter(event__in=earlier).update(
                before=None, after=None, reason="", salt="", erased_under=duty
            )
            write.save(record, forget=True)
    return erased
