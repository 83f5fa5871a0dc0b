"""Who is eligible for which order, all pairs at once, in one bit each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shanhai.matching.scoring import Mask, Scoring
    from shanhai.matching.tables import Ints

PAIRS_AT_ONCE = 2**24
# A multiple of 8, so that every block of people fills whole bytes.
BYTE = 8


class Eligibility:
    """The eligible pairs of a problem: 4 MB at 5,000 people and 6,000 orders, 350 MB at 45,300 and 60,900."""

    def __init__(self, scoring: Scoring) -> None:
        self.n_people, self.n_orders = scoring.n_people, scoring.n_orders
        self._bits = np.empty((self.n_orders, -(-self.n_people // BYTE)), np.uint8)
        at_once = max(1, PAIRS_AT_ONCE // BYTE // max(1, self.n_orders)) * BYTE
        for start in range(0, self.n_people, at_once):
            packed = np.packbits(scoring.eligible_block(slice(start, start + at_once)), axis=0)
            self._bits[:, start // BYTE : start // BYTE + len(packed)] = packed.T

    def people(self, j: int) -> Mask:
        """Who is eligible for order row j. Returns: bool array (n_people)."""
        return _open(self._bits[j], self.n_people)

    def counts(self) -> Ints:
        """How many people are eligible for each order. Returns: int64 array (n_orders)."""
        counts: Ints = np.bitwise_count(self._bits).sum(axis=1, dtype=np.int64)
        return counts

    def degrees(self, orders: Iterable[int]) -> Ints:
        """For how many of some orders each person is eligible. Returns: int64 array (n_people)."""
        out = np.zeros(self.n_people, np.int64)
        for j in orders:
            out += self.people(j)
        return out


def _open(bits: npt.NDArray[np.uint8], size: int) -> Mask:
    return np.unpackbits(bits, count=size).view(np.bool_)
