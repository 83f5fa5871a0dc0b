"""Wishes of the person: orders, organisations or places, the dearest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from shanhai.matching.covering import first_covering
from shanhai.matching.parameters import Faults, number_faults, points_faults
from shanhai.matching.problem import FULL, UNASKED, Criterion, Problem
from shanhai.matching.rows import Columns

if TYPE_CHECKING:
    from shanhai.matching.tables import Tables


@dataclass(frozen=True, kw_only=True)
class PersonWishes(Criterion):
    """Points by the rank of the dearest wish that covers the order; later ranks count as the last one named.

    An order that no wish covers gives `rest`. Somebody without wishes gets half everywhere.
    """

    kind: ClassVar[str] = "person_wishes"
    points: tuple[int, ...] = (1000, 700, 400)
    rest: int = 0

    def faults(self, tables: Tables) -> Faults:
        out = super().faults(tables) + points_faults("points", self.points, FULL)
        return out + number_faults("rest", self.rest, 0, FULL)

    def compile(self, problem: Problem) -> Columns:
        # Everybody's basis comes first; wishes then add what they are worth above it.
        lists = [
            [(target, self.weight * (self.at_rank(rank) - self.rest)) for rank, target in enumerate(wishes)]
            for wishes in problem.people.wishes
        ]
        wished = first_covering(problem, lists, self.kind)
        basis = np.array([self.rest if wishes else UNASKED for wishes in problem.people.wishes], np.int64)
        x = np.hstack([wished.x, self.weight * basis.reshape(-1, 1)])
        y = np.hstack([wished.y, np.ones((problem.n_orders, 1), np.int64)])
        return Columns(x, y, wished.pairs)

    def at_rank(self, rank: int) -> int:
        """0 to FULL for the wish of that rank, counted from 0."""
        return self.points[min(rank, len(self.points) - 1)]
