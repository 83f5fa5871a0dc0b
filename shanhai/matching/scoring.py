"""All criteria compiled together: the score of any pair, its parts, and what bars it.

The score of a pair is an inner product of two integer factors plus what is listed for that single pair. Each
kind of criterion keeps its own share, so a score falls apart into parts. A pair is eligible when its
score is not negative.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from shanhai.matching.blas import one_thread
from shanhai.matching.factors import EXACT_FLOAT32, Factors, Overlay
from shanhai.matching.lookup import merged
from shanhai.matching.problem import BARRED, Criterion, Problem
from shanhai.matching.rows import Columns
from shanhai.matching.tables import Ints

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Whole = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]
Rows = slice | Ints
PAIRS_AT_ONCE = 2**14


class Share(NamedTuple):
    """What one kind of criterion gives: ``x[i] @ y[j]`` and the listed points. Numbers in few bytes."""

    x: npt.NDArray[np.integer]
    y: npt.NDArray[np.integer]
    listed: Overlay


@dataclass(frozen=True, eq=False)
class Scoring:
    """Scores of all pairs.

    Attributes
    ----------
    factors : Factors
        All criteria together, weights included, equal columns merged; float32 products are exact.
    soft, hard : tuple of str
        The kinds of criteria there are (`Given` goes by its name), in alphabetical order.
    shares : dict of kind to Share
        What each adds.
    most : dict of kind to int
        The most points that each soft criterion can give, weight included. A bar outweighs their sum.
    """

    factors: Factors
    soft: tuple[str, ...]
    hard: tuple[str, ...]
    shares: dict[str, Share]
    most: dict[str, int]

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
        return _dense(self.factors.X[rows], self.factors.Y, self.factors.overlay, rows)

    def eligible_block(self, rows: Rows) -> Mask:
        """Which orders are open to some people. Returns: bool array (rows, n_orders)."""
        return self.block(rows) >= 0

    def order_kinds(self) -> tuple[Ints, Ints]:
        """Orders that bar the same people, as far as the criteria show without looking at people.

        Returns
        -------
        first : int64 array (kinds)
            One order row of each kind.
        of : int64 array (n_orders)
            The kind of each order row.
        """
        shares = [self.shares[kind] for kind in self._barring]
        # Whoever has listed points is of a kind of its own: row + 1 where all others have 0.
        alone = np.zeros((self.n_orders, 1), np.int64)
        for share in shares:
            alone[share.listed.order, 0] = share.listed.order + 1
        rows = np.hstack([alone, *(share.y for share in shares)])
        _, first, of = np.unique(rows, axis=0, return_index=True, return_inverse=True)
        return first.astype(np.int64), of.reshape(-1).astype(np.int64)

    def barred_block(self, rows: Rows) -> dict[str, Mask]:
        """Which orders each criterion bars to some people. Returns: kind to bool array (rows, n_orders)."""
        shares = ((kind, self.shares[kind]) for kind in self._barring)
        return {
            kind: _is_bar(
                _dense(share.x[rows].astype(np.float32), share.y.astype(np.float32), share.listed, rows)
            )
            for kind, share in shares
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

    def barring_people(self, j: int) -> dict[str, int]:
        """How many people each criterion bars from order row j; those that bar nobody are left out."""
        everybody, there = np.arange(self.n_people), np.full(self.n_people, j)
        counts = {kind: int(_is_bar(self._points(kind, everybody, there)).sum()) for kind in self._barring}
        return {kind: count for kind, count in counts.items() if count}

    @cached_property
    def _barring(self) -> tuple[str, ...]:
        """The criteria that may bar: hard ones, and given points when no others are allowed."""
        return (*(kind for kind in self.soft if _has_bar(self.shares[kind])), *self.hard)

    def _points(self, kind: str, i: Ints, j: Ints) -> Ints:
        share = self.shares[kind]
        out = share.listed.at(i, j)
        for start in range(0, len(i), PAIRS_AT_ONCE):
            at = slice(start, start + PAIRS_AT_ONCE)
            out[at] += np.einsum("kd,kd->k", share.x[i[at]], share.y[j[at]], dtype=np.int64)
        return out


def compile_all(problem: Problem) -> Scoring:
    """Compile all criteria of a problem.

    Raises
    ------
    ValueError
        When sums could be inexact, or points could outweigh a bar: it names the criteria and amounts.
    """
    # By kind, so that the order in which the criteria were given changes nothing.
    criteria = sorted(problem.criteria, key=lambda criterion: (criterion.hard, _name(criterion)))
    shares: dict[str, Share] = {}
    reach: dict[str, int] = {}
    for kind in dict.fromkeys(map(_name, criteria)):
        columns = [_used(each.compile(problem)) for each in criteria if _name(each) == kind]
        reach[kind] = sum(map(_largest, columns))
        shares[kind] = _share(columns, problem.n_people)
    _check_exact(reach)
    x, y = merged(
        _floats([share.x.T for share in shares.values()], problem.n_people),
        _floats([share.y.T for share in shares.values()], problem.n_orders),
    )
    listed = _together([share.listed for share in shares.values()], problem.n_people)
    return Scoring(
        factors=Factors(np.ascontiguousarray(x.T), np.ascontiguousarray(y.T), listed, sum(reach.values())),
        soft=tuple(dict.fromkeys(_name(each) for each in criteria if not each.hard)),
        hard=tuple(dict.fromkeys(_name(each) for each in criteria if each.hard)),
        shares=shares,
        most=_most(criteria),
    )


def _name(criterion: Criterion) -> str:
    """Under which points are told: points given from several sources have names of their own."""
    return str(getattr(criterion, "name", criterion.kind))


def _used(columns: Columns) -> Columns:
    used = columns.x.any(axis=0) & columns.y.any(axis=0)
    return Columns(columns.x[:, used], columns.y[:, used], columns.pairs)


def _share(columns: Sequence[Columns], n_people: int) -> Share:
    lists = [Overlay.of(n_people, *each.pairs) for each in columns if each.pairs is not None]
    x, y = np.hstack([each.x for each in columns]), np.hstack([each.y for each in columns])
    return Share(_smallest(x), _smallest(y), _together(lists, n_people))


def _smallest(values: Ints) -> npt.NDArray[np.integer]:
    """The same numbers in as few bytes as they need."""
    kinds = (np.min_scalar_type(end) for end in (int(values.min(initial=0)), int(values.max(initial=0))))
    return values.astype(np.result_type(*kinds))


def _floats(parts: Sequence[npt.NDArray[np.integer]], width: int) -> npt.NDArray[np.float32]:
    return np.concatenate([np.zeros((0, width), np.float32), *parts], dtype=np.float32)


def _together(lists: Sequence[Overlay], n_people: int) -> Overlay:
    """The listed points of several criteria, added up; pairs that are listed with 0 are left out."""
    nothing = np.zeros(0, np.int64)
    i = np.concatenate([nothing, *(each.person for each in lists)])
    j = np.concatenate([nothing, *(each.order for each in lists)])
    points = np.concatenate([nothing, *(each.points for each in lists)])
    return Overlay.of(n_people, i[points != 0], j[points != 0], points[points != 0])


def _dense(x: npt.NDArray[np.floating], y: npt.NDArray[np.floating], listed: Overlay, rows: Rows) -> Whole:
    with one_thread():
        out: Whole = (x @ y.T).astype(np.int32)
    people = np.arange(len(listed.start) - 1)[rows]
    start, count = listed.start[people], np.diff(listed.start)[people]
    entry = np.arange(count.sum()) + np.repeat(start - np.cumsum(count) + count, count)
    out[np.repeat(np.arange(len(people)), count), listed.order[entry]] += listed.points[entry].astype(
        np.int32
    )
    return out


def _is_bar(points: Ints | Whole) -> Mask:
    """Points are never negative; halfway to a bar leaves no doubt."""
    bars: Mask = points <= BARRED // 2
    return bars


def _has_bar(share: Share) -> bool:
    return bool(share.x.min(initial=0) <= BARRED or share.y.min(initial=0) <= BARRED)


def _most(criteria: Sequence[Criterion]) -> dict[str, int]:
    most: dict[str, int] = {}
    for each in criteria:
        if not each.hard:
            most[_name(each)] = most.get(_name(each), 0) + each.most
    highest = sum(most.values())
    if highest >= -BARRED:
        told = ", ".join(f"{kind} up to {amount}" for kind, amount in most.items())
        raise ValueError(
            f"A pair could get {highest} points; {-BARRED - 1} is the most that a bar outweighs: {told}. "
            "Lower the weights or the points."
        )
    return most


def _check_exact(reach: Mapping[str, int]) -> None:
    total = sum(reach.values())
    if total >= EXACT_FLOAT32:
        told = ", ".join(f"{kind} up to {amount}" for kind, amount in reach.items())
        raise ValueError(
            f"The criteria could add up to {total}; sums are exact below {EXACT_FLOAT32}: {told}. "
            "Lower the weights, or require fewer things of one person."
        )


def _largest(columns: Columns) -> int:
    """The heaviest row of one side times the peaks of the other, the tighter way; and the listed points."""
    x, y = np.abs(columns.x), np.abs(columns.y)
    by_person = (x @ y.max(axis=0, initial=0)).max(initial=0)
    by_order = (y @ x.max(axis=0, initial=0)).max(initial=0)
    listed = 0 if columns.pairs is None else np.abs(columns.pairs.value).max(initial=0)
    return int(min(by_person, by_order) + listed)
