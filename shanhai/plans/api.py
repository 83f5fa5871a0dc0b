"""The plans' part of the API: plans asked for, followed, read and handed to the panel."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from ninja import Router, Schema

from shanhai.plans import actions, queries
from shanhai.plans.models import Plan
from shanhai.programme.models import Cohort
from shanhai.programme.queries import require, seen

if TYPE_CHECKING:
    from django.http import HttpRequest

router = Router(tags=["plans"])
_C = "/{programme}/{cohort}"
_STEPS = {
    "stop": actions.stop,
    "resume": actions.resume,
    "hand_in": actions.hand_in,
    "take_back": actions.take_back,
}


class PlanOut(Schema):
    """A plan: how far it is, what is proven of it, and its fingerprints."""

    number: int
    title: str
    state: str
    status: str
    people: int
    placed: int
    seats: int
    filled: int
    stages: list[dict[str, Any]]
    digest: str
    problem_print: str
    rules_print: str
    pool_print: str
    engine: str
    asked_at: datetime
    verified_at: datetime | None
    proposed_at: datetime | None
    version: int


class PlacedOut(Schema):
    """One person in one seat, with the points of each criterion."""

    person: str
    home: str
    order: str
    seat: int
    fit: int
    parts: dict[str, int]
    is_overridden: bool


class OverrideOut(Schema):
    """A change that the plan was made with, its reason, and what each stage loses by it."""

    position: int
    kind: str
    person: str
    other: str
    order: str
    rule: str
    reason: str
    price: dict[str, int]


class WholePlanOut(PlanOut):
    """A plan with everything that stands on it; nothing stands there before it is verified."""

    placements: list[PlacedOut]
    left_out: list[dict[str, Any]]
    shortages: list[dict[str, Any]]
    overrides: list[OverrideOut]


class AskIn(Schema):
    """What a plan is to be called, and after how many seconds the search is to end."""

    title: str = ""
    most_seconds: int | None = None


class StepIn(Schema):
    """The version that was read, and why."""

    version: int
    reason: str = ""


@router.get(f"{_C}/plans", response=list[PlanOut], summary="The plans of a cohort")
def plans(request: HttpRequest, programme: str, cohort: str) -> Any:
    """Every plan, the latest first."""
    return queries.plans(request.auth, _cohort(request, programme, cohort))


@router.post(f"{_C}/plans", response=PlanOut, summary="Let a plan be worked out")
def ask(request: HttpRequest, programme: str, cohort: str, body: AskIn) -> Any:
    """A job works it out and checks it; follow its state."""
    at = _cohort(request, programme, cohort)
    return actions.ask_plan(
        by=request.auth, cohort=at, title=body.title[:120], most_seconds=body.most_seconds
    )


@router.get(
    f"{_C}/plans/{{int:number}}", response=WholePlanOut, summary="One plan with all that stands on it"
)
def plan(request: HttpRequest, programme: str, cohort: str, number: int) -> Any:
    """Who has which seat, who has none, which seats stay empty and why, and what people changed."""
    found = _plan(request, programme, cohort, number)
    whole = {name: getattr(found, name) for name in PlanOut.model_fields}
    if not found.is_whole:
        return {**whole, "placements": [], "left_out": [], "shortages": [], "overrides": []}
    return {
        **whole,
        "placements": [_placed(each) for each in queries.placements_of(found)],
        "left_out": [
            {"person": each.person.code, "reason": each.reason, "data": each.data}
            for each in queries.left_out_of(found)
        ],
        "shortages": [
            {"order": each.order.code, "empty": each.empty, "data": each.data}
            for each in queries.shortages_of(found)
        ],
        "overrides": [_override(each) for each in queries.overrides_of(found)],
    }


@router.post(f"{_C}/plans/{{int:number}}/{{step}}", response=PlanOut, summary="Take a step with a plan")
def take_plan_step(
    request: HttpRequest,
    programme: str,
    cohort: str,
    number: int,
    step: Literal["stop", "resume", "hand_in", "take_back"],
    body: StepIn,
) -> Any:
    """Stop it, go on with it, hand it to the panel, take it back."""
    found = _plan(request, programme, cohort, number)
    reason = {"reason": body.reason} if step == "take_back" else {}
    return _STEPS[step](by=request.auth, plan=found, expected=body.version, **reason)


def _cohort(request: HttpRequest, programme: str, cohort: str) -> Cohort:
    found = seen(
        request.auth, Cohort.objects.select_related("programme"), programme__code=programme, code=cohort
    )
    require(request.auth, "plans.read", programme=found.programme_id)
    return found


def _plan(request: HttpRequest, programme: str, cohort: str, number: int) -> Plan:
    records = Plan.objects.select_related("cohort__programme", "pool", "rule_set")
    return seen(request.auth, records, cohort=_cohort(request, programme, cohort), number=number)


def _placed(each: Any) -> dict[str, Any]:
    return {
        "person": each.person.code,
        "home": each.person.home.code,
        "order": each.order.code,
        **{name: getattr(each, name) for name in ("seat", "fit", "parts", "is_overridden")},
    }


def _override(each: Any) -> dict[str, Any]:
    named = {name: getattr(each, name) for name in ("person", "other", "order")}
    plain = {name: getattr(each, name) for name in ("position", "kind", "rule", "reason", "price")}
    return {**plain, **{name: found.code if found else "" for name, found in named.items()}}
