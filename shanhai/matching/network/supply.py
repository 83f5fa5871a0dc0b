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
        """People, orders and scores of new pairs worth having; none violates the prices if `excess` is 0."""

    def tied(self, person_worth: Ints, order_worth: Ints) -> tuple[Ints, Ints] | None:
        """All unknown pairs that just fail to violate final prices, perhaps some known ones besides.

        None when there are too many to list.
        """

    def tied_of(
        self, people: Ints, orders: Ints, person_worth: Ints, order_worth: Ints
    ) -> tuple[Ints, Ints] | None:
        """Such pairs of some people or some orders, which count as known from now on; None when too many."""

    def note(self, person: Ints, order: Ints) -> None:
        """Count pairs as known: their scores are somebody else's business from now on."""

    def proven(self, person_worth: Ints, order_worth: Ints) -> None:
        """Count from prices that no unknown pair violates."""

    def copy(self) -> PairSupply:
        """An independent copy."""

    def state(self) -> dict[str, Ints]:
        """All that has been learnt, as arrays."""

    def restore(self, state: dict[str, Ints]) -> None:
        """Take over what a search of the same problem had learnt."""


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

    def tied(self, person_worth: Ints, order_worth: Ints) -> tuple[Ints, Ints] | None:
        """None are unknown."""
        return (np.zeros(0, np.int64),) * 2

    def tied_of(
        self, people: Ints, orders: Ints, person_worth: Ints, order_worth: Ints
    ) -> tuple[Ints, Ints] | None:
        """None are unknown."""
        return (np.zeros(0, np.int64),) * 2

    def note(self, person: Ints, order: Ints) -> None:
        """All that matter are known."""

    def proven(self, person_worth: Ints, order_worth: Ints) -> None:
        """No pair is unknown."""

    def copy(self) -> DensePairs:
        """The same: nothing changes after the first round."""
        return self

    def state(self) -> dict[str, Ints]:
        """Nothing is learnt."""
        return {}

    def restore(self, state: dict[str, Ints]) -> None:
        """All pairs have been handed out before."""
        self._given = True
