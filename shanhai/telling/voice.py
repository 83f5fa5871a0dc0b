"""One language and the names of all things: with a `Voice` every sentence can be said."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from shanhai.workbook.book import Names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from shanhai.matching.problem import Problem
    from shanhai.sheets.words import Language, Words


@dataclass(frozen=True)
class Voice:
    """Says phrases in one language, with things called by name.

    `hosts` names the host organisation of each order, for titles that do not name it themselves.
    """

    @classmethod
    def about(cls, problem: Problem, language: Language, names: Names) -> Voice:
        """Return the voice in which to speak of one problem."""
        organisations = [names.organisations.get(each) or each for each in problem.organisations.id]
        hosts = [organisations[row] if row >= 0 else "" for row in problem.orders.host.tolist()]
        return cls(language, names, dict(zip(problem.orders.id, hosts, strict=True)))

    language: Language
    names: Names = field(default_factory=Names)
    hosts: Mapping[str, str] = field(default_factory=dict)

    def say(self, words: Words, **fields: object) -> str:
        """Return the phrase with its fields filled in; fields may themselves be `Words`."""
        return words.say(self.language, **fields)

    def listing(self, items: Iterable[str]) -> str:
        """Return "a, b and c", or 「a、b和c」."""
        parts = list(items)
        comma, last = (", ", " and ") if self.language == "en" else ("、", "和")
        return last.join([comma.join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)

    def quoted(self, text: str) -> str:
        """Return the text in quotes."""
        return f"「{text}」" if self.language == "zh-hant" else f"“{text}”"

    def clauses(self, items: Iterable[str]) -> str:
        """Return "a, b and c" for parts of a sentence that hold numbers: 「a，b，c」."""
        parts = list(items)
        return self.listing(parts) if self.language == "en" else "，".join(parts)

    def sentences(self, *parts: str) -> str:
        """Return sentences one after the other; empty ones are left out."""
        return (" " if self.language == "en" else "").join(part for part in parts if part)

    def person(self, name: str) -> str:
        """Return the person's name, or the id."""
        return self.names.people.get(name) or name

    def order(self, name: str) -> str:
        """Return the order's host and title, or the id; a title that names its host already stands alone."""
        title, host = self.order_title(name), self.hosts.get(name, "")
        return f"{host} · {title}" if host and host not in title else title

    def order_title(self, name: str) -> str:
        """Return the order's title alone, or the id."""
        return self.names.orders.get(name) or name

    def organisation(self, name: str) -> str:
        """Return the organisation's name, or the id."""
        return self.names.organisations.get(name) or name

    def place(self, name: str) -> str:
        """Return the place's name, or the id."""
        return self.names.places.get(name) or name

    def code(self, name: str) -> str:
        """Return the name of a code of expertise, or the code."""
        return self.names.expertise.get(name) or name
