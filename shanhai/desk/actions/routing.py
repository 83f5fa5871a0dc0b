"""Routing: all that waits in one go by the engine, and correcting it by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django_q.tasks import async_task

from shanhai.desk import fitting, queries, rules
from shanhai.desk.actions.refused import StepRefused
from shanhai.desk.actions.steps import locked, set_dates, settle, take
from shanhai.desk.models import Assignment, Request, Step, Topic
from shanhai.desk.notices import tell
from shanhai.programme.models import Place
from shanhai.programme.queries import require
from shanhai.programme.trail import writing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from shanhai.desk.fitting import Routed
    from shanhai.programme.models import Account, Organisation, Programme
    from shanhai.programme.trail import Writing


#: The worker's job that routes what waits in a programme.
ROUTE = "shanhai.desk.jobs.route_waiting"
#: More than so many at once are no news of a day: units find them in their queue.
_TOLD = 500
#: As many as are held in memory at a time while they are written; all are written, or none.
_BATCH = 500


def route_waiting(*, by: Account | None, programme: Programme, at: datetime | None = None) -> list[Routed]:
    """Route every request that waits at the desk and was never routed by hand. Returns: where each goes.

    `by` is None for the clock. Those that fit nowhere stay with the desk, and say why.
    Raises: PermissionDenied.
    """
    if by is not None:
        require(by, "desk.route", programme=programme.pk)
    with writing(by=by, action="desk.route") as write:
        found = fitting.route(_waiting(programme), queries.units_to_fit(programme), queries.place_map())
        is_news = sum(bool(each.unit) for each in found) <= _TOLD
        for start in range(0, len(found), _BATCH):
            routed = _write(write, programme, found[start : start + _BATCH], at or timezone.now())
            for request in routed if is_news else ():
                tell(write, request, "route")
    return found


def _waiting(programme: Programme) -> list[fitting.Asked]:
    """What nobody has had yet, held. What came back is read by a person before it goes out once more."""
    given_back = Step.objects.filter(request__programme=programme, name="give_back").values("request")
    waiting = Request.objects.select_for_update().filter(programme=programme, state="received", reopened=0)
    waiting = waiting.exclude(pk__in=given_back).order_by("pk")
    topics = dict(Topic.objects.filter(programme=programme).values_list("pk", "code"))
    places = dict(Place.objects.values_list("pk", "code"))
    return [
        fitting.Asked(str(key), topics.get(topic, ""), places.get(place, ""))
        for key, topic, place in waiting.values_list("pk", "topic", "place")
    ]


def _write(write: Writing, programme: Programme, found: Sequence[Routed], at: datetime) -> list[Request]:
    """Write where requests go in few statements: steps, assignments, requests. Returns: those that go."""
    held = Request.objects.in_bulk([int(each.request) for each in found])
    routed, unsettled = [], []
    for told in found:
        request, because = held[int(told.request)], {"why": told.why, "of": told.of}
        if told.unit:
            request.unit_id = int(told.unit)
            request.state = "routed"
            request.turn = rules.turn("routed", is_asked=request.is_asked, has_unit=True)
            routed.append(request)
        elif request.routed_because != because:
            unsettled.append(request)
        request.routed_because = because
    write.save_all([Assignment(request=each, unit_id=each.unit_id) for each in routed])
    write.save_all([_step(each, write.by, at) for each in routed])
    set_dates(routed, queries.calendar_of(programme), queries.settings_of(programme))
    write.save_all([*routed, *unsettled])
    return routed


def _step(request: Request, by: Account | None, at: datetime) -> Step:
    return Step(
        request=request, name="route", state="routed", at=at, on=timezone.localdate(at), by=by,
        unit_id=request.unit_id, because=request.routed_because,
    )  # fmt: skip


def sort(
    *,
    by: Account,
    request: Request,
    topic: Topic | None,
    place: Place | None,
    is_urgent: bool,
    expected: int | None = None,
) -> Request:
    """Say what a request is about and where: what the asker left open, or took for something else.

    What nobody has had yet can then be routed: the worker looks at once.
    Raises: PermissionDenied, StepRefused, Stale, Gone.
    """
    require(by, "desk.route", programme=request.programme_id)
    with writing(by=by, action="desk.sort") as write:
        stored = locked(request, expected)
        if not stored.is_open:
            raise StepRefused("no_such_step")
        stored.topic, stored.place = topic, place
        if stored.unit_id is None:
            stored.routed_because = {}  # why it could not be routed was said of what it was before
        if stored.kind in ("difficulty", "urgent"):
            stored.kind = "urgent" if is_urgent else "difficulty"
        transaction.on_commit(lambda: async_task(ROUTE, stored.programme_id))
        return settle(write, stored, stored.state)


def route_by_hand(
    *, by: Account, request: Request, unit: Organisation | None, text: str = "", expected: int | None = None
) -> Request:
    """Send a request to a unit that a person of the desk chooses. Raises: as `take`."""
    return take(by=by, request=request, name="route", unit=unit, text=text, expected=expected)
