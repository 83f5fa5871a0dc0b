"""The profiles of places: the list, one profile with its history, and writing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from shanhai.pages import once
from shanhai.pages.words import say
from shanhai.programme.models import Place
from shanhai.programme.queries import seen
from shanhai.programme.views.frame import SAVED, status_of, written
from shanhai.registers import actions, lists, queries
from shanhai.registers.forms import profile_form
from shanhai.registers.tables import PROFILE_ROWS
from shanhai.registers.views.frame import facts, let_in, the_cohort

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from shanhai.programme.models import Cohort


@login_required
@require_safe
def places(request: HttpRequest, programme: str, cohort: str) -> HttpResponse:
    """The places that introduce themselves, and those of one's own that have not yet."""
    at = the_cohort(request, programme, cohort)
    let_in(request, at, "lists.read", "orders.read", "profiles.write")
    profiles = queries.profiles(request.user, at.programme)
    own = Place.objects.visible_to(request.user).filter(
        pk__in=queries.keepers(request.user, at).values("place")
    )
    context = {
        "cohort": at,
        "list": lists.profile_list(at).of(request, profiles),
        "unwritten": own.exclude(profiles__programme=at.programme) if not _is_office(request, at) else (),
    }
    return render(request, "registers/places.html", context)


@login_required
@require_safe
def place(request: HttpRequest, programme: str, cohort: str, code: str) -> HttpResponse:
    """One place: its profile, its open needs, and what it asked for in each cohort."""
    at = the_cohort(request, programme, cohort)
    let_in(request, at, "lists.read", "orders.read", "profiles.write")
    found = seen(request.user, Place.objects, code=code)
    profile = queries.profiles(request.user, at.programme).filter(place=found).first()
    context = {
        "cohort": at,
        "place": found,
        "profile": profile,
        "facts": facts(request, PROFILE_ROWS, profile) if profile else (),
        "needs": queries.needs(request.user, at.programme).filter(state="open", place=found),
        "history": queries.history_of(request.user, at.programme, found),
        "may_write": queries.keeper_of(request.user, at, found, profile) is not None,
    }
    return render(request, "registers/place.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@once.only
def place_edit(request: HttpRequest, programme: str, cohort: str, code: str) -> HttpResponse:
    """Write the profile of a place."""
    at = the_cohort(request, programme, cohort)
    found = seen(request.user, Place.objects, code=code)
    profile = queries.profiles(request.user, at.programme).filter(place=found).first()
    keeper = queries.keeper_of(request.user, at, found, profile)
    if keeper is None:
        raise PermissionDenied("profiles.write")
    form = profile_form(request.POST or None, profile)
    if request.method == "POST" and form.is_valid():
        saved = written(
            form,
            lambda: actions.write_profile(
                by=request.user,
                programme=at.programme,
                place=found,
                keeper=keeper,
                values=PROFILE_ROWS.values(form.row),
                profile=profile,
                expected=form.expected,
            ),
            PROFILE_ROWS.row,
        )
        if saved is not None:
            messages.success(request, say(SAVED))
            return redirect(lists.cohort_url("registers:place", at, found.code))
    context = {"cohort": at, "place": found, "form": form}
    return render(request, "registers/place_form.html", context, status=status_of(form))


def _is_office(request: HttpRequest, cohort: Cohort) -> bool:
    return request.user.standing.may("programme.write", programme=cohort.programme_id)
