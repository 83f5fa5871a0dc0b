"""A share in percent: of those placed in some orders, so many must (or may) come from a group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from shanhai.matching.counting import classes_of
from shanhai.matching.groups import EVERYONE, Group, people_in
from shanhai.matching.problem import Problem, Rule
from shanhai.matching.rows import Row, Term
from shanhai.matching.tables import Tables


@dataclass(frozen=True, kw_only=True)
class Mix(Rule):
    """ "At least 30 % of those who go down come from universities": ``Mix(id=…, people=where(home_kind="university"), orders=where(direction="down"), least=30)``.

    Violation: the people of the group by whom the share is missed (or exceeded), in whole persons.
    """

    kind: ClassVar[str] = "mix"
    people: Group
    orders: Group = EVERYONE
    least: int | None = None
    most: int | None = None
    each: str = ""

    def faults(self, tables: Tables) -> list[tuple[str, str, str, str]]:
        out = super().faults(tables)
        if self.least is None and self.most is None:
            out.append(("least", "missing", "", "a percentage in least, in most, or in both"))
        for name in ("least", "most"):
            if getattr(self, name) is not None:
                out += self.number_faults(name, 0, 100)
        return out

    def rows(self, problem: Problem) -> list[Row]:
        group = people_in(problem.tables, self.people).astype(np.int64)
        out = []
        for label, who, where in classes_of(problem, EVERYONE, self.orders, self.each):
            inside, orders = who.astype(np.int64), where.astype(np.int64)
            # 100 * (placed of the group) - percent * (placed at all); one person more or less is worth 100.
            if self.least is not None:
                share = Term((100 * group - self.least) * inside, orders)
                out.append(Row(f"{label}:least", (share,), low=0, unit=100))
            if self.most is not None:
                share = Term((100 * group - self.most) * inside, orders)
                out.append(Row(f"{label}:most", (share,), high=0, unit=100))
        return out
