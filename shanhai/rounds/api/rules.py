"""Versions of the rules: their lines, their way to the freeze, and how they are tried out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from ninja import Field, Router, Schema, Status
from ninja.errors import HttpError
from pydantic import BaseModel

from shanhai.pages.entry import sent
from shanhai.programme.api.sending import CellsIn  # noqa: TC001 - read when the program runs
from shanhai.programme.queries import require, seen
from shanhai.rounds import actions, queries
from shanhai.rounds.api.sending import COHORT, StepIn, the_cohort
from shanhai.rounds.forms import settings_form, settings_of
from shanhai.rounds.models import RuleSet, TryOut

if TYPE_CHECKING:
    from django.http import HttpRequest

router = Router()


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
    weights: list[dict[str, Any]]
    pairs: list[dict[str, Any]]


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


class TryOutIn(Schema):
    """On whom a version is tried out."""

    on: Literal["previous", "invented"]


class TryOutOut(Schema):
    """A try-out: which version was tried, how far it is, and what came of it; no person is in it."""

    id: int
    on: str
    at_version: int
    state: str
    found: dict[str, Any]


@router.get(f"{COHORT}/rules", response=list[RuleSetOut], summary="The versions of the rules, latest first")
def rule_sets(request: HttpRequest, programme: str, cohort: str) -> Any:
    """Every version that one may read."""
    at = the_cohort(request, programme, cohort)
    return [_rule_set(version) for version in queries.rule_sets(request.auth, at)]


@router.post(f"{COHORT}/rules", response=RuleSetOut, summary="Begin a version of the rules")
def begin_rules(request: HttpRequest, programme: str, cohort: str, body: BeginIn) -> Any:
    """Begin the first version, or a later one with its reason."""
    at = the_cohort(request, programme, cohort)
    made = actions.new_version(by=request.auth, cohort=at, reason=body.reason, start=body.start)
    return _rule_set(made)


@router.put(f"{COHORT}/rules/{{int:number}}/lines", response=RuleSetOut, summary="Write all lines of a draft")
def write_lines(request: HttpRequest, programme: str, cohort: str, number: int, body: LinesIn) -> Any:
    """Make the lines of a draft these: all of them, or none."""
    version = _version(request, programme, cohort, number)
    rows = body.dict(include={"rules", "weights", "pairs"})
    try:
        actions.write_book(by=request.auth, rule_set=version, rows=rows, expected=body.version)
    except KeyError as unknown:
        raise HttpError(422, str(unknown.args[0])) from unknown
    return _rule_set(_version(request, programme, cohort, number))


# These stand before the steps, which would take their addresses for a step.
@router.put(
    f"{COHORT}/rules/{{int:number}}/settings", response=RuleSetOut, summary="Write what holds for all"
)
def write_rule_settings(request: HttpRequest, programme: str, cohort: str, number: int, body: CellsIn) -> Any:
    """Say over what the plan is fair, and why there is a new version."""
    found = _version(request, programme, cohort, number)
    require(request.auth, "rules.write", programme=found.cohort.programme_id)
    form = sent(lambda data: settings_form(found, data), body.cells, body.version)
    given = settings_of(found, form)
    return _rule_set(actions.write_settings(by=request.auth, rule_set=found, expected=form.expected, **given))


@router.get(f"{COHORT}/rules/{{int:number}}/try_outs", response=list[TryOutOut], summary="Its try-outs")
def try_outs(request: HttpRequest, programme: str, cohort: str, number: int) -> Any:
    """How a version has been tried out, the latest first."""
    found = _version(request, programme, cohort, number)
    return TryOut.objects.visible_to(request.auth).filter(rule_set=found)


@router.post(f"{COHORT}/rules/{{int:number}}/try_outs", response=TryOutOut, summary="Have it tried out")
def ask_try_out(request: HttpRequest, programme: str, cohort: str, number: int, body: TryOutIn) -> Any:
    """Have a version tried out on the cohort before, or on invented people; a job works it out."""
    found = _version(request, programme, cohort, number)
    return actions.ask_try_out(by=request.auth, rule_set=found, on=body.on)


@router.get(f"{COHORT}/rules/{{int:number}}/try_outs/{{int:pk}}", response=TryOutOut, summary="One try-out")
def try_out(request: HttpRequest, programme: str, cohort: str, number: int, pk: int) -> Any:
    """What came of a try-out, or how far it is."""
    found = _version(request, programme, cohort, number)
    return seen(request.auth, TryOut.objects, rule_set=found, pk=pk)


@router.post(
    f"{COHORT}/rules/{{int:number}}/{{step}}", response=RuleSetOut, summary="Take a step with the rules"
)
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


@router.api_operation(
    ["DELETE"], f"{COHORT}/rules/{{int:number}}", response={204: None}, summary="Throw a draft away"
)
def discard_rules(request: HttpRequest, programme: str, cohort: str, number: int, version: int) -> Any:
    """Throw a draft away; `?version=` is the one that was read."""
    found = _version(request, programme, cohort, number)
    actions.discard(by=request.auth, rule_set=found, expected=version)
    return Status(204, None)


def _version(request: HttpRequest, programme: str, cohort: str, number: int) -> RuleSet:
    at = the_cohort(request, programme, cohort)
    return seen(request.auth, RuleSet.objects, cohort=at, number=number)


def _rule_set(version: Any) -> dict[str, Any]:
    lines = queries.rows_of(version)
    return {
        "number": version.number,
        "state": version.state,
        "version": version.version,
        "reason": version.reason,
        "fair_over": version.fair_over,
        "fingerprint": version.fingerprint,
        "frozen_at": version.frozen_at,
        **{sheet: lines[sheet] for sheet in ("rules", "weights", "pairs")},
    }
