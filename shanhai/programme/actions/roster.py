"""The roster of a home organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from shanhai.programme.actions.refusal import Refused
from shanhai.programme.models import Account, Organisation, Person
from shanhai.programme.trail import writing

if TYPE_CHECKING:
    from collections.abc import Mapping

PERMISSION = "roster.write"


def write_person(
    *, by: Account, values: Mapping[str, Any], person: Person | None = None, expected: int | None = None
) -> Person:
    """Add somebody to a roster, or change them. `values` holds the model's fields.

    Raises: PermissionDenied for a roster that is not theirs to keep; Refused for an erased one; Stale.
    """
    with writing(by=by, action="roster.write") as write:
        stored = _kept(by, person) if person else Person()
        for name, value in values.items():
            setattr(stored, name, value)
        _require(by, stored.home)
        return write.save(stored, expected=expected)


def archive_person(*, by: Account, person: Person, expected: int | None = None, reason: str = "") -> Person:
    """Take somebody off the roster. The dossier stays until no duty keeps it. Raises: as `write_person`."""
    return _mark(by, person, "roster.archive", timezone.now(), expected, reason)


def restore_person(*, by: Account, person: Person, expected: int | None = None) -> Person:
    """Put somebody back on the roster. Raises: as `write_person`."""
    return _mark(by, person, "roster.restore", None, expected, "")


def note_corrections(*, by: Account, person: Person, expected: int | None = None) -> Person:
    """Say that what the person corrected has been looked at. Raises: as `write_person`."""
    with writing(by=by, action="roster.note_corrections") as write:
        stored = _kept(by, person)
        stored.corrected = {}
        return write.save(stored, expected=expected)


def _mark(by: Account, person: Person, action: str, at: Any, expected: int | None, reason: str) -> Person:
    with writing(by=by, action=action, reason=reason) as write:
        stored = _kept(by, person)
        stored.archived_at = at
        return write.save(stored, expected=expected)


def _kept(by: Account, person: Person) -> Person:
    stored = Person.objects.select_related("home").get(pk=person.pk)
    _require(by, stored.home)
    if stored.erased_at is not None:
        raise Refused("already_erased")
    return stored


def _require(by: Account, home: Organisation) -> None:
    if not by.standing.may(PERMISSION, path=home.path):
        raise PermissionDenied
