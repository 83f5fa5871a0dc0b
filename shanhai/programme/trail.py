"""The one way to write: inside `writing`, which leaves an event for every record in the same transaction.

>>> with writing(by=account, action="orders.close", reason="The last county has handed in.") as write:
...     write.save(order)
"""

from __future__ import annotations

import secrets
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import uuid4

from django.db import connections, router, transaction
from django.db.models import DateField, Field
from django.db.models.deletion import Collector
from django.utils import timezone

from shanhai.programme.models.records import Record
from shanhai.programme.models.trail import Event, Payload
from shanhai.programme.statements import create_rows, held_row, insert_rows, update_rows
from shanhai.programme.states import commitment_of, recorded, state, text_of, values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from django.db.models import QuerySet

    from shanhai.programme.models.accounts import Account
    from shanhai.programme.states import State

R = TypeVar("R", bound="Record")
#: Rows that one statement writes: SQLite takes no more than some thousands of values at once.
BATCH = 500
_OF_EVENT = (
    "key", "at", "by_id", "action", "kind", "object_id", "object_version", "programme_id", "commitment",
)  # fmt: skip
_OF_PAYLOAD = ("event_id", "before", "after", "reason", "salt", "erased_under")


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
            create_rows(batch)
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

    def _update(self, batch: Sequence[R]) -> None:
        model = type(batch[0])
        stored = _stored(model, batch)
        for record in batch:
            if record.pk not in stored:
                raise Gone(f"{record.label()} {record.pk} was deleted in the meantime; nothing was written.")
            record.version = stored[record.pk].version + 1
        touched = _touched([(record, stored[record.pk]) for record in batch])
        update_rows(batch, touched)
        told = recorded(model)
        changed = {each.attname: told[each.attname] for each in touched if each.attname in told}
        befores = [values(stored[record.pk], told) for record in batch]
        self._note(
            [
                (record, before, before | values(record, changed))
                for record, before in zip(batch, befores, strict=True)
            ]
        )

    def _note(self, notes: Sequence[tuple[Record, State | None, State | None]]) -> None:
        """Leave an event with its payload for each record."""
        by, at = self._by.pk if self._by else None, _for_database("at")(timezone.now())
        key = _for_database("key")
        for batch in _batches(notes):
            events, payloads = [], []
            for record, before, after in batch:
                salt, texts = secrets.token_hex(16), (text_of(before), text_of(after))
                events.append(
                    (
                        key(uuid4()), at, by, self._action,
                        record.label(), record.pk, record.version, record.programme_of(),
                        commitment_of(salt, *texts, self._reason),
                    )
                )  # fmt: skip
                payloads.append((*texts, self._reason, salt, ""))
            keys = insert_rows(Event, _OF_EVENT, events)
            told = [(key, *payload) for key, payload in zip(keys, payloads, strict=True)]
            insert_rows(Payload, _OF_PAYLOAD, told)


def _stored(model: type[R], records: Sequence[R]) -> dict[int, Any]:
    """What the table holds of these records, locked: rows of plain values, not records."""
    columns, key = [field.attname for field in model._meta.concrete_fields], model._meta.pk.attname
    held = (
        model._default_manager.select_for_update().filter(pk__in=[record.pk for record in records]).order_by()
    )
    return {getattr(row, key): row for row in held.values_list(*columns, named=True)}


def _for_database(name: str) -> Callable[[object], object]:
    """What makes a value of an event such as the database takes it."""
    connection = connections[router.db_for_write(Event)]
    return partial(Event._meta.get_field(name).get_db_prep_save, connection=connection)


def _touched(pairs: Sequence[tuple[Record, Record]]) -> list[Field]:
    """The fields in which a record differs from what is stored, and those that work themselves out."""
    fields = pairs[0][0]._meta.concrete_fields
    return [field for field in fields if not field.primary_key and _is_touched(field, pairs)]


def _is_touched(field: Field, pairs: Sequence[tuple[Record, Record]]) -> bool:
    if getattr(field, "is_derived", False):
        return not all(field.still_follows(new, old) for new, old in pairs)
    if _sets_itself(field):
        return True
    return any(getattr(new, field.attname) != getattr(old, field.attname) for new, old in pairs)


def _sets_itself(field: Field) -> bool:
    """Whether a field may change whenever its record is written."""
    if isinstance(field, DateField):
        return field.auto_now
    return type(field).pre_save is not Field.pre_save


def _taken_along(records: Sequence[Record]) -> list[Record]:
    """The records that are deleted because these are: those that refer to them and go with them."""
    collector = Collector(using=router.db_for_write(type(records[0])))
    collector.collect(records)
    found = [each for several in (*collector.data.values(), *collector.fast_deletes) for each in several]
    given = {(type(record), record.pk) for record in records}
    return [each for each in found if isinstance(each, Record) and (type(each), each.pk) not in given]


def locked(record: R, *related: str, expected: int | None = None) -> R:
    """A record as it stands, with those `related` to it, held until the end of the transaction.

    Raises: Gone; Stale when it is not at the `expected` version.
    """
    stored = _held_with(record, related) if related else held_row(type(record), record.pk)
    if stored is None:
        raise Gone(f"{record.label()} {record.pk} was deleted in the meantime; nothing was written.")
    check_fresh(stored, expected)
    return stored


def _held_with(record: R, related: Sequence[str]) -> R | None:
    held = type(record)._default_manager.select_for_update(of=("self",)).select_related(*related)
    # Asked before many a write: the order of a list would join what nothing here reads.
    return next(iter(held.filter(pk=record.pk).order_by()[:1]), None)


def check_fresh(stored: Record, expected: int | None) -> None:
    """Go on with a record that is as it was read. Raises: Stale."""
    if expected is not None and stored.version != expected:
        raise Stale(stored, expected)


def _batches(records: Sequence[R]) -> Iterator[Sequence[R]]:
    for start in range(0, len(records), BATCH):
        yield records[start : start + BATCH]
