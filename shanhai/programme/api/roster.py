"""One line of the roster: evidence beside it, an invitation to its dossier, taken off and put back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from django.urls import reverse
from ninja import File, Form, Router, Schema, UploadedFile

from shanhai.programme.actions import accounts, roster
from shanhai.programme.api.files import EvidenceOut, attached
from shanhai.programme.api.sending import StepIn, the_programme
from shanhai.programme.models import Person
from shanhai.programme.queries import require, seen
from shanhai.programme.queries.people import files_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from shanhai.programme.models import Programme

router = Router(tags=["roster"])


class LineOut(Schema):
    """Where a line stands, `corrected` naming what the person corrected and nobody has noted.

    The cells of its row are read in the table `roster`.
    """

    id: int
    code: str
    version: int
    archived_at: datetime | None
    corrected: list[str]

    @staticmethod
    def resolve_corrected(person: Person) -> list[str]:
        """The fields in which the person corrected themselves."""
        return sorted(person.corrected)


class InvitedOut(Schema):
    """The link of an invitation; it is told only this once."""

    link: str
    expires_at: datetime


@router.get("/{programme}/roster/{int:pk}/files", response=list[EvidenceOut], summary="Evidence of somebody")
def evidence(request: HttpRequest, programme: str, pk: int) -> Any:
    """The files beside the dossier of somebody of one's roster."""
    _, person = _line(request, programme, pk, "roster.read")
    return files_of(person)


@router.post("/{programme}/roster/{int:pk}/files", response=EvidenceOut, summary="Attach evidence")
def attach_file(
    request: HttpRequest,
    programme: str,
    pk: int,
    file: File[UploadedFile],
    about: Form[str] = "",
    purpose: Form[str] = "",
) -> Any:
    """Attach evidence to the dossier of somebody of one's roster."""
    _, person = _line(request, programme, pk, roster.PERMISSION)
    return attached(request, person, file, about, purpose)


@router.post("/{programme}/roster/{int:pk}/invite", response=InvitedOut, summary="Invite to the own dossier")
def invite_person(request: HttpRequest, programme: str, pk: int) -> dict[str, Any]:
    """Invite somebody of one's roster to their own dossier."""
    at, person = _line(request, programme, pk, roster.PERMISSION)
    made, token = accounts.invite_person(by=request.auth, person=person, programme=at)
    link = request.build_absolute_uri(reverse("invitation", args=[token]))
    return {"link": link, "expires_at": made.expires_at}


@router.post("/{programme}/roster/{int:pk}/{step}", response=LineOut, summary="Take a step with a line")
def move_line(
    request: HttpRequest,
    programme: str,
    pk: int,
    step: Literal["archive", "restore", "noted"],
    body: StepIn,
) -> Any:
    """Take somebody off the roster, put them back, or say that their corrections were looked at."""
    _, person = _line(request, programme, pk, roster.PERMISSION)
    do = {
        "archive": roster.archive_person,
        "restore": roster.restore_person,
        "noted": roster.note_corrections,
    }[step]
    return do(by=request.auth, person=person, expected=body.version)


def _line(request: HttpRequest, programme: str, pk: int, permission: str) -> tuple[Programme, Person]:
    at = the_programme(request, programme)
    records = Person.objects.select_related("home", "native", "account")
    found = seen(request.auth, records, pk=pk, home__participations__programme=at)
    require(request.auth, permission, programme=at.pk, path=found.home.path)
    return at, found
