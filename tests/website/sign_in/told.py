"""What the tests of signing in ask again and again."""

from __future__ import annotations

from shanhai.programme.models import Account, Event
from shanhai.programme.states import state


def is_as_told(account: Account) -> bool:
    """Whether the account stands in the database as its last event tells."""
    stored = Account.objects.get(pk=account.pk)
    return Event.objects.about(stored).last().payload.after == state(stored)


def last_action(account: Account) -> str:
    """The action of the account's last event."""
    return Event.objects.about(account).last().action
