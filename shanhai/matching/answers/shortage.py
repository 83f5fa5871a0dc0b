"""Empty seats: the sets of orders that cannot all be filled, each proven by counting who is eligible.

Only eligibility, capacities and seats count here. As many seats as possible are filled once more, the orders
with the fewest eligible people first (`filling`). Around an order that stays short lie the orders and people
that could pass somebody on to it; nobody is eligible for these orders but those they have already. Sets that
touch are one; a set within one of at least twice its size is told apart. Seats for which there is no such set
stay empty because of rules or of earlier stages; `force` is asked for these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import numpy as np

from shanhai.matching.answers.eligibility import Eligibility
from shanhai.matching.answers.filling import Filling
from shanhai.matching.result import EmptySeats, Shortage

if TYPE_CHECKING:
    from shanhai.matching.problem import Problem
    from shanhai.matching.result import Plan
    from shanhai.matching.scoring import Scoring

Forbidding = tuple[tuple[str, ...], tuple[str, ...]]
Force = Callable[[int], Forbidding | None]


def shortages(
    problem: Problem, scoring: Scoring, plan: Plan, force: Force
) -> tuple[tuple[EmptySeats, ...], tuple[Shortage, ...]]:
    """Every order with empty seats, and the shortages that they belong to.

    Parameters
    ----------
    force : callable
        For an order row whose seats eligible people could fill: the ids of the rules and the names of the
        stages that together forbid one more placement there; None where the search was stopped before that
        was known.

    Returns
    -------
    (tuple of EmptySeats, tuple of Shortage)
        Orders by id. An order belongs to the smallest deficient set that contains it.
    """
    empty = problem.orders.seats - np.bincount(plan.j, minlength=problem.n_orders)
    short = sorted(np.flatnonzero(empty > 0).tolist(), key=problem.orders.id.__getitem__)
    if not short:
        return (), ()
    eligibility = Eligibility(scoring)
    sets = deficient_sets(problem, eligibility)
    number: dict[frozenset[int], int] = {}
    told: list[Shortage] = []
    seats: list[EmptySeats] = []
    for j in short:
        holding = [each for each in sets if j in each]
        key = min(holding, key=len) if holding else frozenset((j,))
        if key not in number:
            number[key] = len(told)
            told.append(cut(problem, eligibility, key) if holding else _forced(problem, j, force))
        seats.append(EmptySeats(problem.orders.id[j], int(empty[j]), number[key]))
    return tuple(seats), tuple(told)


def cut(problem: Problem, eligibility: Eligibility, orders: frozenset[int]) -> Shortage:
    """The shortage of some order rows: nobody can fill more of them than they offer or are eligible for."""
    degrees = eligibility.degrees(orders)
    people = np.flatnonzero(degrees)
    seats, reach = (
        int(problem.orders.seats[list(orders)].sum()),
        int(np.minimum(degrees, problem.people.capacity).sum()),
    )
    assert reach < seats, f"orders {sorted(orders)} have {seats} seats and people for {reach}"
    return Shortage(
        kind="cut",
        orders=tuple(sorted(problem.orders.id[j] for j in orders)),
        seats=seats,
        people=tuple(sorted(problem.people.id[i] for i in people)),
        reach=reach,
    )


def deficient_sets(problem: Problem, eligibility: Eligibility) -> list[frozenset[int]]:
    """Sets of order rows with more seats than eligible people can fill, disjoint or one within the other.

    Every order that stays short in some filling of as many seats as possible is in one of them.
    """
    filling = Filling(problem, eligibility)
    scarce = eligibility.counts() - problem.orders.seats
    ranked = sorted(range(problem.n_orders), key=lambda j: (scarce[j], problem.orders.id[j]))
    groups = Groups(problem.n_orders)
    for j in ranked:
        while filling.empty[j] and not filling.is_closed(j):
            if (reached := filling.add_to(j)) is not None:
                groups.unite(reached)
    return groups.told_apart()


class Groups:
    """Sets that grow by union; remembers every stage of their growth."""

    def __init__(self, size: int) -> None:
        self._stages: list[frozenset[int]] = []
        self._larger: list[int] = []  # the stage that swallowed this one, -1: none
        self._stage_of = [-1] * size

    def unite(self, items: Iterable[int]) -> None:
        """Make one set of the items and of all sets that they are in."""
        items = set(items)
        swallowed = {self._stage_of[each] for each in items} - {-1}
        new = len(self._stages)
        whole = frozenset(items.union(*(self._stages[stage] for stage in swallowed)))
        for stage in swallowed:
            self._larger[stage] = new
        for each in whole:
            self._stage_of[each] = new
        self._stages.append(whole)
        self._larger.append(-1)

    def told_apart(self) -> list[frozenset[int]]:
        """The final sets, and within each the earlier ones of at most half the size of the next one told."""
        told_as: dict[int, int] = {}
        for stage in reversed(range(len(self._stages))):
            around = told_as.get(self._larger[stage], -1)
            apart = around < 0 or 2 * len(self._stages[stage]) <= len(self._stages[around])
            told_as[stage] = stage if apart else around
        return [self._stages[stage] for stage in sorted(set(told_as.values()))]


def _forced(problem: Problem, j: int, force: Force) -> Shortage:
    order, seats, found = (problem.orders.id[j],), int(problem.orders.seats[j]), force(j)
    if found is None:
        return Shortage("undecided", order, seats)
    rules, stages = found
    return Shortage("forced", order, seats, rules=rules, stages=stages)
