"""The page of seats that could not be filled, each to be turned into something that somebody will do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from shanhai.decisions import actions
from shanhai.decisions.models import Remedy
from shanhai.decisions.views.frame import Refusal, answered, let_in, the_cohort, tried, version_of
from shanhai.decisions.words import REMEDIES
from shanhai.pages import once
from shanhai.pages.words import current_language
from shanhai.programme.queries import seen

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from shanhai.programme.models import Cohort

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
            expected=version_of(request),
        )
    )
    if refusal is not None:
        return answered(lambda why: _page(request, found, why), refusal)
    return redirect("decisions:remedies", programme, cohort)


def _page(request: HttpRequest, cohort: Cohort, refusal: Refusal) -> HttpResponse:
    let_in(request.user, cohort, *_MAY)
    listed = Remedy.objects.visible_to(request.user).filter(short__plan__cohort=cohort)
    listed = listed.select_related("short__order__host", "short__plan", "need", "by")
    language, may = current_language(), request.user.standing.may
    writes = may("decisions.write", programme=cohort.programme_id)
    context = {
        "cohort": cohort,
        "remedies": [
            {
                "remedy": each,
                "told": each.short.told.get(language, ""),
                "way": REMEDIES.get(each.way),
                "ways": _ways(request, each, writes),
            }
            for each in listed
        ],
        "refusal": refusal,
    }
    return render(request, "decisions/remedies.html", context)


def _ways(request: HttpRequest, remedy: Remedy, writes: bool) -> list[tuple[str, object]]:
    """What the reader may choose: the office everything, the host to change its order."""
    if writes:
        return list(REMEDIES.items())
    path, programme = remedy.short.order.host.path, remedy.short.plan.cohort.programme_id
    is_host = request.user.standing.may("orders.write", programme=programme, path=path)
    return [("order", REMEDIES["order"])] if is_host else []
