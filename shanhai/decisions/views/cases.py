"""The pages of objections: filing one with an account, hearing and answering it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from shanhai.decisions import actions, queries, rules
from shanhai.decisions.models import Decided, Objection
from shanhai.decisions.tables import OBJECTION
from shanhai.decisions.views.frame import (
    READS_AND_WRITES,
    Refusal,
    answered,
    let_in,
    the_cohort,
    tried,
    version_of,
)
from shanhai.decisions.words import STATES
from shanhai.pages import once
from shanhai.pages.entry import EntryForm
from shanhai.programme.queries import seen

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from shanhai.programme.models import Organisation

_MAY = ("objections.hear", "decisions.read", "consultation.answer", "own.dossier", "lists.read")


@require_safe
@login_required
def show_all(request: HttpRequest, programme: str, cohort: str) -> HttpResponse:
    """The cases that one may see: one's own, or, for those who hear them, all."""
    found = the_cohort(request, programme, cohort)
    let_in(request.user, found, *_MAY)
    listed = [(each, STATES["objection"][each.state]) for each in queries.cases(request.user, found)]
    publication = queries.publication_of(found)
    context = {"cohort": found, "cases": listed, "publication": publication}
    return render(request, "decisions/objections.html", context)


@READS_AND_WRITES
@login_required
@once.only
def new(request: HttpRequest, programme: str, cohort: str) -> HttpResponse:
    """File an objection to the list that is public now."""
    found = the_cohort(request, programme, cohort)
    let_in(request.user, found, *_MAY)
    publication = queries.publication_of(found)
    if publication is None:
        raise Http404
    units = queries.units_of(request.user, found)
    form, refusal = EntryForm(OBJECTION, request.POST or None, only=("text",)), Refusal()
    if request.method == "POST" and form.is_valid():
        made: list[Objection] = []
        refused = tried(
            lambda: made.append(
                actions.object_to(
                    by=request.user,
                    publication=publication,
                    text=form.row["text"],
                    about=_about(request, publication),
                    unit=_unit(request, units),
                )
            )
        )
        if refused is None:
            return redirect("decisions:objection", programme, cohort, made[0].pk)
        refusal = refused
    places = Decided.objects.visible_to(request.user).filter(publication=publication)
    context = {
        "cohort": found,
        "publication": publication,
        "form": form,
        "places": queries.with_names(places),
        "typed_place": request.POST.get("place", ""),
        "units": units,
        "typed_unit": request.POST.get("unit", str(units[0].pk) if units else ""),
        "refusal": refusal,
    }
    status = refusal.status if refusal.sentences else 422 if form.errors else 200
    return render(request, "decisions/object.html", context, status=status)


def _unit(request: HttpRequest, units: list[Organisation]) -> Organisation | None:
    """The unit in whose name it is filed, of those that the filer acts for. Raises: Http404 for another."""
    typed = request.POST.get("unit", "")
    if not typed:
        return None
    found = next((each for each in units if str(each.pk) == typed), None)
    if found is None:
        raise Http404
    return found


def _about(request: HttpRequest, publication) -> Decided | None:
    """The place that the objection is about, of those that its filer may see."""
    typed = request.POST.get("place", "")
    if not typed.isdecimal():
        return None
    return seen(request.user, Decided.objects.filter(publication=publication), pk=int(typed))


@require_safe
@login_required
def show(request: HttpRequest, programme: str, cohort: str, pk: int) -> HttpResponse:
    """One case."""
    return _page(request, _the_case(request, programme, cohort, pk), Refusal())


@require_POST
@login_required
@once.only
def step(request: HttpRequest, programme: str, cohort: str, pk: int) -> HttpResponse:
    """Hear a case, answer it, appeal, answer the appeal, close or drop it."""
    case = _the_case(request, programme, cohort, pk)
    name = request.POST.get("step", "")
    if name not in {each for steps in rules.LIFE_OF_OBJECTIONS.values() for each in steps}:
        return HttpResponseBadRequest("step", content_type="text/plain")
    upheld = {"yes": True, "no": False}.get(request.POST.get("upheld", ""))
    refusal = tried(
        lambda: actions.move_on(
            by=request.user,
            objection=case,
            step=name,
            text=request.POST.get("text", ""),
            is_upheld=upheld,
            expected=version_of(request),
        )
    )
    if refusal is not None:
        return answered(lambda why: _page(request, _the_case(request, programme, cohort, pk), why), refusal)
    return redirect("decisions:objection", programme, cohort, pk)


def _the_case(request: HttpRequest, programme: str, cohort: str, pk: int) -> Objection:
    found = the_cohort(request, programme, cohort)
    let_in(request.user, found, *_MAY)
    return seen(request.user, queries.cases(request.user, found), pk=pk)


def _page(request: HttpRequest, case: Objection, refusal: Refusal) -> HttpResponse:
    life = rules.LIFE_OF_OBJECTIONS[case.state]
    hears, is_own = queries.may_hear(request.user, case), queries.is_objector(request.user, case)
    of_objector = ("appeal", "drop")
    steps = [
        name
        for name in life
        if (is_own if name in of_objector else hears)
        and not (name == "answer_appeal" and case.answered_by_id == request.user.pk)
    ]
    context = {
        "cohort": case.publication.cohort,
        "case": case,
        "state": STATES["objection"][case.state],
        "steps": steps,
        "hears": hears,
        "refusal": refusal,
        "typed": request.POST.get("text", ""),
    }
    return render(request, "decisions/objection.html", context)
