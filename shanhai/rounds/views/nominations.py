"""The pages of nominations: the list, putting forward, the dossier, vetting, and the numbers allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from shanhai.pages import once
from shanhai.pages.entry import EntryForm
from shanhai.pages.options import Options
from shanhai.pages.words import current_language, say
from shanhai.programme.models import Person
from shanhai.programme.queries import require, seen
from shanhai.programme.queries.evidence import evidence_of
from shanhai.programme.trail import Stale
from shanhai.rounds import actions, queries, rules
from shanhai.rounds.lists import NOMINATIONS
from shanhai.rounds.models import Nomination, Quota
from shanhai.rounds.tables import QUOTA, SAID, SAID_COLUMNS, VETTING
from shanhai.rounds.views.frame import READS_AND_WRITES, Refusal, answered, the_cohort, tried, version_of
from shanhai.rounds.words import REASONS
from shanhai.sheets import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from shanhai.programme.models import Cohort

_MOST_CANDIDATES = 500
_WISHABLE = Words("orders, hosts and places", "订单、接收单位和地区")


@require_safe
@login_required
def show_all(request: HttpRequest, programme: str, cohort: str) -> HttpResponse:
    """The nominations of a cohort that the reader may see."""
    found = the_cohort(request, programme, cohort)
    if not queries.may_read_nominations(request.user, found):
        raise PermissionDenied("nominations.read")
    listed = NOMINATIONS.of(request, queries.nominations(request.user, found))
    if listed.is_export:
        return listed.workbook(is_invented=found.programme.invented)
    standing = request.user.standing
    context = {
        "cohort": found,
        "list": listed,
        "may_put_forward": standing.may("nominations.write", programme=found.programme_id),
        "is_open": found.stage == "nominating",
        "may_set_quotas": standing.may("round.move", programme=found.programme_id),
        "quotas": queries.quotas(request.user, found),
    }
    return render(request, "rounds/nominations.html", context)


@READS_AND_WRITES
@login_required
@once.only
def new(request: HttpRequest, programme: str, cohort: str) -> HttpResponse:
    """Put somebody of one's roster forward."""
    found = the_cohort(request, programme, cohort)
    require(request.user, "nominations.write", programme=found.programme_id)
    refusal = Refusal()
    if request.method == "POST":
        typed = request.POST.get("person", "")
        records = Person.objects.visible_to(request.user).select_related("home")
        person = seen(request.user, records, pk=int(typed) if typed.isdecimal() else 0)
        made: list[Nomination] = []
        why = request.POST.get("why", "")
        refused = tried(
            lambda: made.append(actions.put_forward(by=request.user, cohort=found, person=person, why=why))
        )
        if refused is None:
            return HttpResponseRedirect(_address(made[0]))
        refusal = refused
    candidates = queries.candidates(request.user, found)
    context = {
        "cohort": found,
        "candidates": candidates[:_MOST_CANDIDATES],
        "is_open": found.stage == "nominating",
        "quotas": queries.quotas(request.user, found),
        "refusal": refusal,
        "typed": request.POST,
    }
    return render(request, "rounds/put_forward.html", context, status=refusal.status)


@require_safe
@login_required
def show(request: HttpRequest, programme: str, cohort: str, pk: int) -> HttpResponse:
    """One nomination: the dossier, which orders are open to the person, and what comes next."""
    return _page(request, _the_nomination(request, programme, cohort, pk), Refusal())


@READS_AND_WRITES
@login_required
@once.only
def complete(request: HttpRequest, programme: str, cohort: str, pk: int) -> HttpResponse:
    """Say where to and when, and confirm."""
    nomination = _the_nomination(request, programme, cohort, pk)
    parts = queries.parts_in(request.user, nomination)
    if parts.isdisjoint(rules.TAKEN_BY["complete"]):
        raise PermissionDenied(REASONS["not_yours"].en)
    wishable = Options(
        queries.wishable(nomination.cohort), Words("orders, hosts and places", "订单、接收单位和地区")
    )
    form = EntryForm(
        SAID,
        request.POST or None,
        values=_said(nomination),
        version=nomination.version,
        references={"wishes": wishable},
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            status = _done(form, nomination, lambda: _complete(request, nomination, form, parts), _said)
            if status == 302:
                return HttpResponseRedirect(_address(nomination))
    context = {
        "cohort": nomination.cohort,
        "nomination": nomination,
        "form": form,
        "is_self": "person" in parts,
        "consents": "consents" in request.POST,
        "on_paper": "on_paper" in request.POST,
    }
    return render(request, "rounds/complete.html", context, status=status)


@require_POST
@login_required
@once.only
def step(request: HttpRequest, programme: str, cohort: str, pk: int) -> HttpResponse:
    """Withdraw a nomination, return its dossier, or put somebody forward again."""
    nomination = _the_nomination(request, programme, cohort, pk)
    given: dict[str, Any] = {"by": request.user, "nomination": nomination, "expected": version_of(request)}
    reason = request.POST.get("reason", "")
    steps: dict[str, Callable[[], object]] = {
        "withdraw": lambda: actions.withdraw(reason=reason, **given),
        "return": lambda: actions.return_nomination(reason=reason, **given),
        "put_forward": lambda: actions.put_forward_again(**given),
    }
    name = request.POST.get("step", "")
    if name not in steps:
        return HttpResponseBadRequest("step", content_type="text/plain")
    if refusal := tried(steps[name]):
        return answered(
            lambda why: _page(request, _the_nomination(request, programme, cohort, pk), why), refusal
        )
    return HttpResponseRedirect(_address(nomination))


@READS_AND_WRITES
@login_required
@once.only
def vet(request: HttpRequest, programme: str, cohort: str, pk: int) -> HttpResponse:
    """Enter the yes or no of the vetting body."""
    nomination = _the_nomination(request, programme, cohort, pk)
    require(request.user, "vetting.write", programme=nomination.cohort.programme_id)
    form = EntryForm(VETTING, request.POST or None, values=_vetted(nomination), version=nomination.version)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            reason = request.POST.get("reason", "")
            status = _done(
                form,
                nomination,
                lambda: actions.vet(
                    by=request.user, nomination=nomination, reason=reason, expected=form.expected, **form.row
                ),
                _vetted,
            )
            if status == 302:
                return HttpResponseRedirect(_address(nomination))
    context = {
        "cohort": nomination.cohort,
        "nomination": nomination,
        "form": form,
        "is_correction": bool(_vetted(nomination)),
        "typed_reason": request.POST.get("reason", ""),
    }
    return render(request, "rounds/vet.html", context, status=status)


@READS_AND_WRITES
@login_required
@once.only
def quotas(request: HttpRequest, programme: str, cohort: str) -> HttpResponse:
    """Say how many each home may put forward."""
    found = the_cohort(request, programme, cohort)
    require(request.user, "round.move", programme=found.programme_id)
    homes = queries.homes(request.user, found)
    form = EntryForm(QUOTA, request.POST or None, references={"organisation": Options.of(homes)})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            home = seen(request.user, homes, code=form.row["organisation"])
            actions.set_quota(by=request.user, cohort=found, organisation=home, most=form.row["most"])
            return HttpResponseRedirect(reverse("rounds:quotas", args=[programme, cohort]))
    listed = Quota.objects.visible_to(request.user).filter(cohort=found).select_related("organisation")
    context = {"cohort": found, "form": form, "quotas": queries.quotas(request.user, found), "listed": listed}
    return render(request, "rounds/quotas.html", context, status=status)


def _the_nomination(request: HttpRequest, programme: str, cohort: str, pk: int) -> Nomination:
    found = the_cohort(request, programme, cohort)
    records = queries.nominations(request.user, found).select_related("person__native", "person__account")
    return seen(request.user, records, pk=pk)


def _page(request: HttpRequest, nomination: Nomination, refusal: Refusal) -> HttpResponse:
    parts = queries.parts_in(request.user, nomination)
    can = {
        name: rules.nomination_step(
            nomination.state, name, parts, stage=nomination.cohort.stage, reason="given", on_paper=True
        ).may
        for name in rules.TAKEN_BY
    }
    language = current_language()
    context = {
        "cohort": nomination.cohort,
        "nomination": nomination,
        "parts": parts,
        "can": can,
        "evidence": evidence_of(nomination.person),
        "wishes": queries.wishes_in_words(nomination),
        "orders": queries.orders_for(request.user, nomination, language),
        "refuses": queries.refuses_automation(nomination),
        "under": queries.under(nomination.cohort),
        "refusal": refusal,
        "typed_reason": request.POST.get("reason", ""),
    }
    return render(request, "rounds/nomination.html", context)


def _complete(request: HttpRequest, nomination: Nomination, form: EntryForm, parts: frozenset[str]) -> None:
    row = form.row
    values = {
        "wishes": list(row["wishes"] or ()),
        "directions": list(row["directions"] or ()),
        "start": row["start"],
        "end": row["end"],
    }
    actions.complete(
        by=request.user,
        nomination=nomination,
        values=values,
        consents="consents" in request.POST,
        on_paper="person" not in parts and "on_paper" in request.POST,
        expected=form.expected,
    )


def _done(
    form: EntryForm,
    nomination: Nomination,
    step: Callable[[], object],
    values: Callable[[Nomination], dict[str, Any]],
) -> int:
    """Take a step with what a form holds. Returns: the status; the form shows what was wrong."""
    try:
        step()
    except actions.StepRefused as refused:
        for words in refused.words:
            form.add_error("on" if refused.codes == ("not_due",) else None, say(words))
        return 422
    except actions.LineRefused as refused:
        for error in refused.errors:
            language = current_language()
            text = f"{error.what(language)} {error.remedy(language)}"
            form.add_error(error.column if error.column in SAID_COLUMNS else None, text)
        return 422
    except Stale as stale:
        form.meanwhile(values(stale.record), stale.record.version)
        return 409
    return 302


def _said(nomination: Nomination) -> dict[str, Any]:
    """What the person said so far; before they said anything, what stands on the roster."""
    person = nomination.person
    fresh = nomination.confirmed_at is None
    return {
        "wishes": tuple(nomination.wishes) or None,
        "directions": tuple(nomination.directions or (person.directions if fresh else ())) or None,
        "start": nomination.start or (person.start if fresh else None),
        "end": nomination.end or (person.end if fresh else None),
    }


def _vetted(nomination: Nomination) -> dict[str, Any]:
    vetting = getattr(nomination, "vetting", None)
    if vetting is None:
        return {}
    return {"passed": vetting.passed, "body": vetting.body, "signer": vetting.signer, "on": vetting.on}


def _address(nomination: Nomination) -> str:
    cohort: Cohort = nomination.cohort
    return reverse("rounds:nomination", args=[cohort.programme.code, cohort.code, nomination.pk])
