"""Letters to persons and units, and the templates that the office edits in Word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from shanhai.decisions import actions, queries
from shanhai.decisions.models import Decided, Template
from shanhai.decisions.models.papers import LANGUAGES, LETTERS
from shanhai.decisions.papers.fields import FIELDS
from shanhai.decisions.papers.letters import as_pdf as pdf_of
from shanhai.decisions.papers.letters import letter_to_person, letter_to_unit, says_why, template_of
from shanhai.decisions.views.frame import (
    Refusal,
    answered,
    as_pdf,
    handed_out,
    language_of,
    let_in,
    the_cohort,
    tried,
)
from shanhai.decisions.views.publications import the_place, the_publication
from shanhai.decisions.words import REASONS
from shanhai.pages import once
from shanhai.pages.words import say, words
from shanhai.plans import queries as plans
from shanhai.programme.models import Organisation
from shanhai.programme.queries import require, seen

if TYPE_CHECKING:
    from django.http import HttpRequest

    from shanhai.decisions.models import Publication
    from shanhai.programme.models import Cohort
    from shanhai.sheets import Language

_STILL_WRITTEN = words(
    "This letter says why the person was placed there, and that is still being written: {told} of {count} "
    "people are told. Take the letter again in a few minutes.",
    "通知须写明安排理由，理由正在生成：共 {count} 人，已完成 {told} 人。请过几分钟再取通知。",
)


@require_safe
@login_required
def to_person(
    request: HttpRequest, programme: str, cohort: str, number: int, pk: int, kind: str
) -> HttpResponse:
    """The letter to one person: for the office at any time, for the person once letters were sent."""
    publication = the_publication(request, programme, cohort, number)
    place = the_place(request, publication, pk)
    is_own = place.person.account_id == request.user.pk and publication.state == "settled"
    if not is_own:
        require(request.user, "decisions.write", programme=publication.programme_of())
    language = language_of(request)
    awaited = plans.explanations_awaited(place.placed.plan, [place.person_id])
    if awaited and says_why(publication, language):
        return _come_back(*awaited)
    return _letter(publication, letter_to_person(place, language), kind, language, f"letter-{place.pk}")


def _come_back(told: int, count: int) -> HttpResponse:
    sentence = say(_STILL_WRITTEN, told=told, count=count)
    answer = HttpResponse(sentence, status=503, content_type="text/plain; charset=utf-8")
    answer.headers["Retry-After"] = "300"
    return answer


@require_safe
@login_required
def to_unit(
    request: HttpRequest, programme: str, cohort: str, number: int, side: str, unit: str, kind: str
) -> HttpResponse:
    """The letter to a home or host about its people: for the office, and for the unit once it was sent."""
    publication = the_publication(request, programme, cohort, number)
    if side not in ("home", "host"):
        raise Http404
    found = seen(request.user, Organisation.objects, code=unit)
    if not queries.is_letter_of(request.user, publication, side, found):
        require(request.user, "decisions.write", programme=publication.programme_of())
    named = {"person__home": found} if side == "home" else {"order__host": found}
    places = Decided.objects.visible_to(request.user).filter(publication=publication, **named)
    listed = list(queries.with_names(places.exclude(state="withdrawn")))
    if not listed:
        raise Http404
    language = language_of(request)
    letter = letter_to_unit(publication, side, found, listed, language)
    return _letter(publication, letter, kind, language, f"letter-{side}-{found.code}")


def _letter(
    publication: Publication, letter: bytes, kind: str, language: Language, name: str
) -> HttpResponse:
    if kind == "docx":
        return handed_out(letter, kind, name)
    if kind != "pdf":
        raise Http404
    return as_pdf(lambda: pdf_of(letter, publication, language), name)


@require_safe
@login_required
def templates(request: HttpRequest, programme: str, cohort: str) -> HttpResponse:
    """The templates of the letters, each to be downloaded, edited in Word and handed in again."""
    return _page(request, the_cohort(request, programme, cohort), Refusal())


@require_safe
@login_required
def template(request: HttpRequest, programme: str, cohort: str, letter: str, language: str) -> HttpResponse:
    """One template as a Word file, as it is in use."""
    found = the_cohort(request, programme, cohort)
    let_in(request.user, found, "decisions.read")
    _known(letter, language)
    content = template_of(found.programme, letter, language)
    return handed_out(content, "docx", f"{letter}-{language}")


@require_POST
@login_required
@once.only
def change(request: HttpRequest, programme: str, cohort: str, letter: str, language: str) -> HttpResponse:
    """Use a template that was edited in Word, or go back to the house's own text."""
    found = the_cohort(request, programme, cohort)
    let_in(request.user, found, "decisions.read")
    require(request.user, "decisions.write", programme=found.programme_id)
    _known(letter, language)
    upload = request.FILES.get("template")
    if upload is None and "back" not in request.POST:
        missing = Refusal((say(REASONS["template_missing"]),), 422)
        return answered(lambda why: _page(request, found, why), missing)
    refusal = tried(
        lambda: actions.change_template(
            by=request.user, programme=found.programme, kind=letter, language=language, upload=upload
        )
    )
    if refusal is not None:
        return answered(lambda why: _page(request, found, why), refusal)
    return redirect("decisions:templates", programme, cohort)


def _known(letter: str, language: str) -> None:
    if letter not in dict(LETTERS) or language not in dict(LANGUAGES):
        raise Http404


def _page(request: HttpRequest, cohort: Cohort, refusal: Refusal) -> HttpResponse:
    let_in(request.user, cohort, "decisions.read")
    own = Template.objects.visible_to(request.user).filter(programme=cohort.programme, file__isnull=False)
    edited = {(each.kind, each.language) for each in own}
    context = {
        "cohort": cohort,
        "letters": [
            {
                "kind": kind,
                "title": title,
                "fields": FIELDS[kind].items(),
                "languages": [(code, name, (kind, code) in edited) for code, name in LANGUAGES],
            }
            for kind, title in LETTERS
        ],
        "may_write": request.user.standing.may("decisions.write", programme=cohort.programme_id),
        "refusal": refusal,
    }
    return render(request, "decisions/templates.html", context)
