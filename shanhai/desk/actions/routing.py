"""Routing: all that waits in one go by the engine, and correcting it by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from shanhai.desk import fitting, queries
from shanhai.desk.actions.refused import StepRefused
from shanhai.desk.actions.steps import locked, set_all_dates, settle, take
from shanhai.desk.models import Assignment, Request, Step
from shanhai.desk.notices import tell
from shanhai.programme.queries import require
from shanhai.programme.trail import writing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from shanhai.desk.fitting import Routed
    from shanhai.desk.models import Topic
    from shanhai.programme.models import Account, Organisation, Place, Programme
    from shanhai.programme.trail import Writing


#: More than so many at once are no news of a day: units find them in their queue.
_TOLD = 500


def route_waiting(*, by: Account | None, programme: Programme, at: datetime | None = None) -> list[Routed]:
    """Route every request that waits at the desk and was never routed by hand. Returns: where each goes.

    `by` is None for the clock. Those that fit nowhere stay with the desk, and say why.
    Raises: PermissionDenied.
    """
    if by is not None:
        require(by, "desk.route", programme=programme.pk)
    with writing(by=by, action="desk.route") as write:
        waiting = _waiting(programme)
        found = fitting.route(
            [_asked(each) for each in waiting], queries.units_to_fit(programme), queries.place_map()
        )
        _write(write, by, waiting, found, at or timezone.now())
    return found


def _waiting(programme: Programme) -> list[Request]:
    """What nobody has had yet, held. What came back is read by a person before it goes out once more."""
    given_back = Step.objects.filter(request__programme=programme, name="give_back").values("request")
    waiting = Request.objects.select_for_update(of=("self",)).select_related("topic", "place")
    # An outline is drawn on maps only, and costs more to read than all the rest.
    waiting = (
        waiting.defer("place__outline")
        .filter(programme=programme, state="received", reopened=0)
        .exclude(pk__in=given_back)
    )
    return list(waiting.order_by("pk"))


def _asked(request: Request) -> fitting.Asked:
    topic, place = request.topic, request.place
    return fitting.Asked(str(request.pk), topic.code if topic else "", place.code if place else "")


def _write(
    write: Writing, by: Account | None, waiting: Sequence[Request], found: Sequence[Routed], at: datetime
) -> None:
    """Write all that was routed in few statements: steps, assignments, requests."""
    today = timezone.localdate(at)
    routed, steps, assignments, unsettled = [], [], [], []
    for request, told in zip(waiting, found, strict=True):
        because = {"why": told.why, "of": told.of}
        if not told.unit:
            if request.routed_because != because:
                request.routed_because = because
                unsettled.append(request)
            continue
        request.unit_id = int(told.unit)
        request.routed_because = because
        request.state = "routed"
        request.turn = "asker" if request.is_asked else "unit"
        steps.append(
            Step(
                request=request, name="route", state="routed", at=at, on=today, by=by,
                unit_id=request.unit_id, because=because,
            )
        )  # fmt: skip
        assignments.append(Assignment(request=request, unit_id=request.unit_id))
        routed.append(request)
    write.save_all(assignments)
    write.save_all(steps)
    if routed:
        programme = routed[0].programme_id
        set_all_dates(routed, queries.calendar_of(programme), queries.settings_of(programme))
    write.save_all([*routed, *unsettled])
    if len(routed) <= _TOLD:
        for request in routed:
            tell(write, request, "route")


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

    Raises: PermissionDenied, StepRefused, Stale, Gone.
    """
    require(by, "desk.route", programme=request.programme_id)
    with writing(by=by, action="desk.sort") as write:
        stored = locked(request, expected)
        if not stored.is_open:
            raise StepRefused("no_such_step")
        stored.topic, stored.place = topic, place
        if stored.kind in ("difficulty", "urgent"):
            stored.kind = "urgent" if is_urgent else "difficulty"
        return settle(write, stored, stored.state)


def route_by_hand(
    *, by: Account, request: Request, unit: Organisation | None, text: str = "", expected: int | None = None
) -> Request:
    """Send a request to a unit that a person of the desk chooses. Raises: as `take`."""
    return take(by=by, request=request, name="route", unit=unit, text=text, expected=expected)
