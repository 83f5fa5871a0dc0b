"""What one person reads: what was decided for them, and why, in sentences that tell of nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shanhai.decisions import queries
from shanhai.decisions.models import Decided
from shanhai.decisions.papers.sheets import explanation_paper
from shanhai.decisions.views.frame import language_of, let_in, paper_response, the_cohort
from shanhai.decisions.words import STATES
from shanhai.pages.words import current_language

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
@login_required
def show(request: HttpRequest, programme: str, cohort: str) -> HttpResponse:
    """One's own place and its explanation, once the list is public."""
    found = the_cohort(request, programme, cohort)
    let_in(request.user, found, "own.dossier")
    publication = queries.publication_of(found)
    places, told = [], None
    if publication is not None:
        mine = Decided.objects.visible_to(request.user)
        mine = mine.filter(publication=publication, person__account=request.user)
        places = [(each, STATES["place"][each.state]) for each in queries.with_names(mine)]
        told = queries.own_explanation(request.user, publication)
    context = {
        "cohort": found,
        "publication": publication,
        "places": places,
        "told": told.told(current_language()) if told else [],
    }
    return render(request, "decisions/own_place.html", context)


@require_safe
@login_required
def paper(request: HttpRequest, programme: str, cohort: str, kind: str) -> HttpResponse:
    """The same on paper."""
    found = the_cohort(request, programme, cohort)
    let_in(request.user, found, "own.dossier")
    publication = queries.publication_of(found)
    told = queries.own_explanation(request.user, publication) if publication else None
    if told is None or not told.is_told:
        raise Http404
    return paper_response(explanation_paper(publication, told, language_of(request)), kind, "explanation")
