"""The answers of the vetting body for many at once: it mostly sends one sheet for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from shanhai.pages import once
from shanhai.pages.entry import EntryForm
from shanhai.pages.words import say, words
from shanhai.programme.queries import require
from shanhai.programme.views.frame import versions_of
from shanhai.rounds import actions, queries
from shanhai.rounds.lists import NOMINATIONS
from shanhai.rounds.tables import VETTING
from shanhai.rounds.views.frame import the_cohort

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_TOLD = words(
    "{done} entered; {left} left as they were: not waiting for an answer, changed since, or your own.",
    "已录入 {done} 人；{left} 人未处理：不在待审核状态、其间有变更，或与您本人有关。",
)


@require_POST
@login_required
@once.only
def vet_many(request: HttpRequest, programme: str, cohort: str) -> HttpResponse:
    """Ask for the answer that holds for everybody chosen; then enter it."""
    found = the_cohort(request, programme, cohort)
    require(request.user, "vetting.write", programme=found.programme_id)
    is_answered = "passed" in request.POST
    form = EntryForm(VETTING, request.POST if is_answered else None)
    if is_answered and form.is_valid():
        read = versions_of(request)
        try:
            done = actions.vet_many(by=request.user, cohort=found, read=read, **form.row)
        except actions.StepRefused as refused:
            form.add_error(None, " ".join(say(each) for each in refused.words))
        else:
            messages.success(request, say(_TOLD, done=done, left=len(read) - done))
            return HttpResponseRedirect(reverse("rounds:nominations", args=[programme, cohort]))
    chosen = NOMINATIONS.of(request, queries.nominations(request.user, found)).chosen()
    waiting = chosen.filter(state="completed", vetting=None).select_related("person", "home")
    context = {"cohort": found, "form": form, "chosen": waiting}
    return render(request, "rounds/vet_many.html", context, status=422 if form.errors else 200)
