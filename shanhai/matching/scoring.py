"""All criteria compiled together: the score of any pair, its parts, and what bars it.

The score of a pair is an inner product of two integer factors plus what is listed for that single pair. Each
criterion owns a slice of the columns, so a score falls apart into its parts. A pair is eligible when its score is
not negative.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from shanhai.matching.factors import EXACT_FLOAT32, Factors, Overlay
from shanhai.matching.problem import BARRED, Criterion, Problem
from shanhai.matching.rows import Columns
from shanhai.matching.tables import Ints

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Whole = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]
Rows = slice | Ints
Compiled = list[tuple[str, Columns]]


@dataclass(frozen=True, eq=False)
class Scoring:
    """Scores of all pairs.

    Attributes
    ----------
    factors : Factors
        All criteria together, weights included; no column is zero on either side, float32 products are exact.
    soft, hard : tuple of str
        The kinds of criteria there are, by name.
    slices : dict of kind to slice
        The columns of each criterion.
    listed : dict of kind to Overlay
        What a criterion gives to single pairs besides its columns.
    highest : int
        No pair scores above it. A bar outweighs it.
    """

    factors: Factors
    soft: tuple[str, ...]
    hard: tuple[str, ...]
    slices: dict[str, slice]
    listed: dict[str, Overlay]
    highest: int

    @property
    def n_people(self) -> int:
        return self.factors.n

    @property
    def n_orders(self) -> int:
        return self.factors.m

    def scores(self, i: Ints, j: Ints) -> Ints:
        """Scores of single pairs. Returns: int64 array (n_pairs)."""
        return self.factors.score_of(i, j)

    def eligible(self, i: Ints, j: Ints) -> Mask:
        """Which pairs nothing bars. Returns: bool array (n_pairs)."""
        return self.scores(i, j) >= 0

    def block(self, rows: Rows) -> Whole:
        """Scores of some people against all orders. Returns: int32 array (rows, n_orders), exact."""
        return self._dense(rows, slice(None), self.factors.overlay)

    def eligible_block(self, rows: Rows) -> Mask:
        """Which orders are open to some people. Returns: bool array (rows, n_orders)."""
        return self.block(rows) >= 0

    def barred_block(self, rows: Rows) -> dict[str, Mask]:
        """Which orders each criterion bars to some people. Returns: kind to bool array (rows, n_orders)."""
        return {
            kind: _is_bar(self._dense(rows, self.slices[kind], self.listed.get(kind)))
            for kind in self._barring
        }

    def parts(self, i: int, j: int) -> dict[str, int]:
        """What each soft criterion gives a pair; they add up to the score of an eligible pair."""
        found = self.parts_of(np.array([i]), np.array([j]))
        return {kind: int(values[0]) for kind, values in found.items()}

    def parts_of(self, i: Ints, j: Ints) -> dict[str, Ints]:
        """What each soft criterion gives to pairs. Returns: kind to int64 array (n_pairs), bars left out."""
        points = {kind: self._points(kind, i, j) for kind in self.soft}
        return {kind: np.where(_is_bar(values), 0, values) for kind, values in points.items()}

    def barriers(self, i: int, j: int) -> tuple[str, ...]:
        """The criteria that bar a pair; none for an eligible pair."""
        one, other = np.array([i]), np.array([j])
        return tuple(kind for kind in self._barring if _is_bar(self._points(kind, one, other))[0])

    @cached_property
    def _barring(self) -> tuple[str, ...]:
        """The criteria that may bar: hard ones, and given points when no others are allowed."""
        columns = {kind: self.factors.Y[:, self.slices[kind]] for kind in self.soft}
        return (*(kind for kind, y in columns.items() if (y <= BARRED).any()), *self.hard)

    def _points(self, kind: str, i: Ints, j: Ints) -> Ints:
        columns = self.slices[kind]
        x, y = self.factors.X[i, columns], self.factors.Y[j, columns]
        points: Ints = np.einsum("kd,kd->k", x, y).astype(np.int64)
        return points + self.listed[kind].at(i, j) if kind in self.listed else points

    def _dense(self, rows: Rows, columns: slice, overlay: Overlay | None) -> Whole:
        out: Whole = (self.factors.X[rows, columns] @ self.factors.Y[:, columns].T).astype(np.int32)
        if overlay is not None:
            people = np.arange(self.n_people)[rows]
            start, count = overlay.start[people], np.diff(overlay.start)[people]
            entry = np.arange(count.sum()) + np.repeat(start - np.cumsum(count) + count, count)
            out[np.repeat(np.arange(len(people)), count), overlay.order[entry]] += overlay.points[entry]
        return out


def compile_all(problem: Problem) -> Scoring:
    """Compile all criteria of a problem.

    Raises
    ------
    ValueError
        When sums could be inexact, or points could outweigh a bar: it names the criteria and amounts.
    """
    # By kind, so that the order in which the criteria were given changes nothing.
    criteria = sorted(problem.criteria, key=lambda criterion: (criterion.hard, criterion.kind))
    highest = _highest(criteria)
    compiled = [(each.kind, _used(each.compile(problem))) for each in criteria]
    reach, n, m = _reach(compiled), problem.n_people, problem.n_orders
    kinds = tuple(dict.fromkeys(kind for kind, _ in compiled))
    x, y = _stacked([part.x for _, part in compiled], n), _stacked([part.y for _, part in compiled], m)
    lists = {kind: [part for each, part in compiled if each == kind and part.pairs] for kind in kinds}
    return Scoring(
        factors=Factors(x, y, _overlay((part for each in lists.values() for part in each), n), reach),
        soft=tuple(dict.fromkeys(each.kind for each in criteria if not each.hard)),
        hard=tuple(dict.fromkeys(each.kind for each in criteria if each.hard)),
        slices=_slices(kinds, compiled),
        listed={kind: _overlay(parts, n) for kind, parts in lists.items() if parts},
        highest=highest,
    )


def _used(columns: Columns) -> Columns:
    used = columns.x.any(axis=0) & columns.y.any(axis=0)
    return Columns(columns.x[:, used], columns.y[:, used], columns.pairs)


def _stacked(parts: Sequence[Ints], rows: int) -> npt.NDArray[np.float32]:
    return np.hstack([np.zeros((rows, 0), np.float32), *(part.astype(np.float32) for part in parts)])


def _overlay(parts: Iterable[Columns], n_people: int) -> Overlay:
    lists = [part.pairs for part in parts if part.pairs is not None]
    i, j, value = (np.concatenate([np.zeros(0, np.int64), *(each[at] for each in lists)]) for at in range(3))
    return Overlay.of(n_people, i[value != 0], j[value != 0], value[value != 0])


def _slices(kinds: Sequence[str], compiled: Compiled) -> dict[str, slice]:
    width = [sum(part.x.shape[1] for each, part in compiled if each == kind) for kind in kinds]
    stops = np.cumsum(width).tolist()
    return {kind: slice(stop - wide, stop) for kind, wide, stop in zip(kinds, width, stops, strict=True)}


def _is_bar(points: Ints | Whole) -> Mask:
    """Points are never negative; halfway to a bar leaves no doubt."""
    bars: Mask = points <= BARRED // 2
    return bars


def _highest(criteria: Sequence[Criterion]) -> int:
    most = {each.kind: each.most for each in criteria if not each.hard}
    highest = sum(each.most for each in criteria)
    if highest >= -BARRED:
        told = ", ".join(f"{kind} up to {amount}" for kind, amount in most.items())
        raise ValueError(
            f"A pair could get {highest} points; {-BARRED - 1} is the most that a bar outweighs: {told}. "
            "Lower the weights or the points."
        )
    return highest


def _reach(compiled: Compiled) -> int:
    """No sum of products, nor a part of one, is larger. Raises: ValueError when sums could be inexact."""
    largest: dict[str, int] = {}
    for kind, columns in compiled:
        largest[kind] = largest.get(kind, 0) + _largest(columns)
    reach = sum(largest.values())
    if reach >= EXACT_FLOAT32:
        told = ", ".join(f"{kind} up to {amount}" for kind, amount in largest.items())
        raise ValueError(
            f"The criteria could add up to {reach}; sums are exact below {EXACT_FLOAT32}: {told}. "
            "Lower the weights, or require fewer things of one person."
        )
    return reach


def _largest(columns: Columns) -> int:
    """The heaviest row of one side times the peaks of the other, the tighter way; and the listed points."""
    x, y = np.abs(columns.x), np.abs(columns.y)
    by_person = (x @ y.max(axis=0, initial=0)).max(initial=0)
    by_order = (y @ x.max(axis=0, initial=0)).max(initial=0)
    listed = 0 if columns.pairs is None else np.abs(columns.pairs.value).max(initial=0)
    return int(min(by_person, by_order) + listed)
