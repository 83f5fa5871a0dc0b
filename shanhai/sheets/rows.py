"""The typed rows of one table, column by column, each cell still traceable to the sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shanhai.sheets.faults import CellError
from shanhai.sheets.names import cell_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shanhai.sheets.faults import Fault
    from shanhai.sheets.grid import Grid
    from shanhai.sheets.table import Table


@dataclass(frozen=True, slots=True)
class Rows:
    """Columns of equal length, by key; None where a cell is empty or wrong.

    `numbers` are the rows of the sheet, counted from 0; `places` the columns of the sheet that were found.
    """

    table: Table
    sheet: str
    columns: dict[str, list[object]]
    numbers: list[int]
    places: dict[str, int]
    grid: Grid
    header_row: int

    def __len__(self) -> int:
        return len(self.numbers)

    def __getitem__(self, key: str) -> list[object]:
        return self.columns[key]

    def records(self) -> Iterator[dict[str, object]]:
        """Yield each row as a dictionary by column key."""
        keys = list(self.columns)
        for values in zip(*self.columns.values(), strict=True):
            yield dict(zip(keys, values, strict=True))

    def cell(self, row: int, key: str) -> str:
        """Return the name of a cell ("D12"); "" for a column that the sheet does not have."""
        place = self.places.get(key)
        return "" if place is None else cell_name(self.numbers[row], place)

    def typed(self, row: int, key: str) -> object:
        """Return what was typed into a cell."""
        place = self.places.get(key)
        cells = self.grid.rows[self.numbers[row]]
        return "" if place is None or place >= len(cells) else cells[place]

    def typed_of(self, key: str) -> list[object]:
        """Return what was typed into the cells of a column, "" where a row ends before it."""
        place, rows = self.places.get(key), self.grid.rows
        if place is None:
            return [""] * len(self)
        return [cells[place] if len(cells := rows[number]) > place else "" for number in self.numbers]

    def error(self, row: int, key: str, fault: Fault, /, **fields: object) -> CellError:
        """Return the error that marks one cell of these rows."""
        name = self.cell(row, key) or cell_name(self.numbers[row], 0)
        return CellError(self.sheet, name, self.typed(row, key), fault, fields, self.heading(key))

    def heading(self, key: str) -> str:
        """Return the header of a column as typed."""
        place = self.places.get(key)
        return "" if place is None else str(self.grid.rows[self.header_row][place]).strip()
