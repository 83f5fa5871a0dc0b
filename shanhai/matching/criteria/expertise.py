"""Expertise: what a person can do against what an order asks for, both coded in one tree."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar, NamedTuple

import numpy as np

from shanhai.matching.lookup import check_width
from shanhai.matching.parameters import Faults, number_faults, points_faults
from shanhai.matching.problem import UNASKED, Criterion, Problem
from shanhai.matching.rows import Columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shanhai.matching.tables import Ints, Tables

# An order's shares add up to SHARES, a person's strength in a code is at most STRENGTH: together FULL points.
SHARES = 100
STRENGTH = 10


class Entries(NamedTuple):
    """What orders ask for, one entry for each asked code and level above it. Arrays (n_entries).

    `order` and `node` are rows, `level` counts up from the asked code, `share` is out of SHARES.
    """

    order: Ints
    node: Ints
    asked: Ints
    level: Ints
    share: Ints


@dataclass(frozen=True, kw_only=True)
class Expertise(Criterion):
    """Points for held codes in the asked codes' part of the tree, weighted by importance.

    The asked code itself, or anything below it, counts in full; under the same broader code the second
    percentage of `closeness` counts, and so on upwards. What is only claimed counts `claimed` percent.
    """

    kind: ClassVar[str] = "expertise"
    closeness: tuple[int, ...] = (100, 40, 15)
    claimed: int = 50

    def faults(self, tables: Tables) -> Faults:
        out = super().faults(tables) + number_faults("claimed", self.claimed, 0, 100)
        if points_faults("closeness", self.closeness, 100) or not self.closeness[0]:
            wanted = "whole numbers from 100 down to 0, the first above 0"
            out.append(("closeness", "out_of_range", str(self.closeness), wanted))
        return out

    def compile(self, problem: Problem) -> Columns:
        entries = self.entries(problem)
        nodes = np.unique(entries.node[entries.share > 0])
        check_width(self.kind, len(nodes))
        x = self._strengths(problem, nodes)
        y = np.zeros((problem.n_orders, len(nodes)), np.int64)
        counted = entries.share > 0
        np.add.at(
            y, (entries.order[counted], np.searchsorted(nodes, entries.node[counted])), entries.share[counted]
        )
        unasked = np.array([not asks for asks in problem.orders.asks], bool)
        x = np.hstack([x, np.ones((problem.n_people, 1), np.int64)])
        return Columns(x, self.weight * np.hstack([y, UNASKED * unasked[:, None]]))

    def strength(self, strength: int, evidenced: bool) -> int:
        """0 to STRENGTH for a strength of 1 to 5."""
        return strength * (STRENGTH // 5) * (100 if evidenced else self.claimed) // 100

    def entries(self, problem: Problem, only: Sequence[int] | None = None) -> Entries:
        """What every order (or `only` some, by row) asks for; the shares of each add up to exactly SHARES."""
        parent, drop = problem.expertise.parent.tolist(), [a - b for a, b in pairwise([*self.closeness, 0])]
        rows: list[tuple[int, int, int, int, int]] = []
        for order in range(problem.n_orders) if only is None else only:
            for code, importance in problem.orders.asks[order]:
                rows += _climb(order, code, importance, parent, drop)
        columns: Ints = np.array(rows, np.int64).reshape(-1, 5).T
        order, node, asked, level, parts = columns
        rank = _id_ranks(problem.expertise.id)[asked]
        return Entries(order, node, asked, level, _whole_shares(order, parts, rank, level, problem.n_orders))

    def _strengths(self, problem: Problem, nodes: Ints) -> Ints:
        """The best strength held at or below each node. Returns: int64 array (n_people, n_nodes)."""
        parent, column = (
            problem.expertise.parent.tolist(),
            {node: at for at, node in enumerate(nodes.tolist())},
        )
        above: dict[int, list[int]] = {}
        cells: list[int] = []
        values: list[int] = []
        for person, held in enumerate(problem.people.expertise):
            for code, strength, evidenced in held:
                if code not in above:
                    above[code] = [column[node] for node in _up(code, parent) if node in column]
                cells += [person * len(nodes) + at for at in above[code]]
                values += [self.strength(strength, evidenced)] * len(above[code])
        x = np.zeros(problem.n_people * len(nodes), np.int64)
        np.maximum.at(x, np.array(cells, np.int64), np.array(values, np.int64))
        return x.reshape(problem.n_people, len(nodes))


def _up(node: int, parent: Sequence[int]) -> list[int]:
    chain = []
    while node >= 0:
        chain.append(node)
        node = parent[node]
    return chain


def _climb(
    order: int, code: int, importance: int, parent: Sequence[int], drop: Sequence[int]
) -> list[tuple[int, int, int, int, int]]:
    """The entries of one asked code; where the tree ends early its top takes what is left."""
    chain = _up(code, parent)[: len(drop)]
    last = len(chain) - 1
    return [
        (order, node, code, level, importance * (sum(drop[level:]) if level == last else drop[level]))
        for level, node in enumerate(chain)
    ]


def _id_ranks(ids: Sequence[str]) -> Ints:
    """The rank of every row by id, so that ties do not hang on the order of rows."""
    rank = np.empty(len(ids), np.int64)
    rank[sorted(range(len(ids)), key=ids.__getitem__)] = np.arange(len(ids))
    return rank


def _whole_shares(order: Ints, parts: Ints, rank: Ints, level: Ints, n_orders: int) -> Ints:
    """Shares out of SHARES by largest remainder; ties go to the lower code id, then the lower level."""
    total = np.zeros(n_orders, np.int64)
    np.add.at(total, order, parts)
    share, rest = np.divmod(SHARES * parts, total[order])
    missing = np.full(n_orders, SHARES, np.int64)
    np.subtract.at(missing, order, share)
    ranked = np.lexsort((level, rank, -rest, order))
    first = np.searchsorted(order[ranked], np.arange(n_orders))
    share[ranked] += np.arange(len(order)) - first[order[ranked]] < missing[order[ranked]]
    return share
