"""What anybody may read and do without an account: the list that is public, its papers, an "
"objection to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.core import ratelimit
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shanhai.decisions import actions, queries, rules
from shanhai.decisions.papers.lists import intro, labelled, list_paper, list_rows
from shanhai.decisions.papers.records import record_said
from shanhai.decisions.tables import OBJECTION
from shanhai.decisions.views.frame import (
    READS_AND_WRITES,
    Refusal,
    language_of,
    paper_response,
    tried,
    version_of,
)
from shanhai.decisions.words import ORDERS, STATES
from shanhai.pages import once
from shanhai.pages.entry import EntryForm
from shanhai.pages.words import current_language, say, words

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from shanhai.decisions.models import Publication

#: The name of the rate limit in the settings of signing in.
_COUNTED_AS = "objection"
_TOO_MANY = words(
    "Too many objections came from here within the hour. Wait a while and send yours again; what you typed "
    "stands below.",
    "一小时内从此处提交的异议过多，请稍后再次提交，您填写的内容仍在下方。",
)


@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    """The list, with the record of the algorithm beside it."""
    publication = _the_list(key)
    language = current_language()
    order = request.GET.get("order", "")
    order = order if order in ORDERS else publication.order
    places = queries.places_listed(publication, order)
    head, rows = list_rows(publication.shows, (each.shown for each in places), language)
    context = {
        "publication": publication,
        "cohort": publication.cohort,
        "is_standing": publication.state in rules.STANDING_PUBLICATIONS,
        "is_open": _is_open(publication),
        "intro": intro(publication, language),
        "head": head,
        "rows": labelled(head, rows),
        "order": order,
        "orders": ORDERS.items(),
        "record": list(record_said(publication, language)),
    }
    return render(request, "decisions/public_list.html", context)


@require_safe
def paper(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """The list as Word or PDF."""
    publication = _the_list(key)
    order = request.GET.get("order", "")
    made = list_paper(publication, language_of(request), order if order in ORDERS else "")
    return paper_response(made, kind, f"list-{publication.cohort.code}-{publication.number}")


@never_cache
@READS_AND_WRITES
@once.only
def new(request: HttpRequest, key: str) -> HttpResponse:
    """Object to the list without an account, by name or without one."""
    publication = _the_list(key)
    form, refusal = EntryForm(OBJECTION, request.POST or None), Refusal()
    if request.method == "POST" and form.is_valid():
        # Counted by address for an hour and then forgotten; never kept with the objection.
        if not ratelimit.consume(request, action=_COUNTED_AS):
            refusal = Refusal((say(_TOO_MANY),), 429)
        else:
            row = {key: value or "" for key, value in form.row.items()}
            made = []
            refused = tried(lambda: made.append(actions.object_to(by=None, publication=publication, **row)))
            if refused is None:
                return redirect("decisions:public_case", key, made[0].receipt)
            refusal = refused
    context = {
        "publication": publication,
        "cohort": publication.cohort,
        "form": form,
        "is_open": _is_open(publication),
        "refusal": refusal,
    }
    status = refusal.status if refusal.sentences else 422 if form.errors else 200
    return render(request, "decisions/public_object.html", context, status=status)


@never_cache
@READS_AND_WRITES
@once.only
def case(request: HttpRequest, key: str, receipt: str) -> HttpResponse:
    """One's case, found again by its receipt; an answer can be appealed against here."""
    publication = _the_list(key)
    found = queries.by_receipt(receipt)
    if found is None or found.publication_id != publication.pk:
        raise Http404
    refusal = Refusal()
    if request.method == "POST":
        step = request.POST.get("step", "")
        refused = tried(
            lambda: actions.move_on(
                by=None,
                objection=found,
                step=step if step in ("appeal", "drop") else "",
                text=request.POST.get("text", ""),
                has_receipt=True,
                expected=version_of(request),
            )
        )
        if refused is None:
            return redirect("decisions:public_case", key, receipt)
        refusal = refused
    context = {
        "publication": publication,
        "cohort": publication.cohort,
        "case": found,
        "state": STATES["objection"][found.state],
        "steps": [each for each in rules.LIFE_OF_OBJECTIONS[found.state] if each in ("appeal", "drop")],
        "refusal": refusal,
        "typed": request.POST.get("text", ""),
    }
    return render(request, "decisions/public_case.html", context, status=refusal.status)


def _the_list(key: str) -> Publication:
    found = queries.public(key)
    if found is None:
        raise Http404
    return found


def _is_open(publication: Publication) -> bool:
    today = timezone.localdate()
    return publication.state in rules.STANDING_PUBLICATIONS and today <= publication.objections_until
