"""Coefficients of limits on a list of pairs: worked out once, then cut down as pairs go and limits come."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csc_array, csr_array

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shanhai.matching.tables import Floats, Ints


@dataclass(frozen=True, eq=False)
class Listing:
    """Pairs (sorted by person, then order) with their coefficients in limits.

    Attributes
    ----------
    keys : int array (n_pairs)
        Pairs as person * n_orders + order, ascending.
    n, m : int
        People and orders in all.
    matrix : int64 csr array (n_pairs, n_limits)
    largest : float array (n_limits)
        No coefficient in a limit is larger than this in size.
    """

    keys: Ints
    n: int
    m: int
    matrix: csr_array
    largest: Floats

    @classmethod
    def joined(cls, keys: Ints, n: int, m: int, blocks: Sequence[csc_array]) -> Listing:
        """From the columns of several rules."""
        blocks = [block for block in blocks if block.shape[1]]
        if not blocks:
            return cls(keys, n, m, csr_array((len(keys), 0), dtype=np.int64), np.zeros(0))
        # What scipy has for columns beside each other goes through every coefficient three times.
        count = np.concatenate([np.diff(block.indptr) for block in blocks])
        data, indices = (
            np.concatenate([getattr(each, name) for each in blocks]) for name in ("data", "indices")
        )
        columns = csc_array((data, indices, np.append(0, np.cumsum(count))), shape=(len(keys), len(count)))
        return cls(keys, n, m, csr_array(columns), _largest(blocks))

    @cached_property
    def i(self) -> Ints:
        """Rows of people."""
        return self.keys // self.m

    @cached_property
    def j(self) -> Ints:
        """Rows of orders."""
        return self.keys % self.m

    @cached_property
    def by_limit(self) -> csc_array:
        """The matrix by columns."""
        return csc_array(self.matrix)

    @cached_property
    def start(self) -> Ints:
        """Person i owns the pairs ``start[i]`` up to ``start[i + 1]``."""
        return np.searchsorted(self.keys, np.arange(self.n + 1, dtype=np.int64) * self.m)

    def plus(self, blocks: Sequence[csc_array]) -> Listing:
        """With the columns of further limits."""
        if not blocks:
            return self
        matrix = self.matrix
        for block in blocks:
            matrix = _beside(matrix, csr_array(block))
        return replace(self, matrix=matrix, largest=np.append(self.largest, _largest(blocks)))

    def touching(self, limit: int) -> tuple[Ints, Ints]:
        """The pairs that count in a limit: where they stand in the list, and their coefficients."""
        hit = np.flatnonzero(self.matrix.indices == limit)
        return np.searchsorted(self.matrix.indptr, hit, side="right") - 1, self.matrix.data[hit]

    def of_first(self, count: int) -> Listing:
        """With the first so many limits only."""
        return replace(self, matrix=self.matrix[:, :count], largest=self.largest[:count])

    def among(self, kept: Ints) -> Listing:
        """Only the pairs whose keys are in an ascending array."""
        inside = self.places(kept)
        inside = inside[inside >= 0]
        if len(inside) == len(self.keys):
            return self
        return replace(self, keys=self.keys[inside], matrix=self.matrix[inside])

    def places(self, keys: Ints) -> Ints:
        """Where pairs stand in the list, -1 for those that do not. Returns: int64 (len(keys))."""
        return places_in(self.keys, keys)

    def rows(self, i: Ints, j: Ints) -> csr_array:
        """Coefficients of listed pairs, in the order asked for. Returns: int64 csr (len(i), n_limits)."""
        return self.matrix[np.searchsorted(self.keys, i * self.m + j)]


def _beside(left: csr_array, right: csr_array) -> csr_array:
    """Both matrices as one. What scipy has for it takes ten times as long, and each stage adds a limit."""
    ends = left.indptr[1:] + right.indptr[:-1], left.indptr[1:] + right.indptr[1:]
    starts = left.indptr[:-1] + right.indptr[:-1], ends[0]
    places = [
        np.arange(len(each.data)) + np.repeat(start - each.indptr[:-1], np.diff(each.indptr))
        for each, start in zip((left, right), starts, strict=True)
    ]
    data, indices = (np.empty(ends[1][-1] if len(ends[1]) else 0, np.int64) for _ in range(2))
    for each, place, first in zip((left, right), places, (0, left.shape[1]), strict=True):
        data[place], indices[place] = each.data, each.indices + first
    shape = left.shape[0], left.shape[1] + right.shape[1]
    return csr_array((data, indices, np.append(0, ends[1])), shape=shape)


def _largest(blocks: Sequence[csc_array]) -> Floats:
    """The size of the largest coefficient in each column of some blocks."""
    out = [np.zeros(0)]
    for block in blocks:
        most, filled = np.zeros(block.shape[1]), np.diff(block.indptr) > 0
        if filled.any():
            most[filled] = np.maximum.reduceat(np.abs(block.data), block.indptr[:-1][filled])
        out.append(most)
    return np.concatenate(out)


def places_in(ascending: Ints, keys: Ints) -> Ints:
    """Where keys stand in an ascending array without doubles, -1 for those that do not."""
    if not len(ascending):
        return np.full(len(keys), -1, np.int64)
    at = np.minimum(np.searchsorted(ascending, keys), len(ascending) - 1)
    return np.where(ascending[at] == keys, at, -1)
