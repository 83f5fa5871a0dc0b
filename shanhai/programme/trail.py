"""The one way to write: inside `writing`, which leaves an event for every record in the same transaction.

>>> with writing(by=account, action="orders.close", reason="The last county has handed in.") as write:
...     write.save(order)
"""

from __future__ import annotations

import hashlib
import json
import secrets
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from django.db import router, transaction
from django.db.models import Field
from django.db.models.deletion import Collector

from shanhai.programme.models.records import Record
from shanhai.programme.models.trail import Event, Payload
from shanhai.programme.statements import update_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.db.models import QuerySet

    from shanhai.programme.models.accounts import Account

R = TypeVar("R", bound="Record")
State = dict[str, Any]
#: Rows that one statement writes: SQLite takes no more than some thousands of values at once.
BATCH = 500


class Stale(Exception):
    """Somebody else has written the record since it was read. `record` is as it stands now."""

    def __init__(self, record: Record, expected: int) -> None:
        super().__init__(
            f"{record.label()} {record.pk} is at version {record.version}, "
            f"not at version {expected} as it was read. Look at what has changed and write again."
        )
        self.record = record
        self.expected = expected


class Gone(Exception):
    """The record was deleted since it was read."""


@contextmanager
def writing(*, by: Account | None, action: str, reason: str = "") -> Iterator[Writing]:
    """Open one transaction in which records are written. `by` is None for the system itself only."""
    with transaction.atomic():
        yield Writing(by, action, reason)


class Writing:
    """Writes records, counts their versions, and leaves one event for each write."""

    def __init__(self, by: Account | None, action: str, reason: str) -> None:
        self._by = by
        self._action = action
        self._reason = reason

    @property
    def by(self) -> Account | None:
        """Who writes; None for the system itself."""
        return self._by

    def save(self, record: R, *, expected: int | None = None, forget: bool = False) -> R:
        """Write one record, new or changed. Raises: Stale when it is not at the `expected` version; Gone.

        With `forget` the event does not tell what stood there before: for erasure.
        """
        before = None
        if record.pk is not None and not record._state.adding:
            stored = locked(record, expected=expected)
            before = None if forget else state(stored)
            record.version = stored.version + 1
        record.save()
        self._note([(record, before, state(record))])
        return record

    def save_all(self, records: Sequence[R]) -> None:
        """Write many records of one kind, new or changed, in few statements."""
        new = [record for record in records if record._state.adding]
        old = [record for record in records if not record._state.adding]
        for batch in _batches(new):
            type(batch[0])._default_manager.bulk_create(batch)
            self._note([(record, None, state(record)) for record in batch])
        for batch in _batches(old):
            self._update(batch)

    def delete(self, record: Record, *, expected: int | None = None) -> None:
        """Delete one record. Raises: Stale, Gone; ProtectedError while others refer to it."""
        self._delete([locked(record, expected=expected)])

    def delete_all(self, records: Sequence[Record] | QuerySet) -> None:
        """Delete many records of one kind in few statements; those that are gone already are passed over.

        Raises: ProtectedError while others refer to one of them.
        """
        for batch in _batches(list(records)):
            manager = type(batch[0])._default_manager
            self._delete(list(manager.select_for_update().in_bulk([record.pk for record in batch]).values()))

    def _delete(self, records: Sequence[Record]) -> None:
        """Delete records of one kind; what the database takes along with them leaves its events, too."""
        if not records:
            return
        gone = [*records, *_taken_along(records)]
        before = [state(record) for record in gone]
        for record in gone:
            record.version += 1
        # Noted while they are still there: a line finds its programme through the record that goes with it.
        self._note([(record, then, None) for record, then in zip(gone, before, strict=True)])
        type(records[0])._default_manager.filter(pk__in=[record.pk for record in records]).delete()

    def _update(self, batch: Sequence[Record]) -> None:
        model = type(batch[0])
        stored = model._default_manager.select_for_update().in_bulk([record.pk for record in batch])
        for record in batch:
            if record.pk not in stored:
                raise Gone(f"{record.label()} {record.pk} was deleted in the meantime; nothing was written.")
            record.version = stored[record.pk].version + 1
        update_rows(batch, _touched([(record, stored[record.pk]) for record in batch]))
        self._note([(record, state(stored[record.pk]), state(record)) for record in batch])

    def _note(self, notes: Sequence[tuple[Record, State | None, State | None]]) -> None:
        events, payloads = [], []
        for record, before, after in notes:
            salt = secrets.token_hex(16)
            event = Event(
                by=self._by,
                action=self._action,
                kind=record.label(),
                object_id=record.pk,
                object_version=record.version,
                programme_id=record.programme_of(),
                commitment=commitment(salt, before, after, self._reason),
            )
            events.append(event)
            payloads.append(Payload(event=event, before=before, after=after, reason=self._reason, salt=salt))
        Event.objects.bulk_create(events, batch_size=BATCH)
        for payload in payloads:
            payload.event_id = payload.event.pk
        Payload.objects.bulk_create(payloads, batch_size=BATCH)


def _touched(pairs: Sequence[tuple[Record, Record]]) -> list[Field]:
    """The fields in which a record differs from what is stored, and those that work themselves out."""
    fields = pairs[0][0]._meta.concrete_fields
    return [field for field in fields if not field.primary_key and _is_touched(field, pairs)]


def _is_touched(field: Field, pairs: Sequence[tuple[Record, Record]]) -> bool:
    if getattr(field, "is_derived", False):
        return not all(field.still_follows(new, old) for new, old in pairs)
    if type(field).pre_save is not Field.pre_save:
        return True
    return any(getattr(new, field.attname) != getattr(old, field.attname) for new, old in pairs)


def _taken_along(records: Sequence[Record]) -> list[Record]:
    """The records that are deleted because these are: those that refer to them and go with them."""
    collector = Collector(using=router.db_for_write(type(records[0])))
    collector.collect(records)
    found = [each for several in (*collector.data.values(), *collector.fast_deletes) for each in several]
    given = {(type(record), record.pk) for record in records}
    return [each for each in found if isinstance(each, Record) and (type(each), each.pk) not in given]


def state(record: Record) -> State:
    """The record as plain values: what its events hold, and what the verifier holds against them."""
    digested = record.digest_only
    found = {}
    for field in _recorded(type(record)):
        value = plain(field.to_python(field.value_from_object(record)))
        found[field.attname] = _digest(str(value)) if field.attname in digested and value else value
    return found


def plain(value: object) -> Any:
    """A field's value as JSON holds it, always in the same way."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    if value is None or isinstance(value, bool | int | float | str):
        return str(value) if isinstance(value, str) else value
    if isinstance(value, Decimal | UUID):
        return str(value)
    return str(value)


def canonical(value: object) -> bytes:
    """The one way in which a value is written down before its digest is taken."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def commitment(salt: str, before: State | None, after: State | None, reason: str) -> str:
    """What an event says of its payload without telling it: a digest that only the salt lets one check."""
    return _digest(salt + "\n" + canonical([before, after, reason]).decode())


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def _recorded(model: type[Record]) -> tuple[Field, ...]:
    """The fields that enter the trail: not those that follow from others."""
    return tuple(
        field
        for field in model._meta.concrete_fields
        if field.attname not in model.not_recorded and not getattr(field, "is_derived", False)
    )


def locked(record: R, *related: str, expected: int | None = None) -> R:
    """A record as it stands, with those `related` to it, held until the end of the transaction.

    Raises: Gone; Stale when it is not at the `expected` version.
    """
    held = type(record)._default_manager.select_for_update(of=("self",)).select_related(*related)
    # Asked before every write: the order of a list would join what nothing here reads.
    stored = next(iter(held.filter(pk=record.pk).order_by()[:1]), None)
    if stored is None:
        raise Gone(f"{record.label()} {record.pk} was deleted in the meantime; nothing was written.")
    check_fresh(stored, expected)
    return stored


def check_fresh(stored: Record, expected: int | None) -> None:
    """Go on with a record that is as it was read. Raises: Stale."""
    if expected is not None and stored.version != expected:
        raise Stale(stored, expected)


def _batches(records: Sequence[R]) -> Iterator[Sequence[R]]:
    for start in range(0, len(records), BATCH):
        yield records[start : start + BATCH]
