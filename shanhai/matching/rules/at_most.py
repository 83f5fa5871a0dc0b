"""At most so many placements between a group of people and a group of orders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from shanhai.matching.counted import Counted
from shanhai.matching.rows import UNBOUNDED


@dataclass(frozen=True, kw_only=True)
class AtMost(Counted):
    """As in "each home organisation releases at most 3": ``AtMost(id="release", limit=3, each="home")``.

    With `pairs` only the listed (person id, order id) count. Violation: placements above the limit.
    """

    kind: ClassVar[str] = "at_most"

    @property
    def ends(self) -> tuple[int, int]:
        return -UNBOUNDED, self.limit
