"""The minimum of an order: fewer people than this are of no use to the host."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from shanhai.matching.groups import EVERYONE, Group, orders_in
from shanhai.matching.problem import Problem, Rule
from shanhai.matching.rows import Aux, Row, Term


@dataclass(frozen=True, kw_only=True)
class OrderMinimum(Rule):
    """Each order of the group gets its `minimum` at least; with `or_none`, or nobody at all.

    Violation, per order: the people missing; with `or_none` the fewest people to add or take away.
    """

    kind: ClassVar[str] = "order_minimum"
    orders: Group = EVERYONE
    or_none: bool = False

    def rows(self, problem: Problem) -> list[Row]:
        everyone = np.ones(problem.n_people, np.int64)
        out = []
        for j in np.flatnonzero(orders_in(problem.tables, self.orders) & (problem.orders.minimum > 0)):
            minimum, seats, name = (
                int(problem.orders.minimum[j]),
                int(problem.orders.seats[j]),
                problem.orders.id[j],
            )
            filled = Term(everyone, (np.arange(problem.n_orders) == j).astype(np.int64))
            if not self.or_none:
                out.append(Row(name, (filled,), low=minimum))
                continue
            is_open = Aux(name, 0, 1)
            out.append(Row(f"{name}:least", (filled,), aux=((is_open, -minimum),), low=0))
            out.append(Row(f"{name}:none", (filled,), aux=((is_open, -seats),), high=0))
        return out
