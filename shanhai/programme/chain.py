"""Seals events into a chain, so that nobody can change, drop or slip in one below a published head unnoticed.

Writers do not wait for each other: they leave events without a place. The sealer gives each its place
afterwards, in the order in which it finds them, and binds it to all before it.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from shanhai.programme.models.trail import Event, Head, Seal
from shanhai.programme.states import canonical, plain
from shanhai.programme.trail import BATCH

if TYPE_CHECKING:
    from shanhai.programme.models.accounts import Account

#: What the first event is bound to.
ORIGIN = "0" * 64


def meta(event: Event) -> dict[str, object]:
    """What of an event the chain binds. The payload is bound by the commitment, so that it can be erased."""
    return {
        "key": str(event.key),
        "at": plain(event.at),
        "by": event.by_id,
        "action": event.action,
        "kind": event.kind,
        "object": event.object_id,
        "version": event.object_version,
        "programme": event.programme_id,
        "commitment": event.commitment,
    }


def link(before: str, event: Event) -> str:
    """The digest of an event's place in the chain: of the digest before it and of what the event says."""
    return hashlib.sha256(before.encode() + b"\n" + canonical(meta(event))).hexdigest()


def seal() -> int:
    """Give every event without a place its place. Returns: how many. Two sealers at once do no harm."""
    sealed = 0
    while found := _seal_some():
        sealed += found
    return sealed


def _seal_some() -> int:
    try:
        with transaction.atomic():
            last = Seal.objects.order_by("position").last()
            position, digest = (last.position, last.digest) if last else (0, ORIGIN)
            seals = []
            for event in Event.objects.filter(seal=None).order_by("id")[:BATCH]:
                position, digest = position + 1, link(digest, event)
                seals.append(Seal(position=position, event=event, digest=digest))
            Seal.objects.bulk_create(seals)
            return len(seals)
    except IntegrityError:
        # Another sealer took the place: what it sealed is sealed.
        return 0


def publish_head(*, by: Account | None) -> Head:
    """Seal everything and hand out the head. Raises: ValueError when nothing has been written yet."""
    seal()
    last = Seal.objects.order_by("position").last()
    if last is None:
        raise ValueError("Nothing has been written yet, so there is no head to publish.")
    return Head.objects.create(position=last.position, digest=last.digest, by=by)
