"""What people are worth in a bound: each takes the best open pairs, as many as may be or must be."""

from __future__ import annotations

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


def worth_of_rows(left: Numbers, is_open: Mask, capacity: Ints, used: Mask) -> tuple[Ints, Ints] | None:
    """What each row of a block is worth: its best positive numbers, as many as its capacity.

    Parameters
    ----------
    left : array (n_rows, n_columns)
        Whole numbers, in any type that holds them exactly.
    is_open : bool array (n_rows, n_columns)
        Which of them may be taken.
    capacity : int64 array (n_rows)
    used : bool array (n_rows)
        Rows that must take exactly their capacity, be it of negative numbers.

    Returns
    -------
    (int64 array, int64 array) or None
        The worth and the least number in it that another may take the place of: 0 where a row has room left.
        None where a row that must be used has too few numbers.
    """
    found = _most(np.where(is_open, left, 0), capacity)
    rows = np.flatnonzero(used)
    if len(rows):
        exact = _exactly(left[rows], is_open[rows], capacity[rows])
        if exact is None:
            return None
        for whole, part in zip(found, exact, strict=True):
            whole[rows] = part
    return found


def _most(left: Numbers, capacity: Ints) -> tuple[Ints, Ints]:
    worth = np.maximum(left.max(axis=1, initial=0), 0).astype(np.int64)
    last = worth.copy()
    several = np.flatnonzero(capacity > 1)
    if len(several):
        # A row that has fewer numbers than capacity has room left: as if it had zeros to choose as well.
        units = np.maximum(_sorted_best(left[several], capacity[several]), 0).astype(np.int64)
        last[several] = units[np.arange(len(units)), np.minimum(capacity[several], units.shape[1]) - 1]
        last[several[capacity[several] > units.shape[1]]] = 0
        worth[several] = np.where(_counted(units, capacity[several]), units, 0).sum(axis=1)
    return worth, last


def _exactly(left: Numbers, is_open: Mask, capacity: Ints) -> tuple[Ints, Ints] | None:
    if (is_open.sum(axis=1) < capacity).any():
        return None
    units = _sorted_best(np.where(is_open, left, left.dtype.type(CLOSED)), capacity).astype(np.int64)
    worth = np.where(_counted(units, capacity), units, 0).sum(axis=1)
    return worth, units[np.arange(len(units)), capacity - 1]


def _sorted_best(left: Numbers, capacity: Ints) -> Numbers:
    """The largest numbers of every row, the largest first, as many as the largest capacity."""
    width = min(int(capacity.max()), left.shape[1])
    if width == 1:
        most: Numbers = left.max(axis=1, keepdims=True)
        return most
    best: Numbers = np.partition(left, left.shape[1] - width, axis=1)[:, left.shape[1] - width :]
    best.sort(axis=1)
    return best[:, ::-1]


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
