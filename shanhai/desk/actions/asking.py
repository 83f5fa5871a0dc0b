"""A question to the asker, and what the asker adds: nobody is asked twice without its being counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from shanhai.desk import queries
from shanhai.desk.actions.refused import StepRefused
from shanhai.desk.actions.reporting import add_photos, drawn
from shanhai.desk.actions.steps import Taken, check_who, locked, take
from shanhai.programme.trail import writing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile

    from shanhai.desk.models import Asker, Request
    from shanhai.programme.models import Account


class SaidAlready(StepRefused):
    """A question whose answer stands in the request already; `where` is a code of the desk's words."""

    def __init__(self, where: str) -> None:
        super().__init__("said_already")
        self.where = where


def ask(
    *,
    by: Account,
    request: Request,
    text: str,
    asks_for: str = "words",
    expected: int | None = None,
    knowing: bool = False,
    at: datetime | None = None,
) -> Request:
    """Ask the asker something. What was said already is refused first; asked all the same, it counts.

    Raises: SaidAlready unless `knowing`; as `take`.
    """
    with writing(by=by, action="desk.ask") as write:
        check_who(by, request, "ask")
        where = queries.said_already(request, asks_for, text)
        if where and not knowing:
            raise SaidAlready(where)
        moment = at or timezone.now()
        stored = take(
            by=by, request=request, name="ask", text=text, asks_for=asks_for, expected=expected, at=moment
        )
        if where:
            stored.repeats += 1
            write.save(stored)
            Taken(write, by, stored, "repeat", because={"why": where}, at=moment).keep(stored.state)
        return stored


def tell_more(
    *,
    by: Account | None,
    request: Request,
    text: str,
    photos: Sequence[UploadedFile] = (),
    asker: Asker | None = None,
    expected: int | None = None,
) -> Request:
    """Add something to what one has asked. Raises: as `take`; StepRefused for a file that is no photo."""
    pictures = drawn(photos)
    with writing(by=by, action="desk.tell_more") as write:
        words = text if text.strip() or not pictures else "（照片）"
        stored = take(by=by, request=request, name="tell_more", text=words, asker=asker, expected=expected)
        add_photos(write, stored, asker or queries.own_asker(by, stored), pictures, by)
        return stored


def end_consent(*, asker: Asker) -> None:
    """Somebody who asked by a link takes their consent back: how to reach them is kept no longer.

    What they still wait for is withdrawn.
    """
    with writing(by=None, action="desk.consent_end") as write:
        asker = type(asker).objects.select_related("request").get(pk=asker.pk)
        request = locked(asker.request)
        if request.is_open:
            take(by=None, request=request, name="withdraw", asker=asker)
            asker.refresh_from_db()
        asker.name = asker.contact = ""
        write.save(asker, forget=True)
