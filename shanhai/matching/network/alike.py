"""People alike and orders alike: counted together while seats and fit are settled, told apart at the end.

Members are alike when no stage up to fit can tell them apart: the same factors, units, group and tier. In
some optimum all of them have one price, so a class of them is one row (or column) of the factors, with the
units of all; and a pair of classes may be used as often as there are pairs of their members. The network of
classes is far smaller than that of members where thousands of orders ask for the same, and equal members no
longer crowd each other out of the short lists of pairs worth knowing.

Nothing is lost: a plan of the classes can be *dealt* to the members. The units of a class go round its
members in turn, those that go to one class of the other side one after another. No member gets more than the
next whole number above the mean, for each class of the other side and in all, so that nobody passes their
own units, and no pair is used twice.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from shanhai.matching.network.nesting import NestedProblem, Nesting
from shanhai.matching.network.stages import Prices

if TYPE_CHECKING:
    from shanhai.matching.network.stages import StageOutcome

Ints = NDArray[np.int64]
Bytes = NDArray[np.void]

WORTHWHILE = 0.5
"""Classes are taken when they have at most this share of the pairs of their members."""


@dataclass(frozen=True)
class Classes:
    """The classes of one side.

    Attributes
    ----------
    of : int64 (members,)
        The class of each member; classes are numbered by their first members.
    members : int64 (members,)
        All members, class by class, ascending in each.
    start : int64 (classes,)
        Where each class begins in `members`.
    many : int64 (classes,)
        How many members each class has.
    """

    of: Ints
    members: Ints
    start: Ints
    many: Ints

    @classmethod
    def by(cls, rows: Bytes) -> Classes:
        """Classes of equal rows."""
        _, first, of, many = np.unique(rows, return_index=True, return_inverse=True, return_counts=True)
        by_first = np.argsort(first)
        rank = np.empty_like(by_first)
        rank[by_first] = np.arange(len(by_first))
        of, many = rank[of.reshape(-1)], many[by_first]
        return cls(of, np.argsort(of, kind="stable"), np.cumsum(many) - many, many)

    @classmethod
    def single(cls, count: int) -> Classes:
        """Everybody alone."""
        each = np.arange(count)
        return cls(each, each, each, np.ones(count, np.int64))

    @property
    def first(self) -> Ints:
        """The first member of each class: int64 (classes,)."""
        return self.members[self.start]

    def in_turn(self, of: Ints) -> Ints:
        """A member for each unit of a class; units are sorted by class, and go round the members."""
        turn = np.arange(len(of)) - np.searchsorted(of, np.arange(len(self.many)))[of]
        return self.members[self.start[of] + turn % self.many[of]]

    def all_of(self, classes: Ints) -> tuple[Ints, Ints]:
        """All members of the given classes: which of those given each belongs to, and the member."""
        count = self.many[classes]
        of = np.repeat(np.arange(len(classes)), count)
        turn = np.arange(len(of)) - (np.cumsum(count) - count)[of]
        return of, self.members[self.start[classes][of] + turn]

    def counted(self, side: Nesting) -> Nesting:
        """The side with classes for members."""
        part = side.select(self.first)
        return replace(part, size=part.size * self.many, many=self.many)


@dataclass(frozen=True)
class Alike:
    """Who is alike on either side of a problem, and the problem of classes."""

    people: Classes
    orders: Classes
    problem: NestedProblem

    def deal(self, person: Ints, order: Ints) -> tuple[Ints, Ints]:
        """A plan of the classes dealt to members.

        Parameters
        ----------
        person, order : int64 (placements,)
            Classes, one pair for each placement, sorted by person, then order.

        Returns
        -------
        person, order : int64 (placements,)
            Members, sorted by person, then order.
        """
        person = self.people.in_turn(person)
        by_order = np.lexsort((person, order))
        person, order = person[by_order], self.orders.in_turn(order[by_order])
        by_person = np.lexsort((order, person))
        return person[by_person], order[by_person]

    def apart(self, outcome: StageOutcome) -> StageOutcome:
        """A stage of the classes as one of their members: everybody has the price of the class."""
        prices, i, j = outcome.prices, self.people.of, self.orders.of
        own = Prices(prices.person[i], prices.home, prices.order[j], prices.host)
        return replace(outcome, prices=own, weights=outcome.weights[j])


def alike(problem: NestedProblem) -> Alike | None:
    """The classes of a problem, or None when there are too few members alike for it to be worth while.

    Members with points for single pairs count as unlike all others.
    """
    factors, overlay = problem.factors, problem.factors.overlay
    if not factors.n or not factors.m:
        return None
    people = Classes.by(_rows(factors.X, problem.people, None, overlay.person))
    orders = Classes.by(_rows(factors.Y, problem.orders, problem.tier, overlay.order))
    if len(people.many) * len(orders.many) > WORTHWHILE * factors.n * factors.m:
        return None
    part = problem.select(people.first, orders.first)
    counted = people.counted(problem.people), orders.counted(problem.orders)
    return Alike(people, orders, NestedProblem(part.factors, *counted, part.tier))


def _rows(F: NDArray[np.floating], side: Nesting, tier: Ints | None, single: Ints) -> Bytes:
    """All that tells members apart, one string of bytes for each: (members,)."""
    alone = np.zeros(len(F), np.int64)
    alone[single] = single + 1
    facts = np.column_stack([side.size, side.group, np.zeros_like(alone) if tier is None else tier, alone])
    # Adding 0 turns -0 into 0, which is another string of bytes.
    rows = np.hstack([np.ascontiguousarray(a).view(np.uint8) for a in (F + F.dtype.type(0), facts)])
    return np.ascontiguousarray(rows).view(f"V{rows.shape[1]}").reshape(-1)
