"""The placements' part of the API: who is placed where, and the steps of a placement's life."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from ninja import Router, Schema

from shanhai.placements import actions, queries, rules
from shanhai.placements.queries import READING
from shanhai.programme.models import Cohort
from shanhai.programme.queries import seen

if TYPE_CHECKING:
    from django.http import HttpRequest

    from shanhai.placements.models import Placement

router = Router(tags=["placements"])
#: So many stand in one answer; `after` asks for those behind them.
_MOST = 200
_C = "/{programme}/{cohort}"


class PlacementOut(Schema):
    """A placement: who, where, since when, and how it stands."""

    id: int
    person: str
    host: str
    home: str
    kind: str
    state: str
    starts: date
    ends: date | None
    arrived_on: date | None
    ended_on: date | None
    returned_on: date | None
    days: int | None
    version: int

    @staticmethod
    def resolve_person(placement: Placement) -> str:
        """The person's id."""
        return placement.person.code

    @staticmethod
    def resolve_host(placement: Placement) -> str:
        """The id of the host organisation."""
        return placement.host.code

    @staticmethod
    def resolve_home(placement: Placement) -> str:
        """The id of the home organisation."""
        return placement.home.code


class MoveIn(Schema):
    """A step, with the version that was read, and the day and reason that some steps need."""

    version: int
    on: date | None = None
    reason: str = ""


@router.get(_C, response=list[PlacementOut], summary="The placements that you may see, by their ids")
def placements_of(request: HttpRequest, programme: str, cohort: str, state: str = "", after: int = 0) -> Any:
    """Up to 200 placements behind `after`."""
    found = queries.placements(request.auth, _cohort(request, programme, cohort)).filter(pk__gt=after)
    return (found.filter(state=state) if state else found).order_by("pk")[:_MOST]


@router.get(f"{_C}/{{int:pk}}", response=PlacementOut, summary="One placement")
def placement(request: HttpRequest, programme: str, cohort: str, pk: int) -> Any:
    """A placement that one sees."""
    return _placement(request, programme, cohort, pk)


@router.post(f"{_C}/{{int:pk}}/{{step}}", response=PlacementOut, summary="Take a step")
def placement_step(
    request: HttpRequest, programme: str, cohort: str, pk: int, step: str, body: MoveIn
) -> Any:
    """Take a step of a placement's life. Longer terms and reviews have more sides, and are for the pages."""
    found = _placement(request, programme, cohort, pk)
    if step not in rules.TAKEN_BY or step in ("extend", "review"):
        raise Http404
    given = {"on": body.on, "reason": body.reason, "expected": body.version}
    return actions.move(by=request.auth, placement=found, step=step, **given)


def _cohort(request: HttpRequest, programme: str, cohort: str) -> Cohort:
    records = Cohort.objects.select_related("programme")
    at = seen(request.auth, records, programme__code=programme, code=cohort)
    if not any(request.auth.standing.may(each, programme=at.programme_id) for each in READING):
        raise PermissionDenied("placements.read")
    return at


def _placement(request: HttpRequest, programme: str, cohort: str, pk: int) -> Placement:
    at = _cohort(request, programme, cohort)
    return seen(request.auth, queries.placements(request.auth, at), pk=pk)
