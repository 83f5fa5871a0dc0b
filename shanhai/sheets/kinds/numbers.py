"""Whole numbers, decimal numbers and percentages."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from shanhai.sheets import cell_faults
from shanhai.sheets.faults import Fault, Refused
from shanhai.sheets.kinds.kind import CellValue, Kind
from shanhai.sheets.names import half_width
from shanhai.sheets.words import Words

if TYPE_CHECKING:
    from shanhai.sheets.words import Language

_NUMBER = re.compile(
    r"[+-]?(?=\.?[0-9])(?:[0-9]{1,18}|[0-9]{1,3}(?:,[0-9]{3})+)?(?:\.[0-9]{0,20})?(?:e[+-]?[0-9]{1,3})?", re.I
)
_MINUS = str.maketrans("−–—", "---")
_EXACT = 2**53


@dataclass(frozen=True, slots=True)
class Integer(Kind):
    """A whole number between two bounds, both allowed."""

    least: int | None = None
    most: int | None = None
    number_format = "0"

    def read(self, value: object) -> int:
        """Return the number; "1,200", full-width digits and 3.0 are understood."""
        number = _number(value, cell_faults.NOT_NUMBER, example=_example(self.least, self.most))
        if not number.is_integer():
            raise Refused(cell_faults.NOT_WHOLE, example=_example(self.least, self.most))
        if abs(number) >= _EXACT:
            raise Refused(cell_faults.ABOVE, most=f"{_EXACT - 1}")
        _check_bounds(int(number), self.least, self.most)
        return int(number)

    def write(self, value: object, language: Language) -> CellValue:
        """Return the number."""
        return int(str(value))

    @property
    def hint(self) -> Words:
        """Return what to type."""
        return _with_bounds(Words("a whole number", "整数"), self.least, self.most)


@dataclass(frozen=True, slots=True)
class Decimal(Kind):
    """A number between two bounds, both allowed."""

    least: float | None = None
    most: float | None = None
    number_format = "General"

    def read(self, value: object) -> float:
        """Return the number."""
        number = _number(value, cell_faults.NOT_NUMBER, example="2.5")
        _check_bounds(number, self.least, self.most)
        return number

    def write(self, value: object, language: Language) -> CellValue:
        """Return the number."""
        return float(str(value))

    @property
    def hint(self) -> Words:
        """Return what to type."""
        return _with_bounds(Words("a number", "数字"), self.least, self.most)


@dataclass(frozen=True, slots=True)
class Percent(Kind):
    """A share, returned as a number from 0 to 1: "35%", 0.35 and 35 mean the same; 1 means the whole."""

    number_format = "0.##########%"

    def read(self, value: object) -> float:
        """Return the share, rounded to twelve decimals so that 35% is 0.35 exactly."""
        sign = isinstance(value, str) and half_width(value).rstrip().endswith("%")
        text = half_width(value).rstrip("% ") if isinstance(value, str) else value
        number = _number(text, cell_faults.NOT_PERCENT)
        share = round(number / 100 if sign or number > 1 else number, 12)
        if share < 0:
            raise Refused(cell_faults.BELOW, least="0%")
        if share > 1:
            raise Refused(cell_faults.ABOVE, most="100%")
        return share

    def write(self, value: object, language: Language) -> CellValue:
        """Return the share, which Excel shows as a percentage."""
        return float(str(value))

    @property
    def hint(self) -> Words:
        """Return what to type."""
        return Words("a percentage such as 35%", "百分比，如 35%")


def _number(value: object, fault: Fault, **fields: object) -> float:
    if isinstance(value, bool):
        raise Refused(fault, **fields)
    if isinstance(value, int | float):
        if abs(value) > 1e300 or math.isnan(value):
            raise Refused(fault, **fields)
        return float(value)
    if isinstance(value, date | time | timedelta):
        raise Refused(cell_faults.TURNED_INTO_DATE)
    text = half_width(value).translate(_MINUS) if isinstance(value, str) else ""
    if not text or not _NUMBER.fullmatch(text):
        raise Refused(fault, **fields)
    number = float(text.replace(",", ""))
    if not math.isfinite(number):
        raise Refused(fault, **fields)
    return number


def _check_bounds(number: float, least: float | None, most: float | None) -> None:
    if least is not None and number < least:
        raise Refused(cell_faults.BELOW, least=least)
    if most is not None and number > most:
        raise Refused(cell_faults.ABOVE, most=most)


def _example(least: int | None, most: int | None) -> int:
    low, high = (least if least is not None else 3), (most if most is not None else 3)
    return min(max(3, low), max(high, low))


def _with_bounds(words: Words, least: float | None, most: float | None) -> Words:
    if least is not None and most is not None:
        return Words(f"{words.en} from {least} to {most}", f"{words.hans}，{least} 至 {most}")
    if least is not None:
        return Words(f"{words.en}, {least} or more", f"{words.hans}，不小于 {least}")
    if most is not None:
        return Words(f"{words.en}, {most} or less", f"{words.hans}，不大于 {most}")
    return words
