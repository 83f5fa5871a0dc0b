"""The rounds' part of the API: where a round stands and its steps, its rules, its nominations."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from ninja import Field, Router, Schema
from ninja.errors import HttpError
from pydantic import BaseModel

from shanhai.programme.models import Cohort, Person
from shanhai.programme.queries import seen
from shanhai.rounds import actions, queries, rules
from shanhai.rounds.models import Nomination, RuleSet

if TYPE_CHECKING:
    from django.http import HttpRequest

router = Router(tags=["rounds"])
_C = "/{programme}/{cohort}"


class RuleSetOut(Schema):
    """A version of the rules, with its lines as rows of the workbook's sheets."""

    number: int
    state: str
    version: int
    reason: str
    fair_over: str
    fingerprint: str
    frozen_at: Any = None
    rules: list[dict[str, Any]]
    criteria: list[dict[str, Any]]


class RoundOut(Schema):
    """Where a round stands."""

    stage: str
    version: int
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


class StepIn(Schema):
    """A step: the version that was read, and why, where a reason is asked for."""

    version: int
    reason: str = ""


class BeginIn(Schema):
    """What a first version of the rules begins with, or why there is a later one."""

    reason: str = ""
    start: Literal["usual", "previous", "empty"] = "usual"


class RuleIn(BaseModel, extra="allow"):
    """A rule: its id, its kind, and the columns of the sheet "rules" that its kind uses."""

    id: str = Field(max_length=40)
    kind: str = Field(max_length=30)


class CriterionIn(BaseModel, extra="allow"):
    """A criterion: its kind, and the columns of the sheet "weights" that it uses."""

    criterion: str = Field(max_length=30)


class PairIn(Schema):
    """A pair of a list that a rule or criterion speaks of."""

    list: str
    person: str
    order: str
    amount: float | None = None


class LinesIn(Schema):
    """All lines of a draft, as rows of the workbook's sheets, and the version that was read."""

    version: int
    rules: list[RuleIn]
    weights: list[CriterionIn]
    pairs: list[PairIn] = Field(default_factory=list)


class DossierIn(Schema):
    """Where to, when, and that the person agrees; `on_paper` when the home enters what they have signed."""

    version: int
    consents: bool
    on_paper: bool = False
    wishes: list[str] = Field(default_factory=list)
    directions: list[str] = Field(default_factory=list)
    start: date | None = None
    end: date | None = None


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
    return _standing(request, _cohort(request, programme, cohort))


@router.post(f"{_C}/round/{{step}}", response=RoundOut, summary="Take a step of the round")
def move_round(
    request: HttpRequest,
    programme: str,
    cohort: str,
    step: Literal["close_orders", "reopen_orders", "open_nominations", "seal", "close"],
    body: StepIn,
) -> Any:
    """Close or reopen orders, open nominations, seal the pool, close the cohort."""
    at = _cohort(request, programme, cohort)
    given = {"reason": body.reason} if rules.STEPS[step].says_why else {}
    getattr(actions, step)(by=request.auth, cohort=at, expected=body.version, **given)
    return _standing(request, _cohort(request, programme, cohort))


def _standing(request: HttpRequest, at: Cohort) -> dict[str, Any]:
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
    return {"stage": at.stage, "version": at.version, "counts": counts, "pool": sealed}


@router.get(f"{_C}/rules", response=list[RuleSetOut], summary="The versions of the rules, latest first")
def rule_sets(request: HttpRequest, programme: str, cohort: str) -> Any:
    """Every version that one may read."""
    at = _cohort(request, programme, cohort)
    return [_rule_set(version) for version in queries.rule_sets(request.auth, at)]


@router.post(f"{_C}/rules", response=RuleSetOut, summary="Begin a version of the rules")
def begin_rules(request: HttpRequest, programme: str, cohort: str, body: BeginIn) -> Any:
    """Begin the first version, or a later one with its reason."""
    at = _cohort(request, programme, cohort)
    made = actions.new_version(by=request.auth, cohort=at, reason=body.reason, start=body.start)
    return _rule_set(made)


@router.put(f"{_C}/rules/{{int:number}}/lines", response=RuleSetOut, summary="Write all lines of a draft")
def write_lines(request: HttpRequest, programme: str, cohort: str, number: int, body: LinesIn) -> Any:
    """Make the lines of a draft these: all of them, or none."""
    version = _version(request, programme, cohort, number)
    rows = body.dict(include={"rules", "weights", "pairs"})
    try:
        actions.write_book(by=request.auth, rule_set=version, rows=rows, expected=body.version)
    except KeyError as unknown:
        raise HttpError(422, str(unknown.args[0])) from unknown
    return _rule_set(_version(request, programme, cohort, number))


@router.post(f"{_C}/rules/{{int:number}}/{{step}}", response=RuleSetOut, summary="Take a step with the rules")
def move_rules(
    request: HttpRequest,
    programme: str,
    cohort: str,
    number: int,
    step: Literal["propose", "take_back", "send_back", "approve"],
    body: StepIn,
) -> Any:
    """Hand in for approval, take back, send back with a reason, or approve and freeze."""
    version = _version(request, programme, cohort, number)
    given = {"reason": body.reason} if step == "send_back" else {}
    moved = getattr(actions, step)(by=request.auth, rule_set=version, expected=body.version, **given)
    return _rule_set(moved)


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
    nomination = _nomination(request, programme, cohort, pk)
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


@router.get(f"{_C}/nominations/{{int:pk}}", response=NominationOut, summary="One nomination")
def nomination(request: HttpRequest, programme: str, cohort: str, pk: int) -> Any:
    """One nomination, as it stands."""
    return _nomination(request, programme, cohort, pk)


@router.post(f"{_C}/nominations/{{int:pk}}/dossier", response=NominationOut, summary="Complete a dossier")
def complete(request: HttpRequest, programme: str, cohort: str, pk: int, body: DossierIn) -> Any:
    """Say where to and when, and confirm."""
    actions.complete(
        by=request.auth,
        nomination=_nomination(request, programme, cohort, pk),
        values=body.dict(include={"wishes", "directions", "start", "end"}, exclude_unset=True),
        consents=body.consents,
        on_paper=body.on_paper,
        expected=body.version,
    )
    return _nomination(request, programme, cohort, pk)


@router.post(f"{_C}/nominations/{{int:pk}}/{{step}}", response=NominationOut, summary="Take a step")
def move_nomination(
    request: HttpRequest,
    programme: str,
    cohort: str,
    pk: int,
    step: Literal["withdraw", "return", "put_forward"],
    body: StepIn,
) -> Any:
    """Withdraw, give the dossier back, both with a reason; or put somebody forward again."""
    given = {"by": request.auth, "expected": body.version}
    given["nomination"] = _nomination(request, programme, cohort, pk)
    if step == "put_forward":
        actions.put_forward_again(**given)
    else:
        taken = {"withdraw": actions.withdraw, "return": actions.return_nomination}[step]
        taken(**given, reason=body.reason)
    return _nomination(request, programme, cohort, pk)


def _cohort(request: HttpRequest, programme: str, cohort: str) -> Cohort:
    return seen(request.auth, Cohort.objects, programme__code=programme, code=cohort)


def _version(request: HttpRequest, programme: str, cohort: str, number: int) -> RuleSet:
    at = _cohort(request, programme, cohort)
    return seen(request.auth, RuleSet.objects, cohort=at, number=number)


def _nomination(request: HttpRequest, programme: str, cohort: str, pk: int) -> Nomination:
    at = _cohort(request, programme, cohort)
    return seen(request.auth, Nomination.objects.select_related("person", "home"), cohort=at, pk=pk)


def _rule_set(version: Any) -> dict[str, Any]:
    return {
        "number": version.number,
        "state": version.state,
        "version": version.version,
        "reason": version.reason,
        "fair_over": version.fair_over,
        "fingerprint": version.fingerprint,
        "frozen_at": version.frozen_at,
        "rules": [line.row() for line in version.rules.all()],
        "criteria": [line.row() for line in version.criteria.all()],
    }
