"""Rounds of visits: planned, and logged in one go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from shanhai.desk.actions.refused import StepRefused
from shanhai.desk.models import Visit, VisitRound
from shanhai.programme.queries import require
from shanhai.programme.trail import locked, writing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from shanhai.programme.models import Account, Organisation, Place, Programme


def plan_round(
    *,
    by: Account,
    programme: Programme,
    title: str,
    kind: str,
    on: date,
    firms: Sequence[Organisation] = (),
    places: Sequence[Place] = (),
) -> VisitRound:
    """Plan a round. Raises: PermissionDenied; StepRefused for one that goes nowhere."""
    require(by, "desk.visit", programme=programme.pk)
    if not (firms or places):
        raise StepRefused("goes_nowhere")
    with writing(by=by, action="desk.round") as write:
        made = write.save(VisitRound(programme=programme, account=by, title=title.strip(), kind=kind, on=on))
        stops = [Visit(round=made, firm=firm, place=firm.place) for firm in dict.fromkeys(firms)]
        stops += [Visit(round=made, place=place) for place in dict.fromkeys(places)]
        for number, stop in enumerate(stops):
            stop.order = number
        write.save_all(stops)
        return made


def log_visit(
    *,
    by: Account,
    visit: Visit,
    on: date,
    client_id: str,
    note: str = "",
    consented: bool = False,
) -> tuple[Visit, bool]:
    """Note that a stop was visited. The same id again is the same visit.

    Returns: the visit, and whether this was new. Raises: PermissionDenied; StepRefused when it was logged
    under another id already, or a household has not consented.
    """
    with writing(by=by, action="desk.visit") as write:
        stored = _locked(by, visit)
        if stored.client_id == client_id:
            return stored, False
        if stored.done_on is not None:
            raise StepRefused("visited_already", day=stored.done_on.isoformat())
        if stored.firm_id is None and not consented:
            raise StepRefused("no_consent")
        if on > timezone.localdate():
            raise StepRefused("visit_ahead")
        stored.done_on, stored.note, stored.consented = on, note.strip(), consented
        stored.client_id = client_id
        return write.save(stored), True


def add_stop(*, by: Account, round: VisitRound, firm: Organisation | None, place: Place | None) -> Visit:
    """Add a stop to a round of one's own. Raises: PermissionDenied; StepRefused for one that stands there."""
    if round.account_id != by.pk:
        raise PermissionDenied("desk.visit")
    with writing(by=by, action="desk.round") as write:
        stop = Visit(round=round, firm=firm, place=place or (firm.place if firm else None))
        stop.order = Visit.objects.filter(round=round).count()
        try:
            with transaction.atomic():
                return write.save(stop)
        except IntegrityError as error:
            raise StepRefused("stop_twice") from error


def _locked(by: Account, visit: Visit) -> Visit:
    stored = locked(visit, "round__programme", "firm", "place")
    if stored.round.account_id != by.pk:
        raise PermissionDenied("desk.visit")
    return stored
