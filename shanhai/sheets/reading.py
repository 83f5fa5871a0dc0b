"""Reads tables out of a file: typed columns, and every wrong cell at once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from shanhai.sheets import cell_faults
from shanhai.sheets.faults import CellError, Notice, Refused
from shanhai.sheets.finding import (
    Header,
    find_header,
    header_errors,
    header_notices,
    headers_of,
    sheet_by_headers,
    sheets_of,
)
from shanhai.sheets.grid import NOT_COMPUTED
from shanhai.sheets.limits import DEFAULT_LIMITS, Limits
from shanhai.sheets.merging import fill_merged
from shanhai.sheets.names import cell_name, column_of, tidy
from shanhai.sheets.opening import open_source
from shanhai.sheets.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from shanhai.sheets.grid import Grid, Source
    from shanhai.sheets.table import Column, Table

_ERROR_TEXT = re.compile(r"#(REF!|DIV/0!|N/A|NAME\?|NULL!|NUM!|VALUE!|SPILL!|CALC!)|Err:\d{3}")
_SHEETS_LISTED = 12


@dataclass(slots=True)
class Reading:
    """What was read: the rows of each table by its key, all errors, and notices of what was skipped."""

    tables: dict[str, Rows] = field(default_factory=dict)
    errors: list[CellError] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    def sort(self) -> None:
        """Put the errors into the order in which a reader walks over the sheets."""
        order = {rows.sheet: place for place, rows in enumerate(self.tables.values())}
        self.errors.sort(key=lambda error: (order.get(error.sheet, -1), *_position(error.cell)))


def read(
    source: Path | str | bytes,
    tables: Sequence[Table],
    *,
    name: str = "",
    limits: Limits = DEFAULT_LIMITS,
) -> Reading:
    """Read the tables from a workbook, a CSV text, or a folder of CSV or Parquet files.

    `source` is a path or the content itself, `name` the file's name as its owner knows it.
    Raises FileError when the file as a whole cannot be read; wrong cells are listed in the result.
    """
    opened = open_source(source, name, limits)
    reading = Reading()
    taken = {index for table in tables for index in sheets_of(opened, table)}
    for table in tables:
        index = _sheet_for(opened, table, tables, taken, reading)
        if index is not None:
            _read_table(opened, index, table, reading)
        if len(reading.errors) >= limits.errors:
            _cut_short(reading, opened.sheets[index or 0].name, limits)
            break
    reading.sort()
    return reading


def _cut_short(reading: Reading, sheet: str, limits: Limits) -> None:
    del reading.errors[limits.errors :]
    reading.errors.append(CellError(sheet, "", "", cell_faults.MORE_ERRORS, {"most": f"{limits.errors:,}"}))


def _sheet_for(
    source: Source, table: Table, tables: Sequence[Table], taken: set[int], reading: Reading
) -> int | None:
    found = sheets_of(source, table)
    if len(found) == 1:
        if source.sheets[found[0]].hidden:
            reading.notices.append(Notice(source.sheets[found[0]].name, "", cell_faults.READ_HIDDEN))
        return found[0]
    if found:
        names = tuple(source.sheets[index].name for index in found)
        fields = {"title": table.title, "sheets": names}
        reading.errors.append(CellError(names[1], "", "", cell_faults.SHEET_TWICE, fields))
        return None
    if len(tables) == 1 and len(source.sheets) == 1:
        return 0
    if not table.required:
        return None
    guess = sheet_by_headers(source, table, taken)
    if guess is not None:
        taken.add(guess)
        notice = Notice(source.sheets[guess].name, "", cell_faults.FOUND_BY_HEADERS, {"title": table.title})
        reading.notices.append(notice)
        return guess
    names = tuple(sheet.name for sheet in source.sheets[:_SHEETS_LISTED])
    fields = {"title": table.title, "sheets": names}
    reading.errors.append(CellError(table.title.en, "", "", cell_faults.SHEET_MISSING, fields))
    return None


def _read_table(source: Source, index: int, table: Table, reading: Reading) -> None:
    sheet = source.sheets[index].name
    grid = source.grid(index)
    filled = fill_merged(grid, source.limits)
    header = find_header(grid, table)
    if header is None:
        reading.errors.append(_no_header(grid, table, sheet))
        return
    reading.errors.extend(header_errors(grid, header, table, sheet))
    reading.notices.extend(header_notices(grid, header, table, sheet))
    places = set(header.places.values())
    for area, top, left in filled:
        if top > header.row and left in places:
            reading.notices.append(
                Notice(sheet, cell_name(top, left), cell_faults.FILLED_MERGED, {"area": area})
            )
    rows = _used_rows(grid, header, table, sheet)
    for column in table.columns:
        rows.columns[column.key] = _read_column(rows, column, reading.errors, source.limits.errors)
    reading.tables[table.key] = rows


def _no_header(grid: Grid, table: Table, sheet: str) -> CellError:
    required = headers_of([column for column in table.columns if column.required] or table.columns[:5])
    if not any(cell not in ("", None) for row in grid.rows for cell in row) and not grid.errors:
        return CellError(sheet, "", "", cell_faults.SHEET_EMPTY, {"headers": required})
    return CellError(sheet, "A1", "", cell_faults.NO_HEADER, {"rows": 30, "headers": required})


def _used_rows(grid: Grid, header: Header, table: Table, sheet: str) -> Rows:
    # A column of running numbers that nobody asked for does not make a row.
    places = sorted(header.places.values())
    faulty = {row for row, column in grid.errors if column in header.places.values()}
    numbers = [
        number
        for number, row in enumerate(grid.rows)
        if number > header.row and (number in faulty or _has_content(row, places))
    ]
    return Rows(table, sheet, {}, numbers, header.places, grid, header.row)


def _has_content(row: list[object], places: list[int]) -> bool:
    width = len(row)
    for place in places:
        if place < width:
            cell = row[place]
            if cell != "" and (not isinstance(cell, str) or tidy(cell)):
                return True
    return False


def _read_column(rows: Rows, column: Column, errors: list[CellError], most: int) -> list[object]:
    place = rows.places.get(column.key)
    if place is None or len(errors) >= most:
        return [None] * len(rows)
    values: list[object] = []
    memory: dict[str, object] = {}
    if not column.required and not any(place == wrong for _, wrong in rows.grid.errors):
        memory[""] = None
    read_cell = column.kind.read
    table_rows, faulty = rows.grid.rows, rows.grid.errors
    for index, number in enumerate(rows.numbers):
        row = table_rows[number]
        cell = row[place] if place < len(row) else ""
        # Most text cells repeat: each distinct text is read once.
        if cell.__class__ is str and cell in memory:
            values.append(memory[cell])
            continue
        try:
            value = None if _is_empty(cell) else read_cell(_checked(cell))
            if value is None and (number, place) in faulty:
                raise _without_value(faulty[number, place])
            if value is None and column.required:
                raise Refused(cell_faults.MISSING)
            if isinstance(cell, str) and cell:
                memory[cell] = value
        except Refused as refused:
            value = None
            errors.append(rows.error(index, column.key, refused.fault, **refused.fields))
            if len(errors) >= most:
                return [None] * len(rows)
        values.append(value)
    if column.unique:
        errors.extend(duplicates(rows, column, values))
    return values


def _without_value(error: str) -> Refused:
    """A formula that gives an error, or that no program has computed."""
    if error == NOT_COMPUTED:
        return Refused(cell_faults.NOT_COMPUTED)
    return Refused(cell_faults.FORMULA_ERROR, error=error)


def _is_empty(cell: object) -> bool:
    return cell == "" or cell is None or (isinstance(cell, str) and not tidy(cell))


def _checked(cell: object) -> object:
    if isinstance(cell, str) and cell[:1] in "#E" and _ERROR_TEXT.fullmatch(cell.strip()):
        raise Refused(cell_faults.FORMULA_ERROR, error=cell.strip())
    return cell


def duplicates(rows: Rows, column: Column, values: list[object]) -> list[CellError]:
    """Return the errors of values that stand a second time in a column of unique ones."""
    seen: dict[object, int] = {}
    found = []
    for index, value in enumerate(values):
        if value is None:
            continue
        key = column.kind.identity(value)
        first = seen.setdefault(key, index)
        if first != index:
            fields = {
                "first": rows.cell(first, column.key),
                "first_row": rows.numbers[first] + 1,
                "row": rows.numbers[index] + 1,
            }
            found.append(rows.error(index, column.key, cell_faults.DUPLICATE, **fields))
    return found


def _position(cell: str) -> tuple[int, int]:
    letters = cell.rstrip("0123456789")
    return (int(cell[len(letters) :]), column_of(letters)) if cell else (-1, -1)
