"""What the outbox holds of a person: it goes when their dossier or their account does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.outbox.models import Message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shanhai.programme.models import Account, Person, Record


def forget_person(person: Person) -> Iterable[Record]:
    """Delete every message that tells of a person, whoever it was said to. They stand in no trail."""
    Message.objects.filter(person=person).delete()
    return ()


def forget_account(account: Account) -> None:
    """Delete what was said to an account."""
    Message.objects.filter(to=account).delete()


def told_of(person: Person) -> list[dict[str, object]]:
    """What was said to a person, for the export of their record."""
    if person.account_id is None:
        return []
    found = Message.objects.filter(to=person.account_id)
    return list(found.values("at", "kind", "subject", "body", "read_at"))
