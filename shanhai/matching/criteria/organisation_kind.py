"""Kind of organisation: which kinds of home suit which kinds of host."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from shanhai.matching.lookup import looked_up, table_of
from shanhai.matching.parameters import Faults, number_faults
from shanhai.matching.problem import FULL, Criterion, Problem

if TYPE_CHECKING:
    from shanhai.matching.rows import Columns
    from shanhai.matching.tables import Ints, Tables


@dataclass(frozen=True, kw_only=True)
class OrganisationKind(Criterion):
    """Points from a table of (kind of home, kind of host, points 0 to FULL), else `otherwise`."""

    kind: ClassVar[str] = "organisation_kind"
    table: tuple[tuple[str, str, int], ...] = ()
    otherwise: int = 0

    def faults(self, tables: Tables) -> Faults:
        out = super().faults(tables) + number_faults("otherwise", self.otherwise, 0, FULL)
        seen: set[tuple[str, str]] = set()
        for home, host, points in self.table:
            out += number_faults("table", points, 0, FULL)
            if (home, host) in seen:
                out.append(("table", "twice", f"{home}, {host}", ""))
            seen.add((home, host))
        return out

    def compile(self, problem: Problem) -> Columns:
        kinds, of = np.unique(np.array([*problem.organisations.kind, ""], dtype=str), return_inverse=True)
        points = {(home, host): points for home, host, points in self.table}
        words = kinds.tolist()
        raw = table_of(lambda home, host: points.get((home, host), self.otherwise), words, words)
        # Row -1, no organisation, is the last: it has no kind.
        kind_of: Ints = of.reshape(-1).astype(np.int64)
        homes, hosts = kind_of[problem.people.home], kind_of[problem.orders.host]
        return looked_up(homes, hosts, self.weight * raw, self.kind)
