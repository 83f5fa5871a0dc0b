"""Lagrange's bound for a model: prices on limits and seats, every pair looked at once.

The formula is in `certificate`. Every sum is exact: in 64-bit integers where pairs are few, in float64
below 2**53
where they are many. Where that would not hold an `OverflowError` is raised, and prices in a coarser unit
are needed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

from shanhai.matching.certificate import Leaf, RowName
from shanhai.matching.columns.linear import Linear, Products
from shanhai.matching.columns.parts import DEAD, Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shanhai.matching.columns.listing import Listing
    from shanhai.matching.columns.model import Model
    from shanhai.matching.groups import Mask
    from shanhai.matching.tables import Floats, Ints

BLOCK = 1024
EXACT_FLOAT, EXACT_INTEGER = 2.0**53, 2.0**62


@dataclass(frozen=True, eq=False)
class Prices:
    """Whole prices in units of ``2**-shift``, on the seats of each order and on the model's limits."""

    seats: Ints  # (n_orders,)
    limits: Ints  # (limits of the model at the time,)
    shift: int

    @classmethod
    def none(cls, model: Model) -> Prices:
        """Nothing costs anything."""
        return cls(np.zeros(model.m, np.int64), np.zeros(len(model.limits), np.int64), 0)

    def in_unit(self, shift: int) -> Prices:
        """The same prices in a finer unit. Raises: OverflowError where 64 bits do not hold them."""
        factor = 1 << (shift - self.shift)
        largest = max(np.abs(self.seats).max(initial=0), np.abs(self.limits).max(initial=0))
        _guard(float(largest) * factor, EXACT_INTEGER)
        return Prices(self.seats * factor, self.limits * factor, shift)

    def plus(self, other: Prices, times: int) -> Prices:
        """These prices and `times` the numbers of others, in the unit of these."""
        return Prices(self.seats + times * other.seats, self.limits + times * other.limits, self.shift)


@dataclass(frozen=True, eq=False)
class Bound:
    """The bound of one stage under given prices, in units of ``2**-shift``.

    `total` is the bound, `fixed` its part that no pair has a share in; `threshold[i]` is what person i's
    weakest
    counted pair adds (0 if there is room left), so that forcing another pair (i, j) of reduced value r
    changes the
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
        self.extras, self._largest_of_extras = self._extras_matrix()
        self.ranges = model.ranges
        listing = model.listing
        self._reduced: _Listed | Dense = Dense(model) if listing is None else _Listed(model, listing)

    def _extras_matrix(self) -> tuple[csr_array, Floats]:
        """Coefficients of extras in limits: int64 (extras, limits), and the largest of each limit."""
        entries = [
            (k, at, c) for at, limit in enumerate(self.model.limits) for k, c in limit.function.extras.items()
        ]
        k, at, value = np.array(entries, np.int64).reshape(-1, 3).T
        largest = np.zeros(len(self.model.limits))
        np.maximum.at(largest, at, np.abs(value))
        return csr_array((value, (k, at)), shape=(len(self.model.extras), len(self.model.limits))), largest

    @property
    def whole(self) -> Part:
        """All plans."""
        return Part(*self.ranges)

    def blocks(self, function: Linear, prices: Prices) -> Iterator[tuple[int, Ints]]:
        """Reduced values of all pairs by blocks of people: (first person, int64 (people, m)); DEAD: not
        alive.
        """
        return self._reduced.blocks(function, prices)

    def bound(self, function: Linear, prices: Prices, part: Part) -> Bound:
        """The bound of the stage `function` for a part of all plans."""
        fixed = self._fixed(function, prices, part)
        total, threshold = fixed, np.zeros(self.model.n, np.int64)
        for start, reduced in self.blocks(function, prices):
            room = self.model.capacity[start : start + len(reduced)].copy()
            total += part.take(start, reduced, room)
            gains, last = best(reduced, room)
            total += int(gains.sum())
            threshold[start : start + len(reduced)] = last
        return Bound(total, fixed, threshold, prices.shift)

    def _fixed(self, function: Linear, prices: Prices, part: Part) -> int:
        """Limits at their price, and every extra at its better end."""
        paid = np.flatnonzero(prices.limits)
        ends = np.where(prices.limits > 0, self.high, self.low)[paid]
        reduced = self.reduced_extras(function, prices)
        return (
            _exact_dot(prices.limits[paid], ends)
            + _exact_dot(prices.seats, self.model.seats)
            + _exact_dot(np.maximum(reduced, 0), part.high)
            + _exact_dot(np.minimum(reduced, 0), part.low)
        )

    def reduced_extras(self, function: Linear, prices: Prices) -> Ints:
        """Reduced values of the extras, in units of ``2**-shift``. Returns: int64 (extras,)."""
        own = np.zeros(len(self.model.extras), np.int64)
        for number, times in function.extras.items():
            own[number] += times
        largest = 2.0**prices.shift * np.abs(own).max(initial=0) + self._largest_of_extras @ np.abs(
            prices.limits
        )
        _guard(float(largest), EXACT_INTEGER)
        reduced: Ints = (own << prices.shift) - self.extras @ prices.limits
        return reduced


def _exact_dot(a: Ints, b: Ints) -> int:
    """The sum of products, in Python's whole numbers where 64 bits could overflow."""
    if np.abs(a.astype(float)) @ np.abs(b.astype(float)) < EXACT_INTEGER:
        return int(a @ b)
    return sum(int(x) * int(y) for x, y in zip(a, b, strict=True))


class _Listed:
    """Reduced values where pairs are few: coefficients of every living pair stand in one sparse matrix."""

    def __init__(self, model: Model, listing: Listing) -> None:
        self.model, self.listing = model, listing
        matrix = listing.matrix
        self._largest = np.zeros(matrix.shape[1])
        np.maximum.at(self._largest, matrix.indices, np.abs(matrix.data))
        self._values: dict[int, tuple[Linear, Ints]] = {}

    def blocks(self, function: Linear, prices: Prices) -> Iterator[tuple[int, Ints]]:
        of, seats = self._of(function), prices.seats[self.listing.j]
        largest = 2.0**prices.shift * np.abs(of).max(initial=0) + self._largest @ np.abs(
            prices.limits.astype(float)
        )
        _guard(largest + seats.max(initial=0), EXACT_INTEGER)
        reduced = np.full((self.model.n, self.model.m), DEAD)
        values = (of << prices.shift) - self.listing.matrix @ prices.limits - seats
        reduced[self.listing.i, self.listing.j] = values
        yield 0, reduced

    def _of(self, function: Linear) -> Ints:
        """The function on every living pair; kept, since trees ask for one function many times."""
        if id(function) not in self._values:
            block = self.model.block([function], self.listing.i, self.listing.j)
            self._values[id(function)] = function, block.toarray()[:, 0]
        return self._values[id(function)][1]


class Dense:
    """Reduced values of many pairs, as products of factors, a block of people at a time."""

    def __init__(self, model: Model) -> None:
        self.model = model
        functions = [limit.function for limit in model.limits]
        self.products = Products(functions, model.n, model.m)
        self.pairs = [
            (at, f.pairs) for at, f in enumerate(functions) if f.pairs is not None and len(f.pairs.i)
        ]
        self.fit = np.array([f.fit for f in functions], np.float64)
        self.tie = [(at, f.tie) for at, f in enumerate(functions) if f.tie]

    def blocks(self, function: Linear, prices: Prices) -> Iterator[tuple[int, Ints]]:
        for start in range(0, self.model.n, BLOCK):
            yield start, self.block(function, prices, start, min(start + BLOCK, self.model.n))

    def block(self, function: Linear, prices: Prices, start: int, stop: int) -> Ints:
        """Reduced values of people start to stop against all orders: int64 (people, m); DEAD: not alive."""
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
        return np.where(model.alive[start:stop], reduced.astype(np.int64), DEAD)


def best(reduced: Ints, room: Ints) -> tuple[Ints, Ints]:
    """The sum of each row's `room` best positive values, and the least of them (0 where there is room
    left).
    """
    top = min(int(room.max(initial=1)), reduced.shape[1])
    if top <= 1:
        gain = np.where(room > 0, reduced.max(1, initial=0), 0)
        return gain, gain
    sorted_top = -np.sort(-np.partition(reduced, reduced.shape[1] - top, axis=1)[:, -top:], axis=1)
    counted = np.where(np.arange(top) < room[:, None], np.maximum(sorted_top, 0), 0)
    last = counted[np.arange(len(room)), np.clip(room - 1, 0, top - 1)]
    return counted.sum(1), np.where((room > 0) & (room <= top), last, 0)


def survivors(
    lagrangian: Lagrangian, function: Linear, prices: Prices, bound: Bound, value: int, part: Part
) -> Mask:
    """The pairs that these prices leave possible in a plan of at least `value`. Returns: bool (n_people,
    n_orders).
    """
    floor = (value << bound.shift) - bound.total
    possible = np.zeros_like(lagrangian.model.alive)
    for start, reduced in lagrangian.blocks(function, prices):
        block = slice(start, start + len(reduced))
        room = lagrangian.model.capacity[block].copy()
        part.take(start, reduced, room)
        good = (reduced > DEAD // 2) & (reduced - bound.threshold[block, None] >= floor)
        # Whoever has all their places decided can be in no other pair.
        possible[block] = good & (room > 0)[:, None]
    if floor <= 0:
        for i, j in part.inside:
            possible[i, j] = True
    return possible


def leaf(lagrangian: Lagrangian, prices: Prices) -> Leaf:
    """The prices under the names that a certificate uses."""
    named: dict[RowName, int] = {
        limit.name: int(price)
        for limit, price in zip(lagrangian.model.limits, prices.limits, strict=False)
        if price
    }
    for name, price in zip(lagrangian.model.problem.orders.id, prices.seats, strict=True):
        if price:
            named["seats", name] = int(price)
    return Leaf(named)


def translated(model: Model, leaf: Leaf, shift: int) -> Prices:
    """A leaf's prices by the numbers of a model; those that it has no limits for are lost."""
    seats = [leaf.prices.get(("seats", order), 0) for order in model.problem.orders.id]
    limits = [leaf.prices.get(limit.name, 0) for limit in model.limits]
    return Prices(np.array(seats, np.int64), np.array(limits, np.int64), shift)


def _guard(largest: float, exact: float) -> None:
    if largest >= exact:
        raise OverflowError(
            f"reduced values reach {largest:.2g}, where sums stop being exact: use a coarser unit"
        )
