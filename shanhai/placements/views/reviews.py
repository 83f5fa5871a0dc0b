"""Reviews as they are answered and read, and the forms that the office keeps for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from shanhai.pages import once
from shanhai.pages.words import say, words
from shanhai.placements import actions, queries, rules
from shanhai.placements.forms import QuestionsForm, ReviewForm, told
from shanhai.placements.models import Form, Review
from shanhai.placements.notices import address
from shanhai.placements.questions import Question
from shanhai.placements.views.frame import READS_AND_WRITES, the_placement, tried, version_of
from shanhai.placements.views.placements import answered
from shanhai.placements.words import MOMENTS, SIDES
from shanhai.programme.actions.refusal import Refused
from shanhai.programme.models import Programme
from shanhai.programme.queries import require, seen
from shanhai.programme.trail import Stale
from shanhai.programme.words import STALE

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_HANDED_IN = words("Handed in.", "已提交。")
_KEPT = words(
    "Kept as a draft. The others read it once you hand it in.",
    "已存为草稿，尚未提交；提交后其他各方才能查看。",
)


@READS_AND_WRITES
@login_required
@once.only
def review(request: HttpRequest, programme: str, cohort: str, pk: int, key: int) -> HttpResponse:
    """A review: answered by its side, read by whoever may once it is handed in."""
    placement = the_placement(request, programme, cohort, pk)
    found = seen(
        request.user, Review.objects.select_related("form", "by").filter(placement=placement), pk=key
    )
    questions = [Question.of(each) for each in found.form.questions]
    is_mine = found.side in queries.parts_in(request.user, placement)
    context: dict[str, Any] = {"cohort": placement.cohort, "placement": placement, "review": found}
    if request.method == "POST" and not is_mine:
        raise PermissionDenied("review")
    if not is_mine or found.state in ("handed_in", "waived"):
        if request.method == "POST":
            messages.error(request, say(STALE))
        context["told"] = told(questions, found.answers)
        status = 409 if request.method == "POST" else 200
        return render(request, "placements/review.html", context, status=status)
    form = ReviewForm(questions, request.POST or None, values=found.answers, version=found.version)
    status = 200
    if request.method == "POST":
        status = _sent(request, found, form)
        if status == 302:
            return HttpResponseRedirect(address(placement))
    return render(request, "placements/review.html", {**context, "form": form}, status=status)


def _sent(request: HttpRequest, found: Review, form: ReviewForm) -> int:
    hand_in = request.POST.get("step") == "hand_in"
    is_valid, is_complete = form.is_valid(), not hand_in or form.is_complete()
    if not (is_valid and is_complete):
        return 422
    try:
        actions.write_review(
            by=request.user,
            review=found,
            answers=form.answers,
            hand_in=hand_in,
            expected=form.cleaned_data["version"],
        )
    except Refused as refused:
        form.add_error(None, say(refused.words))
        return 422
    except Stale:
        form.add_error(None, say(STALE))
        return 409
    messages.success(request, say(_HANDED_IN if hand_in else _KEPT))
    return 302


@require_POST
@login_required
@once.only
def waive(request: HttpRequest, programme: str, cohort: str, pk: int, key: int) -> HttpResponse:
    """Do without a review."""
    placement = the_placement(request, programme, cohort, pk)
    found = seen(request.user, Review.objects.filter(placement=placement), pk=key)
    reason = request.POST.get("reason", "")
    status = tried(
        request,
        lambda: actions.waive_review(
            by=request.user, review=found, reason=reason, expected=version_of(request)
        ),
    )
    return answered(request, placement, status)


@require_POST
@login_required
@once.only
def ask(request: HttpRequest, programme: str, cohort: str, pk: int) -> HttpResponse:
    """Ask all sides for a review now."""
    placement = the_placement(request, programme, cohort, pk)
    moment = request.POST.get("moment", "")
    if moment not in MOMENTS:
        raise Http404
    status = tried(request, lambda: actions.ask_reviews(by=request.user, placement=placement, moment=moment))
    return answered(request, placement, status)


# The forms of a programme.


@require_safe
@login_required
def forms(request: HttpRequest, programme: str) -> HttpResponse:
    """Every form of reviews, in force or as a draft."""
    at = _programme(request, programme)
    found = Form.objects.visible_to(request.user).filter(programme=at).exclude(state="discarded")
    by_key: dict[tuple[str, str], list[Form]] = {}
    for form in found.select_related("written_by"):
        by_key.setdefault((form.moment, form.side), []).append(form)
    rows = [
        (moment, MOMENTS[moment], side, SIDES[side], by_key.get((moment, side), []))
        for moment in rules.MOMENTS
        for side in rules.SIDES
    ]
    return render(request, "placements/forms.html", {"programme": at, "rows": rows})


@READS_AND_WRITES
@login_required
@once.only
def form_edit(request: HttpRequest, programme: str, moment: str, side: str) -> HttpResponse:
    """The draft of a form's next version: one question a line."""
    at = _programme(request, programme)
    if moment not in MOMENTS or side not in SIDES:
        raise Http404
    stored = Form.objects.visible_to(request.user).filter(programme=at, moment=moment, side=side)
    now = stored.filter(state="draft").first() or stored.filter(state="in_force").first()
    form = QuestionsForm(request.POST or None, questions=now.questions if now else None, of=(moment, side))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            actions.write_form(
                by=request.user, programme=at, moment=moment, side=side, questions=form.questions
            )
            return HttpResponseRedirect(reverse("placements:forms", args=[at.code]))
    context = {"programme": at, "form": form, "moment": MOMENTS[moment], "side": SIDES[side]}
    return render(request, "placements/form_edit.html", context, status=status)


@require_POST
@login_required
@once.only
def form_step(request: HttpRequest, programme: str, pk: int) -> HttpResponse:
    """Put a draft in force, or discard it."""
    at = _programme(request, programme)
    form = seen(request.user, Form.objects.filter(programme=at), pk=pk)
    name = request.POST.get("step", "")
    if name not in ("put_in_force", "discard"):
        raise Http404
    status = tried(
        request,
        lambda: actions.move_form(by=request.user, form=form, step=name, expected=version_of(request)),
    )
    if status != 302:
        return render(request, "placements/refused.html", {"programme": at}, status=status)
    return HttpResponseRedirect(reverse("placements:forms", args=[at.code]))


def _programme(request: HttpRequest, programme: str) -> Programme:
    found = seen(request.user, Programme.objects, code=programme)
    require(request.user, "placements.run", programme=found.pk)
    return found
