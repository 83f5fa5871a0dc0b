"""What each county, or host, could fill if nobody else asked, and the steps of the fairness stages."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shanhai.matching.proof.facts import Facts
    from shanhai.matching.proof.pairs import Pairs


class Step(NamedTuple):
    """One fairness stage: how many seats each class needs to have the share. Level 1 is the smallest."""

    level: int
    share: Fraction
    need: dict[str, int]


class Fairness:
    """The classes of `fair_over`, what each could fill alone, and all steps.

    Attributes
    ----------
    orders : dict of class to rows of orders
        Orders without a place (or host) are in no class.
    alone : dict of class to seats
        The most seats that eligible people could fill, with everybody's whole capacity and no rules.
        Classes that could fill none have no share and are left out.
    below : dict of (str, class) to the like, or None
        The numbers that certificates may use, ("fair:k", class): 1 where the class fills k seats or more; and
        for each the one below it.
    steps : list of Step
    """

    def __init__(self, facts: Facts, pairs: Pairs, fair_over: str) -> None:
        members: dict[str, list[int]] = defaultdict(list)
        for j, order in enumerate(facts.orders):
            for name in (order.place if fair_over == "place" else order.host)[:1]:
                members[name].append(j)
        eligible = _eligible(pairs)
        capacity = [person.capacity for person in facts.people]
        seats = [order.seats for order in facts.orders]
        alone = {name: most_filled(rows, seats, capacity, eligible) for name, rows in members.items()}
        self.alone = {name: filled for name, filled in alone.items() if filled}
        self.orders = {name: members[name] for name in self.alone}
        self.below = {
            (f"fair:{k}", name): (f"fair:{k - 1}", name) if k > 1 else None
            for name, most in self.alone.items()
            for k in range(1, most + 1)
        }
        shares = {Fraction(k, most) for most in set(self.alone.values()) for k in range(1, most + 1)}
        self.steps = [
            Step(level, share, {name: -(-share * most // 1) for name, most in self.alone.items()})
            for level, share in enumerate(sorted(shares), start=1)
        ]


def _eligible(pairs: Pairs) -> list[list[int]]:
    """For every order the rows of the people who are eligible."""
    people: list[list[int]] = [[] for _ in range(pairs.m)]
    for _, block in pairs:
        rows, at = np.nonzero(block.open)
        columns = np.broadcast_to(block.columns, block.open.shape)[rows, at]
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
            people[column].append(row + block.first)
    return people


def most_filled(
    orders: list[int], seats: Sequence[int], capacity: Sequence[int], eligible: list[list[int]]
) -> int:
    """The most seats of these orders that people can fill, nobody twice on one order: by augmenting paths."""
    spare: dict[int, int] = {}
    holds: dict[int, set[int]] = defaultdict(set)
    filled = 0
    for j in orders:
        for _seat in range(min(seats[j], len(eligible[j]))):
            if not _fill(j, capacity, eligible, spare, holds):
                break
            filled += 1
    return filled


def _fill(
    start: int,
    capacity: Sequence[int],
    eligible: list[list[int]],
    spare: dict[int, int],
    holds: dict[int, set[int]],
) -> bool:
    """Give order `start` one person more, moving others between orders where that helps. False: it cannot be
    done.

    Breadth first from `start`: a person with capacity to spare ends the search, one without can be had if
    another order of theirs finds somebody else. `came[person]` is the order that asked for them.
    """
    came: dict[int, int] = {}
    asking, asked = [start], {start}
    lost: dict[int, int] = {}
    for j in asking:
        for i in eligible[j]:
            if i in came or j in holds[i]:
                continue
            came[i] = j
            if spare.setdefault(i, capacity[i]) > 0:
                spare[i] -= 1
                _hand_over(i, came, lost, holds, start)
                return True
            for other in holds[i] - asked:
                lost[other] = i
                asked.add(other)
                asking.append(other)
    return False


def _hand_over(
    person: int, came: dict[int, int], lost: dict[int, int], holds: dict[int, set[int]], start: int
) -> None:
    """Walk back along the search: each order takes the person found for it, and loses the one asked for."""
    while True:
        order = came[person]
        holds[person].add(order)
        if order == start:
            return
        person = lost[order]
        holds[person].discard(order)
