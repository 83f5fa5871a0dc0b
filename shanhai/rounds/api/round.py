"""Where a round stands, its steps, and how many each home may put forward."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Literal

from ninja import Field, Router, Schema

from shanhai.pages.words import say
from shanhai.programme.queries import require, seen
from shanhai.rounds import actions, queries, rules
from shanhai.rounds.api.sending import COHORT, StepIn, the_cohort

if TYPE_CHECKING:
    from django.http import HttpRequest

    from shanhai.programme.models import Cohort

router = Router()


class OpenEndOut(Schema):
    """Something that has to come to its end before the cohort is closed, and the page where it does."""

    says: str
    url: str


class RoundOut(Schema):
    """Where a round stands."""

    stage: str
    version: int
    counts: dict[str, int]
    pool: dict[str, Any] | None
    under_way: list[OpenEndOut]


class QuotaOut(Schema):
    """How many an organisation, with all below it, may put forward, and how many it has."""

    organisation: str
    most: int
    put_forward: int
    version: int


class QuotaIn(Schema):
    """How many it may put forward; none takes the limit away. The version is that of a limit that stands."""

    most: int | None = Field(ge=0, le=100_000)
    version: int | None = None


@router.get(f"{COHORT}/round", response=RoundOut, summary="Where the round stands")
def standing(request: HttpRequest, programme: str, cohort: str) -> Any:
    """Stage, numbers of nominations one may see, the seal, and what keeps the cohort from being closed."""
    return _standing(request, the_cohort(request, programme, cohort))


@router.post(f"{COHORT}/round/{{step}}", response=RoundOut, summary="Take a step of the round")
def move_round(
    request: HttpRequest,
    programme: str,
    cohort: str,
    step: Literal["close_orders", "reopen_orders", "open_nominations", "seal", "close"],
    body: StepIn,
) -> Any:
    """Close or reopen orders, open nominations, seal the pool, close the cohort."""
    at = the_cohort(request, programme, cohort)
    given = {"reason": body.reason} if rules.STEPS[step].says_why else {}
    getattr(actions, step)(by=request.auth, cohort=at, expected=body.version, **given)
    return _standing(request, the_cohort(request, programme, cohort))


def _standing(request: HttpRequest, at: Cohort) -> dict[str, Any]:
    pool = queries.pool_of(at)
    counts = Counter(queries.nominations(request.auth, at).values_list("state", flat=True))
    sealed = pool and {
        "people": pool.people,
        "seats": pool.seats,
        "fingerprint": pool.fingerprint,
        "sealed_at": pool.sealed_at,
    }
    under_way = [{"says": say(each.says), "url": each.url} for each in queries.open_ends(at)]
    return {
        "stage": at.stage,
        "version": at.version,
        "counts": counts,
        "pool": sealed,
        "under_way": under_way,
    }


@router.get(f"{COHORT}/quotas", response=list[QuotaOut], summary="How many each home may put forward")
def quotas(request: HttpRequest, programme: str, cohort: str) -> Any:
    """The limits that one may see."""
    return _quotas(request, the_cohort(request, programme, cohort))


@router.put(f"{COHORT}/quotas/{{organisation}}", response=list[QuotaOut], summary="Say how many one may")
def write_quota(request: HttpRequest, programme: str, cohort: str, organisation: str, body: QuotaIn) -> Any:
    """Say how many an organisation may put forward, or take the limit away."""
    at = the_cohort(request, programme, cohort)
    require(request.auth, "round.move", programme=at.programme_id)
    home = seen(request.auth, queries.homes(request.auth, at), code=organisation)
    actions.set_quota(by=request.auth, cohort=at, organisation=home, most=body.most, expected=body.version)
    return _quotas(request, at)


def _quotas(request: HttpRequest, at: Cohort) -> list[dict[str, Any]]:
    return [
        {
            "organisation": each.quota.organisation.code,
            "most": each.quota.most,
            "put_forward": each.counted,
            "version": each.quota.version,
        }
        for each in queries.quotas(request.auth, at)
    ]
