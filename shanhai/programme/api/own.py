"""What is one's own: the record with all that is kept, correcting it, refusing automation, deletion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from ninja import File, Form, Router, Schema, UploadedFile

from shanhai.pages.entry import WrongCells, sent
from shanhai.programme.actions import dossier
from shanhai.programme.api.deletions import DeletionOut
from shanhai.programme.api.files import EvidenceOut, attached
from shanhai.programme.api.sending import CellsIn, StepIn, the_programme, told
from shanhai.programme.forms import OwnLine, as_stored, held, own_form
from shanhai.programme.imports.adaptor import Scope
from shanhai.programme.imports.adaptors.roster import ROSTER_ROWS
from shanhai.programme.models import Cohort, ErasureRequest, Programme
from shanhai.programme.queries import seen
from shanhai.programme.queries.people import own_person
from shanhai.programme.retention import everything_of
from shanhai.programme.rows import plain_row

if TYPE_CHECKING:
    from django.http import HttpRequest

    from shanhai.programme.models import Person

router = Router(tags=["own"])


class WishIn(Schema):
    """In which programme, and why; one need not say why."""

    programme: str
    wish: str = ""


class RefusalIn(Schema):
    """Whether a decision by automation alone is refused in a cohort."""

    programme: str
    cohort: str
    refuses: bool


class RefusalOut(Schema):
    """Whether a decision by automation alone is refused now."""

    cohort: str
    refuses: bool


@router.get("/record", summary="Everything that is kept of you")
def own_record(request: HttpRequest) -> dict[str, Any]:
    """Your row, with its version, and all that hub and rooms keep of you."""
    person = _own(request)
    return {"row": _row(person), **everything_of(person)}


@router.put("/record", summary="Correct your record")
def correct_own(request: HttpRequest, body: CellsIn) -> dict[str, Any]:
    """Correct cells of your row; each is marked for your home officer, with what stood there."""
    person = _own(request)
    at = Programme.objects.visible_to(request.auth).first()
    adaptor = OwnLine(Scope(request.auth, at), person)
    form = sent(lambda data: own_form(adaptor, data, person), body.cells, body.version)
    values = held(form, adaptor, as_stored(person))
    if values is None:
        raise WrongCells(form)
    written = dossier.correct_own(by=request.auth, person=person, values=values, expected=form.expected)
    return _row(written)


@router.post("/files", response=EvidenceOut, summary="Attach evidence to your record")
def attach_own(
    request: HttpRequest, file: File[UploadedFile], about: Form[str] = "", purpose: Form[str] = ""
) -> Any:
    """Attach evidence to your own dossier; `about` is the key of the claim that it shows."""
    return attached(request, _own(request), file, about, purpose)


@router.put("/automation", response=RefusalOut, summary="Refuse a decision by automation alone")
def automation(request: HttpRequest, body: RefusalIn) -> Any:
    """Refuse it, so that the panel places you by hand, or take the refusal back."""
    person = _own(request)
    at = the_programme(request, body.programme)
    cohort = seen(request.auth, Cohort.objects.filter(closed_at=None), programme=at, code=body.cohort)
    do = dossier.refuse_automation if body.refuses else dossier.accept_automation
    do(by=request.auth, person=person, cohort=cohort)
    return {"cohort": cohort.code, "refuses": body.refuses}


@router.post("/deletions", response=DeletionOut, summary="Ask that your record be deleted")
def ask_for_deletion(request: HttpRequest, body: WishIn) -> Any:
    """Ask the programme office; a duty to keep the record wins over the wish."""
    person = _own(request)
    at = the_programme(request, body.programme)
    return dossier.ask_for_erasure(by=request.auth, person=person, programme=at, wish=body.wish)


@router.post("/deletions/{int:pk}/withdraw", response=DeletionOut, summary="Take such a request back")
def withdraw_deletion(request: HttpRequest, pk: int, body: StepIn) -> Any:
    """Take one's own request back."""
    person = _own(request)
    asked = seen(request.auth, ErasureRequest.objects.select_related("person__home"), pk=pk, person=person)
    return dossier.decide_on_erasure(by=request.auth, request=asked, step="withdraw", expected=body.version)


def _own(request: HttpRequest) -> Person:
    person = own_person(request.auth) if request.auth.standing.may("own.dossier") else None
    if person is None:
        raise Http404
    return person


def _row(person: Person) -> dict[str, Any]:
    return told(person, plain_row(ROSTER_ROWS.row(person)))
