"""The rounds' part of the API: where a round stands, its rules, nominations, and the seal of its pool."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from ninja import Router, Schema

from shanhai.programme.models import Cohort, Person
from shanhai.programme.queries import seen
from shanhai.rounds import actions, queries
from shanhai.rounds.models import Nomination

if TYPE_CHECKING:
    from django.http import HttpRequest

router = Router(tags=["rounds"])
_C = "/{programme}/{cohort}"


class RuleSetOut(Schema):
    """A version of the rules, with its lines as rows of the workbook's sheets."""

    number: int
    state: str
    reason: str
    fair_over: str
    fingerprint: str
    frozen_at: Any = None
    rules: list[dict[str, Any]]
    criteria: list[dict[str, Any]]


class RoundOut(Schema):
    """Where a round stands."""

    stage: str
    counts: dict[str, int]
    pool: dict[str, Any] | None


class NominationOut(Schema):
    """A nomination."""

    id: int
    person: str
    home: str
    state: str
    wishes: list[str]
    directions: list[str]
    start: date | None
    end: date | None
    version: int

    @staticmethod
    def resolve_person(nomination: Nomination) -> str:
        """The person's id."""
        return nomination.person.code

    @staticmethod
    def resolve_home(nomination: Nomination) -> str:
        """The id of the home organisation."""
        return nomination.home.code


class PutForwardIn(Schema):
    """Whom to put forward, by the ids of the home and of the person, and why."""

    home: str
    person: str
    why: str = ""


class VettingIn(Schema):
    """The yes or no of the vetting body, and nothing else of it."""

    version: int
    passed: bool
    body: str
    signer: str
    on: date


@router.get(f"{_C}/round", response=RoundOut, summary="Where the round stands")
def standing(request: HttpRequest, programme: str, cohort: str) -> Any:
    """Stage, numbers of nominations one may see, and the seal."""
    at = _cohort(request, programme, cohort)
    pool = queries.pool_of(at)
    states = queries.nominations(request.auth, at).values_list("state", flat=True)
    counts: dict[str, int] = {}
    for state in states:
        counts[state] = counts.get(state, 0) + 1
    sealed = pool and {
        "people": pool.people,
        "seats": pool.seats,
        "fingerprint": pool.fingerprint,
        "sealed_at": pool.sealed_at,
    }
    return {"stage": at.stage, "counts": counts, "pool": sealed}


@router.get(f"{_C}/rules", response=list[RuleSetOut], summary="The versions of the rules, latest first")
def rule_sets(request: HttpRequest, programme: str, cohort: str) -> Any:
    """Every version that one may read."""
    at = _cohort(request, programme, cohort)
    return [_rule_set(version) for version in queries.rule_sets(request.auth, at)]


@router.get(f"{_C}/nominations", response=list[NominationOut], summary="The nominations that you may see")
def nominations(request: HttpRequest, programme: str, cohort: str) -> Any:
    """Nominations."""
    at = _cohort(request, programme, cohort)
    return queries.nominations(request.auth, at).select_related("person", "home")


@router.post(f"{_C}/nominations", response=NominationOut, summary="Put somebody forward")
def put_forward(request: HttpRequest, programme: str, cohort: str, body: PutForwardIn) -> Any:
    """Put somebody of one's roster forward."""
    at = _cohort(request, programme, cohort)
    person = seen(request.auth, Person.objects, home__code=body.home, code=body.person)
    return actions.put_forward(by=request.auth, cohort=at, person=person, why=body.why)


@router.post(f"{_C}/nominations/{{int:pk}}/vetting", response=NominationOut, summary="Enter a vetting")
def vet(request: HttpRequest, programme: str, cohort: str, pk: int, body: VettingIn) -> Any:
    """Enter the answer of the vetting body."""
    at = _cohort(request, programme, cohort)
    nomination = seen(request.auth, Nomination.objects, cohort=at, pk=pk)
    actions.vet(
        by=request.auth,
        nomination=nomination,
        passed=body.passed,
        body=body.body,
        signer=body.signer,
        on=body.on,
        expected=body.version,
    )
    return seen(request.auth, Nomination.objects, pk=pk)


def _cohort(request: HttpRequest, programme: str, cohort: str) -> Cohort:
    return seen(request.auth, Cohort.objects, programme__code=programme, code=cohort)


def _rule_set(version: Any) -> dict[str, Any]:
    return {
        "number": version.number,
        "state": version.state,
        "reason": version.reason,
        "fair_over": version.fair_over,
        "fingerprint": version.fingerprint,
        "frozen_at": version.frozen_at,
        "rules": [line.row() for line in version.rules.all()],
        "criteria": [line.row() for line in version.criteria.all()],
    }
