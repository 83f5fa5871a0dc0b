"""A floor on scarce skills: so many of a group must be left behind, unplaced."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from shanhai.matching.counting import classes_of, product
from shanhai.matching.groups import EACH_ORDERS, EACH_PEOPLE, EVERYONE, Group
from shanhai.matching.problem import Problem, Rule
from shanhai.matching.rows import Row

if TYPE_CHECKING:
    from shanhai.matching.tables import Tables


@dataclass(frozen=True, kw_only=True)
class Floor(Rule):
    """As in "each hospital keeps at least one anaesthetist at home": ``Floor(id=…, keep=1,
    people=where(expertise="K0321"), each="home")``.

    Every placement of somebody of the group counts as one who left. Violation: people missing at home.
    """

    kind: ClassVar[str] = "floor"
    keep: int
    people: Group
    each: str = ""

    def faults(self, tables: Tables) -> list[tuple[str, str, str, str]]:
        out = [*super().faults(tables), *self.number_faults("keep", 0)]
        if self.each in EACH_ORDERS and self.each not in EACH_PEOPLE:
            out.append(("each", "unknown", self.each, "one of " + ", ".join(EACH_PEOPLE)))
        return out

    def rows(self, problem: Problem) -> list[Row]:
        # A class with fewer people than must stay cannot spare anybody; it is not itself a violation.
        return [
            Row(label, (product(who, where),), high=max(0, int(who.sum()) - self.keep))
            for label, who, where in classes_of(problem, self.people, EVERYONE, self.each)
        ]
