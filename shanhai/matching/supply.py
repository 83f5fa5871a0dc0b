"""Where the master's pairs come from: everything at once, or priced over all pairs round by round."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from shanhai.matching.stages import Prices, best_of_rows

if TYPE_CHECKING:
    from shanhai.matching.factors import Factors
    from shanhai.matching.nesting import Nesting

Ints = NDArray[np.int64]
NEVER = -(1 << 61)


class PairSupply(Protocol):
    """Hands out pairs that the master should know, and bounds what all pairs can add."""

    def fresh(self, prices: Prices) -> tuple[Ints, Ints, Ints]:
        """People, orders and scores of new pairs worth having; empty when no pair violates the prices."""

    def bound(self, prices: Prices) -> int:
        """Most that all people can gain over the prices of seats and caps."""

    def seat_bound(self, prices: Prices, weights: Ints) -> int:
        """The same for the seats' objective."""


class DensePairs:
    """All eligible pairs of a small problem, handed out at once.

    Parameters
    ----------
    factors : Factors
    people, orders : Nesting
    bonus : int64 (m,)
        Added to the score of every pair of an order (seats before fit).
    least : int
        Pairs of a lower score are left out.
    """

    def __init__(self, factors: Factors, people: Nesting, orders: Nesting, bonus: Ints, least: int) -> None:
        self._scores, self._people, self._orders, self._bonus = factors.dense(), people, orders, bonus
        self._open = self._scores >= least
        self._given = False

    def fresh(self, prices: Prices) -> tuple[Ints, Ints, Ints]:
        """All pairs the first time, none afterwards."""
        i, j = np.nonzero(self._open) if not self._given else (np.zeros(0, np.int64),) * 2
        self._given = True
        return i, j, self._scores[i, j]

    def bound(self, prices: Prices) -> int:
        """Most that all people can gain over the prices of seats and caps."""
        return self._gains(self._scores + self._bonus, prices)

    def seat_bound(self, prices: Prices, weights: Ints) -> int:
        """The same for the seats' objective."""
        return self._gains(np.broadcast_to(weights, self._scores.shape), prices)

    def _gains(self, worth: Ints, prices: Prices) -> int:
        order = prices.order + self._orders.sum_up(prices.host)
        home = self._people.sum_up(prices.home)
        return best_of_rows(np.where(self._open, worth - order - home[:, None], NEVER), self._people.size)
