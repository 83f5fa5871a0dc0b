"""Filling as many seats as possible, with regard to eligibility, capacities and seats only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from shanhai.matching.answers.eligibility import Eligibility
    from shanhai.matching.problem import Problem
    from shanhai.matching.scoring import Mask
    from shanhai.matching.tables import Ints


class Filling:
    """Placements grown one at a time; nobody who has a seat loses it, though they may have to move.

    Attributes
    ----------
    empty : int64 array (n_orders)
        Seats that nobody has yet.
    spare : int64 array (n_people)
        Capacity that is left.
    """

    def __init__(self, problem: Problem, eligibility: Eligibility) -> None:
        self.empty: Ints = problem.orders.seats.copy()
        self.spare: Ints = problem.people.capacity.copy()
        self._eligibility = eligibility
        self._orders_of: list[set[int]] = [set() for _ in range(problem.n_people)]
        self._people_of: list[set[int]] = [set() for _ in range(problem.n_orders)]
        # What leads nowhere once leads nowhere ever after, since placements are only added.
        # For everybody in such a dead end: an order in it.
        self._dead_end: Ints = np.full(problem.n_people, -1)
        self._closed: set[int] = set()
        # For each kind of orders, nobody before this row is eligible and has capacity left.
        self._next_free: Ints = np.zeros(int(eligibility.kind.max(initial=-1)) + 1, np.int64)

    def is_closed(self, j: int) -> bool:
        """Whether it is known that nobody more can be placed on order row j."""
        return j in self._closed

    def add_to(self, j: int) -> set[int] | None:
        """Place one more person on order row j, moving others on where that helps.

        Returns
        -------
        None, or set of order rows
            When nobody can be: the orders that could pass somebody on to this one, and at least one order of
            each such set, found before, that these lead into. They are closed from now on.
        """
        if (person := self._free_for(j)) >= 0:
            self._move(person, {person: j}, {})
            return None
        taker: dict[int, int] = {}  # person to the order that would take them
        leaver: dict[int, int] = {}  # order to the person who would leave it
        eligible, unseen = np.zeros(len(self.spare), bool), self._dead_end < 0
        reached, queue = {j}, [j]
        for order in queue:
            able = self._eligibility.people(order)
            able[list(self._people_of[order])] = False
            eligible |= able
            new = np.flatnonzero(able & unseen)
            free = new[self.spare[new] > 0]
            if len(free):
                taker[int(free[0])] = order
                self._move(int(free[0]), taker, leaver)
                return None
            unseen[new] = False
            for person in new.tolist():
                taker[person] = order
                for held in self._orders_of[person] - reached:
                    reached.add(held)
                    leaver[held] = person
                    queue.append(held)
        return self._close(j, reached, eligible, list(taker))

    def _free_for(self, j: int) -> int:
        """The first person row that order row j could take from nobody, -1 when there is none."""
        kind = self._eligibility.kind[j]
        start = self._next_free[kind]
        free = self._eligibility.people(j)[start:]
        free &= self.spare[start:] > 0
        first = int(free.argmax()) if len(free) else 0
        if not len(free) or not free[first]:
            self._next_free[kind] = len(self.spare)
            return -1
        self._next_free[kind] += first
        held = [person - start for person in self._people_of[j] if person >= start]
        free[held] = False
        first = int(free.argmax())
        return int(start) + first if free[first] else -1

    def _close(self, j: int, reached: set[int], eligible: Mask, people: list[int]) -> set[int]:
        met = np.unique(self._dead_end[eligible]).tolist()
        self._dead_end[people] = j
        reached.update(order for order in met if order >= 0)
        self._closed |= reached
        return reached

    def _move(self, person: int, taker: dict[int, int], leaver: dict[int, int]) -> None:
        """Place the person on the order that takes them; who leaves it goes on, up to the first order."""
        self.spare[person] -= 1
        while True:
            order = taker[person]
            self._orders_of[person].add(order)
            self._people_of[order].add(person)
            if order not in leaver:
                self.empty[order] -= 1
                return
            person = leaver[order]
            self._orders_of[person].remove(order)
            self._people_of[order].remove(person)
