"""Evidence beside a dossier: attached, handed out, taken away."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from ninja import Router, Schema

from shanhai.pages.entry import WrongCells
from shanhai.programme.actions.attachments import attach_evidence, take_away
from shanhai.programme.api.sending import StepIn  # noqa: TC001 - read when the program runs
from shanhai.programme.downloads import handed_out
from shanhai.programme.forms import FileForm
from shanhai.programme.queries.files import file_seen

if TYPE_CHECKING:
    from django.http import HttpRequest
    from ninja import UploadedFile

    from shanhai.programme.models import Attachment, Person

router = Router(tags=["files"])


class EvidenceOut(Schema):
    """A file beside a dossier. `about` is the key of the claim that it shows, or empty; `size` in bytes."""

    id: int
    name: str
    about: str
    purpose: str
    media_type: str
    size: int
    digest: str
    at: datetime
    version: int


def attached(
    request: HttpRequest, person: Person, file: UploadedFile, about: str, purpose: str
) -> Attachment:
    """Attach a file to a dossier. Raises: WrongCells; Refused."""
    form = FileForm(person, {"about": about, "purpose": purpose}, {"file": file})
    if not form.is_valid():
        raise WrongCells(form)
    return attach_evidence(by=request.auth, person=person, **form.cleaned_data)


@router.get("/{int:pk}", summary="A file")
def file(request: HttpRequest, pk: int) -> Any:
    """The file itself, for whoever sees the record that it stands beside."""
    return handed_out(file_seen(request.auth, pk))


@router.post("/{int:pk}/remove", response={204: None}, summary="Take a file away")
def remove_file(request: HttpRequest, pk: int, body: StepIn) -> None:
    """Take away a file that one has attached oneself."""
    take_away(by=request.auth, attachment=file_seen(request.auth, pk), expected=body.version)
