"""The pages of the application as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from shanhai.programme import queries
from shanhai.programme.models import Cohort, Programme
from shanhai.website import actions, resuming
from shanhai.website import home as what_waits
from shanhai.website.navigation import House

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest

_A_YEAR = 31_536_000


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """What waits for the one who signed in, in the newest cohort of their programme and in older ones."""
    house = House(request)
    return _home(request, house.cohort, house.cohorts_under_way)


@require_safe
@login_required
def cohort(request: HttpRequest, programme: str, cohort: str) -> HttpResponse:
    """What waits for the one who signed in, in one cohort."""
    found = Cohort.objects.select_related("programme")
    return _home(request, queries.seen(request.user, found, programme__code=programme, code=cohort))


@require_safe
@login_required
def waiting(request: HttpRequest, programme: str, cohort: str) -> HttpResponse:
    """What is late, waits or came back in one cohort, for the home page, which is about a newer one."""
    found = Cohort.objects.select_related("programme")
    at = queries.seen(request.user, found, programme__code=programme, code=cohort)
    told = {"cohort": at, "steps": what_waits.steps_in(request.user, at)}
    return render(request, "website/waiting.html", told)


@require_safe
@login_required
def onward(request: HttpRequest, programme: str) -> HttpResponse:
    """The foot of every page: what its reader has to do or may do next; else what the cohort waits for."""
    at = queries.seen(request.user, Programme.objects, code=programme)
    cohorts = _cohorts_of(request, at)
    cohort = cohorts[0] if cohorts else None
    step, its_cohort = what_waits.onward(request.user, at, cohorts)
    told = {
        "cohort": cohort,
        "step": step,
        "other": its_cohort if its_cohort != cohort else None,
        "is_here": step is not None and step.url.partition("?")[0] == request.htmx.current_url_abs_path,
        "next": what_waits.way(cohort).next if cohort else None,
    }
    return render(request, "website/onward.html", told)


@require_safe
@login_required
def resume(request: HttpRequest) -> HttpResponse:
    """What was typed before the session ended, to be sent now."""
    typed = resuming.kept(request)
    if typed is None:
        return redirect("home")
    return render(request, "website/resume.html", {"typed": typed})


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Read on in another language: kept in a cookie, and with the account of whoever is signed in."""
    chosen = request.POST.get("language", "")
    if chosen not in dict(settings.LANGUAGES):
        return HttpResponseBadRequest("language", content_type="text/plain")
    if request.user.is_authenticated:
        actions.choose_language(by=request.user, language=chosen)
    response = HttpResponseRedirect(way_back(request))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, chosen, max_age=_A_YEAR, samesite="Lax", secure=settings.IS_HTTPS
    )
    return response


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Whether the application and its database answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")


def _cohorts_of(request: HttpRequest, programme: Programme) -> list[Cohort]:
    """The cohort that a page is about; of a page of the whole programme the newest and those under way."""
    if named := request.GET.get("cohort", ""):
        found = Cohort.objects.visible_to(request.user).select_related("programme")
        return list(found.filter(programme=programme, code=named))
    house = House(request)
    return [house.cohort, *house.cohorts_under_way] if house.cohort else []


def _home(request: HttpRequest, cohort: Cohort | None, others: Sequence[Cohort] = ()) -> HttpResponse:
    told: dict[str, object] = {"cohort": cohort, "others": others}
    if cohort is not None:
        steps = what_waits.steps(request.user, cohort)
        by_state = {"late": "late", "waiting": "waits", "back": "back", "open": "open", "done": "done"}
        told |= {name: [step for step in steps if step.state == state] for name, state in by_state.items()}
    else:
        told["first"] = what_waits.first_steps(request.user, House(request).programme)
    return render(request, "website/home.html", told)


def way_back(request: HttpRequest) -> str:
    """Where the reader came from, if that is a page of ours."""
    named = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        named, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return named if is_ours else "/"
