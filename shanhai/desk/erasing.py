"""What the desk holds of a person, blanked: handed to the hub when a dossier is erased under a duty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.desk.models import Asker, Photo, Request, Step, WelfareLink
from shanhai.programme.actions.attachments import forget_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shanhai.programme.models import Person, Record

_ERASED = "—"


def records_of(person: Person) -> Iterator[Record]:
    """What somebody asked, said and showed, with nothing personal left in it; that they asked is kept."""
    if person.account_id is None:
        return
    asked = Asker.objects.filter(account=person.account_id).select_related("request")
    alone = [asker for asker in asked if not asker.request.askers.exclude(pk=asker.pk).exists()]
    for asker in asked:
        asker.name = asker.contact = ""
        yield asker
    for request in Request.objects.filter(pk__in=[asker.request_id for asker in alone]):
        request.text = _ERASED
        yield request
    for request in Request.objects.filter(
        pk__in=[asker.came_with_id for asker in asked if asker.came_with_id]
    ):
        request.text = _ERASED
        yield request
    for step in Step.objects.filter(asker__in=asked).exclude(text="").select_related("request"):
        step.text = _ERASED
        yield step
    for photo in Photo.objects.filter(asker__in=asked).exclude(file="").select_related("request"):
        forget_file(photo)
        photo.file, photo.digest = "", ""
        yield photo
    yield from WelfareLink.objects.filter(account=person.account_id)
