"""Reads of the hub; every queryset goes through `visible_to`."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.core.exceptions import PermissionDenied
from django.http import Http404

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from shanhai.programme.models import Account, Record

T = TypeVar("T", bound="Record")


def seen(account: Account, records: QuerySet[T], **found_by: object) -> T:
    """The one record that the account may see. Raises: Http404 if there is none, or not for them."""
    # It is one at most; an order would join what nothing here asks for.
    record = next(iter(records.visible_to(account).filter(**found_by).order_by()[:1]), None)
    if record is None:
        raise Http404
    return record


def require(
    account: Account, permission: str, *, programme: int | None = None, path: str | None = None
) -> None:
    """Go on only with a permission. Raises: PermissionDenied, for what one sees but may not do."""
    if not account.standing.may(permission, programme=programme, path=path):
        raise PermissionDenied(permission)
