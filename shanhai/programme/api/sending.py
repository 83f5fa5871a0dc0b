"""What the parts of the API have in common: the programme of the address, and bodies that they take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ninja import Field, Schema

from shanhai.programme.models import Programme
from shanhai.programme.queries import require, seen

if TYPE_CHECKING:
    from django.http import HttpRequest


class StepIn(Schema):
    """A step: the version that was read, and why, where a reason is asked for."""

    version: int
    reason: str = ""


class CellsIn(Schema):
    """A row: cells by the keys of its columns, typed as in a form; what is left out stays as it is.

    `version` is the one that was read, for a record that there is already.
    """

    cells: dict[str, str | int | bool | list[str] | None] = Field(max_length=100)
    version: int | None = None


def the_programme(request: HttpRequest, code: str, permission: str = "") -> Programme:
    """The programme of the address. Raises: Http404; PermissionDenied without the permission there."""
    found = seen(request.auth, Programme.objects, code=code)
    if permission:
        require(request.auth, permission, programme=found.pk)
    return found


def told(record: Any, row: dict[str, Any]) -> dict[str, Any]:
    """A record as the API tells it: its row, its id and its version."""
    return {**row, "_id": record.pk, "_version": record.version}
