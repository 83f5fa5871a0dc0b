"""The steps of a placement's life."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from shanhai.placements import notices, queries, rules
from shanhai.placements.actions.refused import StepRefused, held_to
from shanhai.placements.models import Placement
from shanhai.placements.words import STEPS
from shanhai.programme.models import Person
from shanhai.programme.trail import check_fresh, locked, writing
from shanhai.sheets import Words

if TYPE_CHECKING:
    from datetime import date

    from shanhai.programme.models import Account
    from shanhai.programme.trail import Writing

WITH_ALL = ("cohort", "person__account", "host", "home", "return_plan")
_SUBJECT = Words("A step in a placement", "挂职有新进展")
_BODY = Words("{person}, {home} → {host}: {step}.", "{person}（{home}→{host}）：{step}。")


def move(
    *,
    by: Account,
    placement: Placement,
    step: str,
    expected: int | None = None,
    on: date | None = None,
    reason: str = "",
) -> Placement:
    """Take a step in the life of a placement; `on` is the day on which it happened.

    Raises: PermissionDenied for whoever may never take it; StepRefused; Stale.
    """
    with writing(by=by, action=f"placements.{step}", reason=reason) as write:
        stored = locked(placement, *WITH_ALL)
        parts = queries.parts_in(by, stored)
        answer = rules.step(stored.term, step, parts, reason=reason, on=on, today=timezone.localdate())
        if answer.why in rules.NEVER:
            held_to(answer)
        check_fresh(stored, expected)
        take(write, stored, step, held_to(answer), on=on, reason=reason)
    return stored


def take(
    write: Writing, placement: Placement, step: str, state: str, *, on: date | None = None, reason: str = ""
) -> None:
    """Write what follows from a step that the rules allow, and tell those whom it concerns."""
    if step == "arrive":
        check_free(placement, only_present=True)
        placement.arrived_on = on
    elif step == "end_early":
        placement.ended_on = on
    elif step == "return":
        placement.returned_on = on
    if step in rules.WITH_REASON:
        placement.reason = reason.strip()
    placement.state = state
    write.save(placement)
    notices.tell(
        write,
        placement,
        ("person", "host", "home"),
        what=f"{step}:{placement.version}",
        subject=_SUBJECT,
        body=_BODY,
        step=STEPS[step],
    )


def check_free(placement: Placement, *, only_present: bool = False) -> None:
    """Go on when the person is in no other post in that time. The person is held, so that two cannot race.

    Raises: StepRefused.
    """
    if placement.kind not in rules.AWAY:
        return
    list(Person.objects.select_for_update().filter(pk=placement.person_id))
    states = rules.PRESENT if only_present else (*rules.COMING, *rules.PRESENT)
    others = Placement.objects.filter(person=placement.person_id, kind__in=rules.AWAY, state__in=states)
    for starts, ends in others.exclude(pk=placement.pk).values_list("starts", "ends"):
        if only_present or rules.overlaps(placement.starts, placement.ends, starts, ends):
            raise StepRefused("overlap")
