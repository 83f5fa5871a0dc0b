"""The job of a plan: solve, keep the file, check it independently, and only then write what stands on it.

It may run twice, after its worker was killed or at the same time: each step is taken once, by whoever comes
first, and the same problem gives the same plan.
"""

from __future__ import annotations

import hashlib
import time
import uuid
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.utils import timezone
from django_q.tasks import async_task

from shanhai.plans import progress, rules
from shanhai.plans.actions.checking import checked
from shanhai.plans.actions.explaining import EXPLAIN
from shanhai.plans.actions.lives import locked
from shanhai.plans.fitting.changes import ChangeError
from shanhai.plans.fitting.checking import verify
from shanhai.plans.fitting.proposing import CHECKING, Proposal, Stopped, propose
from shanhai.plans.fitting.sealed import Unplannable
from shanhai.plans.models import Explanation, LeftOut, Override, Placed, Plan, Short
from shanhai.plans.words import FAILURES
from shanhai.programme.trail import Gone, Writing, writing
from shanhai.sheets import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable

#: How often a job looks whether somebody has stopped its plan, in seconds.
_LOOKS_EVERY = 0.5


def work_out(pk: int) -> str:
    """Work out the plan of that key. Returns: the state that it ends in; "gone" when it was deleted."""
    try:
        plan = _step(pk, "start")
    except Gone:
        return "gone"
    if plan.state != "running":
        return plan.state
    started = time.monotonic()
    try:
        proposal = propose(plan, _telling(plan))
    except Stopped:
        return Plan.objects.get(pk=pk).state
    except (Unplannable, ChangeError) as error:
        return _fail(pk, error)
    plan = _keep(plan, proposal, time.monotonic() - started)
    if plan.state == "solved":
        progress.tell(plan, progress.Told(CHECKING))
        plan = _check(plan, proposal)
    progress.end(plan)
    return plan.state


def _telling(plan: Plan) -> Callable[[progress.Told], bool]:
    """Tells progress, and answers False once somebody has stopped the plan."""
    looked = told = 0.0
    goes_on = True

    def tell(now: progress.Told) -> bool:
        nonlocal looked, told, goes_on
        clock = time.monotonic()
        if clock - told > _LOOKS_EVERY / 2:
            told = clock
            progress.tell(plan, now)
        if clock - looked > _LOOKS_EVERY:
            looked = clock
            goes_on = Plan.objects.filter(pk=plan.pk, state="running").exists()
        return goes_on

    return tell


def _step(pk: int, step: str, **values: Any) -> Plan:
    """Take a step of the job, if the plan is where it can be taken; otherwise leave it. Raises: Gone."""
    with writing(by=None, action=f"plans.{step}") as write:
        plan = locked(Plan(pk=pk))
        answer = rules.plan_step(plan.state, step)
        if not answer.may:
            return plan
        plan.state = answer.state
        for name, value in values.items():
            setattr(plan, name, value)
        return write.save(plan)


def _fail(pk: int, error: Unplannable | ChangeError) -> str:
    code = "unplannable" if isinstance(error, Unplannable) else "no_problem"
    found = {language: [FAILURES[code].say(language, what=str(error))] for language in LANGUAGES}
    return _step(pk, "fail", found=found).state


def _keep(plan: Plan, proposal: Proposal, seconds: float) -> Plan:
    """Keep the file and the figures of a proposal; where the rules clash it ends here."""
    step = "find_conflict" if proposal.conflict else "solve"
    return _step(
        plan.pk,
        step,
        **proposal.standing.figures,
        file=_stored(plan, proposal.content),
        digest=hashlib.sha256(proposal.content).hexdigest(),
        engine=proposal.engine,
        problem_print=proposal.problem_print,
        rules_print=proposal.rules_print,
        pool_print=plan.pool.fingerprint,
        found=proposal.conflict,
        seconds=round(seconds, 2),
        solved_at=timezone.now(),
    )


def _stored(plan: Plan, content: bytes) -> str:
    """The name under which plan.json is kept, outside of what the web server shows."""
    storage = plan.file.storage
    name: str = storage.save(f"plans/{timezone.now():%Y/%m}/{uuid.uuid4().hex}.json", ContentFile(content))
    return name


def _check(plan: Plan, proposal: Proposal) -> Plan:
    """Check the plan independently and write what stands on it; one that is not confirmed is no plan."""
    found = verify(plan)
    if not found.is_true:
        return _step(plan.pk, "refute", found=found.findings)
    with writing(by=None, action="plans.verify") as write:
        stored = locked(plan)
        answer = rules.plan_step(stored.state, "verify")
        if not answer.may:
            return stored
        stored.state, stored.verified_at = answer.state, timezone.now()
        write.save(stored)
        _write_rows(write, stored, proposal)
        write.save(checked(stored, is_proven=found.is_proven))
        async_task(EXPLAIN, stored.pk)
    return stored


def _write_rows(write: Writing, plan: Plan, proposal: Proposal) -> None:
    stands = proposal.standing
    write.save_all([Placed(plan=plan, **values) for values in stands.placed])
    write.save_all([LeftOut(plan=plan, **values) for values in stands.left_out])
    write.save_all([Short(plan=plan, **values) for values in stands.short])
    write.save_all(
        [
            *(Explanation(plan=plan, audience="person", person_id=each) for each in stands.people),
            *(Explanation(plan=plan, audience="host", order_id=each) for each in stands.orders),
            Explanation(plan=plan, audience="panel"),
            Explanation(plan=plan, audience="wishes"),
        ]
    )
    overrides = list(Override.objects.filter(plan=plan).order_by("position"))
    for override, priced in zip(overrides, proposal.prices, strict=True):
        override.price, override.told = priced.price, priced.told
    write.save_all(overrides)
