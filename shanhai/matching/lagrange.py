"""Lagrange's bound for a model: prices on limits and seats, every pair looked at once.

The formula is in `certificate`. Every sum is exact: in 64-bit integers where pairs are few, in float64 below 2**53
where they are many. Where that would not hold an `OverflowError` is raised, and prices in a coarser unit are needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from shanhai.matching.certificate import Leaf, RowName
from shanhai.matching.linear import Linear, Products
from shanhai.matching.model import Model, coefficients
from shanhai.matching.tables import Floats, Ints

BLOCK = 1024
FEW_PAIRS = 200_000
EXACT_FLOAT, EXACT_INTEGER = 2.0**53, 2.0**62
DEAD = -(2**62)


@dataclass(frozen=True, eq=False)
class Prices:
    """Whole prices in units of ``2**-shift``, on the seats of each order and on the model's limits."""

    seats: Ints  # (n_orders,)
    limits: Ints  # (limits of the model at the time,)
    shift: int

    def plus(self, other: Prices, times: int) -> Prices:
        """These prices and `times` the numbers of others, in the unit of these."""
        return Prices(self.seats + times * other.seats, self.limits + times * other.limits, self.shift)


@dataclass(frozen=True, eq=False)
class Bound:
    """The bound of one stage under given prices, in units of ``2**-shift``.

    `total` is the bound, `fixed` its part that no pair has a share in; `threshold[i]` is what person i's weakest
    counted pair adds (0 if there is room left), so that forcing another pair (i, j) of reduced value r changes the
    bound by ``r - threshold[i]``.
    """

    total: int
    fixed: int
    threshold: Ints
    shift: int

    @property
    def whole(self) -> int:
        return self.total >> self.shift


class Lagrangian:
    """Evaluates prices for a model. Make a new one when the model has got further limits or lost pairs."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.low = np.array([limit.low for limit in model.limits], np.int64)
        self.high = np.array([limit.high for limit in model.limits], np.int64)
        self._extras, self._largest_of_extras = self._extras_matrix()
        few = int(model.alive.sum()) <= FEW_PAIRS
        self._reduced: _Listed | _Dense = _Listed(model) if few else _Dense(model)

    def _extras_matrix(self) -> tuple[csr_array, Floats]:
        """Coefficients of extras in limits: int64 (extras, limits), and the largest of each limit."""
        entries = [(k, at, c) for at, limit in enumerate(self.model.limits) for k, c in limit.function.extras.items()]
        k, at, value = np.array(entries, np.int64).reshape(-1, 3).T
        largest = np.zeros(len(self.model.limits))
        np.maximum.at(largest, at, np.abs(value))
        return csr_array((value, (k, at)), shape=(len(self.model.extras), len(self.model.limits))), largest

    def blocks(self, function: Linear, prices: Prices) -> Iterator[tuple[int, Ints]]:
        """Reduced values of all pairs by blocks of people: (first person, int64 (people, m)); DEAD: not alive."""
        return self._reduced.blocks(function, prices)

    def bound(self, function: Linear, prices: Prices, ranges: tuple[Ints, Ints], forced: Forced | None = None) -> Bound:
        """The bound of the stage `function`.

        `ranges` are the lowest and highest values of the extras; `forced` the pairs that a branch has fixed.
        """
        fixed = self._fixed(function, prices, ranges)
        total, threshold = fixed, np.zeros(self.model.n, np.int64)
        for start, reduced in self.blocks(function, prices):
            room = self.model.capacity[start : start + len(reduced)].copy()
            if forced is not None:
                total += forced.take(start, reduced, room)
            gains, last = best(reduced, room)
            total += int(gains.sum())
            threshold[start : start + len(reduced)] = last
        return Bound(total, fixed, threshold, prices.shift)

    def _fixed(self, function: Linear, prices: Prices, ranges: tuple[Ints, Ints]) -> int:
        """Limits at their price, and every extra at its better end."""
        paid = np.flatnonzero(prices.limits)
        ends = np.where(prices.limits > 0, self.high, self.low)[paid]
        reduced = self.reduced_extras(function, prices)
        return (
            _exact_dot(prices.limits[paid], ends)
            + _exact_dot(prices.seats, self.model.seats)
            + _exact_dot(np.maximum(reduced, 0), ranges[1])
            + _exact_dot(np.minimum(reduced, 0), ranges[0])
        )

    def reduced_extras(self, function: Linear, prices: Prices) -> Ints:
        """Reduced values of the extras, in units of ``2**-shift``. Returns: int64 (extras,)."""
        own = np.zeros(len(self.model.extras), np.int64)
        for number, times in function.extras.items():
            own[number] += times
        largest = 2.0**prices.shift * np.abs(own).max(initial=0) + self._largest_of_extras @ np.abs(prices.limits)
        _guard(float(largest), EXACT_INTEGER)
        reduced: Ints = (own << prices.shift) - self._extras @ prices.limits
        return reduced


def _exact_dot(a: Ints, b: Ints) -> int:
    """The sum of products, in Python's whole numbers where 64 bits could overflow."""
    if np.abs(a.astype(float)) @ np.abs(b.astype(float)) < EXACT_INTEGER:
        return int(a @ b)
    return sum(int(x) * int(y) for x, y in zip(a, b, strict=True))


class _Listed:
    """Reduced values where pairs are few: coefficients of every living pair stand in one sparse matrix."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.i, self.j = np.nonzero(model.alive)
        functions = [limit.function for limit in model.limits]
        k, row, value = coefficients(model, functions, self.i, self.j)
        self._matrix = csr_array((value, (k, row)), shape=(len(self.i), len(functions)))
        self._largest = np.zeros(len(functions))
        np.maximum.at(self._largest, row, np.abs(value))
        self._values: dict[int, tuple[Linear, Ints]] = {}

    def blocks(self, function: Linear, prices: Prices) -> Iterator[tuple[int, Ints]]:
        of, seats = self._of(function), prices.seats[self.j]
        largest = 2.0**prices.shift * np.abs(of).max(initial=0) + self._largest @ np.abs(prices.limits.astype(float))
        _guard(largest + seats.max(initial=0), EXACT_INTEGER)
        reduced = np.full((self.model.n, self.model.m), DEAD)
        reduced[self.i, self.j] = (of << prices.shift) - self._matrix @ prices.limits - seats
        yield 0, reduced

    def _of(self, function: Linear) -> Ints:
        """The function on every living pair; kept, since trees ask for one function many times."""
        if id(function) not in self._values:
            k, _, value = coefficients(self.model, [function], self.i, self.j)
            values = np.zeros(len(self.i), np.int64)
            values[k] = value
            self._values[id(function)] = function, values
        return self._values[id(function)][1]


class _Dense:
    """Reduced values of many pairs, as products of factors, a block of people at a time."""

    def __init__(self, model: Model) -> None:
        self.model = model
        functions = [limit.function for limit in model.limits]
        self.products = Products(functions, model.n, model.m)
        self.pairs = [(at, f.pairs) for at, f in enumerate(functions) if f.pairs is not None and len(f.pairs.i)]
        self.fit = np.array([f.fit for f in functions], np.float64)
        self.tie = [(at, f.tie) for at, f in enumerate(functions) if f.tie]

    def blocks(self, function: Linear, prices: Prices) -> Iterator[tuple[int, Ints]]:
        model, scale = self.model, float(2**prices.shift)
        paid, seats = prices.limits.astype(np.float64), prices.seats.astype(np.float64)
        own = Products([function], model.n, model.m)
        listed = [(pairs, -paid[at]) for at, pairs in self.pairs if paid[at]]
        if function.pairs is not None:
            listed.append((function.pairs, scale))
        ties = [(round_number, -paid[at]) for at, round_number in self.tie if paid[at]]
        if function.tie:
            ties.append((function.tie, scale))
        per_fit = function.fit * scale - float(paid @ self.fit)
        for start in range(0, model.n, BLOCK):
            stop = min(start + BLOCK, model.n)
            reduced = own.priced(np.array([scale]), start, stop) - self.products.priced(paid, start, stop) - seats
            if per_fit:
                reduced += per_fit * model.scores[start:stop]
            for round_number, times in ties:
                keys = model.keys(round_number, np.arange(start, stop)[:, None], np.arange(model.m)[None, :])
                reduced += times * keys
            for pairs, times in listed:
                inside = (pairs.i >= start) & (pairs.i < stop)
                np.add.at(reduced, (pairs.i[inside] - start, pairs.j[inside]), times * pairs.value[inside])
            reduced[~model.alive[start:stop]] = 0.0
            _guard(float(np.abs(reduced).max(initial=0.0)), EXACT_FLOAT)
            yield start, np.where(model.alive[start:stop], reduced.astype(np.int64), DEAD)


@dataclass(frozen=True, eq=False)
class Forced:
    """Pairs that a branch has fixed to be in the plan, or out of it."""

    inside: frozenset[tuple[int, int]] = frozenset()
    outside: frozenset[tuple[int, int]] = frozenset()

    def take(self, start: int, reduced: Ints, room: Ints) -> int:
        """Take fixed pairs out of a block: they count whatever they are worth and use up room. Returns: their worth."""
        worth = 0
        for i, j in self.inside:
            if start <= i < start + len(reduced):
                worth += int(reduced[i - start, j])
                room[i - start] -= 1
                reduced[i - start, j] = DEAD
        for i, j in self.outside:
            if start <= i < start + len(reduced):
                reduced[i - start, j] = DEAD
        return worth


def best(reduced: Ints, room: Ints) -> tuple[Ints, Ints]:
    """The sum of each row's `room` best positive values, and the least of them (0 where there is room left)."""
    top = min(int(room.max(initial=1)), reduced.shape[1])
    if top <= 1:
        gain = np.where(room > 0, reduced.max(1, initial=0), 0)
        return gain, gain
    sorted_top = -np.sort(-np.partition(reduced, reduced.shape[1] - top, axis=1)[:, -top:], axis=1)
    counted = np.where(np.arange(top) < room[:, None], np.maximum(sorted_top, 0), 0)
    last = counted[np.arange(len(room)), np.clip(room - 1, 0, top - 1)]
    return counted.sum(1), np.where((room > 0) & (room <= top), last, 0)


def survivors(
    lagrangian: Lagrangian, function: Linear, prices: Prices, bound: Bound, value: int, forced: Forced | None = None
) -> npt.NDArray[np.bool_]:
    """The pairs that these prices leave possible in a plan of at least `value`. Returns: bool (n_people, n_orders)."""
    floor = (value << bound.shift) - bound.total
    possible = np.zeros_like(lagrangian.model.alive)
    for start, reduced in lagrangian.blocks(function, prices):
        if forced is not None:
            forced.take(start, reduced, np.zeros(len(reduced), np.int64))
        block = slice(start, start + len(reduced))
        possible[block] = (reduced > DEAD // 2) & (reduced - bound.threshold[block, None] >= floor)
    if forced is not None and floor <= 0:
        for i, j in forced.inside:
            possible[i, j] = True
    return possible


def leaf(lagrangian: Lagrangian, prices: Prices) -> Leaf:
    """The prices under the names that a certificate uses."""
    named: dict[RowName, int] = {
        limit.name: int(price) for limit, price in zip(lagrangian.model.limits, prices.limits, strict=False) if price
    }
    for name, price in zip(lagrangian.model.problem.orders.id, prices.seats, strict=True):
        if price:
            named["seats", name] = int(price)
    return Leaf(named)


def _guard(largest: float, exact: float) -> None:
    if largest >= exact:
        raise OverflowError(f"reduced values reach {largest:.2g}, where sums stop being exact: use a coarser unit")
