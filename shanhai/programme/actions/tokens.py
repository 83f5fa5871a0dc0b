"""Making, ending and using tokens."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from shanhai.programme.models import Account, Token
from shanhai.programme.trail import writing

if TYPE_CHECKING:
    from collections.abc import Collection

    from shanhai.programme.models import Programme

#: By which a token is known when it turns up in a log or a message.
PREFIX = "shanhai_"
LONGEST_DAYS = 366


def make_token(
    *, by: Account, name: str, permissions: Collection[str], days: int, programme: Programme | None = None
) -> tuple[Token, str]:
    """Make a token for oneself. Returns: it and its text, which nobody can see again.

    Raises: PermissionDenied for a permission that one does not have; ValueError for no permission at all or
    a time that is not from 1 to 366 days.
    """
    if not permissions:
        raise ValueError("A token without a permission is of no use; name one at least.")
    if not 1 <= days <= LONGEST_DAYS:
        raise ValueError(f"A token holds from 1 to {LONGEST_DAYS} days, not {days}.")
    known = programme.pk if programme else None
    if not all(by.standing.may(permission, programme=known) for permission in permissions):
        raise PermissionDenied("tokens.make")
    text = PREFIX + secrets.token_urlsafe(32)
    with writing(by=by, action="tokens.make") as write:
        token = Token(
            account=by,
            name=name,
            programme=programme,
            permissions=sorted(permissions),
            digest=_digest(text),
            until=timezone.now() + timedelta(days=days),
        )
        return write.save(token), text


def end_token(*, by: Account, token: Token, expected: int | None = None) -> Token:
    """End a token of one's own now. Raises: PermissionDenied; Stale."""
    if token.account_id != by.pk:
        raise PermissionDenied("tokens.end")
    with writing(by=by, action="tokens.end") as write:
        token.ended_at = token.ended_at or timezone.now()
        return write.save(token, expected=expected)


def account_of(text: str) -> Account | None:
    """The account that a token acts for, with its standing narrowed to what the token names; None for a token
    that does not hold (any more).
    """
    if not text.startswith(PREFIX):
        return None
    token = (
        Token.objects.select_related("account")
        .filter(digest=_digest(text), ended_at=None, until__gt=timezone.now(), account__is_active=True)
        .first()
    )
    if token is None:
        return None
    account = token.account
    account.standing = account.standing.narrowed(token.permissions, token.programme_id)
    return account


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
