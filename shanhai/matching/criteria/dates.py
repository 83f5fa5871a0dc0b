"""Dates (hard): the person is available from the order's first month to its last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from shanhai.matching.lookup import classes_of, looked_up, side_by_side, table_of
from shanhai.matching.problem import BARRED, Criterion, Problem
from shanhai.matching.tables import NO_MONTH

if TYPE_CHECKING:
    from shanhai.matching.rows import Columns


@dataclass(frozen=True, kw_only=True)
class Dates(Criterion):
    """Bars people who come too late, and those who must leave too early. Open ends bar nobody."""

    kind: ClassVar[str] = "dates"
    hard: ClassVar[bool] = True

    def compile(self, problem: Problem) -> Columns:
        people, orders = problem.people, problem.orders
        begin, due = classes_of(people.start), classes_of(orders.start)
        leave, until = classes_of(people.end), classes_of(orders.end)
        late = table_of(lambda mine, theirs: self.too_late(mine[0], theirs[0]), begin.keys, due.keys)
        early = table_of(lambda mine, theirs: self.too_early(mine[0], theirs[0]), leave.keys, until.keys)
        return side_by_side(
            looked_up(begin.of, due.of, BARRED * late, self.kind),
            looked_up(leave.of, until.of, BARRED * early, self.kind),
        )

    @staticmethod
    def too_late(person: int, order: int) -> int:
        """1 when the person's first month comes after the order's, else 0."""
        return int(NO_MONTH not in (person, order) and person > order)

    @staticmethod
    def too_early(person: int, order: int) -> int:
        """1 when the person's last month comes before the order's, else 0."""
        return int(NO_MONTH not in (person, order) and person < order)
