"""A share in percent: of those placed in some orders, so many must (or may) come from a group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from shanhai.matching.counting import classes_of, product
from shanhai.matching.groups import EVERYONE, Group, Mask, people_in
from shanhai.matching.problem import Problem, Rule
from shanhai.matching.rows import Aux, Row

if TYPE_CHECKING:
    from shanhai.matching.tables import Tables


@dataclass(frozen=True, kw_only=True)
class Mix(Rule):
    """As in "at least 30 % of those who go down come from universities": ``Mix(id=…,
    people=where(home_kind="university"), orders=where(direction="down"), least=30)``.

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
        group = people_in(problem.tables, self.people)
        out = []
        for label, who, where in classes_of(problem, EVERYONE, self.orders, self.each):
            out += self._of_class(problem, label, (who, group & who), where)
        return out

    def _of_class(self, problem: Problem, label: str, people: tuple[Mask, Mask], where: Mask) -> list[Row]:
        """Two counts, and the shares between them.

        The counts stand as numbers of their own because they are whole: 36 % of 23 are 9 people, not 8.28.
        """
        rows, counts = [], []
        for name, who in zip(("all", "group"), people, strict=True):
            most = min(int(problem.people.capacity[who].sum()), int(problem.orders.seats[where].sum()))
            count = Aux(f"{label}:{name}", 0, most)
            rows.append(
                Row(count.name, (product(who, where),), aux=((count, -1),), low=0, high=0, definition=True)
            )
            counts.append(count)
        everybody, group = counts
        # One person more or less of the group is worth 100 in these rows.
        if self.least is not None:
            rows.append(Row(f"{label}:least", aux=((group, 100), (everybody, -self.least)), low=0, unit=100))
        if self.most is not None:
            rows.append(Row(f"{label}:most", aux=((group, 100), (everybody, -self.most)), high=0, unit=100))
        return rows
