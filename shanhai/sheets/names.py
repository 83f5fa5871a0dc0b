"""When two names are the same name, whatever the script, width, spacing or case they were typed in."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from shanhai.sheets.words import simplified

_INVISIBLE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]+")
_BLANKS = (
    " \t\r\n\v\f\x85\u00a0\u00ad\u2002\u2003\u2009"
    "\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u2060\u3000\ufeff"
)
_MIDDLE_DOTS = re.compile(r"[•‧∙⋅・･]")
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_NOT_WORD = re.compile(r"[\W_]+")


@lru_cache(maxsize=262_144)
def name_key(text: str) -> str:
    """Return the form under which names are compared: `李　明`, `李 明` and `李明` are one name."""
    if text.isascii():
        return _INVISIBLE.sub("", text).casefold()
    plain = unicodedata.normalize("NFKC", text)
    plain = _MIDDLE_DOTS.sub("·", _INVISIBLE.sub("", plain))
    return simplified(plain).casefold()


@lru_cache(maxsize=16_384)
def header_key(text: str) -> str:
    """Return the form under which headers are compared: `姓　名*`, `姓名（必填）` and `姓名` are one."""
    key = name_key(text)
    bare = _NOT_WORD.sub("", _BRACKETED.sub("", key))
    return bare or _NOT_WORD.sub("", key)


def tidy(text: str) -> str:
    """Take blanks and invisible marks off both ends; what is between them stays as it was typed."""
    if text.isascii():
        return text.strip()
    return text.strip(_BLANKS)


def half_width(text: str) -> str:
    """Return full-width digits, letters and signs as ordinary ones, without blanks at the ends."""
    return text.strip() if text.isascii() else tidy(unicodedata.normalize("NFKC", text))


def letters_of(column: int) -> str:
    """Return the letters of a column counted from 0, as Excel writes them: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_of(letters: str) -> int:
    """Return the column, counted from 0, that Excel writes with these letters."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell whose row and column are counted from 0: (11, 3) is D12."""
    return f"{letters_of(column)}{row + 1}"
