"""How a plan stands towards every rule, told again quickly when a few pairs change."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from shanhai.matching.violation import units_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shanhai.matching.problem import Problem
    from shanhai.matching.rows import Row
    from shanhai.matching.scoring import Whole
    from shanhai.matching.tables import Ints


class Tally:
    """Counts what pairs add to the rows of all rules.

    Parameters
    ----------
    problem : Problem
    rows : mapping of rule id to its rows
        Of the rules that are counted.

    Attributes
    ----------
    rules : tuple of Rule
        Those that are counted, in the order of `violations`.
    known : frozenset of str
        Their ids.
    """

    def __init__(self, problem: Problem, rows: Mapping[str, Sequence[Row]]) -> None:
        self.rules = tuple(rule for rule in problem.rules if rule.id in rows)
        self.known = frozenset(rows)
        flat = [(number, row) for number, rule in enumerate(self.rules) for row in rows[rule.id]]
        self._rows = [row for _, row in flat]
        self._of = np.array([number for number, _ in flat], np.int64)
        terms = [(at, term) for at, row in enumerate(self._rows) for term in row.terms]
        self._row_of_term = np.array([at for at, _ in terms], np.int64)
        # A person a line, so that what one person counts for lies together.
        self._p = np.ascontiguousarray(_stacked([term.p for _, term in terms], problem.n_people).T)
        self._q = np.ascontiguousarray(_stacked([term.q for _, term in terms], problem.n_orders).T)
        self._listed = self._list_pairs()
        self._low, self._high, self._unit = (
            np.array([getattr(row, name) for row in self._rows], np.int64) for name in ("low", "high", "unit")
        )
        with_aux = {number for number, row in flat if row.aux or row.definition}
        self._plain = ~np.isin(self._of, list(with_aux))
        self._with_aux = {number: np.flatnonzero(self._of == number) for number in with_aux}

    def count(self, i: Ints, j: Ints) -> Ints:
        """What pairs (i, j) add to each row. Returns: int64 (n_rows)."""
        terms = (self._p[i] * self._q[j]).sum(axis=0)
        counts = np.bincount(self._row_of_term, weights=terms, minlength=len(self._rows)).astype(np.int64)
        for pair in zip(i.tolist(), j.tolist(), strict=True):
            for row, value in self._listed.get(pair, ()):
                counts[row] += value
        return counts

    def violations(self, counts: Ints, before: Ints | None = None, units: Ints | None = None) -> Ints:
        """Units of violation of each rule, those of `units` where nothing differs from the counts `before`.

        Returns: int64 (n_rules).
        """
        short = -((counts - self._low) // self._unit)
        over = -((self._high - counts) // self._unit)
        off = np.maximum(np.maximum(short, over), 0) * self._plain
        found = np.bincount(self._of, weights=off, minlength=len(self.rules)).astype(np.int64)
        for number, at in self._with_aux.items():
            if before is not None and units is not None and (counts[at] == before[at]).all():
                found[number] = units[number]
                continue
            rows = [self._rows[each] for each in at]
            found[number] = units_of(rows, [int(counts[each]) for each in at])
        return found

    def touched(self, counts: Ints, i: Ints, j: Ints) -> Ints:
        """Which of the pairs (i, j) count towards a row that is violated. Returns: their numbers."""
        over = self._plain & ((counts < self._low) | (counts > self._high))
        if not over.any():
            return np.zeros(0, np.int64)
        terms = np.flatnonzero(over[self._row_of_term])
        hit: Ints = np.flatnonzero((self._p[i][:, terms] * self._q[j][:, terms]).any(axis=1))
        return hit

    def _list_pairs(self) -> dict[tuple[int, int], list[tuple[int, int]]]:
        listed: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
        for at, row in enumerate(self._rows):
            if row.pairs is not None:
                for i, j, value in zip(*(part.tolist() for part in row.pairs), strict=True):
                    listed[i, j].append((at, value))
        return dict(listed)


def _stacked(vectors: Sequence[Ints], width: int) -> Whole:
    return np.array(vectors, np.int32).reshape(len(vectors), width)
