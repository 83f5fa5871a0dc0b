"""A team: all of its members are placed, or none; if wished, all in one order, place or host."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from shanhai.matching.groups import Mask, classes
from shanhai.matching.problem import Problem, Rule
from shanhai.matching.rows import NOWHERE, Aux, Row, Term, closed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shanhai.matching.tables import Tables

TOGETHER = ("", "order", "place", "host")


@dataclass(frozen=True, kw_only=True)
class Team(Rule):
    """As in "all go to one county, or stay": ``Team(id=…, members=("P1", "P2", "P3"), together="place")``.

    Violation: in each class of `together`, the fewest placements to add or take away so that every member
    has equally many there; summed over classes.
    """

    kind: ClassVar[str] = "team"
    members: tuple[str, ...]
    together: str = ""

    def faults(self, tables: Tables) -> list[tuple[str, str, str, str]]:
        out = super().faults(tables)
        known = set(tables.people.id)
        out += [
            ("members", "unknown", each, "the id of a person") for each in self.members if each not in known
        ]
        if len(self.members) < 2:
            out.append(("members", "out_of_range", ", ".join(self.members), "two members or more"))
        if len(set(self.members)) < len(self.members):
            out.append(("members", "twice", ", ".join(self.members), ""))
        if self.together not in TOGETHER:
            out.append(
                ("together", "unknown", self.together, "one of " + ", ".join(TOGETHER[1:]) + ", or nothing")
            )
        return out

    def rows(self, problem: Problem) -> list[Row]:
        members = [problem.person_row[member] for member in self.members]
        most = int(problem.people.capacity[members].max())
        out = []
        for label, where in self._classes(problem):
            # The team's own number here; each member's must equal it.
            together = Aux(label, 0, min(most, int(where.sum())))
            for member in members:
                one = np.zeros(problem.n_people, np.int64)
                one[member] = 1
                count = Term(one, where.astype(np.int64))
                name = f"{label}:{problem.people.id[member]}"
                out.append(Row(name, (count,), aux=((together, -1),), low=0, high=0))
        return out

    def _classes(self, problem: Problem) -> Iterator[tuple[str, Mask]]:
        if not self.together:
            yield "", np.ones(problem.n_orders, bool)
            return
        rest = np.ones(problem.n_orders, bool)
        for label, where in classes(problem.tables, self.together):
            rest &= ~where
            yield closed(label), where
        # Orders that stand in no place (or have no host) belong to no class: a team cannot be together there.
        if rest.any():
            yield NOWHERE, rest
