"""Seats of every tier and fit in one number, and back: the ladder.

A seat of the first tier counts ``step[0]`` points, one of the next ``step[1]``, … down to single points of
fit; steps are powers of two that fall far enough for a combined price to be read digit by digit. Whether
they do is not assumed but checked on the final prices (`Ladder.is_read_safely`): then each *prefix* of the
digits is a price vector of its own and proves its stage, given those before.

Seats that can be filled together do not form a matroid when hosts have caps (they form an intersection of
two), so small decreasing weights such as 3, 2, 1 would trade one seat of the first tier for two others.
Digits never do.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterator

Ints = NDArray[np.int64]

FLOAT32_BITS = 22
FLOAT64_BITS = 48
LEAST_BITS = 3
"""Room between two tiers; prices of seats are nearly always -1, 0, 1 or 2."""


@dataclass(frozen=True)
class Ladder:
    """What a seat of each tier counts in points.

    Attributes
    ----------
    steps : tuple of int
        Points per seat, the most urgent tier first; empty when fit stands alone.
    tiers : tuple of int
        The tiers as the problem names them.
    rank : int64 (m,)
        Place of each order's tier in `steps`.
    """

    steps: tuple[int, ...] = ()
    tiers: tuple[int, ...] = ()
    rank: Ints = field(default_factory=lambda: np.zeros(0, np.int64))

    def bonus(self, m: int) -> Ints:
        """Points of a seat of each order: int64 (m,)."""
        return np.array(self.steps, np.int64)[self.rank] if self.steps else np.zeros(m, np.int64)

    def prefix_weights(self, place: int) -> Ints:
        """Weights of the first tiers up to `place`, in seats of that tier: int64 (m,)."""
        units = [step // self.steps[place] if k <= place else 0 for k, step in enumerate(self.steps)]
        return np.array(units, np.int64)[self.rank]

    def prefix(self, combined: Ints, place: int) -> Ints:
        """Combined points in whole seats of the tier at `place`, to the nearest."""
        step = self.steps[place]
        return (combined + step // 2) // step

    def digits(self, combined: Ints) -> Ints:
        """Combined points read digit by digit: int64 (tiers + 1, …), fit last."""
        out, rest = [], combined
        for place, step in enumerate(self.steps):
            out.append(self.prefix(rest, place))
            rest = rest - out[-1] * step
        return np.array([*out, rest])

    def select(self, orders: Ints) -> Ladder:
        """The same ladder for some of the orders."""
        return Ladder(self.steps, self.tiers, self.rank[orders]) if self.steps else self

    def is_read_safely(self, person_worth: Ints, order_worth: Ints, top: int) -> bool:
        """Whether no eligible pair has digits that run into each other at these prices.

        For a step D and what is left below it, the worth of an eligible pair (from 0 to `high`) less both
        prices must lie strictly between -D and D. Then a combined reduced cost of 0 or less has a prefix of 0
        or less, for every pair, known or not.
        """
        if not len(person_worth) or not len(order_worth):
            return True
        for place, step in enumerate(self.steps):
            u = person_worth - self.prefix(person_worth, place) * step
            v = order_worth - self.prefix(order_worth, place) * step
            high = top + (self.steps[place + 1] if place + 1 < len(self.steps) else 0)
            if high - int(u.min()) - int(v.min()) >= step or int(u.max()) + int(v.max()) >= step:
                return False
        return True


def ladders(tier: Ints | None, n: int, m: int, top: int, *, dense: bool) -> Iterator[Ladder]:
    """Ladders to try one after the other, each with more room than the last.

    Parameters
    ----------
    tier : int64 (m,) or None
    top : int
        No score is larger.
    dense : bool
        True when prices never go through float32.
    """
    names, rank = np.unique(np.ones(m, np.int64) if tier is None else tier, return_inverse=True)
    between = max(len(names) - 1, 0)
    # A path of the tree alternates between people and orders, so fits along it add up to less than this.
    safe = int(2 * (2 * min(n, m) + 2) * (top + 1)).bit_length()
    least = (top + 1).bit_length() + 2
    for budget in (FLOAT64_BITS,) if dense else (FLOAT32_BITS, FLOAT64_BITS):
        spare = budget - least - LEAST_BITS * between
        if spare < 0:
            continue
        gap = LEAST_BITS + (spare // 2 // between if between else 0)
        fit = min(safe, budget - gap * between)
        steps = tuple(1 << (fit + gap * (between - place)) for place in range(len(names)))
        yield Ladder(steps, tuple(names.tolist()), rank.astype(np.int64))
