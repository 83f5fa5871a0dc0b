"""The page of seats that could not be filled, each to be turned into something that somebody will do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_POST, require_safe

from shanhai.decisions import actions, queries, rules
from shanhai.decisions.models import Remedy
from shanhai.decisions.views.frame import Refusal, answered, let_in, the_cohort, tried, version_of
from shanhai.decisions.words import REMEDIES, STATES
from shanhai.pages import once
from shanhai.pages.words import current_language
from shanhai.programme.queries import seen

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from shanhai.programme.models import Account, Cohort

_MAY = ("decisions.read", "consultation.answer", "nominations.write")


@require_safe
@login_required
def show_all(request: HttpRequest, programme: str, cohort: str) -> HttpResponse:
    """The seats that stayed empty, the proof of it, and what is done about them."""
    return _page(request, the_cohort(request, programme, cohort), Refusal())


@require_POST
@login_required
@once.only
def choose(request: HttpRequest, programme: str, cohort: str, pk: int) -> HttpResponse:
    """Say what is done about seats that stayed empty."""
    found = the_cohort(request, programme, cohort)
    let_in(request.user, found, *_MAY)
    remedy = seen(request.user, Remedy.objects.filter(short__plan__cohort=found), pk=pk)
    refusal = tried(
        lambda: actions.choose_remedy(
            by=request.user,
            remedy=remedy,
            way=request.POST.get("way", ""),
            note=request.POST.get("note", ""),
            owner=_owner(request, remedy),
            due=_day(request),
            expected=version_of(request),
        )
    )
    return _back(request, found, refusal)


@require_POST
@login_required
@once.only
def step(request: HttpRequest, programme: str, cohort: str, pk: int) -> HttpResponse:
    """Say what came of it, or take it up again."""
    found = the_cohort(request, programme, cohort)
    let_in(request.user, found, *_MAY)
    remedy = seen(request.user, Remedy.objects.filter(short__plan__cohort=found), pk=pk)
    given = {"by": request.user, "remedy": remedy, "expected": version_of(request)}
    steps = {
        "finish": lambda: actions.finish_remedy(outcome=request.POST.get("outcome", ""), **given),
        "reopen": lambda: actions.reopen_remedy(**given),
    }
    name = request.POST.get("step", "")
    if name not in steps:
        return HttpResponseBadRequest("step", content_type="text/plain")
    return _back(request, found, tried(steps[name]))


def _back(request: HttpRequest, cohort: Cohort, refusal: Refusal | None) -> HttpResponse:
    if refusal is not None:
        return answered(lambda why: _page(request, cohort, why), refusal)
    return redirect("decisions:remedies", cohort.programme.code, cohort.code)


def _owner(request: HttpRequest, remedy: Remedy) -> Account | None:
    """Who is to see to it, of those who may be asked."""
    typed = request.POST.get("owner", "")
    return next((each for each in queries.owners_in(remedy.short.plan.cohort) if str(each.pk) == typed), None)


def _day(request: HttpRequest) -> date | None:
    try:
        return parse_date(request.POST.get("due", ""))
    except ValueError:
        return None


def _page(request: HttpRequest, cohort: Cohort, refusal: Refusal) -> HttpResponse:
    let_in(request.user, cohort, *_MAY)
    listed = Remedy.objects.visible_to(request.user).filter(short__plan__cohort=cohort)
    listed = list(listed.select_related("short__order__host", "short__plan__cohort", "need", "by", "owner"))
    writes = request.user.standing.may("decisions.write", programme=cohort.programme_id)
    owners = queries.owners_in(cohort) if writes else []
    context = {
        "cohort": cohort,
        "remedies": [_shown(request, each, owners) for each in listed],
        "refusal": refusal,
    }
    return render(request, "decisions/remedies.html", context)


def _shown(request: HttpRequest, remedy: Remedy, owners: list[Account]) -> dict[str, object]:
    """One shortage with what the reader may do about it: the office everything, the host change its order."""
    account, host = request.user, remedy.short.order.host
    writes = account.standing.may("decisions.write", programme=remedy.programme_of())
    is_host = account.standing.may("orders.write", programme=remedy.programme_of(), path=host.path)
    ways = REMEDIES if writes else {"order": REMEDIES["order"]} if is_host else {}
    may_end = writes or remedy.owner_id == account.pk or (is_host and remedy.way == "order")
    steps = rules.LIFE_OF_REMEDIES[remedy.state]
    return {
        "remedy": remedy,
        "told": remedy.short.told.get(current_language(), ""),
        "state": STATES["remedy"][remedy.state],
        "way": REMEDIES.get(remedy.way),
        "ways": list(ways.items()) if "choose" in steps else [],
        "owners": owners if writes else [],
        "is_late": remedy.state == "chosen" and bool(remedy.due) and remedy.due < timezone.localdate(),
        "may_finish": may_end and "finish" in steps,
        "may_reopen": may_end and "reopen" in steps,
    }
