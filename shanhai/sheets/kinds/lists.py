"""Several values in one cell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shanhai.sheets import cell_faults
from shanhai.sheets.faults import Refused
from shanhai.sheets.kinds.kind import CellValue, Kind, as_text
from shanhai.sheets.names import tidy
from shanhai.sheets.words import Words

if TYPE_CHECKING:
    from shanhai.sheets.words import Language

# A quoted part may hold separators; a quotation mark inside it is doubled.
_PART = re.compile(r'\s*(?:"((?:[^"]|"")*)"\s*|([^,，;；、\n]*))(?:[,，;；、\n]|$)')
_NEEDS_QUOTES = re.compile(r'[,，;；、\n"]')


def split_list(text: str) -> list[str]:
    """Split a cell at commas, semicolons, 、 and line breaks, Chinese or Western; empty parts are dropped."""
    parts: list[str] = []
    place = 0
    while place < len(text):
        # A quotation mark that is never closed is taken as typed.
        match = _PART.match(text, place)
        if match is None or match.end() == place:
            break
        quoted, plain = match.groups()
        parts.append(quoted.replace('""', '"') if quoted is not None else tidy(plain))
        place = match.end()
    return [part for part in parts if part]


def join_list(parts: list[str], separator: str) -> str:
    """Join parts so that `split_list` gives them again."""
    return separator.join(_protected(part) for part in parts)


def list_separator(language: Language) -> str:
    """Return what stands between the parts of a list in this language."""
    return ", " if language == "en" else "、"


@dataclass(frozen=True, slots=True)
class ListOf(Kind):
    """Several values of one kind, returned as a tuple in the order typed; none twice unless `repeats`."""

    kind: Kind
    most: int = 200
    repeats: bool = False

    def read(self, value: object) -> tuple[object, ...]:
        """Return the values."""
        parts = split_list(value) if isinstance(value, str) else [value]
        if len(parts) > self.most:
            raise Refused(cell_faults.LIST_TOO_LONG, length=len(parts), most=self.most)
        found = tuple(self.kind.read(part) for part in parts)
        if not self.repeats and len(set(found)) < len(found):
            twice = next(part for place, part in enumerate(parts) if found[place] in found[:place])
            raise Refused(cell_faults.TWICE_IN_LIST, part=as_text(twice))
        return found

    def write(self, value: object, language: Language) -> CellValue:
        """Return the values joined by the language's separator."""
        if not isinstance(value, tuple | list):
            raise TypeError(f"{value!r} is not a list of values")
        parts = [str(self.kind.write(part, language)) for part in value]
        return join_list(parts, list_separator(language))

    @property
    def hint(self) -> Words:
        """Return what to type."""
        inner = self.kind.hint
        return Words(f"one or more, each {inner.en}", f"可填多项，每项为{inner.hans}")


def _protected(part: str) -> str:
    if _NEEDS_QUOTES.search(part) or part != tidy(part):
        return '"' + part.replace('"', '""') + '"'
    return part
