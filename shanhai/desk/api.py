"""The desk's part of the API: requests that one sees, reporting, the steps of their life, and the figures."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone
from ninja import Field, Router, Schema

from shanhai.desk import actions, forms, queries, rules
from shanhai.desk.models import Request
from shanhai.programme.models import Organisation, Place, Programme
from shanhai.programme.queries import seen

if TYPE_CHECKING:
    from django.http import HttpRequest

router = Router(tags=["desk"])
#: So many stand in one answer; `after` asks for those behind them.
_MOST = 200
_READERS = ("desk.report", "desk.answer", "desk.route", "desk.read")
_RUN = ("desk.route", "desk.read")


class RequestOut(Schema):
    """A request, without whoever asked."""

    id: int
    number: str
    kind: str
    text: str
    topic: str
    place: str
    unit: str
    state: str
    outcome: str
    turn: str
    at: datetime
    answer_by: date
    solve_by: date
    next_on: date | None
    is_sure: bool
    repeats: int
    version: int

    @staticmethod
    def resolve_topic(request: Request) -> str:
        """The topic's id."""
        return request.topic.code if request.topic else ""

    @staticmethod
    def resolve_place(request: Request) -> str:
        """The place's id."""
        return request.place.code if request.place else ""

    @staticmethod
    def resolve_unit(request: Request) -> str:
        """The id of the unit that leads."""
        return request.unit.code if request.unit else ""


class ReportIn(Schema):
    """A difficulty: words are enough. Topic, place and unit by their ids."""

    text: str = Field(max_length=forms.LONGEST)
    topic: str = ""
    place: str = ""
    unit: str = ""
    contact: str = ""
    is_urgent: bool = False


class StepIn(Schema):
    """A step, with the version that was read and what the step needs."""

    version: int
    text: str = ""
    until: date | None = None
    unit: str = ""
    asks_for: str = "words"
    knowing: bool = False


class MergeIn(Schema):
    """The request that goes on for both, and the version of the one that is put into it."""

    version: int
    into: int


@router.get(
    "/{programme}/requests", response=list[RequestOut], summary="The requests that you may see, by their ids"
)
def desk_requests(request: HttpRequest, programme: str, state: str = "", after: int = 0) -> Any:
    """Up to 200 requests behind `after`; `state` is a state, or "open"."""
    at = _programme(request, programme, *_READERS)
    found = queries.requests(request.auth, at).filter(pk__gt=after)
    if state:
        found = found.filter(state__in=rules.OPEN if state == "open" else (state,))
    return found.order_by("pk")[:_MOST]


@router.get("/{programme}/requests/{int:pk}", response=RequestOut, summary="One request")
def desk_request(request: HttpRequest, programme: str, pk: int) -> Any:
    """A request that one sees."""
    return _request(request, _programme(request, programme, *_READERS), pk)


@router.post("/{programme}/requests", response=RequestOut, summary="Report a difficulty, once")
def desk_report(request: HttpRequest, programme: str, body: ReportIn) -> Any:
    """Report for oneself, or for a unit that one reports for."""
    at = _programme(request, programme)
    said = actions.Said(
        text=body.text,
        topic=seen(request.auth, queries.topics(at), code=body.topic) if body.topic else None,
        place=seen(request.auth, Place.objects, code=body.place) if body.place else None,
        is_urgent=body.is_urgent,
    )
    unit = seen(request.auth, Organisation.objects, code=body.unit) if body.unit else None
    return actions.report(by=request.auth, programme=at, said=said, unit=unit, contact=body.contact)


@router.post("/{programme}/requests/{int:pk}/merge", response=RequestOut, summary="Put one into another")
def desk_merge(request: HttpRequest, programme: str, pk: int, body: MergeIn) -> Any:
    """Put two together without losing an asker."""
    at = _programme(request, programme)
    first = _request(request, at, pk)
    into = Request.objects.visible_to(request.auth).filter(programme=at, pk=body.into).first()
    return actions.merge(by=request.auth, request=first, into=into, expected=body.version)


@router.post("/{programme}/requests/{int:pk}/{name}", response=RequestOut, summary="Take a step")
def desk_step(request: HttpRequest, programme: str, pk: int, name: str, body: StepIn) -> Any:
    """Take a step of a request's life; asking for what was said already is refused unless `knowing`."""
    found = _request(request, _programme(request, programme), pk)
    if name not in rules.TAKEN_BY or name in ("merge", "lapse", "remind", "escalate"):
        raise Http404
    given = {"by": request.auth, "request": found, "text": body.text, "expected": body.version}
    if name == "ask":
        return actions.ask(asks_for=body.asks_for, knowing=body.knowing, **given)
    if name == "tell_more":
        return actions.tell_more(**given)
    unit = queries.unit_chosen(request.auth, found.programme_id, body.unit)
    return actions.take(name=name, until=body.until, unit=unit, **given)


@router.get("/{programme}/figures", response=dict[str, int], summary="The figures of the dashboard")
def desk_figures(request: HttpRequest, programme: str) -> Any:
    """Counts over all requests for the desk and auditors, over their own for units."""
    at = _programme(request, programme, *_RUN, "desk.answer")
    works_for_all = any(request.auth.standing.may(each, programme=at.pk) for each in _RUN)
    found = queries.requests if works_for_all else queries.of_units
    return vars(queries.figures(found(request.auth, at), timezone.localdate()))


def _programme(request: HttpRequest, code: str, *permissions: str) -> Programme:
    at = seen(request.auth, Programme.objects, code=code)
    if permissions and not any(request.auth.standing.may(each, programme=at.pk) for each in permissions):
        raise PermissionDenied(permissions[0])
    return at


def _request(request: HttpRequest, at: Programme, pk: int) -> Request:
    return seen(request.auth, Request.objects.select_related("topic", "place", "unit"), programme=at, pk=pk)
