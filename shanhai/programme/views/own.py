"""My record: what is kept of the one who signed in, and what they may do with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shanhai.pages import once
from shanhai.pages.words import say, words
from shanhai.programme import retention
from shanhai.programme.actions import dossier
from shanhai.programme.forms import FileForm, OwnLine, WishForm, as_stored, held, own_form
from shanhai.programme.imports.adaptor import Scope
from shanhai.programme.imports.adaptors.roster import ROSTER_ROWS
from shanhai.programme.models import AutomationRefusal, Cohort, ErasureRequest, Programme
from shanhai.programme.queries import seen
from shanhai.programme.queries.evidence import evidence_of
from shanhai.programme.queries.people import cohorts_of, dossier_of, own_person
from shanhai.programme.views.files import attached
from shanhai.programme.views.frame import SAVED, status_of, step, version_of, written

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from shanhai.programme.models import Person


def _own(request: HttpRequest) -> Person:
    person = own_person(request.user)
    if person is None:
        raise Http404
    return person


@login_required
@require_safe
def record(request: HttpRequest) -> HttpResponse:
    """What is kept of oneself."""
    return _page(request, _own(request))


def _page(request: HttpRequest, person: Person, **forms: object) -> HttpResponse:
    refused = AutomationRefusal.objects.visible_to(request.user).filter(person=person, withdrawn_at=None)
    refused_in = {each.cohort_id: each for each in refused}
    context = {
        "person": person,
        "dossier": dossier_of(person),
        "evidence": evidence_of(person),
        "may_take_away": True,
        "file_form": FileForm(person),
        "wish_form": WishForm(),
        "requests": ErasureRequest.objects.visible_to(request.user).filter(person=person),
        "programmes": Programme.objects.visible_to(request.user),
        "cohorts": [(each, refused_in.get(each.pk)) for each in cohorts_of(request.user)],
        "duties": [(duty, retention.end_of(duty)) for duty in retention.duties_in_force(person)],
        **forms,
    }
    status = 422 if forms else 200
    return render(request, "programme/own.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
@once.only
def correct(request: HttpRequest) -> HttpResponse:
    """Correct one's own record."""
    person = _own(request)
    programme = Programme.objects.visible_to(request.user).first()
    if programme is None:
        raise Http404
    adaptor = OwnLine(Scope(request.user, programme), person)
    form = own_form(adaptor, request.POST or None, person)
    if request.method == "POST" and form.is_valid():
        values = held(form, adaptor, as_stored(person))
        if values is not None and written(
            form,
            lambda: dossier.correct_own(
                by=request.user, person=person, values=values, expected=form.expected
            ),
            ROSTER_ROWS.row,
        ):
            messages.success(request, say(SAVED))
            return redirect("programme:own")
    heading = say(words("Correct my record", "更正本人档案"))
    return render(
        request,
        "programme/entry.html",
        {"form": form, "heading": heading, "shown": person, "is_own": True},
        status=status_of(form),
    )


@login_required
@require_safe
def export(request: HttpRequest) -> JsonResponse:
    """Everything that is kept of oneself, for another program to read."""
    person = _own(request)
    response = JsonResponse(
        retention.everything_of(person), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    response.headers["Content-Disposition"] = f'attachment; filename="record-{person.pk}.json"'
    return response


@login_required
@require_safe
def paper(request: HttpRequest) -> HttpResponse:
    """The same on paper."""
    person = _own(request)
    context = {
        "person": person,
        "dossier": dossier_of(person),
        "evidence": evidence_of(person),
        "now": timezone.now(),
    }
    return render(request, "programme/paper.html", context)


@login_required
@require_POST
@once.only
def add_file(request: HttpRequest) -> HttpResponse:
    """Attach evidence to one's own record."""
    person = _own(request)
    if refused := attached(request, person):
        return _page(request, person, file_form=refused)
    return redirect("programme:own")


@login_required
@require_POST
@once.only
def ask_for_erasure(request: HttpRequest) -> HttpResponse:
    """Ask that one's record be deleted."""
    person = _own(request)
    programme = seen(request.user, Programme.objects, code=request.POST.get("programme", ""))
    form = WishForm(request.POST)
    if not form.is_valid():
        return _page(request, person, wish_form=form)
    return step(
        request,
        lambda: dossier.ask_for_erasure(
            by=request.user, person=person, programme=programme, wish=form.cleaned_data["wish"]
        ),
        words("The programme office has your request.", "申请已提交项目办。"),
        "programme:own",
    )


@login_required
@require_POST
@once.only
def withdraw_erasure(request: HttpRequest, pk: int) -> HttpResponse:
    """Take such a request back."""
    person = _own(request)
    asked = seen(request.user, ErasureRequest.objects.select_related("person"), pk=pk, person=person)
    return step(
        request,
        lambda: dossier.decide_on_erasure(
            by=request.user, request=asked, step="withdraw", expected=version_of(request)
        ),
        words("The request is taken back.", "申请已撤回。"),
        "programme:own",
    )


@login_required
@require_POST
@once.only
def automation(request: HttpRequest, pk: int, say_no: bool) -> HttpResponse:
    """Refuse a decision by automation alone in a cohort, or take the refusal back."""
    person = _own(request)
    cohort = seen(request.user, Cohort.objects.filter(closed_at=None), pk=pk)
    do = dossier.refuse_automation if say_no else dossier.accept_automation
    said = (
        words("The panel will place you by hand.", "将由审议小组人工安排。")
        if say_no
        else words("The refusal is taken back.", "已撤回拒绝。")
    )
    return step(request, lambda: do(by=request.user, person=person, cohort=cohort), said, "programme:own")
