"""The seal: one digest over people, orders and rules, however their rows were ordered."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from shanhai.matching.problem import Problem
from shanhai.workbook import check_records

if TYPE_CHECKING:
    from shanhai.rounds.fitting.world import World
    from shanhai.workbook import RecordError


class Unsealable(ValueError):
    """Rows that the engine cannot take: `errors` tells table, row and column of each."""

    def __init__(self, errors: tuple[RecordError, ...]) -> None:
        super().__init__("; ".join(str(error) for error in errors[:5]))
        self.errors = errors


def seal_of(world: World, rules_fingerprint: str) -> tuple[str, int]:
    """The fingerprint of a pool and the number of its seats. Raises: Unsealable."""
    checked = check_records(world)
    if checked.errors:
        raise Unsealable(checked.errors)
    problem = checked.book.problem
    rows = Problem(problem.tables, (), (), "").fingerprint
    digest = hashlib.sha256(f"{rules_fingerprint}\n{rows}".encode()).hexdigest()
    return digest, int(problem.orders.seats.sum())
