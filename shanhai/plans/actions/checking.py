"""Independent checks that somebody asks for: a job does them, and what it found is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django_q.tasks import async_task

from shanhai.plans.actions.lives import locked
from shanhai.plans.actions.refused import StepRefused
from shanhai.plans.fitting.checking import verify
from shanhai.plans.models import Check, PlanCheck
from shanhai.programme.trail import writing

if TYPE_CHECKING:
    from collections.abc import Callable

    from shanhai.plans.models import Plan
    from shanhai.programme.models import Account
    from shanhai.programme.trail import Writing

    C = TypeVar("C", bound=Check)

JOB = "shanhai.plans.actions.checking.check"


def ask_check(*, by: Account, plan: Plan) -> PlanCheck:
    """Let a job check a plan again. Raises: PermissionDenied; StepRefused before it is verified; Gone.

    Whoever asks while a check is under way is given that one.
    """
    with writing(by=by, action="plans.ask_check") as write:
        held = locked(plan)
        if not by.standing.may("plans.read", programme=held.cohort.programme_id):
            raise PermissionDenied("plans.read")
        if not held.is_whole:
            raise StepRefused("no_such_step")
        return asked(write, PlanCheck(plan=held, asked_by=by), JOB, plan=held)


def check(pk: int) -> None:
    """The job: check the plan, and keep what was found. It may run twice; what is kept stays."""
    done(PlanCheck, pk, "plans.check", lambda made: _found(made.plan))


def checked(plan: Plan, *, is_proven: bool) -> PlanCheck:
    """The check that lets a plan be seen as one, to be written with it."""
    return PlanCheck(plan=plan, done_at=timezone.now(), is_true=True, is_proven=is_proven)


def asked(write: Writing, made: C, job: str, **about: Any) -> C:
    """The check of a record that is under way, or a new one, given to its job; the record is held.

    One that is under way is given out once more: its job may have been lost, and does nothing twice.
    """
    found: C = type(made).objects.filter(done_at=None, **about).first() or write.save(made)
    async_task(job, found.pk)
    return found


def done(model: type[C], pk: int, action: str, find: Callable[[C], dict[str, Any]]) -> None:
    """Keep what a check finds, unless it is gone, or another run of its job was faster."""
    made = model.objects.filter(pk=pk, done_at=None).first()
    if made is None:
        return
    found = find(made)
    with writing(by=None, action=action) as write:
        stored = model.objects.select_for_update(of=("self",)).filter(pk=pk, done_at=None).first()
        if stored is None:
            return
        for name, value in found.items():
            setattr(stored, name, value)
        stored.done_at = timezone.now()
        write.save(stored)


def _found(plan: Plan) -> dict[str, Any]:
    found = verify(plan)
    return {"is_true": found.is_true, "is_proven": found.is_proven, "findings": found.findings}
