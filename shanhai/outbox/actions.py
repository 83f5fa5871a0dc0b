"""What rooms and readers do with messages: say something, read it, choose how it comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone

from shanhai.outbox import queries, rules
from shanhai.outbox.channels import channels
from shanhai.outbox.kinds import HOWS, kind_of
from shanhai.outbox.models import Delivery, Message, Preference
from shanhai.pages.words import DEFAULT_LANGUAGE
from shanhai.programme.trail import writing
from shanhai.sheets import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from shanhai.programme.models import Account, Person, Record
    from shanhai.programme.trail import Writing
    from shanhai.sheets import Words


def say(
    write: Writing,
    *,
    to: Account | None,
    kind: str,
    subject: Words,
    body: Words,
    key: str,
    fields: Mapping[str, object] | None = None,
    url: str = "",
    about: Record | None = None,
    person: Person | None = None,
) -> Message | None:
    """Say something once to an account, in its language and in the caller's transaction.

    A second call with the same `key` for the same account says nothing. `fields` are filled into the body
    only: a subject is a fixed text, so that no name travels in it. `about` is the record that it concerns:
    what is said about one record within a quarter of an hour is one message. `person` is whom it tells of.
    Nothing is said to nobody, to a closed account, or to whoever has just done it.
    Returns: the message, or None where nothing is said.
    """
    if to is None or not to.is_active or write.by == to:
        return None
    if Message.objects.filter(to=to, key=key).exists():
        return None
    declared = kind_of(kind)
    language = to.language if to.language in LANGUAGES else DEFAULT_LANGUAGE
    message = Message(
        to=to,
        kind=kind,
        key=key,
        about=f"{about.label()}:{about.pk}" if about is not None else "",
        person=person,
        subject=subject.say(language),
        body=body.say(language, **(fields or {})),
        url=url,
    )
    message.part_of = _unread_about_the_same(message)
    if not _kept(message):
        return None
    if message.part_of is None:
        _set_on_its_way(message, queries.how_for(to, declared))
    return message


def say_to_all(write: Writing, accounts: Iterable[Account], *, key: str, **said: object) -> int:
    """Say the same to several accounts, to each in its language. Returns: to how many."""
    return sum(say(write, to=account, key=key, **said) is not None for account in accounts)


def mark_read(*, by: Account, messages: Iterable[Message] | None = None) -> int:
    """Mark messages of one's own as read, all of them by default. What waits to be sent is not sent then.

    Returns: how many were unread.
    """
    mine = Message.objects.visible_to(by).filter(read_at=None)
    if messages is not None:
        keys = [message.pk for message in messages]
        mine = mine.filter(pk__in=keys) | mine.filter(part_of__in=keys)
    with transaction.atomic():
        keys = list(mine.select_for_update().values_list("pk", flat=True))
        waiting = Delivery.objects.filter(message__in=keys, state="pending")
        waiting.update(state="needless", ended_at=timezone.now())
        return Message.objects.filter(pk__in=keys).update(read_at=timezone.now())


def choose(*, by: Account, ways: Mapping[str, str]) -> None:
    """Choose for kinds of messages how one wishes to hear of them. Raises: ValueError for an unknown way."""
    with writing(by=by, action="messages.choose") as write:
        for kind, how in ways.items():
            if how not in HOWS:
                raise ValueError(f"{how!r} is no way to hear of messages; write one of {', '.join(HOWS)}.")
            usual = kind_of(kind).usual
            stored = Preference.objects.filter(account=by, kind=kind).first()
            if stored is None and how != usual:
                write.save(Preference(account=by, kind=kind, how=how))
            elif stored is not None and stored.how != how:
                stored.how = how
                write.save(stored)


def _unread_about_the_same(message: Message) -> Message | None:
    """The message about the same record that is young, unread and not on its way yet."""
    if not message.about:
        return None
    young = Message.objects.filter(
        to=message.to,
        about=message.about,
        part_of=None,
        read_at=None,
        at__gt=message.at - rules.FOLDED_WITHIN,
    )
    open_ones = young.exclude(deliveries__state__in=("claimed", "sent", "unsure", "failed"))
    return open_ones.select_for_update(of=("self",)).order_by("-at").first()


def _kept(message: Message) -> bool:
    """Whether the message is ours to say: of two at the same moment the second says nothing."""
    try:
        with transaction.atomic():
            message.save(force_insert=True)
    except IntegrityError:
        return False
    return True


def _set_on_its_way(message: Message, how: rules.How) -> None:
    due = rules.due(how, timezone.localtime(message.at))
    if due is None:
        return
    reaching = [channel for channel in channels().values() if channel.reaches(message.to)]
    Delivery.objects.bulk_create(
        Delivery(message=message, channel=channel.key, is_digest=how == "digest", due_at=due)
        for channel in reaching
    )
