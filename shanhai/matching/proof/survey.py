"""Who is eligible for what, counted in one pass over all pairs for everything that a result says of it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from shanhai.matching.proof.fairness import most_filled

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from shanhai.matching.proof.scored import Scored

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

PAIRS_AT_ONCE = 4_000_000


class Survey:
    """Eligible pairs by person, and for some orders one by one.

    Parameters
    ----------
    scored : Scored
    orders : iterable of rows of orders
        Those whose people are asked for; they take a bit for each person.

    Attributes
    ----------
    open : int64 array (n_people)
        How many orders are open to each person.
    shut : dict of criterion to int64 array (n_people)
        How many orders each hard criterion shuts to each person.
    """

    def __init__(self, scored: Scored, orders: Iterable[int]) -> None:
        n, m = len(scored.facts.people), len(scored.facts.orders)
        columns = sorted(set(orders))
        self.n_people = n
        self.open: Ints = np.zeros(n, np.int64)
        self.shut: dict[str, Ints] = defaultdict(lambda: np.zeros(n, np.int64))
        self._row = {j: at for at, j in enumerate(columns)}
        # Whole bytes of people at a time.
        size = max(8, PAIRS_AT_ONCE // max(1, m) // 8 * 8)
        bits = [np.zeros((len(columns), 0), np.uint8)]
        for first in range(0, n, size):
            rows = slice(first, min(first + size, n))
            is_open = np.ones((rows.stop - first, m), bool)
            for reading, layer in scored.hard:
                barred = layer.block(rows) != 0
                self.shut[reading.name][rows] += np.count_nonzero(barred, axis=1)
                is_open &= ~barred
            self.open[rows] = np.count_nonzero(is_open, axis=1)
            bits.append(np.packbits(is_open[:, columns].T, axis=1))
        self._bits = np.hstack(bits)

    def barriers(self, i: int) -> dict[str, int]:
        """How many orders each hard criterion shuts to one person; those that shut none are left out."""
        return {name: int(shut[i]) for name, shut in self.shut.items() if shut[i]}

    def people(self, j: int) -> Mask:
        """Who is eligible for one of the orders. Returns: bool array (n_people)."""
        eligible: Mask = np.unpackbits(self._bits[self._row[j]], count=self.n_people).view(bool)
        return eligible

    def exceeds(self, orders: list[int], seats: Sequence[int], capacity: Sequence[int], reach: int) -> int:
        """How many seats of the orders can be filled, where that is more than `reach`; else `reach`.

        What everybody, and every order, could have at most often shows it; paths are only searched for where
        it does not.
        """
        of_person: Ints = np.zeros(self.n_people, np.int64)
        of_orders = 0
        for j in orders:
            people = self.people(j)
            of_person += people
            of_orders += min(seats[j], int(people.sum()))
        if min(of_orders, int(np.minimum(of_person, capacity).sum())) <= reach:
            return reach
        eligible: list[list[int]] = [[] for _ in seats]
        for j in orders:
            eligible[j] = np.flatnonzero(self.people(j)).tolist()
        return max(reach, most_filled(orders, seats, capacity, eligible))
