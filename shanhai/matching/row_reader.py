"""Rows of plain values, read column by column; whatever is wrong with them is kept as a `Fault`.

Nearly every column of nearly every table is right, so each reader first looks at a column as a whole and goes
through it row by row only to say what is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Sequence
from typing import Any

import numpy as np

from shanhai.matching.tables import EARLIEST, FIELDS, LATEST, NO_MONTH, Fault, Floats, Ints, Rows, month_text

EMPTY = (None, "")
Cell = Any
ReadItem = Callable[[int, Any], Any]


class RowReader:
    """The rows of one table.

    Attributes
    ----------
    ids : tuple of str
    row_of : dict of id to row
        The first row of each id.
    faults : list of Fault
        What has been found wrong so far.
    """

    def __init__(self, table: str, source: Rows) -> None:
        self.table = table
        self.rows = list(source)
        self.faults: list[Fault] = []
        self._check_fields([name.rstrip("!") for name in FIELDS[table]])
        self.ids = tuple(self._id(at, value) for at, value in enumerate(self.cells("id")))
        self.row_of: dict[str, int] = {}
        for at, name in enumerate(self.ids):
            if name and self.row_of.setdefault(name, at) != at:
                self.fault(at, "id", "duplicate", name, f"row {self.row_of[name] + 1}")

    def _check_fields(self, known: Sequence[str]) -> None:
        fields = frozenset(known)
        for at, row in enumerate(self.rows):
            if not row.keys() <= fields:
                for name in sorted(map(str, row.keys() - fields)):
                    self.fault(at, name, "unknown_field", name, ", ".join(known))

    def _id(self, at: int, value: Cell) -> str:
        name = "" if value is None else str(value).strip()
        if not name:
            self.fault(at, "id", "missing", "", "an id")
        return name

    def cells(self, column: str) -> list[Cell]:
        """A column as it was given, None where left out."""
        return [row.get(column) for row in self.rows]

    def fault(self, at: int, column: str, code: str, given: Any, wanted: str = "") -> None:
        """Keep one thing that is wrong."""
        name = str(self.rows[at].get("id") or "")
        self.faults.append(Fault(self.table, at, column, code, str(given), wanted, name))

    def integers(self, column: str, default: int, low: int, high: int) -> Ints:
        """A column of whole numbers; what is left out is `default`."""
        cells = self.cells(column)
        if set(map(type, cells)) <= {int, type(None)}:
            there = [cell for cell in cells if cell is not None]
            if not there or (low <= min(there) and max(there) <= high):
                return np.array([default if cell is None else cell for cell in cells], np.int64)
        return np.array([self._integer(at, column, default, low, high) for at in range(len(cells))], np.int64)

    def _integer(self, at: int, column: str, default: int, low: int, high: int) -> int:
        value = self.rows[at].get(column)
        if value is None or value == "":
            return default
        wanted = f"a whole number from {low} to {high}"
        if not is_whole(value):
            self.fault(at, column, "not_a_number", value, wanted)
        elif not low <= int(value) <= high:
            self.fault(at, column, "out_of_range", value, wanted)
        else:
            return int(value)
        return default

    def decimals(self, column: str) -> Floats:
        """A column of numbers; what is left out is NaN."""
        cells = self.cells(column)
        return np.array([self._decimal(at, column, cell) for at, cell in enumerate(cells)], np.float64)

    def _decimal(self, at: int, column: str, value: Cell) -> float:
        if value is None or value == "":
            return np.nan
        try:
            number = np.nan if _is_truth(value) else float(value)
        except (TypeError, ValueError, OverflowError):
            number = np.nan
        if np.isfinite(number):
            return number
        self.fault(at, column, "not_a_number", value, "a number")
        return np.nan

    def words(self, column: str, choices: Sequence[str] = (), default: str = "") -> tuple[str, ...]:
        """A column of words, of `choices` only where any are given."""
        out = [str(cell or default).strip() for cell in self.cells(column)]
        if choices and not set(out) <= set(choices):
            for at, word in enumerate(out):
                if word not in choices:
                    self.fault(at, column, "unknown", word, "one of " + ", ".join(filter(None, choices)))
                    out[at] = default
        return tuple(out)

    def references(self, column: str, to: RowReader) -> Ints:
        """A column of ids of another table, as row numbers; empty is -1."""
        names = ["" if cell is None else str(cell).strip() for cell in self.cells(column)]
        out = np.array([to.row_of.get(name, -1) for name in names], np.int64)
        for at in np.flatnonzero(out < 0):
            if names[at]:
                self.unknown(int(at), column, names[at], to)
        return out

    def unknown(self, at: int, column: str, name: str, *tables: RowReader) -> None:
        """Keep that `name` is an id of none of the tables."""
        where = " or ".join(table.table for table in tables)
        self.fault(at, column, "unknown", name, f"an id from {where}")

    def named(self, column: str, *tables: RowReader) -> Callable[[int, str], str | None]:
        """A reader of ids, for `lists`: the id if one of the tables knows it, else None and a fault."""
        known: Collection[str] = frozenset().union(*(table.row_of for table in tables))

        def read(at: int, item: Any) -> str | None:
            name = str(item).strip()
            if name in known:
                return name
            self.unknown(at, column, name, *tables)
            return None

        return read

    def lists(self, column: str, read: ReadItem) -> tuple[tuple[Any, ...], ...]:
        """A ragged column. `read(row, item)` gives the item to keep, or None when it made a fault."""
        return tuple(
            [
                tuple([kept for item in cell if (kept := read(at, item)) is not None])
                for at, cell in enumerate(self._listed(column))
            ]
        )

    def texts(self, column: str) -> tuple[tuple[str, ...], ...]:
        """A ragged column of words."""
        return tuple([tuple(map(str, cell)) for cell in self._listed(column)])

    def _listed(self, column: str) -> list[Collection[Any]]:
        """A ragged column as it was given; what is no list is empty, and a fault unless it was left out."""
        cells = self.cells(column)
        if not set(map(type, cells)) <= {tuple, list}:
            for at, cell in enumerate(cells):
                if isinstance(cell, str) or not isinstance(cell, Collection):
                    if cell not in EMPTY:
                        self.fault(at, column, "unknown", cell, "a list")
                    cells[at] = ()
        return cells

    def scale(self, at: int, column: str, value: Any, wanted: str) -> int | None:
        """A degree from 1 to 5, or None and a fault that says what was `wanted`."""
        if is_whole(value) and 1 <= int(value) <= 5:
            return int(value)
        self.fault(at, column, "out_of_range", value, wanted)
        return None

    def check_once(
        self, column: str, lists: Sequence[Sequence[Hashable]], name: Callable[[Any], str]
    ) -> None:
        """Nothing is listed twice in one cell; `name` tells an item as it was given."""
        for at, items in enumerate(lists):
            if len(items) > 1:
                names = [name(item) for item in items]
                if len(set(names)) < len(names):
                    for twice in sorted({word for word in names if names.count(word) > 1}):
                        self.fault(at, column, "twice", twice)

    def months(self) -> tuple[Ints, Ints]:
        """The columns "start" and "end"."""
        start, end = (self.integers(name, NO_MONTH, EARLIEST, LATEST) for name in ("start", "end"))
        for at in np.flatnonzero((start != NO_MONTH) & (end != NO_MONTH) & (end < start)):
            self.fault(int(at), "end", "backwards", month_text(int(end[at])), month_text(int(start[at])))
        return start, end

    def parents(self) -> Ints:
        """The column "parent"; where it leads back to its own row it is cut."""
        parent = self.references("parent", self)
        for at in range(len(parent)):
            above, steps = int(parent[at]), 0
            while above >= 0 and above != at and steps <= len(parent):
                above, steps = int(parent[above]), steps + 1
            if above == at:
                self.fault(at, "parent", "loop", self.ids[at])
                parent[at] = -1
        return parent


def is_whole(value: Any) -> bool:
    """Whether it is a whole number, be it written as a text or with decimals of 0; True and False are not."""
    if isinstance(value, int | np.integer):
        return not isinstance(value, bool)
    try:
        return not _is_truth(value) and float(value) == int(value)
    except (TypeError, ValueError, OverflowError):
        return False


def _is_truth(value: Any) -> bool:
    return isinstance(value, bool | np.bool_)
