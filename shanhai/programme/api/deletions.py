"""Requests for deletion, for whoever decides on them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from ninja import Field, Router, Schema

from shanhai.programme.actions import dossier
from shanhai.programme.api.sending import the_programme
from shanhai.programme.models import ErasureRequest
from shanhai.programme.queries import require, seen

if TYPE_CHECKING:
    from django.http import HttpRequest

router = Router(tags=["deletions"])
DECIDE = "erasure.decide"


class DeletionOut(Schema):
    """A request for deletion. Whose it is stands in no list: the home organisation only."""

    id: int
    home: str = Field(alias="person.home.code")
    state: str
    wish: str
    at: datetime
    duty: str
    answer: str
    decided_at: datetime | None
    version: int


class DecisionIn(Schema):
    """A decision: the version that was read, the duty under which it is made, the answer to the person."""

    version: int
    duty: str
    answer: str = ""


@router.get("/{programme}/deletions", response=list[DeletionOut], summary="The requests for deletion")
def deletions(request: HttpRequest, programme: str) -> Any:
    """The requests of a programme, the open ones first."""
    at = the_programme(request, programme, DECIDE)
    asked = ErasureRequest.objects.visible_to(request.auth).filter(programme=at)
    return asked.select_related("person__home").order_by("decided_at", "-at")[:200]


@router.post("/{programme}/deletions/{int:pk}/{step}", response=DeletionOut, summary="Decide on a request")
def decide_on_deletion(
    request: HttpRequest, programme: str, pk: int, step: Literal["erase", "refuse"], body: DecisionIn
) -> Any:
    """Erase the dossier, or refuse; either under a named duty. A duty to keep it wins over the wish."""
    at = the_programme(request, programme)
    records = ErasureRequest.objects.select_related("person__home")
    asked = seen(request.auth, records, programme=at, pk=pk)
    require(request.auth, DECIDE, programme=at.pk)
    return dossier.decide_on_erasure(
        by=request.auth, request=asked, step=step, duty=body.duty, answer=body.answer, expected=body.version
    )
