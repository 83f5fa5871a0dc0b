"""The pages of decisions: how a cohort is decided, which plans are before the panel, and one decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from shanhai.decisions import actions, queries, rules
from shanhai.decisions.auditing import files_of
from shanhai.decisions.models import Answer, Decision, DecisionCheck, Member, Signature
from shanhai.decisions.papers.lists import labelled, list_rows
from shanhai.decisions.tables import PROCEDURE
from shanhai.decisions.views.frame import (
    READS_AND_WRITES,
    Refusal,
    answered,
    handed_out,
    let_in,
    the_cohort,
    tried,
    version_of,
)
from shanhai.decisions.words import FACTORS, STATES
from shanhai.pages import once
from shanhai.pages.entry import EntryForm
from shanhai.pages.words import current_language
from shanhai.plans import queries as plans
from shanhai.plans.fitting.reading import overrides_told
from shanhai.plans.models import Plan
from shanhai.programme.models import Account
from shanhai.programme.queries import require, seen
from shanhai.programme.trail import Stale

if TYPE_CHECKING:
    from django.http import HttpRequest

    from shanhai.plans.models import Board, Explanation
    from shanhai.programme.models import Cohort

#: How many rows of the list are shown before it is public.
_PREVIEWED = 5
_READING = ("decisions.read",)
#: The states of a decision in which its plan is still the one to be changed.
_CAN_BE_REPLANNED = ("consulting", "signing", "signed")


@require_safe
@login_required
def show_all(request: HttpRequest, programme: str, cohort: str) -> HttpResponse:
    """Where the decisions of a cohort stand."""
    return _overview(request, the_cohort(request, programme, cohort), Refusal())


def _overview(request: HttpRequest, cohort: Cohort, refusal: Refusal) -> HttpResponse:
    let_in(request.user, cohort, *_READING)
    account, may = request.user, request.user.standing.may
    decided = list(queries.decisions(account, cohort))
    taken = {each.plan_id for each in decided if each.state != "dropped"}
    proposed = plans.plans(account, cohort).filter(state="proposed").exclude(pk__in=taken)
    named = Member.objects.visible_to(account).filter(cohort=cohort).select_related("account")
    context = {
        "cohort": cohort,
        "procedure": queries.procedure_of(cohort),
        "decisions": [(each, STATES["decision"][each.state]) for each in decided],
        "proposed": proposed,
        "members": named,
        "candidates": queries.candidates_for_panel(cohort),
        "is_open": any(each.state in rules.OPEN_DECISIONS for each in decided),
        "may_write": may("decisions.write", programme=cohort.programme_id),
        "refusal": refusal,
    }
    return render(request, "decisions/decisions.html", context)


@READS_AND_WRITES
@login_required
@once.only
def procedure(request: HttpRequest, programme: str, cohort: str) -> HttpResponse:
    """Lay down how a cohort is decided, with a preview of what becomes public."""
    found = the_cohort(request, programme, cohort)
    let_in(request.user, found, *_READING)
    require(request.user, "decisions.write", programme=found.programme_id)
    stored = queries.procedure_of(found)
    values = {key: getattr(stored, key) for key in _COLUMNS} if stored else _USUAL
    form = EntryForm(
        PROCEDURE, request.POST or None, values=values, version=stored.version if stored else None
    )
    refusal, status = Refusal(), 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and "preview" not in request.POST:
            refusal = _written(request, found, form)
            if not refusal.sentences:
                return redirect("decisions:decisions", programme, cohort)
            status = refusal.status
    shows = list(form.row["shows"] or ()) if form.is_bound and form.is_valid() else values["shows"]
    if request.method == "POST" and "preview" in request.POST and form.is_valid():
        status = 200
    context = {"cohort": found, "form": form, "refusal": refusal, **_preview(found, shows)}
    return render(request, "decisions/procedure.html", context, status=status)


_COLUMNS = tuple(column.key for column in PROCEDURE.columns)
_USUAL = {
    "asks_hosts": True,
    "asks_homes": True,
    "asks_persons": True,
    "days_to_answer": 5,
    "silence": "open",
    "quorum": 2,
    "days_to_object": 5,
    "order": "unit",
    "shows": ["name", "home", "host", "order", "term"],
}


def _written(request: HttpRequest, cohort: Cohort, form: EntryForm) -> Refusal:
    values = {**form.row, "shows": list(form.row["shows"] or ())}
    try:
        refused = tried(
            lambda: actions.write_procedure(
                by=request.user, cohort=cohort, values=values, expected=form.expected
            )
        )
    except Stale as stale:
        form.meanwhile({key: getattr(stale.record, key) for key in _COLUMNS}, stale.record.version)
        return Refusal(("",), 409)
    return refused or Refusal()


def _preview(cohort: Cohort, shows: list[str]) -> dict[str, object]:
    """The first rows of the list as it would become public, of the plan that was made last."""
    plan = plans.signed_plan(cohort) or plans.proposed_plans(cohort).first()
    shown = list(rules.shown(list(shows)))
    rows = queries.rows_to_publish(plan, shown)[:_PREVIEWED] if plan else []
    head, made = list_rows(shown, rows, current_language())
    return {"preview_head": head, "preview": labelled(head, made)}


@require_POST
@login_required
@once.only
def name_member(request: HttpRequest, programme: str, cohort: str) -> HttpResponse:
    """Name a member of the panel."""
    found = the_cohort(request, programme, cohort)
    let_in(request.user, found, *_READING)
    require(request.user, "decisions.write", programme=found.programme_id)
    typed = request.POST.get("account", "")
    account = seen(request.user, Account.objects, pk=int(typed) if typed.isdecimal() else 0)
    refusal = tried(lambda: actions.name_member(by=request.user, cohort=found, account=account))
    return _back(request, found, refusal)


@require_POST
@login_required
@once.only
def drop_member(request: HttpRequest, programme: str, cohort: str, pk: int) -> HttpResponse:
    """Take a member off the panel."""
    found = the_cohort(request, programme, cohort)
    let_in(request.user, found, *_READING)
    member = seen(request.user, Member.objects.filter(cohort=found), pk=pk)
    require(request.user, "decisions.write", programme=found.programme_id)
    return _back(request, found, tried(lambda: actions.drop_member(by=request.user, member=member)))


@require_POST
@login_required
@once.only
def open_one(request: HttpRequest, programme: str, cohort: str) -> HttpResponse:
    """Begin the consultation on a plan that was handed in."""
    found = the_cohort(request, programme, cohort)
    let_in(request.user, found, *_READING)
    require(request.user, "decisions.write", programme=found.programme_id)
    typed = request.POST.get("plan", "")
    records = Plan.objects.filter(cohort=found).select_related("cohort__programme")
    plan = seen(request.user, records, pk=int(typed) if typed.isdecimal() else 0)
    return _back(request, found, tried(lambda: actions.open_decision(by=request.user, plan=plan)))


def _back(request: HttpRequest, cohort: Cohort, refusal: Refusal | None) -> HttpResponse:
    if refusal is not None:
        return answered(lambda why: _overview(request, cohort, why), refusal)
    return redirect("decisions:decisions", cohort.programme.code, cohort.code)


@require_safe
@login_required
def show(request: HttpRequest, programme: str, cohort: str, pk: int) -> HttpResponse:
    """One decision: what was answered, what people changed, who signed, and what comes next."""
    return page(request, the_decision(request, programme, cohort, pk), Refusal())


@require_POST
@login_required
@once.only
def step(request: HttpRequest, programme: str, cohort: str, pk: int) -> HttpResponse:
    """End the consultation, take the plan back, or publish it."""
    decision = the_decision(request, programme, cohort, pk)
    require(request.user, "decisions.write", programme=decision.programme_of())
    given = {"by": request.user, "decision": decision}
    steps = {
        "open_signing": lambda: actions.open_signing(expected=version_of(request), **given),
        "drop": lambda: actions.drop(
            reason=request.POST.get("reason", ""), expected=version_of(request), **given
        ),
        "publish": lambda: actions.publish(**given),
    }
    name = request.POST.get("step", "")
    if name not in steps:
        return HttpResponseBadRequest("step", content_type="text/plain")
    if refusal := tried(steps[name]):
        return answered(lambda why: page(request, the_decision(request, programme, cohort, pk), why), refusal)
    if name == "publish":
        return redirect("decisions:publications", programme, cohort)
    return HttpResponseRedirect(reverse("decisions:decision", args=[programme, cohort, pk]))


@require_POST
@login_required
@once.only
def replan(request: HttpRequest, programme: str, cohort: str, pk: int) -> HttpResponse:
    """Open a board without those who declined or withdrew, on which others stay where they can."""
    decision = the_decision(request, programme, cohort, pk)
    require(request.user, "decisions.write", programme=decision.programme_of())
    meant = {
        each.key: request.POST[each.key] for each in queries.departures(decision) if each.key in request.POST
    }
    made: list[Board] = []
    refusal = tried(lambda: made.append(actions.replan(by=request.user, decision=decision, meant=meant)))
    if refusal is not None:
        return answered(lambda why: page(request, the_decision(request, programme, cohort, pk), why), refusal)
    return redirect("plans:board", programme, cohort, decision.plan.number, made[0].pk)


@READS_AND_WRITES
@login_required
@once.only
def check(request: HttpRequest, programme: str, cohort: str, pk: int) -> HttpResponse:
    """What independent checks of a decision found; sent, a job checks it once more."""
    decision = the_decision(request, programme, cohort, pk)
    if request.method == "POST":
        actions.ask_check(by=request.user, decision=decision)
        return HttpResponseRedirect(reverse("decisions:check", args=[programme, cohort, pk]))
    made = DecisionCheck.objects.visible_to(request.user).filter(decision=decision)
    checks = [(each, each.told(current_language())) for each in made.select_related("asked_by")]
    context = {"cohort": decision.cohort, "decision": decision, "checks": checks}
    return render(request, "decisions/checks.html", context)


@require_safe
@login_required
def files(request: HttpRequest, programme: str, cohort: str, pk: int) -> HttpResponse:
    """Everything with which the decision can be checked outside, for whoever is sworn to it."""
    decision = the_decision(request, programme, cohort, pk)
    require(request.user, "plans.files", programme=decision.programme_of())
    return handed_out(files_of(decision, current_language()), "zip", f"decision-{decision.pk}")


def the_decision(request: HttpRequest, programme: str, cohort: str, pk: int) -> Decision:
    """The decision of the address. Raises: Http404."""
    found = the_cohort(request, programme, cohort)
    let_in(request.user, found, *_READING)
    return seen(request.user, queries.decisions(request.user, found), pk=pk)


def page(request: HttpRequest, decision: Decision, refusal: Refusal) -> HttpResponse:
    """The page of one decision."""
    account, cohort = request.user, decision.cohort
    may = account.standing.may
    asked = Answer.objects.visible_to(account).filter(decision=decision)
    asked = asked.select_related("placed__person__home", "placed__order__host", "by")
    signed = Signature.objects.visible_to(account).filter(decision=decision)
    signed = list(signed.select_related("member__account", "scan", "entered_by"))
    member = queries.member_of(decision, account)
    consulted = queries.consulted(decision)
    context = {
        "cohort": cohort,
        "decision": decision,
        "plan": decision.plan,
        "state": STATES["decision"][decision.state],
        "consulted": consulted,
        "counts": queries.counted(decision),
        "spoken": [each for each in asked if each.state in ("objected", "declined")],
        "overrides": overrides_told(decision.plan, plans.overrides_of(decision.plan), current_language()),
        "silent": [each for each in asked if each.state in ("silent", "tacit")],
        "departures": queries.departures(decision) if decision.state in _CAN_BE_REPLANNED else [],
        "signatures": [(each, FACTORS.get(each.factor, each.factor)) for each in signed],
        "waiting": queries.yet_to_sign(decision, signed),
        "scans": queries.scans(decision),
        "panel_told": _told(plans.explanation_for_panel(decision.plan)),
        "wishes": _told(plans.mutual_wishes(account, decision.plan)),
        "can_open_signing": rules.open_signing(decision.state, consulted).may,
        "may_sign": decision.state == "signing"
        and member is not None
        and decision.plan.proposed_by_id != account.pk
        and not queries.has_signed(decision, member),
        "is_public": queries.is_public(decision),
        "may_write": may("decisions.write", programme=cohort.programme_id),
        "may_have_files": may("plans.files", programme=cohort.programme_id),
        "refusal": refusal,
        "typed_reason": request.POST.get("reason", ""),
    }
    return render(request, "decisions/decision.html", context)


def _told(explanation: Explanation | None) -> list[str]:
    return explanation.told(current_language()) if explanation else []
