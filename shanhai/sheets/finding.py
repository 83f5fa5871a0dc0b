"""Finds the sheet that holds a table, and the row of headers in it."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from shanhai.sheets import cell_faults
from shanhai.sheets.faults import CellError, Notice
from shanhai.sheets.names import cell_name, header_key, name_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shanhai.sheets.faults import Fault
    from shanhai.sheets.grid import Grid, Source
    from shanhai.sheets.table import Column, Table

_ROWS_LOOKED_AT = 30
_COLUMNS_TOLD = 40


@dataclass(frozen=True, slots=True)
class Header:
    """The row of headers, and the column of the sheet in which each known header stands."""

    row: int
    places: dict[str, int]


def sheets_of(source: Source, table: Table) -> list[int]:
    """Return the sheets whose name says that they hold the table; exact names win over similar ones."""
    exact = {name_key(name) for name in (table.key, *table.title.all(), *table.aliases)}
    found = [index for index, sheet in enumerate(source.sheets) if name_key(sheet.name) in exact]
    if not found:
        found = [
            index for index, sheet in enumerate(source.sheets) if header_key(sheet.name) in table.sheet_keys
        ]
    shown = [index for index in found if not source.sheets[index].hidden]
    return shown or found


def sheet_by_headers(source: Source, table: Table, taken: set[int]) -> int | None:
    """Return the one visible sheet left that has all required headers of the table, if there is just one."""
    required = {column.key for column in table.columns if column.required}
    fitting = []
    for index, sheet in enumerate(source.sheets):
        if index in taken or sheet.hidden:
            continue
        header = find_header(source.grid(index), table)
        if header and len(header.places) > 1 and required <= header.places.keys():
            fitting.append(index)
    return fitting[0] if len(fitting) == 1 else None


def find_header(grid: Grid, table: Table) -> Header | None:
    """Return the row, among the first thirty, that names most columns of the table."""
    best: Header | None = None
    for number, row in enumerate(grid.rows[:_ROWS_LOOKED_AT]):
        places: dict[str, int] = {}
        for column, cell in enumerate(row):
            known = table.by_header.get(header_key(cell)) if isinstance(cell, str) and cell else None
            if known:
                places.setdefault(known.key, column)
        if not places:
            continue
        # Headers merged over two rows stand in both: the table begins below the second.
        is_repeated = best is not None and number == best.row + 1 and places == best.places
        if best is None or len(places) > len(best.places) or is_repeated:
            best = Header(number, places)
    return best


def header_errors(grid: Grid, header: Header, table: Table, sheet: str) -> Iterator[CellError]:
    """Yield what is wrong with the row of headers: columns missing, or there twice."""
    row = grid.rows[header.row]
    free = cell_name(header.row, len(row))
    for column in table.columns:
        if column.required and column.key not in header.places:
            yield CellError(sheet, free, "", cell_faults.HEADER_MISSING, {"header": column.header})
    for place, cell in enumerate(row):
        known = _known(table, cell)
        if known and header.places[known.key] != place:
            first = cell_name(header.row, header.places[known.key])
            yield CellError(
                sheet, cell_name(header.row, place), cell, cell_faults.HEADER_TWICE, {"first": first}
            )


def header_notices(grid: Grid, header: Header, table: Table, sheet: str) -> Iterator[Notice]:
    """Yield the columns that were not read, with the header that may have been meant."""
    told = 0
    missing = {
        key: column.header for key, column in table.by_header.items() if column.key not in header.places
    }
    for place, cell in enumerate(grid.rows[header.row]):
        if not isinstance(cell, str) or not cell.strip() or _known(table, cell):
            continue
        told += 1
        if told > _COLUMNS_TOLD:
            return
        near = get_close_matches(header_key(cell), missing, n=1, cutoff=0.7)
        fault: Fault = cell_faults.SKIPPED_COLUMN_NEAR if near else cell_faults.SKIPPED_COLUMN
        fields = {"header": cell, "near": missing[near[0]] if near else ""}
        yield Notice(sheet, cell_name(header.row, place), fault, fields)


def headers_of(columns: Sequence[Column]) -> tuple[object, ...]:
    """Return the headers of columns, to be listed in a sentence."""
    return tuple(column.header for column in columns)


def _known(table: Table, cell: object) -> Column | None:
    return table.by_header.get(header_key(cell)) if isinstance(cell, str) and cell else None
