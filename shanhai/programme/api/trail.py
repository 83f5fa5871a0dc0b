"""The trail: of a programme for whoever reads it all, of one record for whoever sees the record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ninja import Router, Schema

from shanhai.programme.api.sending import the_programme
from shanhai.programme.models import Event
from shanhai.programme.queries.history import open_to

if TYPE_CHECKING:
    from django.http import HttpRequest

router = Router(tags=["trail"])
PAGE = 200


class EventOut(Schema):
    """One write of a record. Where `is_open` is false one may know that it was written, but not what."""

    at: Any
    by: str
    action: str
    version: int
    reason: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    erased_under: str
    is_open: bool


@router.get("/{programme}/events", response=list[EventOut], summary="The trail of a programme, latest first")
def events(request: HttpRequest, programme: str, kind: str = "", page: int = 1, id: int | None = None) -> Any:
    """Events of the programme that one may read: all, of one kind of record, or of one record."""
    at = the_programme(request, programme, "trail.read")
    found = Event.objects.visible_to(request.auth).filter(programme_id=at.pk).order_by("-id")
    found = found.filter(kind=kind) if kind else found
    found = found if id is None else found.filter(object_id=id)
    start = (max(page, 1) - 1) * PAGE
    page_of = list(found.select_related("by", "payload")[start : start + PAGE])
    told = open_to(request.auth, page_of)
    return [_event(event, is_open=event.pk in told) for event in page_of]


def _event(event: Event, *, is_open: bool) -> dict[str, Any]:
    payload = event.payload
    return {
        "at": event.at,
        "by": event.by.username if event.by else "",
        "action": event.action,
        "version": event.object_version,
        "reason": payload.reason if is_open else "",
        "before": payload.before if is_open else None,
        "after": payload.after if is_open else None,
        "erased_under": payload.erased_under,
        "is_open": is_open,
    }
