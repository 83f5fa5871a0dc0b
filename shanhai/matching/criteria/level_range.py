"""Level range (hard): the person's level lies between the order's lowest and highest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from shanhai.matching.lookup import classes_of, looked_up, table_of
from shanhai.matching.problem import BARRED, Criterion, Problem

if TYPE_CHECKING:
    from shanhai.matching.rows import Columns


@dataclass(frozen=True, kw_only=True)
class LevelRange(Criterion):
    """Bars people below `level_min` or above `level_max` of an order; 0 leaves that end open."""

    kind: ClassVar[str] = "level_range"
    hard: ClassVar[bool] = True

    def compile(self, problem: Problem) -> Columns:
        people = classes_of(problem.people.level)
        orders = classes_of(problem.orders.level_min, problem.orders.level_max)
        outside = table_of(lambda has, span: self.lacks(has[0], span[0], span[1]), people.keys, orders.keys)
        return looked_up(people.of, orders.of, BARRED * outside, self.kind)

    @staticmethod
    def lacks(has: int, low: int, high: int) -> int:
        """1 for a level outside the range, else 0."""
        return int(has < low or (high > 0 and has > high))
