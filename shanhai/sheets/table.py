"""Tables declared once and used for reading, templates and exports alike."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from shanhai.sheets.names import header_key
from shanhai.sheets.words import Words

if TYPE_CHECKING:
    from shanhai.sheets.kinds.kind import Kind

_NO_WORDS = Words("", "")


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: its header in three languages, its kind, and what the template says about it.

    `required` cells may not be empty; `unique` values stand once. `example` is a value, not a text.
    `refers` is the key of the table whose first column the template offers as a drop-down.
    """

    key: str
    header: Words
    kind: Kind
    aliases: tuple[str, ...] = ()
    required: bool = False
    unique: bool = False
    note: Words = _NO_WORDS
    example: object = None
    refers: str = ""
    width: int = 16


@dataclass(frozen=True, kw_only=True)
class Table:
    """One sheet: its title in three languages and its columns. A table that is not `required` may be absent.

    Raises: ValueError when two columns would answer to the same header.
    """

    key: str
    title: Words
    columns: tuple[Column, ...]
    aliases: tuple[str, ...] = ()
    required: bool = True
    note: Words = _NO_WORDS

    def __post_init__(self) -> None:
        for column in self.columns:
            for header in _answers(column):
                if self.by_header[header] is not column:
                    other = self.by_header[header].key
                    raise ValueError(
                        f"Columns {other!r} and {column.key!r} of {self.key!r} share the header {header!r}."
                    )

    @cached_property
    def by_header(self) -> dict[str, Column]:
        """Return the column for every header that is understood, as header keys."""
        found: dict[str, Column] = {}
        for column in self.columns:
            for header in _answers(column):
                found.setdefault(header, column)
        return found

    @cached_property
    def sheet_keys(self) -> frozenset[str]:
        """Return every name, as a header key, under which a sheet is taken for this table."""
        return frozenset(header_key(name) for name in (self.key, *self.title.all(), *self.aliases))

    def column(self, key: str) -> Column:
        """Return the column of that key. Raises KeyError."""
        return next(column for column in self.columns if column.key == key)


def _answers(column: Column) -> set[str]:
    return {header_key(name) for name in (column.key, *column.header.all(), *column.aliases)}
