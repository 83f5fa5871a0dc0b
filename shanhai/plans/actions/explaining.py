"""The job that fills in what each reader is told of a plan. It may run again: what is told stays told."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from django_q.tasks import async_task

from shanhai.plans import progress
from shanhai.plans.fitting.checking import ids_of
from shanhai.plans.fitting.explaining import explaining
from shanhai.plans.fitting.warm import warm
from shanhai.plans.models import Explanation, Plan
from shanhai.programme.trail import writing

if TYPE_CHECKING:
    from shanhai.plans.fitting.explaining import Explaining

EXPLAIN = "shanhai.plans.actions.explaining.explain"
#: So many are written in one transaction: a job that is cut off loses no more than these.
_BATCH = 20
#: After so many seconds the rest goes behind whatever else waits for the worker.
_TURN = 600.0


def explain(pk: int) -> int:
    """Fill in the explanations of a plan that are still empty, for one turn. Returns: how many were filled
    in.
    """
    plan = Plan.objects.select_related("cohort__programme", "pool__rule_set", "rule_set", "keeps").get(pk=pk)
    if not plan.is_whole:
        return 0
    wanted = Explanation.objects.filter(plan=plan, texts={}).select_related("order", "plan__cohort")
    # The panel waits for its own; those of persons take longest.
    empty = sorted(wanted, key=lambda each: (each.audience == "person", each.pk))
    if not empty:
        return 0
    telling, ids, until = explaining(warm(plan)), ids_of(plan.cohort_id), time.monotonic() + _TURN
    told = 0
    for start in range(0, len(empty), _BATCH):
        progress.tell(plan, progress.Told("explaining", start, len(empty)))
        batch = _told(telling, empty[start : start + _BATCH], ids, until)
        told += len(batch)
        is_over = time.monotonic() > until
        with writing(by=None, action="plans.explain") as write:
            write.save_all(batch)
            if is_over:
                async_task(EXPLAIN, pk)
        if is_over:
            return told
    progress.end(plan)
    return told


def _told(
    telling: Explaining, batch: list[Explanation], ids: dict[int, str], until: float
) -> list[Explanation]:
    """Those of a batch that have a text, filled in; the rest of it is left when the turn is over."""
    told = []
    for each in batch:
        each.texts = _texts(telling, each, ids)
        told += [each] if each.texts else []
        if time.monotonic() > until:
            break
    return told


def _texts(telling: Explaining, told: Explanation, ids: dict[int, str]) -> dict[str, list[str]]:
    if told.audience == "panel":
        return telling.panel()
    if told.audience == "wishes":
        return telling.wishes()
    if told.audience == "host":
        return telling.host(told.order.code)
    # Somebody whose dossier was erased is told of nowhere.
    return telling.person(ids[told.person_id]) if told.person_id in ids else {}
