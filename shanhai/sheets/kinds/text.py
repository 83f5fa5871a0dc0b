"""Text, codes and 18-digit ids."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from shanhai.sheets import cell_faults
from shanhai.sheets.faults import Refused
from shanhai.sheets.kinds.kind import CellValue, Kind, as_text
from shanhai.sheets.names import half_width, name_key
from shanhai.sheets.words import Words

if TYPE_CHECKING:
    from shanhai.sheets.words import Language

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_CODES = re.compile(r"[^\w.\-/#]")
_ID = re.compile(r"[0-9]{17}[0-9X]")
# Weights and check characters of GB 11643-1999 (ISO 7064, MOD 11-2).
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"


@dataclass(frozen=True, slots=True)
class Text(Kind):
    """Free text as typed, without blanks at its ends."""

    most: int = 2_000

    def read(self, value: object) -> str:
        """Return the text; dates and numbers become text as they are shown."""
        text = _shown(value) if isinstance(value, date) else as_text(value)
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        if not text.isprintable() and _UNPRINTABLE.search(text):
            raise Refused(cell_faults.CONTROL_MARKS)
        if len(text) > self.most:
            raise Refused(cell_faults.TOO_LONG, length=len(text), most=self.most)
        return text

    def write(self, value: object, language: Language) -> CellValue:
        """Return the text itself."""
        return str(value)

    def identity(self, value: object) -> object:
        """Return the text as names are compared."""
        return name_key(str(value))

    @property
    def hint(self) -> Words:
        """Return what to type."""
        return Words("text", "文字")


@dataclass(frozen=True, slots=True)
class Code(Kind):
    """A code: letters, digits, `.`, `-`, `_`, `/`, `#`; a number is read as its digits.

    `digits` is the number of digits that the code must have; leading zeros lost by Excel are then noticed.
    """

    digits: int | None = None
    most: int = 64

    def read(self, value: object) -> str:
        """Return the code in half-width marks. The number 12 is the code 12; 12.5 and dates are refused."""
        if isinstance(value, float) and not value.is_integer():
            raise Refused(cell_faults.CODE_FRACTION)
        if isinstance(value, int | float) and abs(value) >= 1e15:
            raise Refused(cell_faults.CODE_LOST_DIGITS)
        code = half_width(as_text(value))
        mark = _NOT_IN_CODES.search(code)
        if mark:
            raise Refused(cell_faults.CODE_FORM, mark=cell_faults.BLANK if mark[0].isspace() else mark[0])
        if len(code) > self.most:
            raise Refused(cell_faults.TOO_LONG, length=len(code), most=self.most)
        if self.digits is not None and (len(code) != self.digits or not code.isdigit()):
            raise Refused(cell_faults.CODE_DIGITS, length=len(code), digits=self.digits)
        return code

    def write(self, value: object, language: Language) -> CellValue:
        """Return the code itself."""
        return str(value)

    @property
    def hint(self) -> Words:
        """Return what to type."""
        if self.digits is None:
            return Words("a code", "代码")
        return Words(f"a code of {self.digits} digits", f"{self.digits} 位代码")


@dataclass(frozen=True, slots=True)
class Id18(Kind):
    """An 18-character personal id with its check character; refused when it was stored as a number."""

    def read(self, value: object) -> str:
        """Return the id with a capital X."""
        if isinstance(value, int | float):
            raise Refused(cell_faults.ID_AS_NUMBER)
        text = "".join(half_width(as_text(value)).upper().split())
        if not _ID.fullmatch(text):
            raise Refused(cell_faults.ID_FORM)
        total = sum(int(digit) * weight for digit, weight in zip(text, _ID_WEIGHTS, strict=False))
        if _ID_CHECKS[total % 11] != text[17]:
            raise Refused(cell_faults.ID_CHECK)
        return text

    def write(self, value: object, language: Language) -> CellValue:
        """Return the id itself."""
        return str(value)

    @property
    def hint(self) -> Words:
        """Return what to type."""
        return Words("18 digits, as text", "18 位，文本格式")


def _shown(moment: date) -> str:
    if isinstance(moment, datetime) and (moment.hour or moment.minute or moment.second):
        return moment.isoformat(" ", "seconds")
    return f"{moment:%Y-%m-%d}"
