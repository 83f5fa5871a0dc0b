"""The pages of try-outs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from shanhai.pages import once
from shanhai.pages.words import current_language
from shanhai.programme.queries import seen
from shanhai.rounds import actions, queries
from shanhai.rounds.models import TryOut
from shanhai.rounds.models.tryouts import ON
from shanhai.rounds.views.rule_sets import the_version

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_POST
@login_required
@once.only
def ask(request: HttpRequest, programme: str, cohort: str, number: int) -> HttpResponse:
    """Let a version be tried out."""
    version = the_version(request, programme, cohort, number)
    on = request.POST.get("on", "")
    if on not in dict(ON):
        return HttpResponseBadRequest("on", content_type="text/plain")
    made = actions.ask_try_out(by=request.user, rule_set=version, on=on)
    return HttpResponseRedirect(reverse("rounds:try_out", args=[programme, cohort, number, made.pk]))


@require_safe
@login_required
def show(request: HttpRequest, programme: str, cohort: str, number: int, pk: int) -> HttpResponse:
    """What came of a try-out, or how far it is."""
    version = the_version(request, programme, cohort, number)
    records = TryOut.objects.select_related("rule_set__cohort__programme", "by")
    asked = seen(request.user, records, rule_set=version, pk=pk)
    found, language = asked.found, current_language()
    told = [{**rule, "sentence": rule["said"][language]} for rule in found.get("rules", ())]
    context = {
        "cohort": version.cohort,
        "version": version,
        "asked": asked,
        "is_current": asked.at_version == version.version,
        "stage": queries.stage_title(asked.stage, language),
        "binding": [rule for rule in told if rule["binds"]],
        "free": [rule for rule in told if not rule["binds"]],
        "conflict": (found.get("conflict") or {}).get(language, ()),
        "left_out": [{**each, "why": each["why"][language]} for each in found.get("left_out", ())],
        "empty_seats": found.get("seats", 0) - found.get("filled", 0),
        "unplaced": found.get("people", 0) - found.get("placed", 0),
    }
    return render(request, "rounds/try_out.html", context)
