"""Setting the desk up: topics, what units can give, terms, the calendar; and one's own welfare link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shanhai.desk import actions, forms, lists, queries
from shanhai.desk.models import Competence, Day, Topic, WelfareLink
from shanhai.desk.views.frame import let_in, the_programme, tried
from shanhai.pages import once
from shanhai.pages.words import say, words
from shanhai.programme.models import Organisation, Place
from shanhai.programme.queries import seen
from shanhai.programme.views.frame import SAVED, version_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from shanhai.programme.models import Programme

_READS_AND_WRITES = require_http_methods(["GET", "HEAD", "POST"])
#: Where the key of a new link waits for the page that shows it, once.
_SHOWN_ONCE = "new_welfare_link"


@login_required
@_READS_AND_WRITES
@once.only
def setup(request: HttpRequest, programme: str) -> HttpResponse:
    """Terms, the public form, topics and the years of the calendar."""
    at = the_programme(request, programme)
    let_in(request, at, "desk.route")
    settings = queries.settings_of(at)
    form = forms.SettingsForm(settings, request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            status = tried(request, lambda: _set(request, at, form))
            if not status:
                messages.success(request, say(SAVED))
                return redirect("desk:setup", at.code)
    this = timezone.localdate().year
    known = queries.calendar_of(at).years
    context = {
        "programme": at,
        "form": form,
        "topics": Topic.objects.visible_to(request.user).filter(programme=at),
        "years": sorted(known),
        "missing": [year for year in (this, this + 1) if year not in known],
        "days": Day.objects.visible_to(request.user).filter(programme=at, day__year__gte=this),
        "public_address": request.build_absolute_uri(reverse("desk:public", args=[at.code])),
        "is_public": settings.is_public,
    }
    return render(request, "desk/setup.html", context, status=status)


def _set(request: HttpRequest, at: Programme, form: forms.SettingsForm) -> None:
    actions.write_settings(
        by=request.user,
        programme=at,
        is_public=form.cleaned_data["is_public"],
        terms=form.terms(),
        expected=form.cleaned_data["version"],
    )


@login_required
@require_POST
@once.only
def recompute(request: HttpRequest, programme: str) -> HttpResponse:
    """Work every date out anew, as after an import of the calendar."""
    at = the_programme(request, programme)
    let_in(request, at, "desk.route")
    changed = actions.recompute(by=request.user, programme=at)
    told = words("{count} requests have new dates.", "{count} 件诉求的时限已更新。")
    messages.success(request, say(told, count=changed))
    return redirect("desk:setup", at.code)


@login_required
@_READS_AND_WRITES
@once.only
def topic(request: HttpRequest, programme: str, pk: int | None = None) -> HttpResponse:
    """Write a topic."""
    at = the_programme(request, programme)
    let_in(request, at, "desk.route")
    found = seen(request.user, Topic.objects, programme=at, pk=pk) if pk else None
    form = forms.TopicForm(at, found, request.POST or None)
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("code", "name", "hint", "is_open")}
        expected = form.cleaned_data["version"] if found else None
        status = tried(
            request,
            lambda: actions.write_topic(
                by=request.user, programme=at, values=values, topic=found, expected=expected
            ),
        )
        if not status:
            return redirect("desk:setup", at.code)
    return render(request, "desk/topic.html", {"programme": at, "form": form, "topic": found}, status=status)


@login_required
@require_safe
def units(request: HttpRequest, programme: str) -> HttpResponse:
    """What units say that they can give."""
    at = the_programme(request, programme)
    may = request.user.standing.may
    names = dict(queries.topics(at).values_list("code", "name"))
    places = dict(Place.objects.visible_to(request.user).values_list("code", "name"))

    def may_write(competence: Competence) -> bool:
        return may("desk.route", programme=at.pk) or may(
            "desk.answer", programme=at.pk, path=competence.unit.path
        )

    listing = lists.units_list(names, places, may_write)
    found = queries.competences(request.user, at).select_related("programme")
    context = {
        "programme": at,
        "list": listing.of(request, found),
        "may_write": may("desk.route", programme=at.pk) or may("desk.answer", programme=at.pk),
    }
    return render(request, "desk/units.html", context)


@login_required
@_READS_AND_WRITES
@once.only
def unit(request: HttpRequest, programme: str, pk: int | None = None) -> HttpResponse:
    """Write what a unit can give."""
    at = the_programme(request, programme)
    let_in(request, at, "desk.answer", "desk.route")
    found = None
    if pk:
        found = seen(request.user, Competence.objects.select_related("unit"), programme=at, pk=pk)
        if not _may_write_for(request, at, found.unit):
            raise PermissionDenied("desk.answer")
    own = _units_of(request, at)
    form = forms.CompetenceForm(at, found, own, request.POST or None)
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        status = tried(request, lambda: _write_unit(request, at, form, found))
        if not status:
            return redirect("desk:units", at.code)
    return render(request, "desk/unit.html", {"programme": at, "form": form, "found": found}, status=status)


def _write_unit(
    request: HttpRequest, at: Programme, form: forms.CompetenceForm, found: Competence | None
) -> None:
    given = form.cleaned_data
    values = {name: given[name] for name in ("topics", "places", "capacity", "is_open")}
    if found is None:
        values["unit"] = seen(request.user, Organisation.objects, code=given["unit"])
    actions.write_competence(
        by=request.user,
        programme=at,
        values=values,
        competence=found,
        expected=given["version"] if found else None,
    )


def _units_of(request: HttpRequest, at: Programme):
    """The organisations that one may speak for."""
    visible = Organisation.objects.visible_to(request.user)
    if request.user.standing.may("desk.route", programme=at.pk):
        return visible.filter(participations__programme=at).distinct()
    paths = [
        held.path
        for held in request.user.standing.roles
        if held.programme == at.pk and held.grants("desk.answer")
    ]
    found = visible.none()
    for path in paths:
        found = found | visible.filter(path__startswith=path)
    return found.distinct()


def _may_write_for(request: HttpRequest, at: Programme, unit: Organisation) -> bool:
    may = request.user.standing.may
    return may("desk.route", programme=at.pk) or may("desk.answer", programme=at.pk, path=unit.path)


@never_cache
@login_required
@_READS_AND_WRITES
@once.only
def welfare(request: HttpRequest, programme: str) -> HttpResponse:
    """One's own welfare link: made, shown once, taken back."""
    at = the_programme(request, programme)
    let_in(request, at, "desk.report")
    if request.method == "POST":
        _, key = actions.make_welfare_link(by=request.user, programme=at)
        request.session[_SHOWN_ONCE] = key
        return redirect("desk:welfare", at.code)
    key = request.session.pop(_SHOWN_ONCE, "")
    context = {
        "programme": at,
        "links": WelfareLink.objects.visible_to(request.user).filter(programme=at).order_by("-pk"),
        "address": request.build_absolute_uri(reverse("desk:family", args=[key])) if key else "",
    }
    return render(request, "desk/welfare.html", context)


@login_required
@require_POST
@once.only
def welfare_revoke(request: HttpRequest, programme: str, pk: int) -> HttpResponse:
    """Take a welfare link back."""
    at = the_programme(request, programme)
    link = seen(request.user, WelfareLink.objects, programme=at, pk=pk)
    tried(
        request,
        lambda: actions.revoke_welfare_link(by=request.user, link=link, expected=version_of(request)),
    )
    return redirect("desk:welfare", at.code)
