"""Reads of messages; each account sees its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.outbox.kinds import all_kinds
from shanhai.outbox.models import Message, Preference

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from shanhai.outbox.kinds import Kind
    from shanhai.outbox.rules import How
    from shanhai.programme.models import Account


def inbox(account: Account) -> QuerySet[Message]:
    """What was said to an account, the newest first; what was folded into a message stands below it."""
    return Message.objects.visible_to(account).filter(part_of=None).prefetch_related("parts")


def unread(account: Account) -> int:
    """How many messages an account has not read yet."""
    return Message.objects.visible_to(account).filter(part_of=None, read_at=None).count()


def how_for(account: Account, kind: Kind) -> How:
    """How an account wishes to hear of a kind of message."""
    chosen = Preference.objects.filter(account=account, kind=kind.key).first()
    return chosen.how if chosen else kind.usual


def ways_of(account: Account) -> list[tuple[Kind, How]]:
    """Every kind that may concern an account, with how it wishes to hear of it."""
    chosen = dict(Preference.objects.visible_to(account).values_list("kind", "how"))
    return [(kind, chosen.get(kind.key, kind.usual)) for kind in all_kinds() if _concerns(kind, account)]


def _concerns(kind: Kind, account: Account) -> bool:
    return not kind.needs or any(account.standing.may(permission) for permission in kind.needs)
