"""The steps of a plan that people take: handed to the panel, taken back, decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from shanhai.plans import rules
from shanhai.plans.actions.refused import held_to
from shanhai.programme import trail
from shanhai.programme.trail import writing

if TYPE_CHECKING:
    from shanhai.plans.models import Plan
    from shanhai.programme.models import Account


def hand_in(*, by: Account | None, plan: Plan, expected: int | None = None) -> Plan:
    """Hand a verified plan to the panel: whoever does so proposes it.

    Raises: PermissionDenied, StepRefused; Stale, Gone.
    """
    with writing(by=by, action="plans.hand_in") as write:
        stored = stepped(by, plan, "hand_in", expected)
        stored.proposed_by, stored.proposed_at = by, timezone.now()
        return write.save(stored)


def take_back(*, by: Account | None, plan: Plan, reason: str = "", expected: int | None = None) -> Plan:
    """Take a plan back from the panel, before it has decided. Raises: as `hand_in`."""
    with writing(by=by, action="plans.take_back", reason=reason) as write:
        stored = stepped(by, plan, "take_back", expected)
        stored.proposed_by = stored.proposed_at = None
        return write.save(stored)


def decide(*, by: Account | None, plan: Plan, step: str, reason: str = "") -> Plan:
    """Let a decision of the panel take effect on a plan: "sign", "reject" or "replace".

    Who may decide, and on which conditions, is asked by the room of decisions, which calls this within its
    own transaction. Raises: ValueError for another step; StepRefused, Gone.
    """
    if step not in ("sign", "reject", "replace"):
        raise ValueError(f"{step!r} is no decision on a plan. Use sign, reject or replace.")
    with writing(by=by, action=f"plans.{step}", reason=reason) as write:
        stored = locked(plan)
        stored.state = held_to(rules.plan_step(stored.state, step))
        return write.save(stored)


def stepped(by: Account | None, plan: Plan, step: str, expected: int | None = None) -> Plan:
    """The plan as it stands, held and moved on by a step of an officer. Raises: as `hand_in`."""
    stored = locked(plan, expected)
    stored.state = held_to(
        rules.plan_step(
            stored.state,
            step,
            may_write=may_write(by, stored.cohort.programme_id),
            is_sealed=stored.cohort.stage == "sealed",
        )
    )
    return stored


def may_write(by: Account | None, programme: int) -> bool:
    """Whether somebody may make plans; the system itself may."""
    return by is None or by.standing.may("plans.write", programme=programme)


def locked(plan: Plan, expected: int | None = None) -> Plan:
    """A plan as it stands, held until the end of the transaction. Raises: Gone, Stale."""
    return trail.locked(plan, "cohort__programme", "pool", expected=expected)
