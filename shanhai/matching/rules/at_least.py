"""At least so many placements between a group of people and a group of orders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from shanhai.matching.counting import classes_of, pair_faults, pairs_of, product
from shanhai.matching.groups import EVERYONE, Group
from shanhai.matching.problem import Problem, Rule
from shanhai.matching.rows import Row

if TYPE_CHECKING:
    from shanhai.matching.tables import Tables


@dataclass(frozen=True, kw_only=True)
class AtLeast(Rule):
    """As in "each mountain county receives at least 2": ``AtLeast(id="receive", limit=2,
    orders=where(trait="mountain"), each="place")``.

    With `pairs` only the listed (person id, order id) count. Violation: placements missing.
    """

    kind: ClassVar[str] = "at_least"
    limit: int
    people: Group = EVERYONE
    orders: Group = EVERYONE
    pairs: tuple[tuple[str, str], ...] = ()
    each: str = ""

    def faults(self, tables: Tables) -> list[tuple[str, str, str, str]]:
        own = [*self.number_faults("limit", 0), *pair_faults(tables, "pairs", self.pairs)]
        return [*super().faults(tables), *own]

    def rows(self, problem: Problem) -> list[Row]:
        out = []
        for label, who, where in classes_of(problem, self.people, self.orders, self.each):
            if self.pairs:
                listed = pairs_of(problem, [(*pair, 1) for pair in self.pairs], who, where)
                out.append(Row(label, pairs=listed, low=self.limit))
            else:
                out.append(Row(label, (product(who, where),), low=self.limit))
        return out
