"""Takes persons out of a text before others read it: names that are known, numbers and addresses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

PUT = "＊＊"
#: Telephone numbers, identity numbers, mail addresses: whatever somebody could be reached or named by.
_NUMBERS = re.compile(r"(?<!\d)(?:\+?\d[\d\s-]{6,}\d[\dXx]?)(?!\d)|[\w.+-]+@[\w-]+\.[\w.]+")


def stripped(text: str, names: Iterable[str]) -> str:
    """The text with every known name and every number or address of a person replaced."""
    for name in _known(names):
        text = _pattern(name).sub(PUT, text)
    return _NUMBERS.sub(PUT, text)


def still_named(text: str, names: Iterable[str]) -> list[str]:
    """What of a person still stands in a text."""
    found = [name for name in _known(names) if _pattern(name).search(text)]
    return [*found, *(match.group().strip() for match in _NUMBERS.finditer(text))]


def _known(names: Iterable[str]) -> list[str]:
    """Names long enough to mean somebody, the longest first."""
    return sorted({"".join(name.split()) for name in names if len("".join(name.split())) > 1}, key=len)[::-1]


def _pattern(name: str) -> re.Pattern[str]:
    """A name with whatever blanks its writer put into it."""
    return re.compile(r"\s*".join(map(re.escape, name)), re.IGNORECASE)
