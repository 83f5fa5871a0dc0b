"""The decisions' part of the API: the consultation, what the panel has before it, lists and their steps.

Nobody signs by it: a signature needs the person with their second factor at that moment.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal

from ninja import Router, Schema

from shanhai.decisions import actions, queries
from shanhai.decisions.models import Answer, Decision, Publication, Signature
from shanhai.programme.models import Cohort
from shanhai.programme.queries import require, seen

if TYPE_CHECKING:
    from django.http import HttpRequest

router = Router(tags=["decisions"])
_C = "/{programme}/{cohort}"
_ASKED = ("consultation.answer", "own.dossier", "decisions.read")


class DecisionOut(Schema):
    """A plan before the panel: how it was answered, and who signed."""

    id: int
    plan: int
    state: str
    fingerprint: str
    quorum: int
    answers_until: date
    signed_at: datetime | None
    answers: dict[str, int]
    signatures: list[dict[str, Any]]
    version: int


class AnswerOut(Schema):
    """What one side is asked of one place, and what it says."""

    id: int
    side: str
    person: str
    order: str
    state: str
    reason: str
    version: int


class PublicationOut(Schema):
    """A list, with its rows as they are public."""

    number: int
    state: str
    published_at: datetime
    objections_until: date
    digest: str
    rows: list[dict[str, Any]]
    version: int


class AnswerIn(Schema):
    """An answer, the version of the question that was read, and why."""

    step: Literal["agree", "object", "accept", "decline"]
    version: int
    reason: str = ""


class StepIn(Schema):
    """The version that was read, and why."""

    version: int
    reason: str = ""


@router.get(f"{_C}/decisions", response=list[DecisionOut], summary="The decisions of a cohort")
def decisions(request: HttpRequest, programme: str, cohort: str) -> Any:
    """Every decision, the latest first."""
    at = _cohort(request, programme, cohort)
    require(request.auth, "decisions.read", programme=at.programme_id)
    return [_decision(request, each) for each in queries.decisions(request.auth, at)]


@router.post(
    f"{_C}/decisions/{{int:pk}}/{{step}}", response=DecisionOut, summary="Take a step with a decision"
)
def take_decision_step(
    request: HttpRequest,
    programme: str,
    cohort: str,
    pk: int,
    step: Literal["open_signing", "drop", "publish"],
    body: StepIn,
) -> Any:
    """End the consultation, take the plan back, or make the list public."""
    at = _cohort(request, programme, cohort)
    require(request.auth, "decisions.read", programme=at.programme_id)
    found = seen(request.auth, Decision.objects.select_related("cohort__programme", "plan"), cohort=at, pk=pk)
    given = {"by": request.auth, "decision": found}
    if step == "open_signing":
        actions.open_signing(expected=body.version, **given)
    elif step == "drop":
        actions.drop(reason=body.reason, expected=body.version, **given)
    else:
        actions.publish(**given)
    return _decision(request, seen(request.auth, Decision.objects.select_related("plan"), pk=pk))


@router.get(f"{_C}/consultation", response=list[AnswerOut], summary="What you are asked in the consultation")
def consultation(request: HttpRequest, programme: str, cohort: str) -> Any:
    """The questions that one may see, of the decision that is open or was last."""
    at = _cohort(request, programme, cohort)
    queries.let_in(request.auth, at, *_ASKED)
    return [_answer(each) for each in queries.answers(request.auth, at)]


@router.post(f"{_C}/consultation/{{int:pk}}", response=AnswerOut, summary="Answer in the consultation")
def answer(request: HttpRequest, programme: str, cohort: str, pk: int, body: AnswerIn) -> Any:
    """Answer for one's unit or oneself about one place."""
    at = _cohort(request, programme, cohort)
    queries.let_in(request.auth, at, *_ASKED)
    asked = seen(request.auth, queries.answers(request.auth, at), pk=pk)
    actions.answer(by=request.auth, answer=asked, step=body.step, reason=body.reason, expected=body.version)
    return _answer(seen(request.auth, queries.answers(request.auth, at), pk=pk))


@router.get(f"{_C}/lists", response=list[PublicationOut], summary="The lists of a cohort")
def lists(request: HttpRequest, programme: str, cohort: str) -> Any:
    """The lists that one may see, the latest first, each with what became public."""
    at = _cohort(request, programme, cohort)
    queries.let_in(request.auth, at, *_ASKED, "lists.read")
    return [_list(each) for each in queries.publications(request.auth, at)]


@router.post(
    f"{_C}/lists/{{int:number}}/{{step}}", response=PublicationOut, summary="Take a step with a list"
)
def take_list_step(
    request: HttpRequest,
    programme: str,
    cohort: str,
    number: int,
    step: Literal["take_back", "send_letters"],
    body: StepIn,
) -> Any:
    """Take a list back, or send its letters."""
    at = _cohort(request, programme, cohort)
    queries.let_in(request.auth, at, *_ASKED, "lists.read")
    found = seen(request.auth, queries.publications(request.auth, at), number=number)
    given = {"by": request.auth, "publication": found, "expected": body.version}
    if step == "take_back":
        actions.take_back(reason=body.reason, **given)
    else:
        actions.send_letters(**given)
    return _list(seen(request.auth, Publication.objects, pk=found.pk))


def _cohort(request: HttpRequest, programme: str, cohort: str) -> Cohort:
    records = Cohort.objects.select_related("programme")
    return seen(request.auth, records, programme__code=programme, code=cohort)


def _decision(request: HttpRequest, decision: Decision) -> dict[str, Any]:
    signed = Signature.objects.visible_to(request.auth).filter(decision=decision)
    plain = ("state", "fingerprint", "quorum", "answers_until", "signed_at", "version")
    return {
        "id": decision.pk,
        "plan": decision.plan.number,
        **{name: getattr(decision, name) for name in plain},
        "answers": queries.counted(decision),
        "signatures": [
            {"member": each.member.account.name, "agrees": each.agrees, "reason": each.reason, "on": each.on}
            for each in signed.select_related("member__account")
        ],
    }


def _answer(asked: Answer) -> dict[str, Any]:
    plain = ("side", "state", "reason", "version")
    return {
        "id": asked.pk,
        "person": asked.placed.person.code,
        "order": asked.placed.order.code,
        **{name: getattr(asked, name) for name in plain},
    }


def _list(publication: Publication) -> dict[str, Any]:
    plain = ("number", "state", "published_at", "objections_until", "digest", "version")
    return {
        **{name: getattr(publication, name) for name in plain},
        "rows": [each.shown for each in queries.places_listed(publication)],
    }
