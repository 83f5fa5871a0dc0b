"""Writes of offers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shanhai.registers import queries
from shanhai.registers.actions.entries import write_entry
from shanhai.registers.models import Offer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shanhai.programme.models import Account, Cohort

COPIED = (
    "title", "organisation", "person", "kinds", "directions", "capacity", "industry", "expertise",
    "qualifications", "note",
)  # fmt: skip


def write_offer(
    *,
    by: Account,
    cohort: Cohort,
    values: Mapping[str, Any],
    offer: Offer | None = None,
    expected: int | None = None,
    reason: str = "",
) -> Offer:
    """Write a new offer or change one; `values` by the names of its fields.

    An offer without an id is given one. Raises: PermissionDenied, StepRefused, Stale, Gone.
    """
    given = dict(values)
    offer = offer or Offer(cohort=cohort, organisation=given["organisation"])
    if offer._state.adding and not given.get("code"):
        given["code"] = queries.next_code(Offer, cohort, given["organisation"].code)
    return write_entry(by=by, entry=offer, values=given, expected=expected, reason=reason)


def copy_offer(*, by: Account, offer: Offer, cohort: Cohort) -> Offer:
    """Write a new draft with what another offer gives; its dates are left open."""
    return write_offer(by=by, cohort=cohort, values={name: getattr(offer, name) for name in COPIED})
