"""Qualified (hard): every qualification that the order requires, the person has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from shanhai.matching.lookup import check_width
from shanhai.matching.problem import BARRED, Criterion, Problem
from shanhai.matching.rows import Columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shanhai.matching.tables import Ints, Tables

# Keeps the sum of all that may be missing within exact arithmetic.
MOST_REQUIRED = 40


@dataclass(frozen=True, kw_only=True)
class Qualified(Criterion):
    """Bars people who lack a required qualification, once for each that is missing."""

    kind: ClassVar[str] = "qualified"
    hard: ClassVar[bool] = True

    def faults(self, tables: Tables) -> list[tuple[str, str, str, str]]:
        most = max((len(set(required)) for required in tables.orders.qualifications), default=0)
        if most <= MOST_REQUIRED:
            return []
        return [
            ("qualifications", "out_of_range", str(most), f"at most {MOST_REQUIRED} required by one order")
        ]

    def compile(self, problem: Problem) -> Columns:
        required = sorted({each for words in problem.orders.qualifications for each in words})
        check_width(self.kind, len(required))
        column = {each: at for at, each in enumerate(required)}
        lacks = 1 - _incidence(problem.people.qualifications, column)
        return Columns(lacks, BARRED * _incidence(problem.orders.qualifications, column))


def _incidence(lists: Sequence[Sequence[str]], column: dict[str, int]) -> Ints:
    out = np.zeros((len(lists), len(column)), np.int64)
    for row, words in enumerate(lists):
        for word in words:
            if word in column:
                out[row, column[word]] = 1
    return out
