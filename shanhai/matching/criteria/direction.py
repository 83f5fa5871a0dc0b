"""Direction (hard): nobody is sent down, up or across who was not nominated for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from shanhai.matching.lookup import looked_up, table_of
from shanhai.matching.problem import BARRED, Criterion, Problem

if TYPE_CHECKING:
    from shanhai.matching.rows import Columns


@dataclass(frozen=True, kw_only=True)
class Direction(Criterion):
    """Bars pairs whose order has a direction that the person has not; no direction named bars nothing."""

    kind: ClassVar[str] = "direction"
    hard: ClassVar[bool] = True

    def compile(self, problem: Problem) -> Columns:
        mine = [" ".join(sorted(words)) for words in problem.people.directions]
        held, people = np.unique(np.array(mine, dtype=str), return_inverse=True)
        asked, orders = np.unique(np.array(problem.orders.direction, dtype=str), return_inverse=True)
        barred = table_of(self.lacks, held.tolist(), asked.tolist())
        return looked_up(people.reshape(-1), orders.reshape(-1), BARRED * barred, self.kind)

    @staticmethod
    def lacks(held: str, asked: str) -> int:
        """1 when `asked` is a direction and not one of the words in `held`, else 0."""
        return int(bool(asked) and bool(held) and asked not in held.split())
