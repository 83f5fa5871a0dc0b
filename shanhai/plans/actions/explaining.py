"""The job that fills in what each reader is told of a plan. It may run again: what is told stays told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.plans import progress
from shanhai.plans.fitting.checking import ids_of
from shanhai.plans.fitting.explaining import Explaining
from shanhai.plans.fitting.warm import warm
from shanhai.plans.models import Explanation, Plan
from shanhai.programme.trail import writing

if TYPE_CHECKING:
    from collections.abc import Sequence

#: So many are written in one transaction: a job that is cut off loses no more than these.
_BATCH = 20


def explain(pk: int, *, people: Sequence[int] | None = None) -> int:
    """Fill in the explanations of a plan that are still empty. Returns: how many were filled in.

    With `people` only those of these persons.
    """
    plan = Plan.objects.select_related("cohort__programme", "pool__rule_set", "rule_set", "keeps").get(pk=pk)
    if not plan.is_whole:
        return 0
    wanted = Explanation.objects.filter(plan=plan, texts={})
    if people is not None:
        wanted = wanted.filter(audience="person", person__in=people)
    empty = list(wanted.select_related("order", "plan__cohort").order_by("audience", "pk"))
    if not empty:
        return 0
    asked, ids = warm(plan), ids_of(plan.cohort_id)
    telling = Explaining(asked.result(), asked.base.book, asked.by_hand)
    for start in range(0, len(empty), _BATCH):
        batch = empty[start : start + _BATCH]
        progress.tell(plan, progress.Told("explaining", start, len(empty)))
        for each in batch:
            each.texts = _texts(telling, each, ids)
        with writing(by=None, action="plans.explain") as write:
            write.save_all([each for each in batch if each.texts])
    progress.end(plan)
    return len(empty)


def _texts(telling: Explaining, told: Explanation, ids: dict[int, str]) -> dict[str, list[str]]:
    if told.audience == "panel":
        return telling.panel()
    if told.audience == "wishes":
        return telling.wishes()
    if told.audience == "host":
        return telling.host(told.order.code)
    # Somebody whose dossier was erased is told of nowhere.
    return telling.person(ids[told.person_id]) if told.person_id in ids else {}
