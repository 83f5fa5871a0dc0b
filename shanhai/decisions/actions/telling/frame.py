"""What all that is told has in common: the kinds of messages, whom a unit's go to, and addresses."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.urls import reverse

from shanhai.decisions import queries

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shanhai.programme.models import Account, Cohort, Organisation

CONSULTED, SIGNING, COURSE, PUBLISHED, CASE, CALLED = (
    "decisions.consulted",
    "decisions.signing",
    "decisions.course",
    "decisions.published",
    "decisions.case",
    "decisions.called",
)
OFFICERS = {"host": "host_officer", "home": "home_officer"}


def address(view: str, cohort: Cohort, *more: object) -> str:
    """Where a message leads to."""
    return reverse(f"decisions:{view}", args=[cohort.programme.code, cohort.code, *more])


def office(cohort: Cohort) -> list[Account]:
    """The programme office."""
    return queries.officers("office", cohort.programme_id)


def officers_of(units: Iterable[tuple[str, Organisation]], cohort: Cohort) -> list[Account]:
    """The officers of units, each a side and the unit; everybody once, whatever they act for."""
    of_side = defaultdict(list)
    for side, unit in units:
        of_side[side].append(unit)
    found = {
        account.pk: account
        for side in sorted(of_side)
        for account in queries.officers_of(of_side[side], OFFICERS[side], cohort.programme_id)
    }
    return list(found.values())
