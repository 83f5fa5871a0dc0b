"""Where the master's pairs come from: everything at once, or priced over all pairs round by round."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from shanhai.matching.factors import Factors

Ints = NDArray[np.int64]


class PairSupply(Protocol):
    """Hands out pairs that the master should know, until it is optimal over all pairs.

    Attributes
    ----------
    excess : int
        What unknown pairs could add to the master's bound at the prices last asked about.
    """

    excess: int

    def fresh(self, person_worth: Ints, order_worth: Ints) -> tuple[Ints, Ints, Ints]:
        """People, orders and scores of new pairs worth having; no pair violates the prices if `excess` is 0."""

    def tied(self, person_worth: Ints, order_worth: Ints) -> tuple[Ints, Ints, Ints] | None:
        """All unknown pairs that just fail to violate final prices; None when there are too many to list."""


class DensePairs:
    """All eligible pairs of a small problem, handed out at once.

    Parameters
    ----------
    factors : Factors
    least : int
        Pairs of a lower score are left out.
    """

    def __init__(self, factors: Factors, least: int) -> None:
        self._scores, self._least, self._given = factors.dense(), least, False
        self.excess = 0

    def fresh(self, person_worth: Ints, order_worth: Ints) -> tuple[Ints, Ints, Ints]:
        """All pairs the first time, none afterwards."""
        if self._given:
            return (np.zeros(0, np.int64),) * 3
        self._given = True
        i, j = np.nonzero(self._scores >= self._least)
        return i, j, self._scores[i, j]

    def tied(self, person_worth: Ints, order_worth: Ints) -> tuple[Ints, Ints, Ints] | None:
        """None are unknown."""
        return (np.zeros(0, np.int64),) * 3
