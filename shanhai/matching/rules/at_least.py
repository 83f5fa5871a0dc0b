"""At least so many placements between a group of people and a group of orders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from shanhai.matching.counted import Counted
from shanhai.matching.rows import UNBOUNDED


@dataclass(frozen=True, kw_only=True)
class AtLeast(Counted):
    """As in "each mountain county receives at least 2": ``AtLeast(id="receive", limit=2,
    orders=where(trait="mountain"), each="place")``.

    With `pairs` only the listed (person id, order id) count. Violation: placements missing.
    """

    kind: ClassVar[str] = "at_least"

    @property
    def ends(self) -> tuple[int, int]:
        return self.limit, UNBOUNDED
