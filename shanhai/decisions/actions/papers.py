"""Templates of letters, and the papers by which seats are appointed to."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from shanhai.decisions import rules
from shanhai.decisions.actions.refused import StepRefused, held_to
from shanhai.decisions.actions.telling import tell_appointed
from shanhai.decisions.models import Appointment, Template
from shanhai.decisions.papers.fields import FIELDS
from shanhai.papers import TemplateFault, check_template
from shanhai.programme.actions.attachments import attach
from shanhai.programme.queries import require
from shanhai.programme.trail import locked, writing
from shanhai.programme.uploads import MOST_BYTES, media_type

if TYPE_CHECKING:
    from datetime import date

    from django.core.files.uploadedfile import UploadedFile

    from shanhai.decisions.models import Decided
    from shanhai.programme.models import Account, Programme

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def change_template(
    *, by: Account, programme: Programme, kind: str, language: str, upload: UploadedFile | None
) -> Template:
    """Use a letter's template that was edited in Word; None goes back to the house's own text.

    Raises: PermissionDenied; StepRefused for a file that is no sound template.
    """
    with writing(by=by, action="decisions.template") as write:
        require(by, "decisions.write", programme=programme.pk)
        found = Template.objects.filter(programme=programme, kind=kind, language=language).first()
        template = found or Template(programme=programme, kind=kind, language=language)
        if upload is not None:
            _check(upload, kind)
            template = template if found else write.save(template)
            template.file = attach(by=by, record=template, upload=upload, purpose=kind)
        else:
            template.file = None
        return write.save(template)


def move_appointment(
    *,
    by: Account | None,
    place: Decided,
    step: str,
    body: str = "",
    number: str = "",
    on: date | None = None,
    note: str = "",
    expected: int | None = None,
) -> Appointment:
    """Move the paper of a seat on: asked for, issued, refused, or not needed.

    Raises: PermissionDenied, StepRefused, Stale, Gone.
    """
    with writing(by=by, action="decisions.appointment", reason=note) as write:
        held = locked(
            place, "publication__cohort__programme", "person__account", "person__home", "order__host"
        )
        if by is not None:
            require(by, "decisions.write", programme=held.programme_of())
        found = Appointment.objects.filter(decided=held).select_for_update().first()
        paper = found or Appointment(decided=held)
        given = {"body": body or paper.body, "number": number, "reason": note}
        paper.state = held_to(rules.appointment_step(paper.state, step, **given))
        paper.body, paper.number = given["body"].strip(), number.strip()
        paper.on, paper.note, paper.by = on, note.strip(), by
        if step == "issue" and on is None:
            raise StepRefused("number_missing")
        paper.decided = held
        write.save(paper, expected=expected if found else None)
        if step in ("issue", "refuse"):
            tell_appointed(write, paper)
        return paper


def _check(upload: UploadedFile, kind: str) -> None:
    """Go on with a Word file whose fields are all known. Raises: StepRefused."""
    if upload.size > MOST_BYTES:
        raise StepRefused("template_too_long")
    content = upload.read()
    upload.seek(0, io.SEEK_SET)
    if media_type(content) != _WORD:
        raise StepRefused("template_not_word")
    try:
        check_template(content, FIELDS[kind].keys())
    except TemplateFault as fault:
        raise StepRefused(fault.code, about=fault.data) from fault
