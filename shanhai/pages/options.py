"""What a field may refer to: options with a code and a name, found by either."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING

from shanhai.sheets import Refused, Words, name_key
from shanhai.workbook import faults

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

_NOWHERE = Words("the list", "列表")


@dataclass(frozen=True)
class Options:
    """Codes with their names, in the order in which they are offered; `title` says what list they are of."""

    names: dict[str, str] = field(default_factory=dict)
    title: Words = _NOWHERE

    @classmethod
    def of(cls, records: Iterable[Any], title: Words = _NOWHERE) -> Options:
        """The options that records with a `code` and a `name` make."""
        return cls({record.code: record.name for record in records}, title)

    def label(self, code: str) -> str:
        """How an option is shown, and typed when it is picked: its name with its code."""
        name = self.names.get(code, "")
        return f"{name} ({code})" if name and name != code else code

    def labels(self) -> list[str]:
        """Every option as it is shown."""
        return [self.label(code) for code in self.names]

    def find(self, typed: str) -> str:
        """The code that is meant by a label, a code or a name. Raises: Refused, with the nearest there is."""
        found = self._codes.get(name_key(typed), ())
        if len(found) == 1:
            return found[0]
        if found:
            raise Refused(faults.TWO_OF_THAT_NAME, given=typed, ids=found)
        near = get_close_matches(name_key(typed), self._codes, n=1, cutoff=0.6)
        if near:
            meant = self.label(self._codes[near[0]][0])
            raise Refused(faults.UNKNOWN_NEAR, given=typed, near=meant, where=self.title)
        raise Refused(faults.UNKNOWN, given=typed, where=self.title)

    @cached_property
    def _codes(self) -> dict[str, tuple[str, ...]]:
        """The codes by every name that they answer to; a code is taken for itself before it is for a name."""
        found: dict[str, tuple[str, ...]] = {}
        for code, name in self.names.items():
            found[name_key(name)] = (*found.get(name_key(name), ()), code)
        for code in self.names:
            found[name_key(self.label(code))] = (code,)
            found[name_key(code)] = (code,)
        return found
