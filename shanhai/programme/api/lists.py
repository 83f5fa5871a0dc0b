"""What leaves the lists of a programme: places, codes, organisations. What joins them is rows of tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ninja import Router, Status

from shanhai.programme.actions import setup
from shanhai.programme.api.sending import StepIn, the_programme
from shanhai.programme.models import Participation, Place, Term
from shanhai.programme.queries import seen

if TYPE_CHECKING:
    from django.http import HttpRequest

router = Router(tags=["programme"])


@router.post("/{programme}/places/{int:pk}/remove", response={204: None}, summary="Remove an unused place")
def remove_place(request: HttpRequest, programme: str, pk: int, body: StepIn) -> Status:
    """Remove a place that nothing refers to; `id` and `version` are those of its row."""
    the_programme(request, programme, setup.PERMISSION)
    return _remove(request, seen(request.auth, Place.objects, pk=pk), body)


@router.post("/{programme}/codes/{int:pk}/remove", response={204: None}, summary="Remove an unused code")
def remove_code(request: HttpRequest, programme: str, pk: int, body: StepIn) -> Status:
    """Remove a code that nothing refers to; `id` and `version` are those of its row."""
    the_programme(request, programme, setup.PERMISSION)
    return _remove(request, seen(request.auth, Term.objects, pk=pk), body)


@router.post(
    "/{programme}/organisations/{code}/leave", response={204: None}, summary="Let one take part no longer"
)
def leave(request: HttpRequest, programme: str, code: str) -> Status:
    """Let an organisation send and receive nobody from now on; what it did stays."""
    at = the_programme(request, programme)
    part = seen(request.auth, Participation.objects, programme=at, organisation__code=code)
    setup.end_participation(by=request.auth, participation=part)
    return Status(204, None)


def _remove(request: HttpRequest, record: Place | Term, body: StepIn) -> Status:
    setup.remove(by=request.auth, record=record, expected=body.version)
    return Status(204, None)
