"""Balance: what a region receives and what it gives may differ by no more than a tolerance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from shanhai.matching.groups import (
    EVERYONE,
    Group,
    home_places,
    orders_in,
    people_in,
)
from shanhai.matching.problem import Problem, Rule
from shanhai.matching.rows import Row, Term

if TYPE_CHECKING:
    from shanhai.matching.tables import Ints, Tables


@dataclass(frozen=True, kw_only=True)
class Balance(Rule):
    """As in "no county receives over 2 more, or 2 fewer, than it sends": ``Balance(id=…, tolerance=2,
    region="county")``.

    `region` is a kind of place. Arrivals are placements in orders at or below the region, departures
    placements of people whose home organisation is there. Violation: placements beyond the tolerance,
    summed over regions.
    """

    kind: ClassVar[str] = "balance"
    tolerance: int
    region: str
    people: Group = EVERYONE
    orders: Group = EVERYONE

    def faults(self, tables: Tables) -> list[tuple[str, str, str, str]]:
        out = [*super().faults(tables), *self.number_faults("tolerance", 0)]
        if self.region not in tables.places.kind:
            out.append(("region", "empty_group", self.region, ""))
        return out

    def rows(self, problem: Problem) -> list[Row]:
        who = people_in(problem.tables, self.people).astype(np.int64)
        where = orders_in(problem.tables, self.orders).astype(np.int64)
        order_region = _region_of(problem, problem.orders.place, self.region)
        home_region = _region_of(problem, home_places(problem.tables), self.region)
        out = []
        for region in np.unique(np.concatenate((order_region, home_region))):
            if region >= 0:
                arrive = Term(who, where * (order_region == region))
                leave = Term(-who * (home_region == region), where)
                label = problem.places.id[region]
                out.append(Row(label, (arrive, leave), low=-self.tolerance, high=self.tolerance))
        return out


def _region_of(problem: Problem, places: Ints, kind: str) -> Ints:
    """The nearest place of that kind at or above each place. Returns: rows of places, -1 for none."""
    region = np.full(len(problem.places.id) + 1, -1, np.int64)
    for row in range(len(problem.places.id)):
        above = row
        while above >= 0 and problem.places.kind[above] != kind:
            above = int(problem.places.parent[above])
        region[row] = above
    return region[places]
