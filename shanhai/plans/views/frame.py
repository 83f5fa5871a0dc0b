"""What the pages of plans have in common: what the address names, and how a refusal is answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse

from shanhai.pages.words import current_language, say, words
from shanhai.plans.actions import StepRefused
from shanhai.plans.fitting.changes import ChangeError
from shanhai.plans.fitting.picture import Shown
from shanhai.plans.models import Board, Plan
from shanhai.plans.words import REFUSALS
from shanhai.programme.models import Cohort
from shanhai.programme.queries import require, seen
from shanhai.programme.trail import Stale
from shanhai.telling.rule_words import criterion_words
from shanhai.telling.voice import Voice

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from shanhai.plans.fitting.picture import Picture

#: How long a page that asks for a proof waits before it asks again, in seconds.
PROOF_WAITS = 1.5
STALE = words(
    "Somebody else was faster: this has been changed since you opened it. What you see now is how it stands; "
    "nothing of yours was done. Look at it and decide again.",
    "他人已先行操作：您打开之后内容有变。现在显示的是最新内容，您的操作尚未执行，请核对后再决定。",
)


@dataclass(frozen=True)
class Refusal:
    """Why something was not done, and the status to answer with."""

    sentence: str = ""
    status: int = 200


def the_cohort(request: HttpRequest, programme: str, cohort: str) -> Cohort:
    """The cohort of the address. Raises: Http404."""
    records = Cohort.objects.select_related("programme")
    return seen(request.user, records, programme__code=programme, code=cohort)


def readable_cohort(request: HttpRequest, programme: str, cohort: str) -> Cohort:
    """The same for whoever may read its plans. Raises: Http404, PermissionDenied."""
    found = the_cohort(request, programme, cohort)
    require(request.user, "plans.read", programme=found.programme_id)
    return found


def the_plan(request: HttpRequest, cohort: Cohort, number: int) -> Plan:
    """The plan of the address. Raises: Http404."""
    records = Plan.objects.select_related(
        "cohort__programme", "pool__rule_set", "rule_set", "parent", "keeps", "asked_by", "proposed_by"
    )
    return seen(request.user, records, cohort=cohort, number=number)


def a_whole_plan(request: HttpRequest, programme: str, cohort: str, number: int) -> Plan:
    """A plan that is shown as one. Raises: Http404, also while it has not been verified."""
    plan = the_plan(request, readable_cohort(request, programme, cohort), number)
    if not plan.is_whole:
        raise Http404
    return plan


def the_board(request: HttpRequest, programme: str, cohort: str, number: int, pk: int) -> Board:
    """The board of the address. Raises: Http404, PermissionDenied."""
    plan = a_whole_plan(request, programme, cohort, number)
    records = Board.objects.select_related("changed_by", "plan__cohort")
    board = seen(request.user, records, plan=plan, pk=pk)
    board.plan = plan
    return board


def tried(step: Callable[[], object], picture: Picture | None = None) -> Refusal | None:
    """Take a step. Returns: None when it was done, else why not."""
    try:
        step()
    except StepRefused as refused:
        return Refusal(say(refused.words), 422)
    except ChangeError as refused:
        return Refusal(_sentence(refused, picture), 422)
    except Stale:
        return Refusal(say(STALE), 409)
    return None


#: What the address says of the part of a board that is shown.
_SHOWN = ("direction", "only", "home")


def shown_by(request: HttpRequest) -> Shown:
    """The part of a board that is shown, as the address or the form says."""
    given = request.POST if request.method == "POST" else request.GET
    return Shown(**{name: given.get(name, "") for name in _SHOWN})


def query_of(request: HttpRequest) -> str:
    """The same as the query of an address."""
    given = request.POST if request.method == "POST" else request.GET
    return urlencode({name: given[name] for name in (*_SHOWN, "view") if given.get(name)})


def selects_of(board: Board) -> str:
    """The address that tells of whoever is selected on a board: worked out once, not for every person."""
    cohort = board.plan.cohort
    return reverse("plans:select", args=[cohort.programme.code, cohort.code, board.plan.number, board.pk])


def version_of(request: HttpRequest) -> int | None:
    """The version of the record that the page showed."""
    typed = request.POST.get("version", "")
    return int(typed) if typed.isdecimal() else None


def _sentence(refused: ChangeError, picture: Picture | None) -> str:
    """Why a change cannot be made, with people and orders called by name."""
    voice = picture.voice if picture is not None else Voice(current_language())
    called = {
        "person": voice.person,
        "other": voice.person,
        "order": voice.order,
        "criterion": lambda name: criterion_words(name, voice),
    }
    data = {name: called.get(name, str)(value) for name, value in refused.data.items()}
    return REFUSALS[refused.code].say(current_language(), **data)
