"""Given points: an explicit number for single pairs, from a source of its own (a test, an interview)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from shanhai.matching.counting import pair_faults
from shanhai.matching.parameters import Faults, is_whole
from shanhai.matching.problem import BARRED, Criterion, Problem
from shanhai.matching.rows import Columns, Pairs

if TYPE_CHECKING:
    from shanhai.matching.tables import Tables

# Half of what a bar takes away, so that other criteria have room beside it.
MOST_POINTS = -BARRED // 2


@dataclass(frozen=True, kw_only=True)
class Given(Criterion):
    """Points as listed, (person id, order id, points); 0 for all other pairs, which `only` bars.

    Points are 0 or more, for a negative score means "barred": turn costs into gains by taking them from the
    largest.
    """

    kind: ClassVar[str] = "given"
    weight: int = 1
    name: str = "given"
    pairs: tuple[tuple[str, str, int], ...] = ()
    only: bool = False

    def faults(self, tables: Tables) -> Faults:
        most = MOST_POINTS // max(1, self.weight if is_whole(self.weight) else 1)
        return super().faults(tables) + pair_faults(tables, "pairs", self.pairs, most)

    def compile(self, problem: Problem) -> Columns:
        people, orders = problem.person_row, problem.order_row
        i = np.array([people[person] for person, _, _ in self.pairs], np.int64)
        j = np.array([orders[order] for _, order, _ in self.pairs], np.int64)
        points = self.weight * np.array([points for _, _, points in self.pairs], np.int64)
        bar = BARRED if self.only else 0
        everybody, everywhere = (
            np.ones((problem.n_people, 1), np.int64),
            np.full((problem.n_orders, 1), bar, np.int64),
        )
        return Columns(everybody, everywhere, Pairs(i, j, points - bar))

    @property
    def most(self) -> int:
        """The most points that a pair can get, weight included."""
        return self.weight * max((points for _, _, points in self.pairs), default=0)
