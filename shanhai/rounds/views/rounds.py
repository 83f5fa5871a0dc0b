"""The page of the round: where the cohort stands, what is done, what comes next and who must act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from shanhai.pages import once
from shanhai.programme.queries import require
from shanhai.rounds import actions, queries, rules
from shanhai.rounds.models import Pool, RuleSet
from shanhai.rounds.views.frame import Refusal, answered, the_cohort, tried, version_of
from shanhai.rounds.words import REASONS, STEP_TITLES

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from shanhai.programme.models import Account, Cohort
    from shanhai.sheets import Words

_ACTIONS = {
    "close_orders": actions.close_orders,
    "reopen_orders": actions.reopen_orders,
    "open_nominations": actions.open_nominations,
    "seal": actions.seal,
    "close": actions.close,
}


@dataclass(frozen=True)
class StepShown:
    """A step as the page shows it: its button, and what is still lacking."""

    name: str
    title: Words
    lacking: tuple[Words, ...]
    says_why: bool
    is_next: bool


@require_safe
@login_required
def show(request: HttpRequest, programme: str, cohort: str) -> HttpResponse:
    """Where the cohort stands."""
    found = the_cohort(request, programme, cohort)
    require(request.user, "rules.read", programme=found.programme_id)
    return _page(request, found, Refusal())


@require_POST
@login_required
@once.only
def step(request: HttpRequest, programme: str, cohort: str) -> HttpResponse:
    """Take a step of the cohort."""
    found = the_cohort(request, programme, cohort)
    name = request.POST.get("step", "")
    if name not in _ACTIONS:
        return HttpResponseBadRequest("step", content_type="text/plain")
    require(request.user, "round.move", programme=found.programme_id)
    given = {"by": request.user, "cohort": found, "expected": version_of(request)}
    if rules.STEPS[name].says_why:
        given["reason"] = request.POST.get("reason", "")
    if refusal := tried(lambda: _ACTIONS[name](**given)):
        return answered(lambda why: _page(request, the_cohort(request, programme, cohort), why), refusal)
    return HttpResponseRedirect(reverse("rounds:round", args=[programme, cohort]))


def _page(request: HttpRequest, cohort: Cohort, refusal: Refusal) -> HttpResponse:
    facts = queries.facts(cohort)
    account = request.user
    counts = queries.standing_of_round(cohort)
    context = {
        "cohort": cohort,
        "open_ends": queries.open_ends(cohort),
        "facts": facts,
        "steps": _steps(facts),
        "may_move": account.standing.may("round.move", programme=cohort.programme_id),
        "may_read_nominations": queries.may_read_nominations(account, cohort),
        "under": queries.under(cohort),
        "open_rules": RuleSet.objects.visible_to(account)
        .filter(cohort=cohort, state__in=("draft", "proposed"))
        .first(),
        "pool": Pool.objects.visible_to(account).filter(cohort=cohort).select_related("rule_set").first(),
        "counts": _counts(counts) if _sees_whole(account, cohort) else None,
        "refusal": refusal,
        "typed_reason": request.POST.get("reason", ""),
    }
    return render(request, "rounds/round.html", context)


def _sees_whole(account: Account, cohort: Cohort) -> bool:
    """Whether the account sees the nominations of every home, and so may be told how many there are."""
    return account.standing.may_everywhere("nominations.read", programme=cohort.programme_id)


def _steps(facts: rules.Facts) -> list[StepShown]:
    """The steps of the stage; one that makes no sense now, such as closing what is closed, is left out."""
    following = rules.next_step(facts)
    shown = []
    for name, wanted in rules.STEPS.items():
        if wanted.stage != facts.stage:
            continue
        answer = rules.step(name, facts, reason="given")
        if "orders_open" in answer.lacking or (name == "reopen_orders" and not answer.may):
            continue
        lacking = tuple(REASONS[code] for code in answer.lacking)
        shown.append(StepShown(name, STEP_TITLES[name], lacking, wanted.says_why, name == following))
    return sorted(shown, key=lambda each: not each.is_next)


def _counts(counts: dict[str, int]) -> dict[str, int]:
    return {
        "open": sum(counts[state] for state in ("put_forward", "returned")),
        "vetting": counts["completed"],
        "cleared": counts["cleared"] + counts["pooled"],
        "out": counts["refused"] + counts["withdrawn"],
    }
