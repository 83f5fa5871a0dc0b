"""What the pages of decisions have in common: how a refusal is answered, and how papers are handed out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse

from shanhai.decisions.actions import StepRefused
from shanhai.decisions.queries import let_in
from shanhai.pages.words import current_language, say
from shanhai.papers import CannotSet, to_pdf, to_word
from shanhai.plans.actions import StepRefused as PlanRefused
from shanhai.programme.actions.refusal import Refused
from shanhai.programme.trail import Gone, Stale
from shanhai.programme.words import STALE
from shanhai.rounds.views.frame import READS_AND_WRITES, Refusal, answered, the_cohort, version_of
from shanhai.sheets import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from shanhai.papers import Paper
    from shanhai.sheets import Language

__all__ = [
    "READS_AND_WRITES",
    "Refusal",
    "answered",
    "handed_out",
    "language_of",
    "let_in",
    "paper_response",
    "the_cohort",
    "tried",
    "version_of",
]
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TYPES = {"docx": WORD, "pdf": "application/pdf", "zip": "application/zip"}


def tried(step: Callable[[], object]) -> Refusal | None:
    """Take a step. Returns: None when it was done, else why not."""
    try:
        step()
    except StepRefused as refused:
        about = f" ({refused.about})" if refused.about else ""
        return Refusal(tuple(say(each) + about for each in refused.words), 422)
    except (PlanRefused, Refused) as refused:
        return Refusal((say(refused.words),), 422)
    except (Stale, Gone):
        return Refusal((say(STALE),), 409)
    return None


def language_of(request: HttpRequest) -> Language:
    """The language of a paper: that of the address, else the reader's."""
    asked = request.GET.get("language", "")
    return asked if asked in LANGUAGES else current_language()


def paper_response(paper: Paper, kind: str, name: str) -> HttpResponse:
    """A paper as a file to be saved. Raises: Http404 for a kind that there is not."""
    if kind not in ("docx", "pdf"):
        raise Http404
    if kind == "docx":
        return handed_out(to_word(paper), kind, name)
    return as_pdf(lambda: to_pdf(paper), name)


def as_pdf(make: Callable[[], bytes], name: str) -> HttpResponse:
    """A PDF, or, where this machine cannot set one, why not."""
    try:
        return handed_out(make(), "pdf", name)
    except CannotSet as missing:
        return HttpResponse(str(missing), status=503, content_type="text/plain; charset=utf-8")


def handed_out(content: bytes, kind: str, name: str) -> HttpResponse:
    """A file that a browser saves and never shows in our name."""
    response = HttpResponse(content, content_type=_TYPES[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "private, no-store"
    return response
