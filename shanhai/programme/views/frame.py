"""What the pages of the hub have in common: the programme of the address, and how a step is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

from shanhai.pages.lists import Ordering
from shanhai.pages.words import say, words
from shanhai.programme.actions.refusal import Refused
from shanhai.programme.imports.adaptor import Scope, adaptor_of
from shanhai.programme.models import Programme
from shanhai.programme.queries import seen
from shanhai.programme.trail import Gone, Stale
from shanhai.programme.words import STALE
from shanhai.sheets import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.http import HttpRequest, HttpResponse

    from shanhai.pages.entry import EntryForm
    from shanhai.programme.models import Account

SAVED = words("Saved.", "已保存。")


def orders_of_names(relation: str = "") -> tuple[Ordering, ...]:
    """A list in the order of its names, by pinyin or by strokes."""
    return (
        Ordering(key="pinyin", title=Words("pinyin", "拼音"), by=(f"{relation}by_pinyin",)),
        Ordering(key="strokes", title=Words("strokes", "笔画"), by=(f"{relation}by_strokes",)),
    )


def import_address(account: Account, programme: Programme, table: str) -> str:
    """Where a table is filled from a workbook; "" for whoever may not."""
    may = adaptor_of(table, Scope(account, programme)).may()
    return reverse("imports:upload", args=[programme.code, table]) if may else ""


def the_programme(request: HttpRequest, programme: str) -> Programme:
    """The programme of the address. Raises: Http404."""
    return seen(request.user, Programme.objects, code=programme)


def step(
    request: HttpRequest, take: Callable[[], object], said: Words, back: str, *named: Any
) -> HttpResponse:
    """Take a step that a button asks for, say what came of it, and lead back to a page."""
    try:
        take()
    except Refused as refused:
        messages.error(request, say(refused.words))
    except (Stale, Gone):
        messages.error(request, say(STALE))
    else:
        messages.success(request, say(said))
    return redirect(back, *named)


def written(form: EntryForm, write: Callable[[], Any], row: Callable[[Any], Mapping[str, object]]) -> Any:
    """What a form has written, or None when it now says why nothing was: refused, or changed by another.

    `row` gives the form's row of a record as it stands now.
    """
    try:
        return write()
    except Refused as refused:
        form.add_error(None, say(refused.words))
    except Stale as stale:
        form.meanwhile(row(stale.record), stale.record.version)
        form.is_stale = True
    return None


def status_of(form: Any) -> int:
    """With what a page with a form is answered: given, wrong input, or changed by another meanwhile."""
    if getattr(form, "is_stale", False):
        return 409
    return 422 if form.is_bound and form.errors else 200


def version_of(request: HttpRequest) -> int | None:
    """The version of the record that the page with the button was about."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() else None


def versions_of(request: HttpRequest) -> dict[int, int]:
    """Which records a page with many of them named, each with the version that it showed."""
    pairs = (each.partition(":") for each in request.POST.getlist("read"))
    return {int(pk): int(version) for pk, _, version in pairs if _is_key(pk) and _is_key(version)}


def _is_key(typed: str) -> bool:
    # No database holds a longer one.
    return typed.isascii() and typed.isdigit() and len(typed) <= 18
