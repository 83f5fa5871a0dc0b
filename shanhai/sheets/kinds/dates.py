"""Dates and months in all the forms that offices use."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from shanhai.sheets import cell_faults
from shanhai.sheets.faults import Fault, Refused
from shanhai.sheets.kinds.kind import CellValue, Kind
from shanhai.sheets.names import half_width
from shanhai.sheets.words import Words

if TYPE_CHECKING:
    from shanhai.sheets.words import Language

_SEPARATED = re.compile(r"([0-9]{4})[-./年]([0-9]{1,2})(?:[-./月]([0-9]{1,2})日?|月)?")
_TOGETHER = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})?")
_TIME = re.compile(r"[T ][0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?Z?$")
_SERIAL_TEXT = re.compile(r"[0-9]{5}")
_DAY_ZERO = date(1899, 12, 30)
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
#: Serial numbers from 1927 to 2173; smaller ones are years or counts, not dates.
_FIRST_SERIAL, _LAST_SERIAL = 10_000, 99_999


class _Moment(NamedTuple):
    year: int
    month: int
    day: int | None


@dataclass(frozen=True, slots=True)
class Date(Kind):
    """A day. `missing_day` says what a month alone means: its first day, its last day, or a mistake."""

    missing_day: Literal["first", "last", "refuse"] = "refuse"
    number_format = "yyyy-mm-dd"

    def read(self, value: object) -> date:
        """Return the day."""
        moment = _moment(value, cell_faults.NOT_DATE)
        day = _first_or_typed(moment, cell_faults.NOT_DATE)
        if moment.day is None and self.missing_day == "refuse":
            raise Refused(cell_faults.DAY_MISSING)
        if moment.day is None and self.missing_day == "last":
            return day.replace(day=monthrange(day.year, day.month)[1])
        return day

    def write(self, value: object, language: Language) -> CellValue:
        """Return the day, which Excel shows as 2022-12-14."""
        if not isinstance(value, date):
            raise TypeError(f"{value!r} is not a date")
        return value

    @property
    def hint(self) -> Words:
        """Return what to type."""
        return Words("a date such as 2022-12-14", "日期，如 2022-12-14")


@dataclass(frozen=True, slots=True)
class Month(Kind):
    """A month, returned as its first day; a whole date means the month it lies in."""

    def read(self, value: object) -> date:
        """Return the first day of the month."""
        moment = _moment(value, cell_faults.NOT_MONTH)
        return _first_or_typed(moment, cell_faults.NOT_MONTH).replace(day=1)

    def write(self, value: object, language: Language) -> CellValue:
        """Return the month as 2022-12; as text, because Excel makes a day of a typed month."""
        if not isinstance(value, date):
            raise TypeError(f"{value!r} is not a date")
        return f"{value.year:04d}-{value.month:02d}"

    @property
    def hint(self) -> Words:
        """Return what to type."""
        return Words("a month such as 2022-12", "年月，如 2022-12")


def _moment(value: object, fault: Fault) -> _Moment:
    if isinstance(value, date):
        return _Moment(value.year, value.month, value.day)
    if isinstance(value, bool):
        raise Refused(fault)
    if isinstance(value, int | float):
        return _from_number(float(value), fault)
    if isinstance(value, str):
        return _from_text(value, fault)
    raise Refused(fault)


def _from_text(value: str, fault: Fault) -> _Moment:
    text = "".join(_TIME.sub("", half_width(value)).split())
    match = _SEPARATED.fullmatch(text) or _TOGETHER.fullmatch(text)
    if match:
        year, month, day = match.groups()
        return _Moment(int(year), int(month), int(day) if day else None)
    if _SERIAL_TEXT.fullmatch(text):
        return _from_number(float(text), fault)
    raise Refused(fault)


def _from_number(number: float, fault: Fault) -> _Moment:
    if number.is_integer() and (match := _TOGETHER.fullmatch(str(int(number)))):
        year, month, day = match.groups()
        return _Moment(int(year), int(month), int(day) if day else None)
    if _FIRST_SERIAL <= number <= _LAST_SERIAL:
        day_meant = _DAY_ZERO + timedelta(days=int(number))
        return _Moment(day_meant.year, day_meant.month, day_meant.day)
    if _FIRST_YEAR < number < _LAST_YEAR and not number.is_integer():
        return _from_year_dot_month(number, fault)
    raise Refused(fault)


def _from_year_dot_month(number: float, fault: Fault) -> _Moment:
    year, month = divmod(round(number * 100), 100)
    if abs(number * 100 - round(number * 100)) > 1e-6:
        raise Refused(fault)
    # 2022.10 typed into a cell becomes the number 2022.1, and so does 2022.1.
    if month == 10:
        raise Refused(cell_faults.MONTH_UNCLEAR, january=f"{year}-01", october=f"{year}-10")
    return _Moment(year, month, None)


def _first_or_typed(moment: _Moment, fault: Fault) -> date:
    """The day that was typed, or the first one of a month typed alone; there has to be such a day."""
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise Refused(fault)
    try:
        return date(moment.year, moment.month, 1 if moment.day is None else moment.day)
    except ValueError as error:
        raise Refused(fault) from error


def month_of(value: date | datetime) -> str:
    """Return the month of a day as 2022-12."""
    return f"{value.year:04d}-{value.month:02d}"
