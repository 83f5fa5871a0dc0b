"""Industry: how far two codes of the industrial classification agree from the left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from shanhai.matching.lookup import check_cells, looked_up
from shanhai.matching.parameters import Faults, points_faults
from shanhai.matching.problem import FULL, UNASKED, Criterion, Problem

if TYPE_CHECKING:
    from shanhai.matching.rows import Columns
    from shanhai.matching.tables import Ints, Tables

# Codes read section, division, group, class: "C", "C13", "C135", "C1351".
STEPS = (1, 3, 4, 5)


@dataclass(frozen=True, kw_only=True)
class Industry(Criterion):
    """Points by how much of the code is shared: section, division, group, class.

    An order that asks for a division is fully met by anybody from it. A person with no code gets nothing.
    """

    kind: ClassVar[str] = "industry"
    closeness: tuple[int, ...] = (150, 500, 800, 1000)

    def faults(self, tables: Tables) -> Faults:
        upwards = (
            list(reversed(self.closeness)) if isinstance(self.closeness, tuple | list) else self.closeness
        )
        given = super().faults(tables)
        if points_faults("closeness", upwards, FULL, len(STEPS)):
            given.append(
                ("closeness", "out_of_range", str(self.closeness), f"4 whole numbers from 0 up to {FULL}")
            )
        return given

    def compile(self, problem: Problem) -> Columns:
        held, people = np.unique(np.array(problem.people.industry, dtype=str), return_inverse=True)
        asked, orders = np.unique(np.array(problem.orders.industry, dtype=str), return_inverse=True)
        check_cells(self.kind, len(held), len(asked))
        raw = self.points(held.tolist(), asked.tolist())
        return looked_up(people.reshape(-1), orders.reshape(-1), self.weight * raw, self.kind)

    def points(self, held: list[str], asked: list[str]) -> Ints:
        """0 to FULL for every held against every asked code. Returns: int64 array (held, asked)."""
        shared: Ints = _shared_length(held, asked)
        by_length = np.array([0, *self.closeness], np.int64)
        out: Ints = by_length[np.searchsorted(np.array(STEPS), shared, side="right")]
        lengths = np.array([len(code) for code in asked])
        out[shared == lengths[None, :]] = FULL
        out[:, lengths == 0] = UNASKED
        return out


def _shared_length(held: list[str], asked: list[str]) -> Any:
    """How many characters agree from the left. By position: no pair of codes needs a loop of its own."""
    shared = np.zeros((len(held), len(asked)), np.int64)
    agree = np.ones(shared.shape, bool)
    for at in range(max(map(len, asked), default=0)):
        # What is not there agrees with nothing: the two fillers differ.
        mine, theirs = (np.array([(code + filler * at + filler)[at] for code in codes], dtype=str)
                        for codes, filler in ((held, "<"), (asked, ">")))  # fmt: skip
        agree &= mine[:, None] == theirs[None, :]
        shared += agree
    return shared
