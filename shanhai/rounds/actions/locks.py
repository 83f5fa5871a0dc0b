"""Records held until the end of the transaction, always in the same order: cohort, rule set, nomination."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from shanhai.programme.trail import Gone, Stale

if TYPE_CHECKING:
    from shanhai.programme.models import Cohort, Record

R = TypeVar("R", bound="Record")


def locked(record: R, *related: str, expected: int | None = None) -> R:
    """A record as it stands. Raises: Gone; Stale when it is not at the `expected` version."""
    kind = type(record)
    found = kind.objects.select_for_update(of=("self",)).select_related(*related).filter(pk=record.pk).first()
    if found is None:
        raise Gone(f"{kind.label()} {record.pk} was deleted in the meantime; nothing was written.")
    if expected is not None and found.version != expected:
        raise Stale(found, expected)
    return found


def locked_cohort(cohort: Cohort, expected: int | None = None) -> Cohort:
    """The cohort as it stands: whoever moves it, or writes what its next step depends on, holds it."""
    return locked(cohort, "programme", expected=expected)
