"""What a kind of column has to do: read a cell, write a cell, describe itself."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from shanhai.sheets import cell_faults
from shanhai.sheets.faults import Refused
from shanhai.sheets.names import tidy

if TYPE_CHECKING:
    from shanhai.sheets.words import Language, Words

#: What may be put into a cell.
CellValue = str | int | float | bool | date


class Kind(ABC):
    """One kind of column. Kinds hold no state besides their settings, so tables may share them."""

    #: How Excel shows the column; "@" keeps what is typed as text.
    number_format = "@"

    @abstractmethod
    def read(self, value: object) -> object:
        """Return the value meant by a cell that is not empty. Raises Refused."""

    @abstractmethod
    def write(self, value: object, language: Language) -> CellValue:
        """Return what to put into the cell for a value; reading it gives the same value again."""

    def identity(self, value: object) -> object:
        """Return what makes two values of a unique column the same."""
        return value

    def choices(self, language: Language) -> tuple[str, ...]:
        """Return what a drop-down offers; empty when anything may be typed."""
        return ()

    @property
    @abstractmethod
    def hint(self) -> Words:
        """Return what to type, in a few words."""


def as_text(value: object) -> str:
    """Return a cell as text; whole numbers without `.0`. Raises Refused for dates, times and truth values."""
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, bool):
        raise Refused(cell_faults.NOT_TEXT)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, date | datetime | time | timedelta):
        raise Refused(cell_faults.TURNED_INTO_DATE)
    raise Refused(cell_faults.NOT_TEXT)
