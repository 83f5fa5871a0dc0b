"""The trail: of a programme for whoever reads it all, of one record for whoever sees the record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ninja import Router, Schema

from shanhai.programme.api.sending import the_programme
from shanhai.programme.models import Event

if TYPE_CHECKING:
    from django.http import HttpRequest

router = Router(tags=["trail"])
PAGE = 200


class EventOut(Schema):
    """One write of a record."""

    at: Any
    by: str
    action: str
    version: int
    reason: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    erased_under: str


@router.get("/{programme}/events", response=list[EventOut], summary="The trail of a programme, latest first")
def events(request: HttpRequest, programme: str, kind: str = "", page: int = 1, id: int | None = None) -> Any:
    """Events of the programme that one may read: all, of one kind of record, or of one record."""
    at = the_programme(request, programme, "trail.read")
    found = Event.objects.visible_to(request.auth).filter(programme_id=at.pk).order_by("-id")
    found = found.filter(kind=kind) if kind else found
    found = found if id is None else found.filter(object_id=id)
    start = (max(page, 1) - 1) * PAGE
    return [_event(event) for event in found.select_related("by", "payload")[start : start + PAGE]]


def _event(event: Event) -> dict[str, Any]:
    payload = event.payload
    return {
        "at": event.at,
        "by": event.by.username if event.by else "",
        "action": event.action,
        "version": event.object_version,
        "reason": payload.reason,
        "before": payload.before,
        "after": payload.after,
        "erased_under": payload.erased_under,
    }
