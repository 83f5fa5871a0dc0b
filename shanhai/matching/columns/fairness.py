"""Leximin as stages: for each share that can occur, as many classes as possible reach it.

Every seat that a class may fill has a number of its own, 1 where the class fills that many seats or more.
All levels count these same numbers, so one more level costs one more seat in the relaxation as it does in
truth: a number for each level and class, 1 where the whole need is met, would let it reach every share but
the highest for nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow

from shanhai.matching.columns.linear import Extras, Limit, Linear, Stage
from shanhai.matching.groups import Mask, classes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from shanhai.matching.certificate import RowName, Variable
    from shanhai.matching.problem import Problem
    from shanhai.matching.tables import Ints


@dataclass(frozen=True, eq=False)
class FairClass:
    """A place or host: its orders, and the most of their seats that eligible people could fill if nobody
    else asked.
    """

    name: str
    orders: Mask
    alone: int

    @property
    def seat_names(self) -> list[Variable]:
        """The numbers of its seats, from the first up."""
        return [("aux", f"fair:{k}", self.name) for k in range(1, self.alone + 1)]

    def need(self, share: Fraction) -> int:
        """The seats to be filled for this share of `alone`."""
        return -((-share.numerator * self.alone) // share.denominator)


@dataclass(frozen=True, eq=False)
class Fairness:
    """The classes that can fill a seat, and all shares that can occur, the smallest first."""

    classes: tuple[FairClass, ...]
    shares: tuple[Fraction, ...]

    @classmethod
    def of(cls, problem: Problem, eligible: Mask) -> Fairness:
        """No classes and no shares where the problem asks for no fairness."""
        groups = classes(problem.tables, problem.fair_over) if problem.fair_over else ()
        asked = [FairClass(name, orders, most_alone(problem, eligible, orders)) for name, orders in groups]
        counted = tuple(each for each in asked if each.alone)
        shares = {Fraction(k, each.alone) for each in counted for k in range(1, each.alone + 1)}
        return cls(counted, tuple(sorted(shares)))

    def stages(self, extras: Extras, count: Callable[[Mask], Linear]) -> Iterator[Stage]:
        """The stages, for a model with these extras; their numbers and rows come with the first of them.

        Making as many classes as possible reach each share in turn is leximin: of two lists of shares the
        one is better that has fewer classes below the first share at which the lists differ.
        """
        seats = {each.name: [extras.add(name, 0, 1) for name in each.seat_names] for each in self.classes}
        limits = [limit for each in self.classes for limit in _rows(each, seats[each.name], count)]
        for number, share in enumerate(self.shares, 1):
            reached = {seats[each.name][each.need(share) - 1]: 1 for each in self.classes}
            function, name = Linear(extras=reached), f"fair-{number}"
            yield Stage(name, function, () if number > 1 else tuple(limits), self._under(number))

    def _under(self, number: int) -> dict[RowName, int]:
        """Prices that show that no more classes reach a share than the one before: each seat counts after
        those below it.
        """
        if number == 1:
            return {}
        before, share = self.shares[number - 2 : number]
        rows: dict[RowName, int] = {("stage", f"fair-{number - 1}"): 1}
        for each in self.classes:
            rows |= {
                ("fair", each.name, str(k)): -1 for k in range(each.need(before) + 1, each.need(share) + 1)
            }
        return rows

    def counted(self, names: Sequence[Variable], extras: Ints, j: Ints) -> Ints:
        """The extras of these names for a plan with placements in orders `j`: every seat's number as it is
        counted, the others as given. Returns: int64 (names).
        """
        filled = {each.name: int(each.orders[j].sum()) for each in self.classes}
        seats = {
            name: int(k <= filled[each.name])
            for each in self.classes
            for k, name in enumerate(each.seat_names, 1)
        }
        out = np.zeros(len(names), np.int64)
        out[: len(extras)] = extras
        for at, name in enumerate(names):
            out[at] = seats.get(name, out[at])
        return out


def _rows(of: FairClass, seats: list[int], count: Callable[[Mask], Linear]) -> Iterator[Limit]:
    """No more seats count than are filled, and none before those below it."""
    yield Limit(("fair", of.name), Linear(count(of.orders).terms, extras=dict.fromkeys(seats, -1)), low=0)
    for k, (lower, upper) in enumerate(pairwise(seats), 2):
        yield Limit(("fair", of.name, str(k)), Linear(extras={lower: 1, upper: -1}), low=0)


def most_alone(problem: Problem, eligible: Mask, orders: Mask) -> int:
    """The most seats of these orders that eligible people could fill if nobody else asked for them."""
    j = np.flatnonzero(orders)
    i = np.flatnonzero(eligible[:, j].any(1))
    k, l = np.nonzero(eligible[np.ix_(i, j)])  # noqa: E741
    source, sink = 0, 1 + len(i) + len(j)
    tail = np.concatenate((np.zeros(len(i), np.int64), 1 + k, 1 + len(i) + np.arange(len(j))))
    head = np.concatenate((1 + np.arange(len(i)), 1 + len(i) + l, np.full(len(j), sink)))
    room = np.concatenate((problem.people.capacity[i], np.ones(len(k), np.int64), problem.orders.seats[j]))
    graph = csr_array((room.astype(np.int32), (tail, head)), shape=(sink + 1, sink + 1))
    return int(maximum_flow(graph, source, sink).flow_value)
