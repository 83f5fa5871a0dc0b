"""Parts of all plans: what the splits of a tree have decided."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from shanhai.matching.distinct import among

if TYPE_CHECKING:
    from shanhai.matching.tables import Ints

DEAD = -(2**62)


@dataclass(frozen=True, eq=False)
class Part:
    """The plans whose extras keep to ranges, with some pairs decided.

    Attributes
    ----------
    low, high : int array (extras)
    inside, outside : frozenset of (person row, order row)
        Pairs that are in all of these plans, or in none.
    """

    low: Ints
    high: Ints
    inside: frozenset[tuple[int, int]] = frozenset()
    outside: frozenset[tuple[int, int]] = frozenset()

    def by_extra(self, number: int, at: int) -> tuple[Part, Part]:
        """The plans in which the extra is at most `at`, and the others."""
        low, high = self.low.copy(), self.high.copy()
        high[number], low[number] = min(at, high[number]), max(at + 1, low[number])
        return replace(self, high=high), replace(self, low=low)

    def by_pair(self, i: int, j: int) -> tuple[Part, Part]:
        """The plans without the pair, and those with it."""
        pair = {(i, j)}
        return replace(self, outside=self.outside | pair), replace(self, inside=self.inside | pair)

    def take(self, start: int, reduced: Ints, room: Ints) -> int:
        """Take decided pairs out of a block of people: they count whatever they are worth and use up room.

        Returns: what the pairs inside are worth.
        """
        worth = 0
        for i, j in self.inside:
            if start <= i < start + len(reduced):
                worth += int(reduced[i - start, j])
                room[i - start] -= 1
                reduced[i - start, j] = DEAD
        for i, j in self.outside:
            if start <= i < start + len(reduced):
                reduced[i - start, j] = DEAD
        return worth

    def columns(self, keys: Ints, m: int) -> tuple[Ints, Ints]:
        """Where the decided pairs stand in `keys` (person * m + order): those outside, those inside."""
        return _found(keys, self.outside, m), _found(keys, self.inside, m)


def _found(keys: Ints, pairs: frozenset[tuple[int, int]], m: int) -> Ints:
    wanted = np.array([i * m + j for i, j in pairs], np.int64)
    return np.flatnonzero(among(keys, wanted))
