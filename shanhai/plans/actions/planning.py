"""Plans asked for, stopped and resumed by officers; a job works them out (`working`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django_q.tasks import async_task

from shanhai.plans import progress
from shanhai.plans.actions.lives import may_write, stepped
from shanhai.plans.actions.refused import StepRefused
from shanhai.plans.fitting.checking import ids_of
from shanhai.plans.models import Override, Plan
from shanhai.programme.models import AutomationRefusal, Cohort
from shanhai.programme.trail import writing
from shanhai.rounds.queries import pool_of, rules_in_force

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from shanhai.programme.models import Account

JOB = "shanhai.plans.actions.working.work_out"


def ask_plan(
    *,
    by: Account | None,
    cohort: Cohort,
    title: str = "",
    overrides: Sequence[Mapping[str, Any]] = (),
    parent: Plan | None = None,
    keeps: Plan | None = None,
    most_seconds: int | None = None,
) -> Plan:
    """Let a plan of a sealed pool be worked out by a job.

    `overrides` are values of `Override`, each with its reason; `keeps` is the plan that is to change as
    little as possible. Raises: PermissionDenied; StepRefused while no pool is sealed, or once the cohort
    is closed.
    """
    with writing(by=by, action="plans.ask") as write:
        # Held, so that two plans asked for at once do not get the same number.
        held = Cohort.objects.select_for_update().select_related("programme").get(pk=cohort.pk)
        if not may_write(by, held.programme_id):
            raise PermissionDenied("plans.write")
        made = write.save(_asked(by, held, title.strip(), parent, keeps, most_seconds))
        write.save_all(
            [
                Override(plan=made, position=position, by=by, **values)
                for position, values in enumerate(overrides, 1)
            ]
        )
        _let_work(made)
    return made


def stop(*, by: Account | None, plan: Plan, expected: int | None = None) -> Plan:
    """Stop a plan that waits or is being worked out; its job ends as soon as it notices.

    Raises: PermissionDenied, StepRefused; Stale, Gone.
    """
    with writing(by=by, action="plans.stop") as write:
        return write.save(stepped(by, plan, "stop", expected))


def resume(*, by: Account | None, plan: Plan, expected: int | None = None) -> Plan:
    """Go on with a plan that was stopped or failed, from where its search was where that can be.

    Raises: as `stop`.
    """
    with writing(by=by, action="plans.resume") as write:
        stored = stepped(by, plan, "resume", expected)
        stored.found = {}
        write.save(stored)
        _let_work(stored)
    return stored


def resume_cut_off() -> int:
    """Give out again the plans whose job has gone silent: its worker was killed. Returns: how many."""
    silent = [
        plan
        for plan in Plan.objects.filter(state__in=("running", "solved")).select_related("cohort")
        if not progress.is_moving(plan)
    ]
    for plan in silent:
        progress.tell(plan, progress.told_of(plan) or progress.Told())
        _let_work(plan)
    return len(silent)


def _asked(
    by: Account | None, cohort: Cohort, title: str, parent: Plan | None, keeps: Plan | None, limit: int | None
) -> Plan:
    pool, rule_set = pool_of(cohort), rules_in_force(cohort)
    if pool is None or rule_set is None:
        raise StepRefused("not_sealed")
    if cohort.stage != "sealed":
        raise StepRefused("round_is_over")
    last = Plan.objects.filter(cohort=cohort).aggregate(last=Max("number"))["last"]
    return Plan(
        cohort=cohort,
        pool=pool,
        rule_set=rule_set,
        number=(last or 0) + 1,
        title=title,
        parent=parent,
        keeps=keeps,
        by_hand=_by_hand(cohort),
        asked_by=by,
        most_seconds=limit,
    )


def _by_hand(cohort: Cohort) -> list[str]:
    """The ids of the people of the pool who refuse a decision by automation alone."""
    refused = AutomationRefusal.objects.filter(cohort=cohort, withdrawn_at=None)
    ids = ids_of(cohort.pk)
    return sorted(ids[person] for person in refused.values_list("person_id", flat=True) if person in ids)


def _let_work(plan: Plan) -> None:
    async_task(JOB, plan.pk)
