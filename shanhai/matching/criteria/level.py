"""Level: how near a person's rank is to the rank that the order asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from shanhai.matching.lookup import classes_of, looked_up, table_of
from shanhai.matching.parameters import Faults, points_faults
from shanhai.matching.problem import FULL, UNASKED, Criterion, Problem

if TYPE_CHECKING:
    from shanhai.matching.rows import Columns
    from shanhai.matching.tables import Tables


@dataclass(frozen=True, kw_only=True)
class Level(Criterion):
    """Points by the difference of levels, none beyond the last. A person without a level gets none."""

    kind: ClassVar[str] = "level"
    by_difference: tuple[int, ...] = (1000, 700, 300)

    def faults(self, tables: Tables) -> Faults:
        return super().faults(tables) + points_faults("by_difference", self.by_difference, FULL)

    def compile(self, problem: Problem) -> Columns:
        people, orders = classes_of(problem.people.level), classes_of(problem.orders.level)
        raw = table_of(lambda has, asked: self.points(has[0], asked[0]), people.keys, orders.keys)
        return looked_up(people.of, orders.of, self.weight * raw, self.kind)

    def points(self, has: int, asked: int) -> int:
        """0 to FULL for a person of level `has` where `asked` is wanted (0: unknown, unasked)."""
        if asked == 0:
            return UNASKED
        difference = abs(has - asked)
        return self.by_difference[difference] if has and difference < len(self.by_difference) else 0
