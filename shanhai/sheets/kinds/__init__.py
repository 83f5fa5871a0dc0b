"""The kinds that a column may be of."""

from shanhai.sheets.kinds.choices import Choice, YesNo
from shanhai.sheets.kinds.dates import Date, Month
from shanhai.sheets.kinds.kind import CellValue, Kind
from shanhai.sheets.kinds.lists import ListOf
from shanhai.sheets.kinds.numbers import Decimal, Integer, Percent
from shanhai.sheets.kinds.text import Code, Id18, Text

__all__ = [
    "CellValue",
    "Choice",
    "Code",
    "Date",
    "Decimal",
    "Id18",
    "Integer",
    "Kind",
    "ListOf",
    "Month",
    "Percent",
    "Text",
    "YesNo",
]
