"""Teams of people who go to one host together, and the firms with which one person keeps contact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from shanhai.pages import once
from shanhai.pages.words import say, words
from shanhai.placements import actions, forms, queries, rules
from shanhai.placements.models import Team
from shanhai.placements.views.frame import READS_AND_WRITES, the_cohort, tried
from shanhai.programme.models import Organisation
from shanhai.programme.queries import require, seen

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from shanhai.programme.models import Cohort

_GOING = (*rules.COMING, *rules.PRESENT)
_LINKED = words(
    "Contacts begun: {count}; under way already: {known}.", "新开始联络 {count} 项，原已在联络 {known} 项。"
)


@require_safe
@login_required
def team(request: HttpRequest, programme: str, cohort: str, pk: int) -> HttpResponse:
    """A team: its theme, its lead, and how everybody in it stands."""
    at = the_cohort(request, programme, cohort)
    found = seen(request.user, Team.objects.select_related("host", "lead"), cohort=at, pk=pk)
    context = {
        "cohort": at,
        "team": found,
        "members": queries.placements(request.user, at).filter(team=found).order_by("person__code"),
        "may_write": request.user.standing.may("placements.run", programme=at.programme_id),
    }
    return render(request, "placements/team.html", context)


@READS_AND_WRITES
@login_required
@once.only
def team_new(request: HttpRequest, programme: str, cohort: str, code: str) -> HttpResponse:
    """Let people whom a host receives go as a team."""
    at = the_cohort(request, programme, cohort)
    require(request.user, "placements.run", programme=at.programme_id)
    return _team_form(request, at, seen(request.user, Organisation.objects, code=code), None)


@READS_AND_WRITES
@login_required
@once.only
def team_edit(request: HttpRequest, programme: str, cohort: str, pk: int) -> HttpResponse:
    """Say anew who goes together."""
    at = the_cohort(request, programme, cohort)
    found = seen(request.user, Team.objects.select_related("host"), cohort=at, pk=pk)
    require(request.user, "placements.run", programme=at.programme_id)
    return _team_form(request, at, found.host, found)


def _team_form(request: HttpRequest, at: Cohort, host: Organisation, team: Team | None) -> HttpResponse:
    going = queries.placements(request.user, at).filter(host=host, state__in=_GOING, kind__in=rules.AWAY)
    form = forms.TeamForm(going.order_by("person__code"), team, request.POST or None)
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        made: list[Team] = []
        status = tried(request, lambda: made.append(_written(request, at, host, team, form)))
        if status == 302:
            return redirect("placements:team", at.programme.code, at.code, made[0].pk)
    context = {"cohort": at, "host": host, "team": team, "form": form}
    return render(request, "placements/team_form.html", context, status=status)


def _written(
    request: HttpRequest, at: Cohort, host: Organisation, team: Team | None, form: forms.TeamForm
) -> Team:
    return actions.write_team(
        by=request.user,
        cohort=at,
        host=host,
        title=form.cleaned_data["title"],
        placements=form.chosen(),
        lead=form.leader(),
        team=team,
        expected=form.cleaned_data["version"] if team else None,
    )


@require_safe
@login_required
def links(request: HttpRequest, programme: str, cohort: str, person: int) -> HttpResponse:
    """The firms with which somebody keeps contact, or kept it."""
    at = the_cohort(request, programme, cohort)
    found = queries.placements(request.user, at).filter(person=person, kind="liaison")
    listed = list(found.order_by("ended_on", "host__code"))
    if not listed:
        raise Http404
    may = request.user.standing.may
    context = {
        "cohort": at,
        "person": listed[0].person,
        "links": listed,
        "may_link": may("placements.run", programme=at.programme_id)
        or may("placements.send", programme=at.programme_id, path=listed[0].home.path),
    }
    return render(request, "placements/links.html", context)


@READS_AND_WRITES
@login_required
@once.only
def link_new(request: HttpRequest, programme: str, cohort: str) -> HttpResponse:
    """Let somebody keep contact with firms: the office anybody, a home organisation its own staff."""
    at = the_cohort(request, programme, cohort)
    may = request.user.standing.may
    if not any(may(each, programme=at.programme_id) for each in ("placements.run", "placements.send")):
        raise PermissionDenied("placements.run")
    people = queries.people_to_link(request.user, at)
    firms = Organisation.objects.visible_to(request.user)
    initial = {"person": request.GET.get("person", ""), "starts": timezone.localdate()}
    form = forms.LinkForm(people, firms, request.POST or None, initial=initial)
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        made: list[int] = []
        status = tried(request, lambda: made.append(_linked(request, at, form)), done=None)
        if status == 302:
            messages.success(
                request, say(_LINKED, count=made[0], known=len(form.cleaned_data["firms"]) - made[0])
            )
            person = form.cleaned_data["person"]
            return redirect("placements:links", at.programme.code, at.code, person.pk)
    return render(request, "placements/link_form.html", {"cohort": at, "form": form}, status=status)


def _linked(request: HttpRequest, at: Cohort, form: forms.LinkForm) -> int:
    given = form.cleaned_data
    return actions.begin_links(
        by=request.user,
        cohort=at,
        links=[(given["person"], firm) for firm in given["firms"]],
        starts=given["starts"],
        days=given["days"],
    )
