"""The pages of a published list: its places, its papers, letters, and what happens to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_POST, require_safe

from shanhai.decisions import actions, queries, rules
from shanhai.decisions.models import Appointment, Decided, Publication
from shanhai.decisions.papers.letters import why_awaited
from shanhai.decisions.papers.lists import list_paper, roster
from shanhai.decisions.papers.sheets import host_sheet as sheet_of_host
from shanhai.decisions.views.frame import (
    Refusal,
    answered,
    language_of,
    let_in,
    paper_response,
    the_cohort,
    tried,
    version_of,
)
from shanhai.decisions.words import ORDERS, REASONS, STATES
from shanhai.pages import once
from shanhai.pages.words import say
from shanhai.programme.models import Organisation
from shanhai.programme.queries import require, seen

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_READING = ("decisions.read", "consultation.answer", "own.dossier", "lists.read")


@require_safe
@login_required
def show_all(request: HttpRequest, programme: str, cohort: str) -> HttpResponse:
    """The lists of a cohort, the one that is public first."""
    found = the_cohort(request, programme, cohort)
    let_in(request.user, found, *_READING)
    listed = [(each, STATES["publication"][each.state]) for each in queries.publications(request.user, found)]
    return render(request, "decisions/publications.html", {"cohort": found, "publications": listed})


@require_safe
@login_required
def show(request: HttpRequest, programme: str, cohort: str, number: int) -> HttpResponse:
    """One list, with the places on it that the reader may see."""
    return _page(request, the_publication(request, programme, cohort, number), Refusal())


@require_POST
@login_required
@once.only
def step(request: HttpRequest, programme: str, cohort: str, number: int) -> HttpResponse:
    """Take a list back, or send its letters."""
    publication = the_publication(request, programme, cohort, number)
    require(request.user, "decisions.write", programme=publication.programme_of())
    given = {"by": request.user, "publication": publication, "expected": version_of(request)}
    steps = {
        "take_back": lambda: actions.take_back(reason=request.POST.get("reason", ""), **given),
        "send_letters": lambda: actions.send_letters(**given),
    }
    name = request.POST.get("step", "")
    if name not in steps:
        return HttpResponseBadRequest("step", content_type="text/plain")
    return _back(request, publication, tried(steps[name]))


@require_POST
@login_required
@once.only
def withdraw(request: HttpRequest, programme: str, cohort: str, number: int, pk: int) -> HttpResponse:
    """Withdraw somebody from a place that was decided."""
    publication = the_publication(request, programme, cohort, number)
    place = the_place(request, publication, pk)
    require(request.user, "decisions.write", programme=publication.programme_of())
    refusal = tried(
        lambda: actions.withdraw(
            by=request.user,
            place=place,
            reason=request.POST.get("reason", ""),
            expected=version_of(request),
        )
    )
    return _back(request, publication, refusal)


@require_POST
@login_required
@once.only
def appointment(request: HttpRequest, programme: str, cohort: str, number: int, pk: int) -> HttpResponse:
    """Move the paper on by which somebody is appointed to a seat."""
    publication = the_publication(request, programme, cohort, number)
    place = the_place(request, publication, pk)
    require(request.user, "decisions.write", programme=publication.programme_of())
    given = {name: request.POST.get(name, "") for name in ("step", "body", "number", "note")}
    try:
        on = parse_date(request.POST.get("on", ""))
    except ValueError:
        on = None
    refusal = tried(
        lambda: actions.move_appointment(
            by=request.user, place=place, on=on, expected=version_of(request), **given
        )
    )
    return _back(request, publication, refusal)


@require_safe
@login_required
def paper(
    request: HttpRequest, programme: str, cohort: str, number: int, which: str, kind: str
) -> HttpResponse:
    """The list as it is public, or the roster that the office keeps beside it."""
    publication = the_publication(request, programme, cohort, number)
    language = language_of(request)
    if which == "list":
        order = request.GET.get("order", "")
        made = list_paper(publication, language, order if order in ORDERS else "")
    else:
        require(request.user, "decisions.read", programme=publication.programme_of())
        places = Decided.objects.visible_to(request.user).filter(publication=publication)
        made = roster(publication, list(queries.with_names(places)), language)
    return paper_response(made, kind, f"{which}-{publication.cohort.code}-{publication.number}")


@require_safe
@login_required
def host_sheet(
    request: HttpRequest, programme: str, cohort: str, number: int, unit: str, kind: str
) -> HttpResponse:
    """What a host reads: who comes and why, or why nobody and what to change in the order."""
    publication = the_publication(request, programme, cohort, number)
    host = seen(request.user, Organisation.objects, code=unit)
    told = list(queries.explanations(request.user, publication, host))
    if not told:
        raise Http404
    places = Decided.objects.visible_to(request.user).filter(publication=publication, order__host=host)
    made = sheet_of_host(
        publication,
        host,
        told,
        list(queries.with_names(places.exclude(state="withdrawn"))),
        language_of(request),
    )
    return paper_response(made, kind, f"host-{host.code}")


def the_publication(request: HttpRequest, programme: str, cohort: str, number: int) -> Publication:
    """The list of the address. Raises: Http404."""
    found = the_cohort(request, programme, cohort)
    let_in(request.user, found, *_READING)
    return seen(request.user, queries.publications(request.user, found), number=number)


def the_place(request: HttpRequest, publication: Publication, pk: int) -> Decided:
    """A place on a list that the reader may see. Raises: Http404."""
    records = Decided.objects.filter(publication=publication).select_related(
        "publication__cohort__programme",
        "publication__decision",
        "placed__plan__cohort",
        "person__home",
        "order__host",
    )
    return seen(request.user, records, pk=pk)


def _back(request: HttpRequest, publication: Publication, refusal: Refusal | None) -> HttpResponse:
    cohort = publication.cohort
    if refusal is not None:
        stored = the_publication(request, cohort.programme.code, cohort.code, publication.number)
        return answered(lambda why: _page(request, stored, why), refusal)
    return redirect("decisions:publication", cohort.programme.code, cohort.code, publication.number)


def _page(request: HttpRequest, publication: Publication, refusal: Refusal) -> HttpResponse:
    may, programme = request.user.standing.may, publication.programme_of()
    places = list(
        queries.with_names(Decided.objects.visible_to(request.user).filter(publication=publication))
    )
    papers = Appointment.objects.visible_to(request.user).filter(decided__publication=publication)
    by_place = {each.decided_id: each for each in papers}
    context = {
        "cohort": publication.cohort,
        "publication": publication,
        "state": STATES["publication"][publication.state],
        "places": [_shown(each, by_place.get(each.pk)) for each in places],
        "hosts": _units(places, "host"),
        "homes": _units(places, "home"),
        "own_letters": _own_letters(request, publication, places),
        "orders": ORDERS.items(),
        "may_write": may("decisions.write", programme=programme),
        "departures": queries.departures(publication.decision)
        if any(each.state == "withdrawn" for each in places)
        else [],
        "may_read": may("decisions.read", programme=programme),
        "is_standing": publication.state in rules.STANDING_PUBLICATIONS,
        "window_is_over": timezone.localdate() > publication.objections_until,
        "awaited": _awaited(publication) if may("decisions.write", programme=programme) else "",
        "refusal": refusal,
        "typed_reason": request.POST.get("reason", ""),
    }
    return render(request, "decisions/publication.html", context)


def _awaited(publication: Publication) -> str:
    """That letters cannot be sent yet, since what they say is still being written; "" when they can."""
    awaited = why_awaited(publication) if publication.state == "published" else None
    return say(REASONS["why_awaited"], told=awaited[0], count=awaited[1]) if awaited else ""


def _own_letters(
    request: HttpRequest, publication: Publication, places: list[Decided]
) -> list[tuple[str, Organisation]]:
    """The letters to units that the reader acts for, once they were sent."""
    return [
        (side, unit)
        for side in ("home", "host")
        for unit in _units([each for each in places if each.state != "withdrawn"], side)
        if queries.is_letter_of(request.user, publication, side, unit)
    ]


def _shown(place: Decided, paper: Appointment | None) -> dict[str, object]:
    life = rules.LIFE_OF_APPOINTMENTS[paper.state if paper else "awaited"]
    return {
        "place": place,
        "state": STATES["place"][place.state],
        "paper": paper,
        "paper_state": STATES["appointment"][paper.state if paper else "awaited"],
        "steps": tuple(life),
    }


def _units(places: list[Decided], side: str) -> list[Organisation]:
    found = {
        unit.pk: unit for unit in (each.order.host if side == "host" else each.person.home for each in places)
    }
    return list(found.values())
