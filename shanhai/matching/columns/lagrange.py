"""Lagrange's bound for a model: prices on limits and seats, every pair looked at once.

The formula is in `certificate`. Every sum is exact: in 64-bit integers where pairs are listed, in float64
below 2**53 where they are too many for that. Where that would not hold an `OverflowError` is raised, and
prices in a coarser unit are needed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

from shanhai.matching.certificate import Leaf, RowName
from shanhai.matching.columns.exact import EXACT_INTEGER, guard, total
from shanhai.matching.columns.parts import Part
from shanhai.matching.columns.priced_blocks import Blocks
from shanhai.matching.columns.priced_list import Listed
from shanhai.matching.distinct import either

if TYPE_CHECKING:
    from shanhai.matching.columns.linear import Linear
    from shanhai.matching.columns.model import Model
    from shanhai.matching.tables import Floats, Ints


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
        """The same prices in a finer unit, or rounded down in a coarser one.

        Raises: OverflowError where 64 bits do not hold them.
        """
        if shift < self.shift:
            off = self.shift - shift
            return Prices(self.seats >> off, self.limits >> off, shift)
        factor = 1 << (shift - self.shift)
        guard(float(self.largest) * factor, EXACT_INTEGER)
        return Prices(self.seats * factor, self.limits * factor, shift)

    def towards(self, other: Prices, share: int, bits: int) -> Prices:
        """A mixture of these prices and others of one unit: ``share / 2**bits`` of the way."""

        def mixed(a: Ints, b: Ints) -> Ints:
            # In Python's whole numbers: products of large prices and the share may not fit 64 bits.
            both = zip(a.tolist(), b.tolist(), strict=True)
            return np.array([x + ((y - x) * share >> bits) for x, y in both], np.int64)

        return Prices(mixed(self.seats, other.seats), mixed(self.limits, other.limits), self.shift)

    @property
    def largest(self) -> int:
        """The size of the largest price."""
        return int(max(np.abs(self.seats).max(initial=0), np.abs(self.limits).max(initial=0)))

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
        self.pairs: Listed | Blocks = Blocks(model) if model.listing is None else Listed(model, model.listing)
        # Of all pairs where they are listed: a programme over a few of them must tell its prices so coarsely
        # that the others can be charged, too.
        self.largest: Floats = np.maximum(self._largest_of_extras, 1.0)
        if model.listing is not None:
            self.largest = np.maximum(self.largest, model.listing.largest)

    def _extras_matrix(self) -> tuple[csr_array, Floats]:
        """Coefficients of extras in limits: int64 (extras, limits), and the largest of each limit."""
        k, at, value = self.model.entries
        largest = np.zeros(len(self.model.limits))
        np.maximum.at(largest, at, np.abs(value))
        return csr_array((value, (k, at)), shape=(len(self.model.extras), len(self.model.limits))), largest

    @property
    def whole(self) -> Part:
        """All plans."""
        return Part(*self.ranges)

    def bound(self, function: Linear, prices: Prices, part: Part) -> Bound:
        """The bound of the stage `function` for a part of all plans."""
        fixed = self._fixed(function, prices, part)
        gain, threshold = self.pairs.counted(function, prices, part)
        return Bound(fixed + gain, fixed, threshold, prices.shift)

    def _fixed(self, function: Linear, prices: Prices, part: Part) -> int:
        """Limits at their price, and every extra at its better end."""
        paid = np.flatnonzero(prices.limits)
        ends = np.where(prices.limits > 0, self.high, self.low)[paid]
        reduced = self.reduced_extras(function, prices)
        return (
            total(prices.limits[paid], ends)
            + total(prices.seats, self.model.seats)
            + total(np.maximum(reduced, 0), part.high)
            + total(np.minimum(reduced, 0), part.low)
        )

    def reduced_extras(self, function: Linear, prices: Prices) -> Ints:
        """Reduced values of the extras, in units of ``2**-shift``. Returns: int64 (extras,)."""
        own = np.zeros(len(self.model.extras), np.int64)
        for number, times in function.extras.items():
            own[number] += times
        largest = 2.0**prices.shift * np.abs(own).max(initial=0) + self._largest_of_extras @ np.abs(
            prices.limits
        )
        guard(float(largest), EXACT_INTEGER)
        reduced: Ints = (own << prices.shift) - self.extras @ prices.limits
        return reduced


def survivors(
    lagrangian: Lagrangian, function: Linear, prices: Prices, bound: Bound, value: int, part: Part
) -> Ints | None:
    """The pairs that these prices leave possible in a plan of at least `value`.

    Returns: their keys (person * n_orders + order), ascending; None where they are too many to list.
    """
    floor = (value << bound.shift) - bound.total
    found = lagrangian.pairs.possible(function, prices, part, bound.threshold, floor)
    if found is None or floor > 0 or not part.inside:
        return found
    inside = np.array([i * lagrangian.model.m + j for i, j in part.inside], np.int64)
    return either(found, inside)


def joined(one: Ints | None, other: Ints | None) -> Ints | None:
    """Pairs that are in one of two sets of keys; None: all."""
    return None if one is None or other is None else either(one, other)


def proven(lagrangian: Lagrangian, function: Linear, prices: Prices) -> Leaf | None:
    """The prices under the names that a certificate uses; None where they are too large for the proof.

    It counts as if one pair had the largest number of every function, open or not.
    """
    model = lagrangian.model
    most = total(np.abs(prices.limits), model.most[: len(prices.limits)])
    most += (model.largest(function) << prices.shift) + int(prices.seats.max(initial=0))
    most *= int(model.capacity.max(initial=1))
    return leaf(lagrangian, prices) if most < EXACT_INTEGER else None


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
