"""What the engine finds wrong with a problem, told as wrong cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.sheets.cell_faults import DUPLICATE, MISSING
from shanhai.workbook import faults
from shanhai.workbook.engine_words import FAULTS, wanted

if TYPE_CHECKING:
    from shanhai.matching.tables import Fault as EngineFault
    from shanhai.sheets import CellError, Rows


def cell_error(fault: EngineFault, rows: Rows, row: int, column: str) -> CellError:
    """Return the engine's fault as an error of one cell."""
    if fault.code == "duplicate":
        return _duplicate(fault, rows, row, column)
    if fault.code == "missing":
        kind, expected = rows.table.title, wanted(fault.wanted)
        known = faults.NEEDED if fault.wanted else MISSING
        return rows.error(row, column, known, kind=kind, wanted=expected)
    return rows.error(row, column, FAULTS[fault.code], given=fault.given, wanted=wanted(fault.wanted))


def _duplicate(fault: EngineFault, rows: Rows, row: int, column: str) -> CellError:
    first = next(place for place, value in enumerate(rows[column]) if value == fault.given)
    fields = {
        "first": rows.cell(first, column),
        "first_row": rows.numbers[first] + 1,
        "row": rows.numbers[row] + 1,
    }
    return rows.error(row, column, DUPLICATE, **fields)
