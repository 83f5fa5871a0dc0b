"""Try-outs of a version, worked out by a job. A job that was cut off may run again: it ends the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django_q.tasks import async_task

from shanhai.programme.trail import locked, writing
from shanhai.rounds import queries
from shanhai.rounds.fitting import lines as engine
from shanhai.rounds.fitting import world
from shanhai.rounds.fitting.tryout import NothingToTry, invented_world, try_out
from shanhai.rounds.models import TryOut

if TYPE_CHECKING:
    from shanhai.programme.models import Account
    from shanhai.rounds.fitting.world import World
    from shanhai.rounds.models import RuleSet

JOB = "shanhai.rounds.actions.tryouts.run_try_out"


def ask_try_out(*, by: Account, rule_set: RuleSet, on: str) -> TryOut:
    """Let a version be tried out, on the "previous" cohort or on "invented" people; a job does it.

    One that still waits or runs for the same version and people is returned. Raises: PermissionDenied, Gone.
    """
    with writing(by=by, action="rules.try_out") as write:
        stored = locked(rule_set, "cohort__programme")
        _may_try(by, stored)
        same = TryOut.objects.filter(rule_set=stored, at_version=stored.version, on=on)
        if waiting := same.filter(state__in=("waiting", "running")).first():
            return waiting
        made = write.save(TryOut(rule_set=stored, at_version=stored.version, on=on, by=by))
        async_task(JOB, made.pk)
    return made


def run_try_out(pk: int) -> str:
    """Work out a try-out. Returns: the state that it ends in; one that is over or gone stays as it is."""
    asked = TryOut.objects.select_related("rule_set__cohort__previous").filter(pk=pk).first()
    if asked is None:
        return "gone"
    if asked.is_over:
        return asked.state
    _note(asked, state="running", stage="")
    lines = queries.lines_of(asked.rule_set)
    rows = engine.records(lines.rules, lines.criteria, seed="", fair_over=asked.rule_set.fair_over)
    try:
        found = try_out(rows, _world(asked), lambda stage: _note(asked, stage=stage))
    except NothingToTry as nothing:
        return _note(asked, state="failed", stage="", found={"why": str(nothing)})
    return _note(asked, state="done", stage="", found=found)


def _may_try(by: Account, rule_set: RuleSet) -> None:
    programme = rule_set.cohort.programme_id
    if not any(by.standing.may(each, programme=programme) for each in ("rules.write", "rules.approve")):
        raise PermissionDenied("rules.write")


def _world(asked: TryOut) -> World:
    if asked.on == "invented":
        return invented_world()
    previous = asked.rule_set.cohort.previous
    return world.world_of(previous) if previous else {}


def _note(asked: TryOut, **values: object) -> str:
    with writing(by=None, action="rules.try_out") as write:
        for name, value in values.items():
            setattr(asked, name, value)
        write.save(asked)
    return asked.state
