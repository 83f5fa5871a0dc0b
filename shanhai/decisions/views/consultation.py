"""The page on which units and persons answer about the places that are proposed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from shanhai.decisions import actions, queries, rules
from shanhai.decisions.views.frame import Refusal, answered, let_in, the_cohort, tried, version_of
from shanhai.decisions.words import ANSWERS, SIDES, STATES
from shanhai.pages import once
from shanhai.programme.queries import seen

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from shanhai.decisions.models import Answer
    from shanhai.programme.models import Cohort

_MAY = ("consultation.answer", "own.dossier", "decisions.read")


@require_safe
@login_required
def show(request: HttpRequest, programme: str, cohort: str) -> HttpResponse:
    """What one is asked, and what was answered."""
    return _page(request, the_cohort(request, programme, cohort), Refusal())


@require_POST
@login_required
@once.only
def answer(request: HttpRequest, programme: str, cohort: str, pk: int) -> HttpResponse:
    """Answer about one place."""
    found = the_cohort(request, programme, cohort)
    let_in(request.user, found, *_MAY)
    records = queries.answers(request.user, found)
    asked = seen(request.user, records, pk=pk)
    step = request.POST.get("step", "")
    if step not in ANSWERS:
        return HttpResponseBadRequest("step", content_type="text/plain")
    refusal = tried(
        lambda: actions.answer(
            by=request.user,
            answer=asked,
            step=step,
            reason=request.POST.get("reason", ""),
            expected=version_of(request),
        )
    )
    return _back(request, found, refusal)


@require_POST
@login_required
@once.only
def agree_to_all(request: HttpRequest, programme: str, cohort: str) -> HttpResponse:
    """Agree to every place that one's unit has not answered yet."""
    found = the_cohort(request, programme, cohort)
    let_in(request.user, found, "consultation.answer")
    decision = queries.open_decision(found)
    if decision is None or decision.state != "consulting":
        raise PermissionDenied("consultation.answer")
    side = request.POST.get("side", "")
    if side not in ("host", "home"):
        return HttpResponseBadRequest("side", content_type="text/plain")
    refusal = tried(lambda: actions.agree_to_all(by=request.user, decision=decision, side=side))
    return _back(request, found, refusal)


def _back(request: HttpRequest, cohort: Cohort, refusal: Refusal | None) -> HttpResponse:
    if refusal is not None:
        return answered(lambda why: _page(request, cohort, why), refusal)
    return redirect("decisions:consultation", cohort.programme.code, cohort.code)


def _page(request: HttpRequest, cohort: Cohort, refusal: Refusal) -> HttpResponse:
    let_in(request.user, cohort, *_MAY)
    asked = list(queries.answers(request.user, cohort))
    decision = asked[0].decision if asked else None
    is_open = decision is not None and decision.state == "consulting"
    shown = [_shown(request, each, is_open) for each in asked]
    sides = {each["side"] for each in shown if each["steps"] and each["answer"].state == "asked"}
    context = {
        "cohort": cohort,
        "decision": decision,
        "is_open": is_open,
        "mine": [each for each in shown if each["steps"]],
        "others": [each for each in shown if not each["steps"]],
        "all_sides": [(side, SIDES[side]) for side in ("host", "home") if side in sides],
        "refusal": refusal,
        "failed": request.POST,
    }
    return render(request, "decisions/consultation.html", context)


def _shown(request: HttpRequest, answer: Answer, is_open: bool) -> dict[str, object]:
    may = is_open and queries.may_answer(request.user, answer)
    return {
        "answer": answer,
        "side": answer.side,
        "side_words": SIDES[answer.side],
        "state": STATES["answer"][answer.state],
        "steps": [
            (name, ANSWERS[name], name in rules.ANSWERS_SAY_WHY) for name in rules.ANSWERS_OF[answer.side]
        ]
        if may
        else [],
    }
