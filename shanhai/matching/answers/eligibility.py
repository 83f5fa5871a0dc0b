"""Who is eligible for which order, all pairs at once, in one bit each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shanhai.matching.scoring import Mask, Scoring
    from shanhai.matching.tables import Ints

PAIRS_AT_ONCE = 2**22
# A multiple of 8, so that every block of people fills whole bytes.
BYTE = 8


class Eligibility:
    """The eligible pairs of a problem, once for each kind of orders that bar the same people.

    At 45,300 people 6 kB a kind: a few megabytes where orders ask for few different things, 350 where all
    60,900 differ.
    """

    def __init__(self, scoring: Scoring) -> None:
        self.n_people, self.n_orders = scoring.n_people, scoring.n_orders
        first, self.kind = scoring.order_kinds()
        some = scoring.factors.select(np.arange(self.n_people), first)
        self._bits = np.empty((len(first), -(-self.n_people // BYTE)), np.uint8)
        at_once = max(1, PAIRS_AT_ONCE // BYTE // max(1, len(first))) * BYTE
        for start in range(0, self.n_people, at_once):
            rows = np.arange(start, min(start + at_once, self.n_people))
            packed = np.packbits(some.select(rows, np.arange(len(first))).dense() >= 0, axis=0)
            self._bits[:, start // BYTE : start // BYTE + len(packed)] = packed.T

    def people(self, j: int) -> Mask:
        """Who is eligible for order row j. Returns: bool array (n_people)."""
        return _open(self._bits[self.kind[j]], self.n_people)

    def counts(self) -> Ints:
        """How many people are eligible for each order. Returns: int64 array (n_orders)."""
        counts: Ints = np.bitwise_count(self._bits).sum(axis=1, dtype=np.int64)[self.kind]
        return counts

    def degrees(self, orders: Iterable[int]) -> Ints:
        """For how many of some orders each person is eligible. Returns: int64 array (n_people)."""
        out = np.zeros(self.n_people, np.int64)
        kinds, times = np.unique(self.kind[list(orders)], return_counts=True)
        for kind, count in zip(kinds, times, strict=True):
            out += count * _open(self._bits[kind], self.n_people)
        return out


def _open(bits: npt.NDArray[np.uint8], size: int) -> Mask:
    return np.unpackbits(bits, count=size).view(np.bool_)
