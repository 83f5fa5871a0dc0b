"""What "at most" and "at least" have in common: placements counted between two groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shanhai.matching.counting import classes_of, pair_faults, pairs_of, product
from shanhai.matching.groups import EVERYONE, Group
from shanhai.matching.problem import Problem, Rule
from shanhai.matching.rows import UNBOUNDED, Row

if TYPE_CHECKING:
    from shanhai.matching.tables import Tables


@dataclass(frozen=True, kw_only=True)
class Counted(Rule):
    """A limit on the placements between some people and some orders, in all or for each class.

    With `pairs` only the listed (person id, order id) count.
    """

    limit: int
    people: Group = EVERYONE
    orders: Group = EVERYONE
    pairs: tuple[tuple[str, str], ...] = ()
    each: str = ""

    @property
    def ends(self) -> tuple[int, int]:
        """The fewest and the most placements that keep the rule."""
        return -UNBOUNDED, UNBOUNDED

    def faults(self, tables: Tables) -> list[tuple[str, str, str, str]]:
        own = [*self.number_faults("limit", 0), *pair_faults(tables, "pairs", self.pairs)]
        return [*super().faults(tables), *own]

    def rows(self, problem: Problem) -> list[Row]:
        out, (low, high) = [], self.ends
        for label, who, where in classes_of(problem, self.people, self.orders, self.each):
            if self.pairs:
                listed = pairs_of(problem, [(*pair, 1) for pair in self.pairs], who, where)
                out.append(Row(label, pairs=listed, low=low, high=high))
            else:
                out.append(Row(label, (product(who, where),), low=low, high=high))
        return out
