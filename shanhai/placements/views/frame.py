"""What the pages of placements have in common: the records of the address, and how a step is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.views.decorators.http import require_http_methods

from shanhai.pages.words import say, words
from shanhai.placements import queries
from shanhai.placements.queries import READING
from shanhai.programme.actions.refusal import Refused
from shanhai.programme.models import Cohort
from shanhai.programme.queries import seen
from shanhai.programme.trail import Gone, Stale
from shanhai.programme.words import STALE
from shanhai.sheets import Refused as CellRefused
from shanhai.sheets.kinds import Date

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from django.http import HttpRequest

    from shanhai.placements.models import Placement
    from shanhai.sheets import Words

#: A page with a form: read, and sent.
READS_AND_WRITES = require_http_methods(["GET", "HEAD", "POST"])
DONE = words("Done.", "已完成。")


def the_cohort(request: HttpRequest, programme: str, cohort: str) -> Cohort:
    """The cohort of the address, for whoever has something to do with placements. Raises: Http404, 403."""
    records = Cohort.objects.select_related("programme")
    found = seen(request.user, records, programme__code=programme, code=cohort)
    if not any(request.user.standing.may(each, programme=found.programme_id) for each in READING):
        raise PermissionDenied("placements.read")
    return found


def the_placement(request: HttpRequest, programme: str, cohort: str, pk: int) -> Placement:
    """The placement of the address. Raises: Http404."""
    at = the_cohort(request, programme, cohort)
    records = queries.placements(request.user, at).select_related(
        "person__account", "return_plan", "replaces"
    )
    return seen(request.user, records, pk=pk)


def tried(request: HttpRequest, do: Callable[[], object], done: Words | None = DONE) -> int:
    """Do something that a button asks for and say what came of it. Returns: the status to answer with.

    With None in `done` the caller says by itself what was done.
    """
    try:
        do()
    except Refused as refused:
        messages.error(request, say(refused.words))
        return 422
    except (Stale, Gone):
        messages.error(request, say(STALE))
        return 409
    if done is not None:
        messages.success(request, say(done))
    return 302


def version_of(request: HttpRequest) -> int | None:
    """The version of the record that the page showed."""
    typed = request.POST.get("version", "")
    return int(typed) if typed.isascii() and typed.isdigit() else None


def day_of(request: HttpRequest, name: str = "on") -> date | None:
    """A day as it was typed, in any of the forms that offices use; None for none or one that is no day."""
    typed = request.POST.get(name, "").strip()
    try:
        return Date().read(typed) if typed else None
    except CellRefused:
        return None
