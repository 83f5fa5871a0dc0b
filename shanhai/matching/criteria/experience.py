"""Experience: years of work against the years that the order wants."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from shanhai.matching.lookup import classes_of, looked_up, table_of
from shanhai.matching.problem import FULL, UNASKED, Criterion, Problem

if TYPE_CHECKING:
    from shanhai.matching.rows import Columns


@dataclass(frozen=True, kw_only=True)
class Experience(Criterion):
    """The share of the wanted years that a person has, at most all of them."""

    kind: ClassVar[str] = "experience"

    def compile(self, problem: Problem) -> Columns:
        people, orders = classes_of(problem.people.experience), classes_of(problem.orders.experience)
        raw = table_of(lambda has, asked: self.points(has[0], asked[0]), people.keys, orders.keys)
        return looked_up(people.of, orders.of, self.weight * raw, self.kind)

    @staticmethod
    def points(has: int, wanted: int) -> int:
        """0 to FULL for `has` years where `wanted` are asked for (0: unasked)."""
        return min(FULL, FULL * has // wanted) if wanted else UNASKED
