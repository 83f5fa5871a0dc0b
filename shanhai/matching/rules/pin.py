"""A pin: this person goes to this order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from shanhai.matching.problem import Problem, Rule
from shanhai.matching.rows import Pairs, Row

if TYPE_CHECKING:
    from shanhai.matching.tables import Tables


@dataclass(frozen=True, kw_only=True)
class Pin(Rule):
    """As in "the panel places P7 in D3 by hand": ``Pin(id=…, person="P7", order="D3")``.

    A pin does not make a pair eligible that is not. Violation: 1 if the person is not there.
    """

    kind: ClassVar[str] = "pin"
    person: str
    order: str

    def faults(self, tables: Tables) -> list[tuple[str, str, str, str]]:
        out = super().faults(tables)
        if self.person not in tables.people.id:
            out.append(("person", "unknown", str(self.person), "the id of a person"))
        if self.order not in tables.orders.id:
            out.append(("order", "unknown", str(self.order), "the id of an order"))
        return out

    def rows(self, problem: Problem) -> list[Row]:
        i, j = problem.person_row[self.person], problem.order_row[self.order]
        return [Row("", pairs=Pairs(np.array([i]), np.array([j]), np.array([1])), low=1)]
