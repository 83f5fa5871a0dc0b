"""One field of many orders or offers at once: chosen on their list, changed all together or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render

from shanhai.pages.words import say, words
from shanhai.programme.actions.refusal import Refused
from shanhai.programme.forms import as_stored, held
from shanhai.programme.imports.adaptor import Scope
from shanhai.programme.trail import Gone, Stale
from shanhai.programme.views.frame import status_of, versions_of
from shanhai.programme.words import STALE
from shanhai.registers import lists, queries, rules
from shanhai.registers.forms import column_form, columns_for_many
from shanhai.registers.views.frame import let_in, the_cohort

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from shanhai.pages.entry import EntryForm
    from shanhai.programme.models import Cohort
    from shanhai.registers.adaptors import Entries
    from shanhai.registers.models import Entry
    from shanhai.registers.views.entries import Pages

#: More than these are better changed in a workbook, where each can be looked over.
MOST = 300
_TOLD = words(
    "{done} changed; {left} left as they were: handed in, withdrawn, or not yours to write.",
    "已修改 {done} 项；{left} 项未处理：已提交、已撤回，或不由您填写。",
)
_NONE_WRITTEN = words(
    "“{title}” cannot be changed so; nothing was written, neither there nor in the others.",
    "“{title}”不能这样修改；所选各项均未写入。",
)


def change_many(pages: Pages, request: HttpRequest, programme: str, cohort: str) -> HttpResponse:
    """Ask which field, then what shall stand in it; then write it in all that were chosen."""
    at = the_cohort(request, programme, cohort)
    let_in(request, at, pages.kind.writes)
    adaptor = pages.adaptor(Scope(request.user, at.programme, at))
    read, chosen = versions_of(request), _chosen(pages, request, at)
    open_ones = [entry for entry in chosen if _may_write(request, entry)]
    is_too_many = len(open_ones) > MOST
    open_ones = [] if is_too_many else open_ones
    column = request.POST.get("column", "")
    known = columns_for_many(adaptor)
    form = column_form(adaptor, column, request.POST if "said" in request.POST else None, known)
    if open_ones and form is not None and form.is_bound and form.is_valid():
        done = _write(pages, request, at, adaptor, form, open_ones, read)
        if not form.errors:
            messages.success(request, say(_TOLD, done=done, left=len(chosen) - done))
            return redirect(lists.cohort_url(f"registers:{pages.plural}", at))
    context = {
        "cohort": at,
        "register": pages.plural,
        "most": MOST if is_too_many else None,
        "chosen": open_ones,
        "left": len(chosen) - len(open_ones),
        "columns": known,
        "column": column,
        "form": form,
        "reason": request.POST.get("reason", ""),
        "needs_reason": any(_needs_reason(entry) for entry in open_ones),
        "is_accepted": any(entry.state in rules.IN_FORCE for entry in open_ones),
    }
    status = 200 if form is None else status_of(form)
    return render(request, "registers/change_many.html", context, status=status)


def _write(
    pages: Pages,
    request: HttpRequest,
    cohort: Cohort,
    adaptor: Entries,
    form: EntryForm,
    entries: Sequence[Entry],
    read: dict[int, int],
) -> int:
    """Write the form's field in each; the first that refuses is named in the form, and then none is kept."""
    reason = request.POST.get("reason", "")
    for entry in entries:
        values = held(form, adaptor, as_stored(entry))
        if values is not None:
            expected, named = read.get(entry.pk, entry.version), {pages.name: entry}
            try:
                pages.write(
                    by=request.user, cohort=cohort, values=values, reason=reason, expected=expected, **named
                )
            except Refused as refused:
                form.add_error(None, say(refused.words))
            except (Stale, Gone):
                form.add_error(None, say(STALE))
                form.is_stale = True
        if form.errors:
            form.add_error(None, say(_NONE_WRITTEN, title=entry.title))
            return 0
    return len(entries)


def _chosen(pages: Pages, request: HttpRequest, cohort: Cohort) -> list[Entry]:
    found = pages.found(request.user, cohort)
    read = versions_of(request)
    listed = found.filter(pk__in=read) if read else pages.listing.of(request, found).chosen()
    return list(listed.select_related("cohort", pages.kind.owner))


def _may_write(request: HttpRequest, entry: Entry) -> bool:
    asker = queries.asker(request.user, entry)
    return rules.step(entry.state, "write", asker, is_closed=entry.is_closed, reason="given").may


def _needs_reason(entry: Entry) -> bool:
    return rules.needs_reason(entry.state, "write", is_closed=entry.is_closed)
