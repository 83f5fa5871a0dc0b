"""One of a few choices, in any of the three languages; and yes or no."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING

from shanhai.sheets import cell_faults
from shanhai.sheets.faults import Refused, quoted
from shanhai.sheets.kinds.kind import CellValue, Kind
from shanhai.sheets.names import name_key
from shanhai.sheets.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shanhai.sheets.words import Language


@dataclass(frozen=True)
class Choice(Kind):
    """One of `options`; its own key, its words in every language and its `aliases` are all understood."""

    options: Mapping[str, Words]
    aliases: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        known: dict[str, str] = {}
        for option, words in self.options.items():
            for text in (option, *words.all()):
                self._add(known, text, option)
        for alias, option in self.aliases.items():
            self._add(known, alias, option)
        object.__setattr__(self, "_known", known)

    @staticmethod
    def _add(known: dict[str, str], text: str, option: str) -> None:
        if known.setdefault(name_key(text), option) != option:
            raise ValueError(f"{text!r} stands for both {known[name_key(text)]!r} and {option!r}")

    def read(self, value: object) -> str:
        """Return the key of the option."""
        known: dict[str, str] = self.__dict__["_known"]
        typed = name_key(quoted(value))
        if typed in known:
            return known[typed]
        choices = tuple(self.options.values())
        near = get_close_matches(typed, known, n=1, cutoff=0.6)
        if near:
            raise Refused(cell_faults.NEAR_CHOICE, near=self.options[known[near[0]]], choices=choices)
        raise Refused(cell_faults.NOT_CHOICE, choices=choices)

    def write(self, value: object, language: Language) -> CellValue:
        """Return the option's words."""
        return self.options[str(value)].text(language)

    def choices(self, language: Language) -> tuple[str, ...]:
        """Return all options' words."""
        return tuple(words.text(language) for words in self.options.values())

    @property
    def hint(self) -> Words:
        """Return what to type."""
        return Words("one of the list", "从列表中选择")


_YES_NO = Choice(
    {"yes": Words("yes", "是"), "no": Words("no", "否")},
    {
        **dict.fromkeys(("y", "true", "1", "√", "✓", "对", "有"), "yes"),
        **dict.fromkeys(("n", "false", "0", "×", "x", "✗", "不", "无"), "no"),
    },
)


@dataclass(frozen=True, slots=True)
class YesNo(Kind):
    """Yes or no, returned as a truth value."""

    def read(self, value: object) -> bool:
        """Return whether it is yes."""
        if isinstance(value, bool):
            return value
        try:
            return _YES_NO.read(value) == "yes"
        except Refused as refused:
            raise Refused(cell_faults.NOT_YES_NO) from refused

    def write(self, value: object, language: Language) -> CellValue:
        """Return the word for it."""
        return _YES_NO.write("yes" if value else "no", language)

    def choices(self, language: Language) -> tuple[str, ...]:
        """Return both words."""
        return _YES_NO.choices(language)

    @property
    def hint(self) -> Words:
        """Return what to type."""
        return Words("yes or no", "是或否")
