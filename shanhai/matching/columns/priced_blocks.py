"""Reduced values of pairs too many to list: products of factors, a block of people at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from shanhai.matching.columns.eligible import MOST_LISTED
from shanhai.matching.columns.exact import guard, total
from shanhai.matching.columns.linear import Products
from shanhai.matching.columns.parts import DEAD
from shanhai.matching.columns.priced_list import rank_within

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shanhai.matching.columns.lagrange import Prices
    from shanhai.matching.columns.linear import Linear
    from shanhai.matching.columns.model import Model
    from shanhai.matching.columns.parts import Part
    from shanhai.matching.tables import Floats, Ints

EXACT_FLOAT = 2.0**53
# Pairs looked at together.
AT_ONCE = 2**21


class Blocks:
    """Prices evaluated on all eligible pairs, in float64 below 2**53. Nothing of the size of all pairs is
    ever held.
    """

    def __init__(self, model: Model) -> None:
        self.model = model
        functions = [limit.function for limit in model.limits]
        self._products = Products(functions, model.n, model.m)
        self._pairs = [
            (at, f.pairs) for at, f in enumerate(functions) if f.pairs is not None and len(f.pairs.i)
        ]
        self._fit = np.array([f.fit for f in functions], np.float64)
        self._tie = [(at, f.tie) for at, f in enumerate(functions) if f.tie]

    def counted(self, function: Linear, prices: Prices, part: Part) -> tuple[int, Ints]:
        """What people's best pairs add to the bound, and what the weakest counted pair of each adds."""
        worth, threshold = 0, np.zeros(self.model.n, np.int64)
        for start, reduced in self.blocks(function, prices):
            room = self.model.capacity[start : start + len(reduced)].copy()
            worth += part.take(start, reduced, room)
            gains, last = best(reduced, room)
            worth += total(gains)
            threshold[start : start + len(reduced)] = last
        return worth, threshold

    def possible(
        self, function: Linear, prices: Prices, part: Part, threshold: Ints, floor: int
    ) -> Ints | None:
        """Keys of the undecided pairs that may be forced at no more than the bound can spare; None where
        they are too many to list.
        """
        keys, count = [np.zeros(0, np.int64)], 0
        for start, reduced in self.blocks(function, prices):
            block = slice(start, start + len(reduced))
            room = self.model.capacity[block].copy()
            part.take(start, reduced, room)
            good = (reduced > DEAD // 2) & (reduced - threshold[block, None] >= floor)
            i, j = np.nonzero(good & (room > 0)[:, None])
            keys.append((i + start) * self.model.m + j)
            count += len(i)
            if count > MOST_LISTED:
                return None
        return np.concatenate(keys)

    def helpful(
        self, function: Linear, prices: Prices, part: Part, people: Ints, known: Ints, most: tuple[int, int]
    ) -> tuple[Ints, Ints]:
        """The best few undecided pairs of each person and each order that are worth more than the person
        costs, those of `known` keys (ascending) left out.
        """
        m = self.model.m
        rows, columns = _Top(m, most[1]), [np.zeros((2, 0), np.int64)]
        for start, net in self.blocks(function, prices):
            stop = start + len(net)
            net -= people[start:stop, None]
            mine = known[slice(*np.searchsorted(known, [start * m, stop * m]))] - start * m
            net.ravel()[mine] = DEAD
            part.take(start, net, np.zeros(len(net), np.int64))
            i, j = np.nonzero(net > 0)
            values = net[i, j]
            rows.take(i + start, j, values)
            keep = rank_within(i, values) < most[0]
            columns.append(np.stack((i[keep] + start, j[keep])))
        i, j = np.concatenate((*columns, rows.found()), axis=1)
        return i, j

    def on(self, function: Linear, prices: Prices, i: Ints, j: Ints) -> Ints:
        """Reduced values of some pairs."""
        out = np.zeros(len(i), np.int64)
        for start, reduced in self.blocks(function, prices):
            inside = (i >= start) & (i < start + len(reduced))
            out[inside] = reduced[i[inside] - start, j[inside]]
        return out

    def blocks(self, function: Linear, prices: Prices) -> Iterator[tuple[int, Ints]]:
        """Reduced values of all pairs: (first person, int64 (people, n_orders)); DEAD: barred."""
        evaluated = _Evaluated(self, function, prices)
        people = max(1, AT_ONCE // max(1, self.model.m))
        for start in range(0, self.model.n, people):
            yield start, evaluated.block(start, min(start + people, self.model.n))

    def block(self, function: Linear, prices: Prices, start: int, stop: int) -> Ints:
        """Reduced values of people start to stop against all orders."""
        return _Evaluated(self, function, prices).block(start, stop)


class _Evaluated:
    """One function under given prices: what does not depend on the block is worked out once."""

    def __init__(self, blocks: Blocks, function: Linear, prices: Prices) -> None:
        self._model, scale = blocks.model, float(2**prices.shift)
        paid = prices.limits.astype(np.float64)
        paid = np.append(paid, np.zeros(len(blocks._fit) - len(paid)))
        own = Products([function], self._model.n, self._model.m)
        self._sums = (own.priced(np.array([-scale])), blocks._products.priced(paid))
        self._seats = prices.seats.astype(np.float64)
        self._listed = [(pairs, -paid[at]) for at, pairs in blocks._pairs if paid[at]]
        if function.pairs is not None:
            self._listed.append((function.pairs, scale))
        self._ties = [(number, -paid[at]) for at, number in blocks._tie if paid[at]]
        if function.tie:
            self._ties.append((function.tie, scale))
        self._per_fit = function.fit * scale - float(paid @ blocks._fit)
        guard(sum(each.largest() for each in self._sums) + np.abs(self._seats).max(initial=0.0), EXACT_FLOAT)

    def block(self, start: int, stop: int) -> Ints:
        model, (own, charged) = self._model, self._sums
        scores = model.scoring.block(slice(start, stop))
        reduced: Floats = -own.block(start, stop) - charged.block(start, stop) - self._seats
        if self._per_fit:
            reduced += self._per_fit * np.maximum(scores, 0)
        for number, times in self._ties:
            keys = model.keys(number, np.arange(start, stop)[:, None], np.arange(model.m)[None, :])
            reduced += times * keys
        for pairs, times in self._listed:
            inside = (pairs.i >= start) & (pairs.i < stop)
            np.add.at(reduced, (pairs.i[inside] - start, pairs.j[inside]), times * pairs.value[inside])
        reduced[scores < 0] = 0.0
        guard(max(float(reduced.max(initial=0.0)), -float(reduced.min(initial=0.0))), EXACT_FLOAT)
        whole = reduced.astype(np.int64)
        whole[scores < 0] = DEAD
        return whole


class _Top:
    """The few best pairs of each order, met block by block."""

    def __init__(self, m: int, most: int) -> None:
        self._most = most
        self._i = self._j = self._value = np.zeros(0, np.int64)
        self._bar = np.zeros(m, np.int64)

    def take(self, i: Ints, j: Ints, value: Ints) -> None:
        better = value > self._bar[j]
        self._i, self._j = np.append(self._i, i[better]), np.append(self._j, j[better])
        self._value = np.append(self._value, value[better])
        rank = rank_within(self._j, self._value)
        last = rank == self._most - 1
        self._bar[self._j[last]] = self._value[last]
        keep = rank < self._most
        self._i, self._j, self._value = self._i[keep], self._j[keep], self._value[keep]

    def found(self) -> Ints:
        """Rows of people and orders: int64 (2, pairs)."""
        return np.stack((self._i, self._j))


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
