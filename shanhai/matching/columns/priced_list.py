"""Reduced values of listed pairs: coefficients of every living pair stand in one sparse matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from shanhai.matching.columns.exact import EXACT_INTEGER, guard, total
from shanhai.matching.columns.parts import DEAD

if TYPE_CHECKING:
    from shanhai.matching.columns.lagrange import Prices
    from shanhai.matching.columns.linear import Linear
    from shanhai.matching.columns.listing import Listing
    from shanhai.matching.columns.model import Model
    from shanhai.matching.columns.parts import Part
    from shanhai.matching.tables import Ints


class Listed:
    """Prices evaluated on a list of pairs, in 64-bit integers.

    Parameters
    ----------
    model : Model
    listing : Listing
        Its living pairs.
    """

    def __init__(self, model: Model, listing: Listing) -> None:
        self.model, self.listing = model, listing
        self._values: dict[int, tuple[Linear, Ints]] = {}
        self._last: tuple[Linear, Prices, Ints] | None = None

    def counted(self, function: Linear, prices: Prices, part: Part) -> tuple[int, Ints]:
        """What people's best pairs add to the bound, and what the weakest counted pair of each adds."""
        worth, reduced, room = self.decided(function, prices, part)
        gains, last = best(reduced, self.listing.start, room)
        return worth + total(gains), last

    def possible(
        self, function: Linear, prices: Prices, part: Part, threshold: Ints, floor: int
    ) -> Ints | None:
        """Keys of the undecided pairs that may be forced at no more than the bound can spare.

        Whoever has all their places decided can be in no other pair.
        """
        _, reduced, room = self.decided(function, prices, part)
        listing = self.listing
        good = (reduced > DEAD // 2) & (reduced - threshold[listing.i] >= floor) & (room[listing.i] > 0)
        return listing.keys[good]

    def helpful(
        self, function: Linear, prices: Prices, part: Part, people: Ints, known: Ints, most: tuple[int, int]
    ) -> tuple[Ints, Ints]:
        """The best few undecided pairs of each person and each order that are worth more than the person
        costs, those of `known` keys left out.
        """
        _, reduced, _ = self.decided(function, prices, part)
        listing = self.listing
        net = reduced - people[listing.i]
        at = listing.places(known)
        net[at[at >= 0]] = DEAD
        good = np.flatnonzero(net > 0)
        i, j, net = listing.i[good], listing.j[good], net[good]
        keep = (rank_within(i, net) < most[0]) | (rank_within(j, net) < most[1])
        return i[keep], j[keep]

    def on(self, function: Linear, prices: Prices, i: Ints, j: Ints) -> Ints:
        """Reduced values of some listed pairs."""
        values: Ints = self._reduced(function, prices)[self.listing.places(i * self.listing.m + j)]
        return values

    def _reduced(self, function: Linear, prices: Prices) -> Ints:
        """Reduced values of all listed pairs. Those last asked for are kept."""
        if self._last is None or self._last[0] is not function or self._last[1] is not prices:
            of, seats = self.worth(function), prices.seats[self.listing.j]
            largest = 2.0**prices.shift * np.abs(of).max(initial=0) + self.listing.largest @ np.abs(
                prices.limits.astype(float)
            )
            # What a person's places add to the bound is summed up too.
            guard((largest + seats.max(initial=0)) * self.model.capacity.max(initial=1), EXACT_INTEGER)
            values: Ints = (of << prices.shift) - self.listing.matrix @ prices.limits - seats
            self._last = function, prices, values
        return self._last[2]

    def worth(self, function: Linear) -> Ints:
        """The function on every living pair; kept, since trees ask for one function many times."""
        if id(function) not in self._values:
            self._values[id(function)] = function, self.model.values(function, self.listing.i, self.listing.j)
        return self._values[id(function)][1]

    def decided(self, function: Linear, prices: Prices, part: Part) -> tuple[int, Ints, Ints]:
        """What decided pairs are worth, and reduced values and people's places without them."""
        reduced, room = self._reduced(function, prices), self.model.capacity.copy()
        if not part.inside and not part.outside:
            return 0, reduced, room
        reduced, worth = reduced.copy(), 0
        for i, j in part.inside:
            at = int(self.listing.places(np.array([i * self.listing.m + j]))[0])
            worth += int(reduced[at]) if at >= 0 else DEAD
            room[i] -= 1
            reduced[at if at >= 0 else slice(0, 0)] = DEAD
        keys = np.array([i * self.listing.m + j for i, j in part.outside], np.int64)
        at_all = self.listing.places(keys)
        reduced[at_all[at_all >= 0]] = DEAD
        return worth, reduced, room


def best(reduced: Ints, start: Ints, room: Ints) -> tuple[Ints, Ints]:
    """The sum of each person's `room` best positive values, and the least of them (0 where there is room
    left). Person i owns the values ``start[i]`` up to ``start[i + 1]``.
    """
    gains = np.zeros(len(room), np.int64)
    some = np.flatnonzero(np.diff(start))
    if len(some):
        gains[some] = np.maximum(np.maximum.reduceat(reduced, start[:-1][some]), 0)
    gains[room <= 0] = 0
    last = gains.copy()
    often = np.flatnonzero(room > 1)
    if len(often):
        last[often] = 0
        owner = np.repeat(often, np.diff(start)[often])
        values = reduced[np.repeat(room > 1, np.diff(start))]
        good = values > 0
        owner, values = owner[good], values[good]
        rank = rank_within(owner, values)
        counted = rank < room[owner]
        gains[often] = 0
        np.add.at(gains, owner[counted], values[counted])
        weakest = rank == room[owner] - 1
        last[owner[weakest]] = values[weakest]
    return gains, last


def rank_within(group: Ints, values: Ints) -> Ints:
    """The place of each value among those of its group, the largest first; equals by where they stand."""
    order = np.lexsort((-values, group))
    sorted_group = group[order]
    first = np.flatnonzero(np.diff(sorted_group, prepend=-1))
    rank = np.empty(len(group), np.int64)
    rank[order] = np.arange(len(group)) - np.repeat(first, np.diff(np.append(first, len(group))))
    return rank
