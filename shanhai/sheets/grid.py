"""A sheet as plain cells, before anybody says what its columns mean."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from shanhai.sheets import file_faults
from shanhai.sheets.faults import FileError
from shanhai.sheets.names import cell_name

if TYPE_CHECKING:
    from shanhai.sheets.limits import Limits

#: In place of an error: a formula that no program has computed yet.
NOT_COMPUTED = ""
#: First row, first column, last row, last column, all counted from 0.
Area = tuple[int, int, int, int]


@dataclass(slots=True)
class Grid:
    """The cells of one sheet from A1 on; rows may differ in length; an empty cell is "".

    `errors` holds the formula errors (or `NOT_COMPUTED`) by (row, column); `merged` the merged areas.
    """

    rows: list[list[object]]
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """Name of a sheet, and whether its owner has hidden it."""

    name: str
    hidden: bool = False


class Source(ABC):
    """An opened file or folder: its sheets by name, each read only when asked for."""

    def __init__(self, file: str, limits: Limits) -> None:
        self.file = file
        self.limits = limits
        self.sheets: tuple[SheetInfo, ...] = ()

    @abstractmethod
    def grid(self, index: int) -> Grid:
        """Read one sheet. Raises FileError when it is damaged or larger than the limits."""

    def check_size(self, sheet: str, last_row: int, last_column: int) -> None:
        """Refuse a sheet whose last used cell lies too far from A1. Raises FileError."""
        if last_row >= self.limits.rows:
            raise FileError(self.file, file_faults.TOO_MANY_ROWS, sheet=sheet, most=f"{self.limits.rows:,}")
        if (last_row + 1) * (last_column + 1) > self.limits.cells:
            corner = cell_name(last_row, last_column)
            most = f"{self.limits.cells:,}"
            raise FileError(self.file, file_faults.TOO_MANY_CELLS, sheet=sheet, corner=corner, most=most)
