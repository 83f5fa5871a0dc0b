"""What plans hold of a person, blanked: handed to the hub when a dossier is erased under a duty.

That somebody had this seat stays: the plan was signed with it. Fit, reasons and texts go. The file of the
plan holds ids of the roster and no names; which person an id stood for is not known once it is erased.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from shanhai.plans.models import Edit, Explanation, LeftOut, Override, Placed, PlanCheck

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shanhai.programme.models import Person, Record

_ERASED = "—"


def records_of(person: Person) -> Iterator[Record]:
    """Placements, reasons, changes and explanations of a person, with nothing personal left in them."""
    for placed in Placed.objects.filter(person=person).select_related("plan__cohort"):
        placed.fit, placed.parts = 0, {}
        yield placed
    for left in LeftOut.objects.filter(person=person).select_related("plan__cohort"):
        left.data, left.told = {}, {}
        yield left
    mine = Q(person=person) | Q(other=person)
    yield from _overrides(mine, person)
    for edit in Edit.objects.filter(mine).select_related("board__plan__cohort"):
        edit.reason = ""
        yield edit
    checks = PlanCheck.objects.filter(plan__cohort__pool__person=person).exclude(findings={})
    for check in checks.select_related("plan__cohort"):
        check.findings = {language: [_ERASED] for language in check.findings}
        yield check
    told = Q(person=person) | Q(audience="host", order__in=_orders_of(person))
    for explanation in Explanation.objects.filter(told).select_related("plan__cohort"):
        explanation.texts = {}
        yield explanation
    named = Explanation.objects.filter(audience="wishes", plan__cohort__pool__person=person)
    for explanation in named.exclude(texts={}).select_related("plan__cohort"):
        explanation.texts = {language: [_ERASED] for language in explanation.texts}
        yield explanation


def _overrides(mine: Q, person: Person) -> Iterator[Override]:
    """Those about the person without their reason; what is told of all of the pool names whoever moved."""
    about = set(Override.objects.filter(mine).values_list("pk", flat=True))
    in_pool = Q(plan__cohort__pool__person=person) & ~Q(told={})
    for override in Override.objects.filter(Q(pk__in=about) | in_pool).select_related("plan__cohort"):
        override.told = {}
        if override.pk in about:
            override.reason = _ERASED
        yield override


def _orders_of(person: Person):
    return Placed.objects.filter(person=person).values("order")
