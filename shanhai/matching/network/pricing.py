"""Pricing every pair: one fused pass of matrix product and scan, exact in whole numbers.

For prices ``v`` of orders the *net worth* of a pair is ``t = s + bias[j]``, with ``bias = bonus - v``. A
pass computes ``s = X @ Y.T`` tile by tile into a buffer that stays in the processor's cache, and scans each
tile in chunks of 64 that branch only where some pair beats what its row or its column already has. It
returns the best few pairs of every row by ``t`` and of every column by ``t - u[i]``.

Exactness: factors, biases and thresholds are whole numbers; while ``reach + max|bias|`` stays below
``2**24`` every float32 operation is exact (``2**53`` for float64, which is taken when the former does not
hold). Pairs in the overlay are left out of the pass: their few scores are priced one by one by the caller.

A pass is independent per block of rows, so blocks are spread over threads; lists of columns are kept per
thread and merged by (worth, row), which makes the result the same for any number of threads.
"""

from __future__ import annotations

import itertools
import threading
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from shanhai.matching.blas import one_thread
from shanhai.matching.factors import EXACT_FLOAT32, EXACT_FLOAT64, Factors
from shanhai.matching.watch import Stopped

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Ints = NDArray[np.int64]
Floats = NDArray[np.floating]

ROWS_OF_A_TILE = 512
COLUMNS_OF_A_TILE = 256
CHUNK = 64
SECONDS_BETWEEN_LOOKS = 0.2
FEW_PAIRS = 2_000_000
"""So few are priced sooner than threads are started."""
NONE = -(1 << 52)
"""Worth of a place in a list that nobody took (exact in float32 as well)."""


@dataclass(frozen=True)
class Best:
    """The best pairs of each row or column.

    Attributes
    ----------
    worth : int64 (lines, k)
        Descending; what stood there at the start where nothing better was found.
    other : int64 (lines, k)
        Index on the other side (among those priced), -1 where nothing was found.
    """

    worth: Ints
    other: Ints

    def found(self) -> tuple[Ints, Ints]:
        """All places that hold a pair: the line and the other side."""
        line, place = np.nonzero(self.other >= 0)
        return line, self.other[line, place]


@njit(cache=True, nogil=True)
def _insert(worth, other, value, index):  # type: ignore[no-untyped-def]
    """Put a value into a descending list, behind equals; the last one drops out."""
    k = len(worth) - 1
    while k > 0 and worth[k - 1] < value:
        worth[k], other[k] = worth[k - 1], other[k - 1]
        k -= 1
    worth[k], other[k] = value, index


@njit(cache=True, nogil=True)
def _listed(start, order, row, column):  # type: ignore[no-untyped-def]
    """Whether the overlay has an entry for the pair."""
    low, high = start[row], start[row + 1]
    while low < high:
        middle = (low + high) // 2
        if order[middle] < column:
            low = middle + 1
        else:
            high = middle
    return low < start[row + 1] and order[low] == column


@njit(cache=True, nogil=True)
def _scan(tile, first_row, first_column, task, rows, columns):  # type: ignore[no-untyped-def]
    """Take the good pairs of a tile into the lists of its rows and columns."""
    bias, worth, least, start, listed = task
    row_worth, row_other = rows
    column_worth, column_other, bar = columns
    last, deepest = row_worth.shape[1] - 1, column_worth.shape[1] - 1
    width = tile.shape[1]
    # Slices that start at 0, because an index with an offset keeps the compiler from using vectors.
    tile_bias, tile_bar = bias[first_column : first_column + width], bar[first_column : first_column + width]
    for r in range(tile.shape[0]):
        i = first_row + r
        u = worth[i]
        for a in range(0, width, CHUNK):
            floor = row_worth[i, last]
            score, offset, height = tile[r, a : a + CHUNK], tile_bias[a : a + CHUNK], tile_bar[a : a + CHUNK]
            # A whole number here would have the compiler widen every comparison, which takes twice as long.
            hit = False
            for k in range(len(score)):
                t = score[k] + offset[k]
                hit |= (score[k] >= least) & ((t > floor) | (t > height[k] + u))
            if not hit:
                continue
            for k in range(len(score)):
                if score[k] < least:
                    continue
                t, j = score[k] + offset[k], first_column + a + k
                into_row = t > row_worth[i, last]
                into_column = t - u > column_worth[j, deepest]
                if not (into_row or into_column) or _listed(start, listed, i, j):
                    continue
                if into_row:
                    _insert(row_worth[i], row_other[i], t, j)
                if into_column:
                    _insert(column_worth[j], column_other[j], t - u, i)
                    height[k] = column_worth[j, deepest]


@njit(cache=True, nogil=True)
def _price_rows(X, Y, first, task, rows, columns, buffer):  # type: ignore[no-untyped-def]
    """Price one block of rows (those of `X`, which start at row `first`) against all columns."""
    n = X.shape[0]
    for a in range(0, Y.shape[0], COLUMNS_OF_A_TILE):
        b = min(a + COLUMNS_OF_A_TILE, Y.shape[0])
        tile = buffer[: n * (b - a)].reshape((n, b - a))
        np.dot(X, Y[a:b].T, tile)
        _scan(tile, first, a, task, rows, columns)


def price(
    factors: Factors,
    bias: Ints,
    worth: Ints,
    *,
    least: int,
    row_floor: Ints | int = NONE,
    column_floor: Ints | int = NONE,
    per_row: int = 5,
    per_column: int = 3,
    threads: int = 2,
    keep_going: Callable[[], bool] | None = None,
) -> tuple[Best, Best]:
    """Price every pair of the given factors once (pairs in the overlay excepted).

    Parameters
    ----------
    factors : Factors
        n people, m orders.
    bias : int64 (m,)
        Added to every score of an order.
    worth : int64 (n,)
        Taken off the net worth before it competes in a column.
    least : int
        Pairs of a lower score are left out.
    row_floor, column_floor : int64 (n,), (m,) or int
        Only pairs strictly above are listed.
    per_row, per_column : int
        Length of the lists, 1 or more.
    threads : int
        Workers, each with one BLAS thread.
    keep_going : callable, optional
        Asked before and several times a second.

    Returns
    -------
    rows, columns : Best
        Net worth ``s + bias`` per row, ``s + bias - worth`` per column; equals stay in order of index.

    Raises
    ------
    ValueError
        When sums could leave the whole numbers that float64 holds exactly.
    Stopped
        When `keep_going` says no.
    """
    if keep_going is not None and not keep_going():
        raise Stopped
    n, m = factors.n, factors.m
    dtype = _exact_type(factors, bias, worth)
    X, Y = factors.X.astype(dtype, copy=False), factors.Y.astype(dtype, copy=False)
    row_worth, row_other = _blank(n, per_row, row_floor, dtype)
    task = (
        bias.astype(dtype),
        worth.astype(dtype),
        dtype.type(least),
        factors.overlay.start,
        factors.overlay.order,
    )
    turn, halt = itertools.count(), threading.Event()

    def work(_: int) -> tuple[Floats, NDArray[np.int32]]:
        column_worth, column_other = _blank(m, per_column, column_floor, dtype)
        bar = column_worth[:, -1].copy()
        buffer = np.empty(ROWS_OF_A_TILE * COLUMNS_OF_A_TILE, dtype)
        while not halt.is_set() and (first := next(turn) * ROWS_OF_A_TILE) < n:
            block = X[first : first + ROWS_OF_A_TILE]
            columns = (column_worth, column_other, bar)
            _price_rows(block, Y, first, task, (row_worth, row_other), columns, buffer)
        return column_worth, column_other

    with one_thread():
        if n <= ROWS_OF_A_TILE or n * m <= FEW_PAIRS:
            parts = [work(0)]
        else:
            with ThreadPoolExecutor(threads) as pool:
                jobs = [pool.submit(work, k) for k in range(threads)]
                while wait(jobs, None if keep_going is None else SECONDS_BETWEEN_LOOKS).not_done:
                    if keep_going is not None and not keep_going():
                        halt.set()
                parts = [job.result() for job in jobs]
    if halt.is_set():
        raise Stopped
    return Best(row_worth.astype(np.int64), row_other.astype(np.int64)), merged(parts)


def _exact_type(factors: Factors, bias: Ints, worth: Ints) -> np.dtype[np.floating]:
    """float32 when every sum is exact in it, else float64."""
    size = factors.reach + sum(int(np.abs(a).max(initial=0)) for a in (bias, worth))
    if size < EXACT_FLOAT32:
        return np.dtype(np.float32)
    if size < EXACT_FLOAT64:
        return np.dtype(np.float64)
    raise ValueError(
        f"scores and prices reach {size}, above 2**53: they would not be exact. Give smaller weights."
    )


def _blank(
    lines: int, k: int, floor: Ints | int, dtype: np.dtype[np.floating]
) -> tuple[Floats, NDArray[np.int32]]:
    worth = np.empty((lines, k), dtype)
    worth[:] = np.asarray(floor, dtype).reshape(-1, 1)
    return worth, np.full((lines, k), -1, np.int32)


def merged(parts: Sequence[tuple[NDArray[Any], NDArray[np.int32]]]) -> Best:
    """The best of several lists of columns: by worth, then by the lower row."""
    k = parts[0][0].shape[1]
    worth = np.concatenate([p[0] for p in parts], axis=1).astype(np.int64)
    other = np.concatenate([p[1] for p in parts], axis=1).astype(np.int64)
    if len(parts) > 1:
        # Empty places come last among equals.
        by_row = np.lexsort((np.where(other < 0, np.iinfo(np.int32).max, other), -worth), axis=1)[:, :k]
        worth, other = np.take_along_axis(worth, by_row, 1), np.take_along_axis(other, by_row, 1)
    return Best(worth, other)
