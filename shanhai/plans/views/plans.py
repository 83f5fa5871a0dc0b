"""The pages of plans: those of a cohort side by side, one plan, its progress, its steps, two compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from shanhai.pages import once
from shanhai.pages.words import current_language
from shanhai.plans import actions, progress, queries, rules
from shanhai.plans.fitting import reading
from shanhai.plans.views.frame import (
    Refusal,
    a_whole_plan,
    readable_cohort,
    the_cohort,
    the_plan,
    tried,
    version_of,
)
from shanhai.plans.words import STEPS
from shanhai.programme.queries import require, seen
from shanhai.rounds import queries as rounds
from shanhai.rounds.views.frame import READS_AND_WRITES

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from shanhai.plans.models import Plan
    from shanhai.programme.models import Cohort

_ACTIONS = {
    "stop": actions.stop,
    "resume": actions.resume,
    "hand_in": actions.hand_in,
    "take_back": actions.take_back,
}


@require_safe
@login_required
def index(request: HttpRequest, programme: str, cohort: str) -> HttpResponse:
    """The plans of a cohort side by side."""
    return _index(request, readable_cohort(request, programme, cohort), Refusal())


@require_POST
@login_required
@once.only
def ask(request: HttpRequest, programme: str, cohort: str) -> HttpResponse:
    """Let a plan be worked out."""
    found = the_cohort(request, programme, cohort)
    require(request.user, "plans.write", programme=found.programme_id)
    made: list[Plan] = []
    title = request.POST.get("title", "")[:120]
    refusal = tried(lambda: made.append(actions.ask_plan(by=request.user, cohort=found, title=title)))
    if refusal:
        return _index(request, found, refusal)
    return HttpResponseRedirect(reverse("plans:plan", args=[programme, cohort, made[0].number]))


@require_safe
@login_required
def show(request: HttpRequest, programme: str, cohort: str, number: int) -> HttpResponse:
    """One plan: how far its job is, or everything that stands on it."""
    plan = the_plan(request, readable_cohort(request, programme, cohort), number)
    return _show(request, plan, Refusal())


@require_POST
@login_required
@once.only
def step(request: HttpRequest, programme: str, cohort: str, number: int) -> HttpResponse:
    """Take a step with a plan."""
    plan = the_plan(request, readable_cohort(request, programme, cohort), number)
    require(request.user, "plans.write", programme=plan.cohort.programme_id)
    name = request.POST.get("step", "")
    if name not in _ACTIONS:
        return HttpResponseBadRequest("step", content_type="text/plain")
    if refusal := tried(lambda: _ACTIONS[name](by=request.user, plan=plan, expected=version_of(request))):
        return _show(request, the_plan(request, plan.cohort, number), refusal)
    return HttpResponseRedirect(reverse("plans:plan", args=[programme, cohort, number]))


@READS_AND_WRITES
@login_required
@once.only
def check(request: HttpRequest, programme: str, cohort: str, number: int) -> HttpResponse:
    """What independent checks of a plan found; sent, a job checks it once more."""
    plan = a_whole_plan(request, programme, cohort, number)
    if request.method == "POST":
        actions.ask_check(by=request.user, plan=plan)
        return HttpResponseRedirect(reverse("plans:check", args=[programme, cohort, number]))
    language = current_language()
    checks = [(each, each.told(language)) for each in queries.checks_of(request.user, plan)]
    context = {"plan": plan, "cohort": plan.cohort, "checks": checks}
    return render(request, "plans/checks.html", context)


@require_safe
@login_required
def compare(request: HttpRequest, programme: str, cohort: str, number: int, other: int) -> HttpResponse:
    """Two plans of a cohort person by person."""
    found = readable_cohort(request, programme, cohort)
    one, two = (a_whole_plan(request, programme, cohort, each) for each in (number, other))
    context = {
        "cohort": found,
        "one": one,
        "two": two,
        "moves": reading.moves_between(one, two),
        "stages": reading.stages_beside(one, two, current_language()),
    }
    return render(request, "plans/compare.html", context)


@require_safe
@login_required
def explanation(request: HttpRequest, programme: str, cohort: str, pk: int) -> HttpResponse:
    """What one reader is told of a plan: for whoever may read plans, and for whom it was granted."""
    found = the_cohort(request, programme, cohort)
    records = queries.explanations(request.user, found)
    told = seen(request.user, records, pk=pk)
    context = {"cohort": found, "told": told, "sentences": told.told(current_language())}
    return render(request, "plans/explanation.html", context)


def _index(request: HttpRequest, cohort: Cohort, refusal: Refusal) -> HttpResponse:
    context = {
        "cohort": cohort,
        "plans": queries.plans(request.user, cohort),
        "pool": rounds.pool_of(cohort),
        "may_write": request.user.standing.may("plans.write", programme=cohort.programme_id),
        "refusal": refusal,
    }
    return render(request, "plans/index.html", context, status=refusal.status)


def _show(request: HttpRequest, plan: Plan, refusal: Refusal) -> HttpResponse:
    language, may = current_language(), request.user.standing.may
    told = progress.told_of(plan) if plan.state in rules.AT_WORK else None
    steps = [
        (name, STEPS[name]) for name in rules.STEPS_OF_OFFICERS if name in rules.LIFE_OF_PLANS[plan.state]
    ]
    context = {
        "plan": plan,
        "cohort": plan.cohort,
        "is_at_work": plan.state in rules.AT_WORK,
        "told": told,
        "stage": reading.stage_words(told, language) if told else "",
        "steps": steps if may("plans.write", programme=plan.cohort.programme_id) else (),
        "may_have_files": may("plans.files", programme=plan.cohort.programme_id),
        "may_try": may("boards.write", programme=plan.cohort.programme_id),
        "found": plan.found.get(language, ()),
        "refusal": refusal,
    }
    if plan.is_whole:
        context |= _standing(request, plan)
    return render(request, "plans/plan.html", context, status=refusal.status)


def _standing(request: HttpRequest, plan: Plan) -> dict[str, object]:
    language = current_language()
    panel, wishes = queries.explanation_for_panel(plan), queries.mutual_wishes(request.user, plan)
    return {
        "stages": reading.stages_of(plan, language),
        "average": reading.average_fit(plan),
        "boards": queries.boards_of(request.user, plan),
        "others": [
            each for each in queries.plans(request.user, plan.cohort) if each.is_whole and each != plan
        ],
        "overrides": reading.overrides_told(plan, queries.overrides_of(plan), language),
        "left_out": [(each, each.told.get(language, "")) for each in queries.left_out_of(plan)],
        "shortages": reading.shortages_told(
            queries.shortages_of(plan), queries.orders_of(request.user, plan.cohort), language
        ),
        "rules": [(each, each.get("said", {}).get(language, "")) for each in plan.rules],
        "panel": panel.told(language) if panel else (),
        "wishes": wishes.told(language) if wishes else (),
    }
