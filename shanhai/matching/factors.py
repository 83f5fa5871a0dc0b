"""Fit in factor form: the score of any pair is one inner product, plus a sparse overlay for single pairs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numba import njit
from numpy.typing import NDArray

from shanhai.matching.blas import one_thread

Ints = NDArray[np.int64]

EXACT_FLOAT32 = 1 << 24
EXACT_FLOAT64 = 1 << 53
ROOM = 32
"""Bits for an order in the key of a pair."""


@dataclass(frozen=True)
class Overlay:
    """Points added to single pairs (named wishes, bans), sorted by person.

    Attributes
    ----------
    start : int64 (n + 1,)
        Person ``i`` owns the entries ``start[i]`` up to ``start[i + 1]``.
    order, points : int64 (entries,)
        The orders, ascending within a person, and the points added.
    """

    start: Ints
    order: Ints
    points: Ints

    @classmethod
    def of(cls, n: int, person: Ints, order: Ints, points: Ints) -> Overlay:
        """Overlay of ``n`` people from triples in any order; points of one pair given twice add up."""
        person, order, points = (np.asarray(a, np.int64) for a in (person, order, points))
        width = int(order.max(initial=0)) + 1
        key, place = np.unique(person * width + order, return_inverse=True)
        total = np.zeros(len(key), np.int64)
        np.add.at(total, place, points)
        start = np.searchsorted(key, np.arange(n + 1, dtype=np.int64) * width)
        return cls(start.astype(np.int64), key % width, total)

    @property
    def person(self) -> Ints:
        """The person of each entry: int64 (entries,)."""
        return np.repeat(np.arange(len(self.start) - 1, dtype=np.int64), np.diff(self.start))

    def at(self, person: Ints, order: Ints) -> Ints:
        """Points of given pairs, 0 where there is no entry."""
        if not len(self.order):
            return np.zeros(len(person), np.int64)
        keys, wanted = self._keys, (person << ROOM) + order
        place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        return np.where(keys[place] == wanted, self.points[place], 0)

    @cached_property
    def _keys(self) -> Ints:
        return (self.person << ROOM) + self.order

    def select(self, people: Ints, orders: Ints, m: int) -> Overlay:
        """The overlay among some people and orders, renumbered by their place in the two arrays."""
        new_row, new_col = np.full(len(self.start) - 1, -1), np.full(m, -1)
        new_row[people], new_col[orders] = np.arange(len(people)), np.arange(len(orders))
        i, j = new_row[self.person], new_col[self.order]
        kept = (i >= 0) & (j >= 0)
        return Overlay.of(len(people), i[kept], j[kept], self.points[kept])


@dataclass(frozen=True)
class Factors:
    """Scores of all pairs: ``X @ Y.T`` plus the overlay, in whole points.

    A pair is *eligible* when its score is 0 or more.

    Attributes
    ----------
    X : float32 or float64 (n, d), whole numbers
        One row a person.
    Y : the same (m, d)
        One row an order.
    overlay : Overlay
    reach : int
        No score, and no partial sum of one, exceeds it in size (overlay left out).
    """

    X: NDArray[np.floating]
    Y: NDArray[np.floating]
    overlay: Overlay
    reach: int

    @classmethod
    def of(cls, X: NDArray[np.integer], Y: NDArray[np.integer], overlay: Overlay | None = None) -> Factors:
        """Factors from whole-number matrices.

        Products are exact in float32 while every partial sum stays below ``2**24``; float64 is taken
        when the factors alone do not fit.

        Raises
        ------
        ValueError
            When the shapes disagree, values are not whole, or sums could reach ``2**53``.
        """
        X, Y = np.asarray(X), np.asarray(Y)
        if X.ndim != 2 or Y.ndim != 2 or X.shape[1] != Y.shape[1]:
            raise ValueError(
                f"factors of shape {X.shape} and {Y.shape}: give (n, d) and (m, d) with the same d."
            )
        for name, F in (("X", X), ("Y", Y)):
            if F.dtype.kind not in "iub" and not (np.rint(F) == F).all():
                raise ValueError(f"factor {name} has values that are not whole: score in whole points.")
        reach = _reach(X, Y)
        if reach >= EXACT_FLOAT64:
            raise ValueError(
                f"scores could reach {reach}, above 2**53: sums of |x * y| must stay below it to be exact. "
                "Give smaller weights."
            )
        dtype = np.float32 if reach < EXACT_FLOAT32 else np.float64
        empty = np.zeros(0, np.int64)
        return cls(
            np.ascontiguousarray(X, dtype),
            np.ascontiguousarray(Y, dtype),
            overlay if overlay is not None else Overlay.of(len(X), empty, empty, empty),
            reach,
        )

    @property
    def n(self) -> int:
        """Number of people."""
        return len(self.X)

    @property
    def m(self) -> int:
        """Number of orders."""
        return len(self.Y)

    @cached_property
    def top(self) -> int:
        """No score is larger (a bound, not always reached)."""
        high_x, low_x = (
            self.X.max(0, initial=0).astype(np.float64),
            self.X.min(0, initial=0).astype(np.float64),
        )
        high_y, low_y = (
            self.Y.max(0, initial=0).astype(np.float64),
            self.Y.min(0, initial=0).astype(np.float64),
        )
        corners = np.array([high_x * high_y, low_x * low_y])
        extra = int(np.maximum(self.overlay.points, 0).max(initial=0))
        return int(min(corners.max(0, initial=0).sum(), self.reach)) + extra

    def score_of(self, person: Ints, order: Ints) -> Ints:
        """Scores of given pairs: int64 (pairs,)."""
        out = np.empty(len(person), np.int64)
        # Copies, so that the compiled code sees arrays of one kind, whoever asks.
        _products(self.X, self.Y, np.array(person, np.int64), np.array(order, np.int64), out)
        return out + self.overlay.at(person, order)

    def dense(self) -> Ints:
        """All scores: int64 (n, m). For small problems."""
        with one_thread():
            scores = (self.X @ self.Y.T).astype(np.int64)
        scores[self.overlay.person, self.overlay.order] += self.overlay.points
        return scores

    def select(self, people: Ints, orders: Ints) -> Factors:
        """The factors of some people and orders, renumbered."""
        overlay = self.overlay.select(people, orders, self.m)
        return Factors(_rows(self.X, people), _rows(self.Y, orders), overlay, self.reach)


# Sums may be taken in any order, since every partial sum is a whole number that the type holds exactly.
@njit(cache=True, nogil=True, fastmath={"reassoc"})
def _products(X, Y, person, order, out):  # type: ignore[no-untyped-def]
    """Inner products of given pairs of rows."""
    for k in range(len(person)):
        x, y = X[person[k]], Y[order[k]]
        total = X.dtype.type(0)
        for d in range(len(x)):
            total += x[d] * y[d]
        out[k] = total


def _rows(F: NDArray[np.floating], rows: Ints) -> NDArray[np.floating]:
    """Some rows; no copy where it is all of them in order."""
    return F if np.array_equal(rows, np.arange(len(F))) else F[rows]


def _reach(X: NDArray[np.generic], Y: NDArray[np.generic]) -> int:
    """Upper bound on the sum of |x * y| over any pair; cheap, and good for one-hot columns."""
    if not X.size or not Y.size:
        return 0
    A, B = np.abs(X.astype(np.float64)), np.abs(Y.astype(np.float64))
    return int(np.ceil(min((A @ B.max(0)).max(), (B @ A.max(0)).max())))
