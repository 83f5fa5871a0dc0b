"""Reporting a difficulty: signed in, by a welfare link, by the public form, or on a visit. Once is enough."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_q.tasks import async_task

from shanhai.desk import queries
from shanhai.desk.actions.refused import StepRefused
from shanhai.desk.actions.routing import ROUTE
from shanhai.desk.clock import Happened, clock
from shanhai.desk.models import Asker, Photo, Request, Step
from shanhai.desk.notices import tell
from shanhai.desk.photos import NotAPhoto, draw_anew
from shanhai.desk.rules import MOST_PHOTOS
from shanhai.programme.queries import require
from shanhai.programme.trail import writing
from shanhai.programme.uploads import MOST_BYTES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from django.core.files.uploadedfile import UploadedFile

    from shanhai.desk.models import Topic, Visit, WelfareLink
    from shanhai.desk.photos import Drawn
    from shanhai.programme.models import Account, Organisation, Place, Programme
    from shanhai.programme.trail import Writing

_PHOTO_FOLDER = "desk"


@dataclass(frozen=True)
class Said:
    """What a report holds."""

    text: str
    topic: Topic | None = None
    place: Place | None = None
    photos: Sequence[UploadedFile] = field(default_factory=tuple)
    is_urgent: bool = False


def report(
    *,
    by: Account,
    programme: Programme,
    said: Said,
    unit: Organisation | None = None,
    contact: str = "",
    at: datetime | None = None,
) -> Request:
    """Report a difficulty, for oneself or for a unit that one reports for.

    Raises: PermissionDenied; StepRefused for nothing said, or a file that is no photo.
    """
    require(by, "desk.report", programme=programme.pk, path=unit.path if unit else None)
    asker = Asker(account=by, unit=unit, name=by.name, contact=contact.strip())
    kind = "urgent" if said.is_urgent else "difficulty"
    return _kept(by, programme, kind, said, asker, at=at or timezone.now())


def report_by_link(*, link: WelfareLink, said: Said, name: str, contact: str) -> tuple[Request, str]:
    """A family asks for welfare, by a link that the secondee has consented to.

    Returns: the request, and the key by which whoever asked follows it. Raises: StepRefused.
    """
    if link.revoked_at is not None:
        raise StepRefused("link_spent")
    key = secrets.token_urlsafe(24)
    asker = Asker(
        via="family", link=link, name=name.strip(), contact=contact.strip(), key=queries.digest(key)
    )
    return _kept(None, link.programme, "welfare", said, asker), key


def report_in_public(*, programme: Programme, said: Said, name: str, contact: str) -> tuple[Request, str]:
    """A citizen writes by the public form. Returns: as `report_by_link`. Raises: StepRefused."""
    if not queries.settings_of(programme).is_public:
        raise StepRefused("not_public")
    key = secrets.token_urlsafe(24)
    asker = Asker(via="public", name=name.strip(), contact=contact.strip(), key=queries.digest(key))
    return _kept(None, programme, "public", said, asker), key


def report_on_visit(*, by: Account, visit: Visit, said: Said, client_id: str) -> tuple[Request, bool]:
    """Log what a firm or household said. The same id again is the same request.

    Returns: the request, and whether it is new. Raises: PermissionDenied, StepRefused.
    """
    programme = visit.round.programme
    require(by, "desk.visit", programme=programme.pk)
    found = Request.objects.filter(programme=programme, client_id=client_id).first()
    if found is not None:
        return found, False
    asker = Asker(account=by, unit=visit.firm, via="visit", name=str(visit.firm or ""))
    try:
        with transaction.atomic():
            kept = _kept(by, programme, "difficulty", said, asker, visit=visit, client_id=client_id)
            return kept, True
    except IntegrityError:
        # Two sendings at the same moment: the other one was first.
        return Request.objects.get(programme=programme, client_id=client_id), False


def add_photos(
    write: Writing, request: Request, asker: Asker | None, drawn: Sequence[Drawn], by: Account | None
) -> None:
    """Keep photos beside a request. Their files are ours; nothing of what was sent is kept."""
    for each in drawn:
        photo = Photo(
            request=request,
            asker=asker,
            by=by,
            width=each.width,
            height=each.height,
            size=len(each.content),
            digest=hashlib.sha256(each.content).hexdigest(),
        )
        storage = photo.file.storage
        name = f"{_PHOTO_FOLDER}/{timezone.now():%Y/%m}/{uuid.uuid4().hex}.jpg"
        photo.file.name = storage.save(name, ContentFile(each.content))
        write.save(photo)


def drawn(uploads: Sequence[UploadedFile]) -> list[Drawn]:
    """The photos that were sent, each drawn anew. Raises: StepRefused, before anything is kept."""
    if len(uploads) > MOST_PHOTOS:
        raise StepRefused("too_many_photos")
    found = []
    for upload in uploads:
        if upload.size > MOST_BYTES:
            raise StepRefused("file_too_large")
        try:
            found.append(draw_anew(upload.read()))
        except NotAPhoto as error:
            raise StepRefused(error.why) from error
    return found


def _kept(
    by: Account | None, programme: Programme, kind: str, said: Said, asker: Asker, **more: Any
) -> Request:
    if not said.text.strip():
        raise StepRefused("nothing_in_it")
    pictures = drawn(said.photos)
    more.setdefault("at", timezone.now())
    today = timezone.localdate(more["at"])
    with writing(by=by, action="desk.report") as write:
        request = Request(
            programme=programme, kind=kind, topic=said.topic, place=said.place, text=said.text.strip(), **more
        )
        _first_dates(request, today)
        write.save(request)
        asker.request = request
        write.save(asker)
        write.save(
            Step(
                request=request,
                name="report",
                state="received",
                at=request.at,
                on=today,
                by=by,
                asker=asker,
                text=request.text,
            )
        )
        add_photos(write, request, asker, pictures, by)
        tell(write, request, "report", asker=asker)
        transaction.on_commit(lambda: async_task(ROUTE, programme.pk))
    return request


def _first_dates(request: Request, today: date) -> None:
    terms = queries.settings_of(request.programme_id).terms_of(request.kind)
    now = clock([Happened("report", today, "received")], terms, queries.calendar_of(request.programme_id))
    request.route_by, request.answer_by, request.solve_by = now.route_by, now.answer_by, now.solve_by
    request.next_on, request.is_sure = now.next_on, now.sure
