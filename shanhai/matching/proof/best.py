"""What people are worth in a bound: each takes the best open pairs, as many as may be or must be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Mapping

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[Any]
Mask = npt.NDArray[np.bool_]
Range = tuple[int, int]

# Below any number that a pair may have, and the same in float64 and in int64.
CLOSED = -(2**62)
SUNK = -(2**63)
"""Below CLOSED, for what has been taken already."""
FEW = 4


@dataclass(frozen=True, eq=False)
class Choice:
    """What the people of one block may take.

    Attributes
    ----------
    open : bool array (n_rows, n_columns)
        The pairs they may choose from.
    capacity : int64 array (n_rows)
        How many of them.
    used : bool array (n_rows)
        Who must choose exactly so many, be they negative.
    taken : (int64 array, int64 array)
        Rows and columns of pairs that are chosen already, beside the capacity and what is open.
    """

    open: Mask
    capacity: Ints
    used: Mask
    taken: tuple[Ints, Ints]

    @classmethod
    def of(cls, is_open: Mask, capacity: Ints, used: Mask, taken: tuple[Ints, Ints]) -> Choice:
        """From what is open and the capacities with the pairs taken still among them."""
        if len(taken[0]):
            is_open = is_open.copy()
            is_open[taken] = False
            capacity = capacity - np.bincount(taken[0], minlength=len(capacity))
        return cls(is_open, capacity, used, taken)

    @property
    def full(self) -> Ints:
        """The rows that can choose nothing more."""
        return np.flatnonzero(self.capacity <= 0)

    def worth(self, left: Numbers) -> tuple[Ints, Ints] | None:
        """What each row is worth: what is taken, and the best of the rest.

        Parameters
        ----------
        left : array (n_rows, n_columns)
            Whole numbers, in any type that holds them exactly.

        Returns
        -------
        (int64 array, int64 array) or None
            The worth, and the least number in it that another may take the place of: 0 where there is room
            left. None where a row that must be used has too few numbers, or more are taken than it may.
        """
        if (self.open[self.used].sum(axis=1) < self.capacity[self.used]).any() or (self.capacity < 0).any():
            return None
        worth, last = _most(np.where(self.open, left, 0), self.capacity)
        rows = np.flatnonzero(self.used & (self.capacity > 0))
        if len(rows):
            among = np.where(self.open[rows], left[rows], left.dtype.type(CLOSED))
            worth[rows], last[rows] = _exactly(among, self.capacity[rows])
        np.add.at(worth, self.taken[0], left[self.taken].astype(np.int64))
        return worth, last

    def indispensable(self, left: Numbers, spare: int, rows: Ints) -> tuple[Ints, Ints]:
        """Pairs in these rows without which their person is worth less by more than `spare`.

        Returns: rows and columns, as two int64 arrays.
        """
        rows = rows[self.capacity[rows] > 0]
        if not len(rows) or not left.shape[1]:
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        among = np.where(self.open[rows], left[rows], left.dtype.type(CLOSED)).astype(np.int64)
        best, capacity = _sorted_best(among, self.capacity[rows] + 1), self.capacity[rows]
        following = best[np.arange(len(rows)), np.minimum(capacity, best.shape[1] - 1)]
        following[capacity >= best.shape[1]] = CLOSED
        following = np.where(self.used[rows], following, np.maximum(following, 0))
        row, column = np.nonzero(among > (following + min(spare, -CLOSED))[:, None])
        return rows[row], column


def _most(left: Numbers, capacity: Ints) -> tuple[Ints, Ints]:
    """For every row the sum of its best positive numbers, as many as its capacity, and the least of these."""
    worth = np.maximum(left.max(axis=1, initial=0), 0).astype(np.int64)
    worth[capacity < 1] = 0
    last = worth.copy()
    several = np.flatnonzero((capacity > 1) & (left.shape[1] > 0))
    if len(several):
        units = np.maximum(_sorted_best(left[several], capacity[several]), 0).astype(np.int64)
        last[several] = units[np.arange(len(units)), np.minimum(capacity[several], units.shape[1]) - 1]
        last[several[capacity[several] > units.shape[1]]] = 0
        worth[several] = np.where(_counted(units, capacity[several]), units, 0).sum(axis=1)
    return worth, last


def _exactly(among: Numbers, capacity: Ints) -> tuple[Ints, Ints]:
    """The same of exactly as many numbers as the capacity."""
    units = _sorted_best(among, capacity).astype(np.int64)
    worth: Ints = np.where(_counted(units, capacity), units, 0).sum(axis=1)
    return worth, units[np.arange(len(units)), capacity - 1]


def _sorted_best(left: Numbers, capacity: Ints) -> Numbers:
    """The largest numbers of every row, the largest first, as many as the largest capacity."""
    width = min(int(capacity.max()), left.shape[1])
    if width <= FEW:
        return _one_by_one(left, width)
    best: Numbers = np.partition(left, left.shape[1] - width, axis=1)[:, left.shape[1] - width :]
    best.sort(axis=1)
    return best[:, ::-1]


def _one_by_one(left: Numbers, width: int) -> Numbers:
    """The same for a few numbers a row: a maximum taken so often costs less than one partition."""
    best, rows = np.empty((len(left), width), left.dtype), np.arange(len(left))
    for k in range(width):
        at = left.argmax(axis=1)
        best[:, k] = left[rows, at]
        if k + 1 < width:
            left = left.copy() if k == 0 else left
            left[rows, at] = SUNK
    return best


def _counted(units: Ints, capacity: Ints) -> Mask:
    counted: Mask = np.arange(units.shape[1]) < capacity[:, None]
    return counted


def worth_within(
    left: Mapping[int, int], decided: list[tuple[int, Range]], use: Range
) -> tuple[int, int, bool] | None:
    """The best sum for one person: pairs decided by the splits, and from `use[0]` to `use[1]` pairs in all.

    `left` has what every open order is worth. None: so many pairs, or one of those forced, cannot be had.

    Returns
    -------
    (int, int, bool)
        The sum, what forcing one more pair in loses before that pair itself counts, and whether one can be.
    """
    free, forced, (least, most) = dict(left), 0, use
    for order, (low, high) in decided:
        if low == 1:
            if order not in free:
                return None
            forced, least, most = forced + free[order], least - 1, most - 1
        if low == high:
            free.pop(order, None)
    if most < max(0, least) or least > len(free):
        return None
    best = sorted(free.values(), reverse=True)[:most]
    units = [max(0, worth) if at >= least else worth for at, worth in enumerate(best)]
    last = units[most - 1] if 0 < most <= len(units) else 0
    if 0 < least < most:
        # The pair forced in is one of those that must be, and sets the worst of these free.
        last += min(0, best[least - 1])
    return forced + sum(units), last, most > 0
