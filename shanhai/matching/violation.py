"""Units by which a plan violates a rule, counted from the rule's rows alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from shanhai.matching.columns.coefficients import lookup

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shanhai.matching.rows import Aux, Row
    from shanhai.matching.tables import Ints


def units(rows: Sequence[Row], n_orders: int, i: Ints, j: Ints) -> int:
    """The units of violation of one rule by the plan of pairs (i, j), with the rule's own numbers chosen
    best.
    """
    return units_of(rows, [_count(row, n_orders, i, j) for row in rows])


class Counted:
    """What a plan counts to in the rows of one rule, so that a placement more is told quickly.

    Attributes
    ----------
    units : int
        Units of violation by the plan as it is.
    """

    def __init__(self, rows: Sequence[Row], n_orders: int, i: Ints, j: Ints) -> None:
        self._rows, self._n_orders = rows, n_orders
        self._counts = [_count(row, n_orders, i, j) for row in rows]
        self.units = units_of(rows, self._counts)

    def units_with(self, i: int, orders: Ints) -> Ints:
        """Units of violation if person row i had a place more, on each of some order rows.

        Returns: int64 (orders).
        """
        added = np.array([_added(row, self._n_orders, i, orders) for row in self._rows], np.int64)
        # Orders are many, and the ways in which they count are few.
        ways, of = np.unique(added.reshape(len(self._rows), len(orders)), axis=1, return_inverse=True)
        each = [
            units_of(self._rows, [count + more for count, more in zip(self._counts, way, strict=True)])
            if any(way)
            else self.units
            for way in ways.T.tolist()
        ]
        return np.array(each, np.int64)[of.reshape(-1)]


def units_of(rows: Sequence[Row], counts: Sequence[int]) -> int:
    """The same from what the plan counts to in each row.

    A number that a definition row fixes is what that row counts; any other is tried through its range, one
    at a time, since no rule has rows that share two of them.
    """
    counted = {row.label: count for row, count in zip(rows, counts, strict=True)}
    fixed = {row.aux[0][0].name: counted[row.label] for row in rows if row.definition}
    free: dict[Aux | None, list[Row]] = {}
    for row in rows:
        if not row.definition:
            own = [aux for aux, _ in row.aux if aux.name not in fixed]
            free.setdefault(own[0] if own else None, []).append(row)
    total = 0
    for aux, group in free.items():
        tries = (
            [fixed] if aux is None else [fixed | {aux.name: value} for value in range(aux.low, aux.high + 1)]
        )
        total += min(sum(_off(row, counted[row.label], values) for row in group) for values in tries)
    return total


def _count(row: Row, n_orders: int, i: Ints, j: Ints) -> int:
    total = sum(int((term.p[i] * term.q[j]).sum()) for term in row.terms)
    return total + (int(lookup(row.pairs, n_orders, i, j).sum()) if row.pairs is not None else 0)


def _added(row: Row, n_orders: int, i: int, orders: Ints) -> Ints:
    added = np.zeros(len(orders), np.int64)
    for term in row.terms:
        if term.p[i]:
            added += term.p[i] * term.q[orders]
    if row.pairs is not None and (row.pairs.i == i).any():
        added += lookup(row.pairs, n_orders, np.full(len(orders), i), orders)
    return added


def _off(row: Row, counted: int, values: Mapping[str, int]) -> int:
    level = counted + sum(times * values[aux.name] for aux, times in row.aux)
    return max(-(-(row.low - level) // row.unit), -(-(level - row.high) // row.unit), 0)
