"""Writes of the profiles of places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied

from shanhai.programme.trail import writing
from shanhai.registers.models import PlaceProfile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shanhai.programme.models import Account, Organisation, Place, Programme


def write_profile(
    *,
    by: Account,
    programme: Programme,
    place: Place,
    keeper: Organisation,
    values: Mapping[str, Any],
    profile: PlaceProfile | None = None,
    expected: int | None = None,
) -> PlaceProfile:
    """Write the profile of a place, for the organisation that keeps it.

    Raises: PermissionDenied for whoever writes for neither the old nor the new keeper; Stale, Gone.
    """
    for each in {keeper, profile.keeper if profile else keeper}:
        if not by.standing.may("profiles.write", programme=programme.pk, path=each.path):
            raise PermissionDenied("profiles.write")
    with writing(by=by, action="profiles.write") as write:
        stored = profile or PlaceProfile(programme=programme, place=place)
        stored.keeper = keeper
        for name, value in values.items():
            setattr(stored, name, value)
        return write.save(stored, expected=expected)
