"""A ban: these people do not go to these orders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from shanhai.matching.counting import classes_of, product
from shanhai.matching.groups import EVERYONE, Group
from shanhai.matching.problem import Problem, Rule
from shanhai.matching.rows import Row

if TYPE_CHECKING:
    from shanhai.matching.tables import Tables


@dataclass(frozen=True, kw_only=True)
class Ban(Rule):
    """As in "nobody of U4 goes to C9": ``Ban(id=…, people=where(home="U4"), orders=where(place="C9"))``.

    Violation: such placements.
    """

    kind: ClassVar[str] = "ban"
    people: Group = EVERYONE
    orders: Group = EVERYONE

    def faults(self, tables: Tables) -> list[tuple[str, str, str, str]]:
        out = super().faults(tables)
        if not self.people.where and not self.orders.where:
            out.append(
                ("people", "missing", "", "a group of people, of orders, or both: this would ban everything")
            )
        return out

    def rows(self, problem: Problem) -> list[Row]:
        return [
            Row(label, (product(who, where),), high=0)
            for label, who, where in classes_of(problem, self.people, self.orders, "")
        ]
