"""A plan that is being put right: who is where, what it is worth, and what a change would make of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shanhai.matching.problem import Problem
    from shanhai.matching.repair.tally import Tally
    from shanhai.matching.scoring import Whole
    from shanhai.matching.tables import Ints

Pair = tuple[int, int]
#: Hard violations, elastic violations, seats by tier, fit: the larger the better, one before the other.
Worth = tuple[int, ...]


class Move(NamedTuple):
    """Pairs that go and pairs that come."""

    out: tuple[Pair, ...] = ()
    into: tuple[Pair, ...] = ()


class Standing:
    """A plan as pairs of rows, with its worth.

    Attributes
    ----------
    pairs : set of (person row, order row)
    empty : int64 array (n_orders)
        Seats without anybody.
    free : int64 array (n_people)
        How many more places each person could take.
    """

    def __init__(self, problem: Problem, scores: Whole, tally: Tally, pairs: Iterable[Pair]) -> None:
        self._scores, self._tally = scores, tally
        self.pairs = set(pairs)
        self.empty = problem.orders.seats.astype(np.int64)
        self.free = problem.people.capacity.astype(np.int64)
        self._tier = problem.orders.tier
        self._tiers = np.unique(self._tier)
        i, j = rows_of(self.pairs)
        np.subtract.at(self.empty, j, 1)
        np.subtract.at(self.free, i, 1)
        self.counts = tally.count(i, j)
        self._units = tally.violations(self.counts)
        self._filled = np.bincount(self._tier[j], minlength=int(self._tiers.max()) + 1).astype(np.int64)
        self._fit = int(scores[i, j].sum())
        kinds = [rule.strength for rule in tally.rules]
        weights = np.array([rule.weight for rule in tally.rules], np.int64)
        self._hard, self._elastic, self._priced = (
            weights * np.array([kind == each for kind in kinds], bool)
            for each in ("hard", "elastic", "priced")
        )
        self.worth = self._worth(self._units, self._filled, self._fit)

    def after(self, move: Move) -> Worth:
        """What the plan would be worth after a move."""
        counts, filled, fit = self._counted(move)
        return self._worth(self._tally.violations(counts, self.counts, self._units), filled, fit)

    def take(self, move: Move) -> None:
        """Make a move."""
        self.counts, self._filled, self._fit = self._counted(move)
        self._units = self._tally.violations(self.counts)
        self.worth = self._worth(self._units, self._filled, self._fit)
        for sign, pairs in ((1, move.out), (-1, move.into)):
            for i, j in pairs:
                self.empty[j] += sign
                self.free[i] += sign
        self.pairs = (self.pairs - set(move.out)) | set(move.into)

    def violations(self) -> dict[str, int]:
        """Units of violation of each rule that is counted."""
        units = self._units.tolist()
        return {rule.id: each for rule, each in zip(self._tally.rules, units, strict=True)}

    def violating(self, i: Ints, j: Ints) -> Ints:
        """Which of the pairs (i, j) count towards a row that is violated. Returns: their numbers."""
        return self._tally.touched(self.counts, i, j)

    def _counted(self, move: Move) -> tuple[Ints, Ints, int]:
        counts, filled, fit = self.counts, self._filled.copy(), self._fit
        for sign, pairs in ((-1, move.out), (1, move.into)):
            if pairs:
                i, j = rows_of(pairs)
                counts = counts + sign * self._tally.count(i, j)
                np.add.at(filled, self._tier[j], sign)
                fit += sign * int(self._scores[i, j].sum())
        return counts, filled, fit

    def _worth(self, units: Ints, filled: Ints, fit: int) -> Worth:
        return (
            -int(self._hard @ units),
            -int(self._elastic @ units),
            *(int(filled[tier]) for tier in self._tiers),
            fit - int(self._priced @ units),
        )


def rows_of(pairs: Iterable[Pair]) -> tuple[Ints, Ints]:
    """Pairs as rows of people and of orders, sorted."""
    rows = np.array(sorted(pairs), np.int64).reshape(-1, 2)
    return rows[:, 0], rows[:, 1]
