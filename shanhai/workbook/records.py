"""Rows that come from a database instead of a sheet: the way from them to a `Book`, and back.

>>> book = book_of({"people": [{"id": "P1", "level": 5}], "orders": [{"id": "D1", "seats": 2}]})
>>> records_of(book)["orders"][0]["seats"]
2

A row is a mapping by the column keys of `TABLES`. Its values are the typed ones (a date, a `Group`, a tuple)
or the same as JSON holds them (see `as_json`); what is None or left out is not given. They keep the very
rules that cells keep.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from shanhai.matching.groups import Group, where
from shanhai.matching.tables import plain_rows
from shanhai.sheets import CellError, Reading, Refused, Rows, Words
from shanhai.sheets.cell_faults import MISSING
from shanhai.sheets.grid import Grid
from shanhai.sheets.reading import duplicates
from shanhai.workbook.declarations import criterion_row, pair_rows, rule_row
from shanhai.workbook.reading import Draft
from shanhai.workbook.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from shanhai.matching.problem import Problem
    from shanhai.sheets import Column, Fault, Language, Table
    from shanhai.workbook.book import Book

    Row = Mapping[str, object]

_ROW = Words("row {number}", "第 {number} 行")
#: What values of a column mean, kept from one reading to the next: registers hold the same ones each time.
_KNOWN: defaultdict[tuple[str, str], dict[object, object]] = defaultdict(dict)
_MOST_KNOWN = 20_000
#: Values that stand for "nothing given" and are left out of the rows.
_LEFT_OUT: dict[str, object] = {
    "level": 0, "level_min": 0, "level_max": 0, "experience": 0, "minimum": 0, "direction": "",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RecordError(CellError):
    """One wrong value of one row: `table` and `column` are keys, `row` is counted from 0, `id` names it."""

    table: str = ""
    row: int = 0
    column: str = ""
    id: str = ""

    def where(self, language: Language) -> str:
        """Return the place: table, row by its id (or number), and column."""
        table = _table(self.table)
        name = self.id or _ROW.say(language, number=self.row + 1)
        header = table.column(self.column).header.text(language)
        gap = " " if language == "en" else "　"
        return gap.join((table.title.text(language), name, f"“{header}”"))


@dataclass(frozen=True, slots=True)
class _Records(Rows):
    """Rows without a sheet; what is wrong with them is told by table, row and column."""

    def error(self, row: int, key: str, fault: Fault, /, **fields: object) -> CellError:
        """Return the error that marks one value."""
        ids = self.columns.get(self.table.columns[0].key, ())
        name = "" if row >= len(ids) or ids[row] is None else str(ids[row])
        heading = self.table.column(key).header.en
        return RecordError(
            self.sheet, self.cell(row, key), self.typed(row, key), fault, fields, heading,
            table=self.table.key, row=row, column=key, id=name,
        )  # fmt: skip


def book_of(records: Mapping[str, Iterable[Row]]) -> Book:
    """Build a book from rows by the keys of `TABLES`; a table left out is empty.

    Raises: BookErrors with a `RecordError` for every wrong value; KeyError for a table or column that there
    is not.
    """
    return Draft(_reading(records)).book()


@dataclass(frozen=True, slots=True)
class Checked:
    """Rows that were looked over: the book as far as it goes, the rows with every reference turned into an id
    (None where a value is wrong), and what is wrong.
    """

    book: Book
    rows: Mapping[str, Sequence[dict[str, object]]]
    errors: tuple[RecordError, ...]


def check_records(records: Mapping[str, Iterable[Row]]) -> Checked:
    """Look rows over without refusing them: for drafts, in which something may still be wrong.

    Raises: KeyError for a table or column that there is not.
    """
    reading = _reading(records)
    book = Draft(reading).as_far_as_it_goes()
    reading.sort()
    rows = {key: list(table.records()) for key, table in reading.tables.items()}
    return Checked(book, rows, tuple(error for error in reading.errors if isinstance(error, RecordError)))


def records_of(book: Book) -> dict[str, list[dict[str, object]]]:
    """Return the rows of every table of a book: from them `book_of` builds an equal one."""
    problem, names = book.problem, book.names
    records: dict[str, list[dict[str, object]]] = {}
    for key, rows in plain_rows(problem.tables).items():
        called, noted = getattr(names, key), book.notes.get(key, {})
        records[key] = [
            {**_cells(row), "name": called.get(row["id"]) or None, "note": noted.get(row["id"]) or None}
            for row in rows
        ]
    noted = book.notes.get("rules", {})
    records["rules"] = [
        rule_row(rule, names.rules.get(rule.id) or None, noted.get(rule.id) or None) for rule in problem.rules
    ]
    records["weights"] = [criterion_row(criterion) for criterion in problem.criteria]
    records["pairs"] = _pairs(problem)
    records["programme"] = [
        {
            "title": names.programme or None,
            "cohort": names.cohort or None,
            "seed": problem.seed or None,
            "fair_over": problem.fair_over or None,
            "invented": names.invented,
        }
    ]
    records["map"] = _outlines(book)
    return records


def as_json(value: Any) -> Any:
    """A typed value, or a whole row of them, as JSON holds it: `book_of` takes it back.

    A date becomes "2022-07-01", a group {"home_kind": ["university"]}, a tuple a list.
    """
    if isinstance(value, Group):
        return {name: list(values) for name, values in value.where}
    if isinstance(value, dict):
        return {key: as_json(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [as_json(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def _table(key: str) -> Table:
    for table in TABLES:
        if table.key == key:
            return table
    raise KeyError(f"There is no table {key!r}. Known: {', '.join(table.key for table in TABLES)}.")


def _reading(records: Mapping[str, Iterable[Row]]) -> Reading:
    for key in records:
        _table(key)
    reading = Reading()
    for table in TABLES:
        reading.tables[table.key] = _read(table, records.get(table.key, ()), reading.errors)
    return reading


def _read(table: Table, records: Iterable[Row], errors: list[CellError]) -> Rows:
    keys = [column.key for column in table.columns]
    given = list(records)
    for row in given:
        if unknown := [key for key in row if key not in keys]:
            raise KeyError(f"The table {table.key!r} has no column {unknown[0]!r}. Known: {', '.join(keys)}.")
    grid = Grid([[row.get(key) for key in keys] for row in given])
    places = {key: place for place, key in enumerate(keys)}
    rows = _Records(table, table.key, {}, list(range(len(given))), places, grid, 0)
    for column in table.columns:
        rows.columns[column.key] = values = _column(rows, column, errors)
        if column.unique:
            errors.extend(duplicates(rows, column, values))
    return rows


def _column(rows: Rows, column: Column, errors: list[CellError]) -> list[object]:
    """Read one column; each distinct value is read once, for most of them repeat."""
    values: list[object] = []
    place, known = rows.places[column.key], _KNOWN[rows.table.key, column.key]
    if len(known) > _MOST_KNOWN:
        known.clear()
    for at, cells in enumerate(rows.grid.rows):
        value = cells[place]
        if value is None and not column.required:
            values.append(None)
            continue
        # What differs in type only (1 and true) is not the same, at any depth.
        key = value if isinstance(value, str) else (repr(value),)
        try:
            if key not in known:
                known[key] = _value(column, _hashable(value))
            values.append(known[key])
        except Refused as refused:
            values.append(None)
            errors.append(rows.error(at, column.key, refused.fault, **refused.fields))
    return values


def _value(column: Column, value: object) -> object:
    """Return what a value means, by the rules for cells of this column. Raises: Refused."""
    if value in (None, "", (), Group()):
        if column.required:
            raise Refused(MISSING)
        return None
    kind = column.kind
    try:
        text = kind.write(_as_day(value), "en")
    except (KeyError, TypeError, ValueError):
        # Not of the column's type: the kind itself says what is wrong, or understands it as typed.
        return kind.read(value)
    return kind.read(text)


def _as_day(value: object) -> object:
    """Return a day that JSON holds as text as a date; anything else as it is."""
    is_day = isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-"
    return date.fromisoformat(str(value)) if is_day else value


def _hashable(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return tuple(_hashable(each) for each in value)
    return where(**value) if isinstance(value, dict) else value


def _cells(row: Mapping[str, Any]) -> dict[str, object]:
    cells: dict[str, object] = {}
    for key, value in row.items():
        if value in ("", []) or (key in _LEFT_OUT and value == _LEFT_OUT[key]):
            cells[key] = None
        elif key in ("start", "end") and value is not None:
            cells[key] = date(value // 12, value % 12 + 1, 1)
        else:
            cells[key] = tuple(value) if isinstance(value, list) else value
    return cells


def _pairs(problem: Problem) -> list[dict[str, object]]:
    listed: dict[object, object] = {}
    rows = []
    declared: Sequence[Any] = (*problem.criteria, *problem.rules)
    for made in declared:
        for row in pair_rows(made):
            if listed.setdefault(row["list"], made) is not made:
                raise ValueError(
                    f"Two lists of pairs are both called {row['list']!r}. "
                    "Give rules and given points names of their own."
                )
            rows.append(row)
    return rows


def _outlines(book: Book) -> list[dict[str, object]]:
    known = set(book.problem.places.id)
    return [
        {"place": place, "ring": number, "east": east, "north": north}
        for place, rings in book.names.outlines.items()
        if place in known
        for number, ring in enumerate(rings, 1)
        for east, north in ring
    ]
