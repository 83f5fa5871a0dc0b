"""Wishes of the host: people that an order names, the dearest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from shanhai.matching.parameters import Faults, points_faults
from shanhai.matching.problem import FULL, UNASKED, Criterion, Problem
from shanhai.matching.rows import Columns, Pairs

if TYPE_CHECKING:
    from shanhai.matching.tables import Tables


@dataclass(frozen=True, kw_only=True)
class HostWishes(Criterion):
    """Points by the person's rank among those the order names; where it names nobody, half for everybody."""

    kind: ClassVar[str] = "host_wishes"
    points: tuple[int, ...] = (1000, 700, 400)

    def faults(self, tables: Tables) -> Faults:
        return super().faults(tables) + points_faults("points", self.points, FULL)

    def compile(self, problem: Problem) -> Columns:
        named = problem.orders.wishes
        counts = [len(people) for people in named]
        i = np.array([person for people in named for person in people], np.int64)
        value = np.array([self.at_rank(rank) for count in counts for rank in range(count)], np.int64)
        j = np.repeat(np.arange(problem.n_orders), counts)
        unasked = UNASKED * np.array([count == 0 for count in counts], np.int64).reshape(-1, 1)
        everybody = np.ones((problem.n_people, 1), np.int64)
        return Columns(everybody, self.weight * unasked, Pairs(i, j, self.weight * value))

    def at_rank(self, rank: int) -> int:
        """0 to FULL for the person named at that rank, counted from 0."""
        return self.points[min(rank, len(self.points) - 1)]
