"""Requests for deletion, as the programme office decides on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from shanhai.pages import once
from shanhai.pages.words import say, words
from shanhai.programme import retention
from shanhai.programme.actions import dossier
from shanhai.programme.actions.refusal import Refused
from shanhai.programme.forms import DecisionForm
from shanhai.programme.models import ErasureRequest
from shanhai.programme.queries import require, seen
from shanhai.programme.trail import Stale
from shanhai.programme.views.frame import status_of, the_programme
from shanhai.programme.words import STALE

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

DECIDE = "erasure.decide"


@login_required
@require_safe
def erasures(request: HttpRequest, programme: str) -> HttpResponse:
    """The requests of a programme, the open ones first."""
    found = the_programme(request, programme)
    require(request.user, DECIDE, programme=found.pk)
    asked = ErasureRequest.objects.visible_to(request.user).filter(programme=found)
    asked = asked.select_related("person__home", "decided_by").order_by("decided_at", "-at")
    return render(request, "programme/erasures.html", {"programme": found, "requests": asked[:200]})


@login_required
@require_http_methods(["GET", "POST"])
@once.only
def erasure(request: HttpRequest, programme: str, pk: int) -> HttpResponse:
    """One request, and the decision on it."""
    found = the_programme(request, programme)
    records = ErasureRequest.objects.select_related("person__home", "decided_by")
    asked = seen(request.user, records, pk=pk, programme=found)
    require(request.user, DECIDE, programme=found.pk)
    form = DecisionForm(request.POST or None, initial={"version": asked.version})
    if request.method == "POST" and form.is_valid() and _decided(request, asked, form):
        messages.success(request, say(words("Decided.", "已决定。")))
        return redirect("programme:erasures", found.code)
    duties = [(duty, retention.end_of(duty)) for duty in retention.duties_in_force(asked.person)]
    context = {"programme": found, "asked": asked, "form": form, "duties": duties}
    return render(request, "programme/erasure.html", context, status=status_of(form))


def _decided(request: HttpRequest, asked: ErasureRequest, form: DecisionForm) -> bool:
    given = form.cleaned_data
    try:
        dossier.decide_on_erasure(
            by=request.user,
            request=asked,
            step="erase" if request.POST.get("step") == "erase" else "refuse",
            duty=given["duty"],
            answer=given["answer"],
            expected=given["version"],
        )
    except Refused as refused:
        form.add_error(None, say(refused.words))
    except Stale:
        form.add_error(None, say(STALE))
        form.is_stale = True
    else:
        return True
    return False
