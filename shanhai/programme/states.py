"""A record as plain values: what its events hold, how that is written down, and what commits to it."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db.models import (
    BigAutoField,
    BooleanField,
    CharField,
    Field,
    IntegerField,
    PositiveIntegerField,
    PositiveSmallIntegerField,
    TextField,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from shanhai.programme.models.records import Record

State = dict[str, Any]
#: How each field of a record is told: the type of values that stand as they are, and what tells others.
Told = dict[str, tuple[type | None, "Callable[[Any], Any]"]]
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_PLAIN = frozenset({type(None), bool, int, float, str})
#: Fields whose values JSON and databases hold as they are, when they are of this type.
_OWN_TYPE: dict[type[Field], type] = {
    BigAutoField: int, IntegerField: int, PositiveIntegerField: int, PositiveSmallIntegerField: int,
    BooleanField: bool, CharField: str, TextField: str,
}  # fmt: skip


def state(record: Record) -> State:
    """The record as plain values: what its events hold, and what the verifier holds against them."""
    return values(record, recorded(type(record)))


def values(row: object, told: Told) -> State:
    """Of a record, or a row of its columns, the fields that are told, each in its own way."""
    return {
        # Most values are already as JSON holds them.
        name: value if (value := getattr(row, name)) is None or type(value) is own else tell(value)
        for name, (own, tell) in told.items()
    }


def plain(value: object) -> Any:
    """A field's value as JSON holds it, always in the same way."""
    if type(value) in _PLAIN:
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    return value if isinstance(value, int | float) else str(value)


def canonical(value: object) -> bytes:
    """The one way in which a value is written down before its digest is taken."""
    return _CANONICAL.encode(value).encode()


def commitment(salt: str, before: State | None, after: State | None, reason: str) -> str:
    """What an event says of its payload without telling it: a digest that only the salt lets one check."""
    return commitment_of(salt, text_of(before), text_of(after), reason)


def commitment_of(salt: str, before: str | None, after: str | None, reason: str) -> str:
    """The same of states that are written down already: together they are the canonical list of the three."""
    return _digest(f"{salt}\n[{before or 'null'},{after or 'null'},{canonical(reason).decode()}]")


def text_of(told: State | None) -> str | None:
    """A state as it is written down; None for none."""
    return None if told is None else canonical(told).decode()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def own_type(field: Field) -> type | None:
    """The type of those values of a field that are written as they are; None where none are."""
    # What a key refers to says of what kind it is; asking the key itself costs most of a state.
    return _OWN_TYPE.get(type(getattr(field, "target_field", field)))


@cache
def recorded(model: type[Record]) -> Told:
    """The fields that enter the trail, with how each is told: not those that follow from others."""
    return {
        field.attname: _telling(field, is_digest=field.attname in model.digest_only)
        for field in model._meta.concrete_fields
        if field.attname not in model.not_recorded and not getattr(field, "is_derived", False)
    }


def _telling(field: Field, *, is_digest: bool) -> tuple[type | None, Callable[[Any], Any]]:
    read = getattr(field, "target_field", field).to_python

    def tell(value: object) -> Any:
        # Days are what most of the others are.
        return value.isoformat() if type(value) is date else plain(read(value))

    def tell_digest(value: object) -> Any:
        found = tell(value)
        return _digest(str(found)) if found else found

    return (None, tell_digest) if is_digest else (own_type(field), tell)
