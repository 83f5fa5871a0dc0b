"""The cohort over time, the page of a unit, and the panels that pages of other rooms load."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from shanhai.placements import queries, rules
from shanhai.placements.models import Placement, Team
from shanhai.placements.queries.course import timeline
from shanhai.placements.views.frame import the_cohort
from shanhai.placements.views.pictures import picture
from shanhai.programme.models import Organisation, Person
from shanhai.programme.queries import seen
from shanhai.programme.standing import below

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

_MOST = 100
#: A line of a unit's page tells no more; PostgreSQL plans no more than eight tables together.
_SHOWN = ("cohort__programme", "person", "host", "home")


class First(NamedTuple):
    """The first of many placements, and how many they are in all."""

    rows: list[Placement]
    count: int

    @classmethod
    def of(cls, found: QuerySet[Placement]) -> First:
        """The first of those found."""
        return cls(list(found[:_MOST]), found.count())


@require_safe
@login_required
def over_time(request: HttpRequest, programme: str, cohort: str) -> HttpResponse:
    """The cohort month by month, and who comes back when."""
    at = the_cohort(request, programme, cohort)
    found = queries.placements(request.user, at)
    coming_back = (
        found.filter(state__in=rules.PRESENT, ends__isnull=False)
        .exclude(kind="liaison")
        .order_by("ends", "pk")
    )
    months = timeline(found)
    context = {
        "cohort": at,
        "timeline": months,
        "picture": picture(months, timezone.localdate()) if months.months else "",
        "coming_back": First.of(coming_back),
    }
    return render(request, "placements/timeline.html", context)


@require_safe
@login_required
def unit(request: HttpRequest, programme: str, cohort: str, code: str) -> HttpResponse:
    """Whom a unit receives and whom it sends, with what other rooms have to say of it."""
    at = the_cohort(request, programme, cohort)
    organisation = seen(request.user, Organisation.objects, code=code)
    found = queries.placements(request.user, at).select_related(None).select_related(*_SHOWN)
    teams = Team.objects.visible_to(request.user).filter(cohort=at, host=organisation).select_related("lead")
    received = found.filter(host__in=below(organisation.path))
    runs = request.user.standing.may("placements.run", programme=at.programme_id)
    context = {
        "cohort": at,
        "organisation": organisation,
        "received": First.of(received),
        "sent": First.of(found.filter(home__in=below(organisation.path))),
        "teams": teams,
        "may_form_team": runs and received.filter(kind__in=rules.AWAY).exists(),
    }
    return render(request, "placements/unit.html", context)


@require_safe
@login_required
def career(request: HttpRequest, pk: int) -> HttpResponse:
    """The placements of a person, on the page of their dossier."""
    person = seen(request.user, Person.objects, pk=pk)
    found = Placement.objects.visible_to(request.user).filter(person=person)
    begun = found.select_related("cohort__programme", "host", "home", "order")
    context = {"person": person, "placements": begun.filter(Q(arrived_on__isnull=False))}
    return render(request, "placements/career.html", context)
