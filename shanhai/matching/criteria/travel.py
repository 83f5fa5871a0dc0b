"""Travel: how near the order's place is to where the person comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from shanhai.matching.distance import distances
from shanhai.matching.groups import home_places
from shanhai.matching.lookup import check_cells, looked_up
from shanhai.matching.parameters import Faults, number_faults
from shanhai.matching.problem import FULL, UNASKED, Criterion, Problem

if TYPE_CHECKING:
    from shanhai.matching.rows import Columns
    from shanhai.matching.tables import Ints, Tables

MOST_KM = 20_000


@dataclass(frozen=True, kw_only=True)
class Travel(Criterion):
    """Full points at no distance, falling evenly to none at `full_km`; half where either point is unknown.

    `basis` "home" measures from the place of the home organisation, "native" from the native place.
    """

    kind: ClassVar[str] = "travel"
    full_km: int = 400
    basis: str = "home"

    def faults(self, tables: Tables) -> Faults:
        out = super().faults(tables) + number_faults("full_km", self.full_km, 1, MOST_KM)
        if self.basis not in ("home", "native"):
            out.append(("basis", "unknown", str(self.basis), "home or native"))
        return out

    def compile(self, problem: Problem) -> Columns:
        start = problem.people.native if self.basis == "native" else home_places(problem.tables)
        starts, people = np.unique(start, return_inverse=True)
        goals, orders = np.unique(problem.orders.place, return_inverse=True)
        check_cells(self.kind, len(starts), len(goals))
        raw = self.points(tenths_of_km(problem, starts, goals))
        return looked_up(people.reshape(-1), orders.reshape(-1), self.weight * raw, self.kind)

    def points(self, tenths: Ints) -> Ints:
        """0 to FULL for distances in tenths of a km (-1: unknown). Returns: int64 array of that shape."""
        lost = FULL * tenths // (10 * self.full_km)
        return np.where(tenths < 0, UNASKED, np.maximum(0, FULL - lost)).astype(np.int64)


def tenths_of_km(problem: Problem, starts: Ints, goals: Ints) -> Ints:
    """Straight distances between places. Returns: int64 array (starts, goals), tenths of a km, -1 unknown."""
    km = distances(problem, starts, goals)
    return np.where(np.isnan(km), -1, np.rint(np.nan_to_num(km) * 10)).astype(np.int64)
