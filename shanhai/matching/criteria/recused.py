"""Recusal (hard): nobody is sent to their native place, to its parent, or to a barred unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from shanhai.matching.covering import first_covering
from shanhai.matching.lookup import check_cells, looked_up, side_by_side
from shanhai.matching.problem import BARRED, Criterion, Problem
from shanhai.matching.rows import Columns

if TYPE_CHECKING:
    from shanhai.matching.tables import Ints


@dataclass(frozen=True, kw_only=True)
class Recused(Criterion):
    """Bars orders at or below the native place or at its parent, and barred units.

    A parent that is the top of the tree bars nothing: natives may serve in the province's organs.
    A barred place bars everything at or below it, a barred organisation itself and its sub-organisations.
    """

    kind: ClassVar[str] = "recused"
    hard: ClassVar[bool] = True

    def compile(self, problem: Problem) -> Columns:
        lists = [[(unit, BARRED) for unit, _ in barred] for barred in problem.people.barred]
        units = first_covering(problem, lists, self.kind)
        both = side_by_side(_native(problem), units)
        return Columns(both.x, both.y, units.pairs)


def _native(problem: Problem) -> Columns:
    natives, people = np.unique(problem.people.native, return_inverse=True)
    places, orders = np.unique(problem.orders.place, return_inverse=True)
    check_cells(Recused.kind, len(natives), len(places))
    table = BARRED * native_bars(problem, natives, places)
    return looked_up(people.reshape(-1), orders.reshape(-1), table, Recused.kind)


def native_bars(problem: Problem, natives: Ints, places: Ints) -> Ints:
    """1 where natives of a place may not be sent to another. Returns: int64 array (natives, places)."""
    parent = problem.places.parent.tolist()
    at = {native: row for row, native in enumerate(natives.tolist()) if native >= 0}
    below_top = [native for native in at if parent[native] >= 0 and parent[parent[native]] >= 0]
    out = np.zeros((len(natives), len(places)), np.int64)
    for column, place in enumerate(places.tolist()):
        above = place
        while above >= 0:
            if above in at:
                out[at[above], column] = 1
            above = parent[above]
    column_of = {place: column for column, place in enumerate(places.tolist())}
    for native in below_top:
        if parent[native] in column_of:
            out[at[native], column_of[parent[native]]] = 1
    return out
