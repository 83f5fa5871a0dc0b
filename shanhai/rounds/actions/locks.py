"""Records held until the end of the transaction, always in the same order: cohort, rule set, nomination."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.programme.trail import locked

if TYPE_CHECKING:
    from shanhai.programme.models import Cohort


def locked_cohort(cohort: Cohort, expected: int | None = None) -> Cohort:
    """The cohort as it stands: whoever moves it, or writes what its next step depends on, holds it."""
    return locked(cohort, "programme", expected=expected)
