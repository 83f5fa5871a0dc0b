"""What a wrong cell or a wrong file is reported as: where, what is wrong, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from shanhai.sheets.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shanhai.sheets.words import Language

_LONGEST_QUOTE = 60


@dataclass(frozen=True, slots=True)
class Fault:
    """One kind of mistake: a stable code for machines, and two sentences with open fields for people."""

    code: str
    what: Words
    remedy: Words


class Refused(Exception):
    """Raised by a kind for a value that it cannot accept; the reader adds the cell."""

    def __init__(self, fault: Fault, /, **fields: object) -> None:
        super().__init__(fault.code)
        self.fault = fault
        self.fields = fields


@dataclass(frozen=True, slots=True)
class CellError:
    """One wrong cell.

    `cell` is its name in Excel ("D12"), or "" where the fault concerns the whole sheet; `heading` is the
    header above it as typed; `value` is what stands in it.
    """

    sheet: str
    cell: str
    value: object
    fault: Fault
    fields: Mapping[str, object] = field(default_factory=dict)
    heading: str = ""

    @property
    def code(self) -> str:
        """Return the stable code of the fault."""
        return self.fault.code

    def where(self, language: Language) -> str:
        """Return the place of the cell: sheet, cell and heading."""
        heading = Words("“{name}”", "“{name}”").say(language, name=self.heading) if self.heading else ""
        places = [self.sheet, self.cell, heading]
        return (" " if language == "en" else "　").join(place for place in places if place)

    def what(self, language: Language) -> str:
        """Return the sentence that says what is wrong."""
        return _filled(self.fault.what, language, self.value, self.fields)

    def remedy(self, language: Language) -> str:
        """Return the sentence that says how to mend it."""
        return _filled(self.fault.remedy, language, self.value, self.fields)

    def sentence(self, language: Language = "en") -> str:
        """Return place, fault and remedy as one line."""
        return _line(self.where(language), self.what(language), self.remedy(language), language)

    def __str__(self) -> str:
        return self.sentence("en")


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader did or skipped that the owner of the file should know; not an error."""

    sheet: str
    cell: str
    fault: Fault
    fields: Mapping[str, object] = field(default_factory=dict)

    def sentence(self, language: Language = "en") -> str:
        """Return place and fact as one line."""
        place = " ".join(part for part in (self.sheet, self.cell) if part)
        return _line(place, _filled(self.fault.what, language, "", self.fields), "", language)


class FileError(Exception):
    """A file that cannot be read or written at all: which, why, and how to mend it."""

    def __init__(self, file: str, fault: Fault, /, **fields: object) -> None:
        self.file = file
        self.fault = fault
        self.fields = fields
        super().__init__(self.sentence("en"))

    @property
    def code(self) -> str:
        """Return the stable code of the fault."""
        return self.fault.code

    def what(self, language: Language) -> str:
        """Return the sentence that says what is wrong."""
        return _filled(self.fault.what, language, "", self.fields)

    def remedy(self, language: Language) -> str:
        """Return the sentence that says how to mend it."""
        return _filled(self.fault.remedy, language, "", self.fields)

    def sentence(self, language: Language = "en") -> str:
        """Return file, fault and remedy as one line."""
        return _line(self.file, self.what(language), self.remedy(language), language)


def quoted(value: object) -> str:
    """Return a value as it is shown inside a sentence: short, on one line, a whole number without `.0`."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e18:
        value = int(value)
    text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"


def _filled(text: Words, language: Language, value: object, fields: Mapping[str, object]) -> str:
    return text.say(language, **{"value": quoted(value), **fields})


def _line(place: str, what: str, remedy: str, language: Language) -> str:
    if language == "en":
        return f"{place}: {what} {remedy}".strip()
    return f"{place}：{what}{remedy}"
