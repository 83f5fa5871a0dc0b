"""Records as rows of the workbook's tables: which column is which field, and what an empty cell means.

A column keeps its key as the name of the field unless `called` says otherwise. An empty cell means the
field's default; a reference stands in a row as the code of what it refers to.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shanhai.programme.models import Record
    from shanhai.sheets import Table


@dataclass(frozen=True)
class Mapped:
    """A table and the model whose records are its rows."""

    table: Table
    model: type[Record]
    called: Mapping[str, str] = field(default_factory=dict)

    def name(self, column: str) -> str:
        """The field of the model that a column holds."""
        return self.called.get(column, column)

    def field(self, column: str) -> models.Field:
        """The model's field of a column. Raises: FieldDoesNotExist."""
        return self.model._meta.get_field(self.name(column))

    def row(self, record: Record) -> dict[str, Any]:
        """A record as a row of the table: typed values by column, None where a cell stays empty."""
        return {column.key: self.cell(record, column.key) for column in self.table.columns}

    def cell(self, record: Record, column: str) -> Any:
        """One field of a record as the typed value of its cell."""
        value = getattr(record, self.name(column))
        if isinstance(value, models.Model):
            return value.code
        if isinstance(value, bool):
            return value
        # 0 is "nothing asked" where it is what a new record holds.
        is_nothing = value in ("", [], None) or (value == 0 and self.field(column).get_default() == 0)
        return None if is_nothing else as_typed(value)

    def values(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """The cells of a row as what the fields hold: defaults for what is empty, lists for tuples."""
        found = {}
        for column, value in row.items():
            held = self.field(column)
            found[held.name] = held.get_default() if value is None else as_stored(value)
        return found


def plain_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """A typed row as JSON holds it."""
    return {key: _plain(value) for key, value in row.items()}


def _plain(value: Any) -> Any:
    return [_plain(each) for each in value] if isinstance(value, tuple) else as_json(value)


def as_typed(value: Any) -> Any:
    """A stored value as tables type it: lists become tuples, all the way down."""
    if isinstance(value, list):
        return tuple(as_typed(each) for each in value)
    return value


def as_stored(value: Any) -> Any:
    """A typed value as fields hold it: tuples become lists, all the way down."""
    if isinstance(value, tuple | list):
        return [as_stored(each) for each in value]
    return value


def as_json(value: Any) -> Any:
    """A field's value as JSON holds it; dates as 2022-07-01."""
    return value.isoformat() if isinstance(value, date) else value
