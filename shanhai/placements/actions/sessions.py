"""Briefings and inductions: who is invited, and who came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from shanhai.placements import rules
from shanhai.placements.actions.refused import refuse_if
from shanhai.placements.actions.steps import WITH_ALL, take
from shanhai.placements.models import Attendance, Placement, Session
from shanhai.placements.words import ATTENDANCE, SESSIONS
from shanhai.programme.trail import check_fresh, locked, writing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from shanhai.programme.models import Account, Cohort, Organisation
    from shanhai.programme.trail import Writing

#: What attending a session confirms.
STEP_OF = {"briefing": "brief", "induction": "induct"}


def write_session(
    *,
    by: Account,
    cohort: Cohort,
    kind: str,
    title: str,
    on: date,
    where: str = "",
    host: Organisation | None = None,
    session: Session | None = None,
    expected: int | None = None,
) -> Session:
    """Set up a briefing of the cohort or an induction of one host; everybody whom it concerns is invited.

    Raises: PermissionDenied; StepRefused; Stale.
    """
    check_may_hold(by, cohort, host)
    with writing(by=by, action="sessions.write") as write:
        refuse_if("" if title.strip() and kind in SESSIONS else "empty")
        stored = locked(session) if session is not None else Session(cohort=cohort)
        if session is not None:
            check_fresh(stored, expected)
        stored.kind, stored.title, stored.on = kind, title.strip(), on
        stored.where, stored.host = where.strip(), host
        write.save(stored)
        _invite(write, stored)
        return stored


def enter_attendance(*, by: Account, session: Session, came: Mapping[int, str]) -> int:
    """Enter who came, by the ids of the attendances. Whoever attended is a step further.

    Raises: PermissionDenied; StepRefused. Returns: how many lines were changed.
    """
    check_may_hold(by, session.cohort, session.host)
    with writing(by=by, action="sessions.attendance") as write:
        refuse_if("day_to_come" if session.on > timezone.localdate() else "")
        found = Attendance.objects.select_for_update(of=("self",)).filter(session=session, pk__in=came)
        changed = [each for each in found.select_related("placement__cohort") if came[each.pk] != each.state]
        for each in changed:
            if came[each.pk] not in ATTENDANCE:
                raise ValueError(f"{came[each.pk]!r} is no answer; write one of {', '.join(ATTENDANCE)}.")
            each.state = came[each.pk]
        write.save_all(changed)
        for each in changed:
            if each.state == "attended":
                _go_on(write, each.placement, STEP_OF[session.kind])
        return len(changed)


def check_may_hold(by: Account, cohort: Cohort, host: Organisation | None) -> None:
    """Go on as the office, or for an induction as the host that holds it. Raises: PermissionDenied."""
    may, programme = by.standing.may, cohort.programme_id
    if may("placements.run", programme=programme):
        return
    if host is None or not may("placements.receive", programme=programme, path=host.path):
        raise PermissionDenied("placements.run")


def _invite(write: Writing, session: Session) -> None:
    concerned = Placement.objects.filter(cohort=session.cohort, state__in=rules.COMING).exclude(
        kind="liaison"
    )
    if session.host is not None:
        concerned = concerned.filter(host__path__startswith=session.host.path)
    known = set(session.attendance.values_list("placement", flat=True))
    write.save_all(
        [
            Attendance(session=session, placement=placement)
            for placement in concerned.select_related("cohort")
            if placement.pk not in known
        ]
    )


def _go_on(write: Writing, placement: Placement, step: str) -> None:
    stored = locked(placement, *WITH_ALL)
    follows = rules.LIFE.get(stored.state, {}).get(step)
    if follows is not None:
        take(write, stored, step, follows)
