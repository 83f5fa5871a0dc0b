"""Columns and pairs for lists that people keep of places, organisations and orders: wishes, barred units.

An id on such a list covers orders: an order itself, an organisation those of it and its sub-organisations, a
place those at or below it. What a pair gets is the value of the first id on the person's list that covers the
order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from shanhai.matching.groups import chains
from shanhai.matching.lookup import check_width
from shanhai.matching.rows import Columns, Pairs

if TYPE_CHECKING:
    from shanhai.matching.problem import Problem
    from shanhai.matching.tables import Ints

Lists = Sequence[Sequence[tuple[str, int]]]  # for each person (id, value), the dearest first

# A column costs one multiplication for every pair, a listed pair about as much as this many of them.
PAIR_COST = 20_000


def covered_orders(problem: Problem, wanted: Iterable[str]) -> dict[str, Ints]:
    """The rows of the orders that each wanted id covers. Returns: id to int64 array, ascending."""
    chosen = set(wanted)
    places = _chosen_chains(problem.places.id, problem.places.parent, chosen)
    hosts = _chosen_chains(problem.organisations.id, problem.organisations.parent, chosen)
    out: dict[str, list[int]] = {each: [] for each in chosen}
    place, host = problem.orders.place.tolist(), problem.orders.host.tolist()
    for row, own in enumerate(problem.orders.id):
        for each in (*places[place[row]], *hosts[host[row]], *((own,) if own in chosen else ())):
            out[each].append(row)
    return {each: np.array(rows, np.int64) for each, rows in out.items()}


def first_covering(problem: Problem, lists: Lists, kind: str) -> Columns:
    """What each pair gets from the person's list, 0 where nothing on it covers the order.

    Ids that cover much become columns, one for each set of orders that the same such ids cover; the others
    become single pairs, so that firms wished by one person each do not make thousands of columns.
    """
    wishers: defaultdict[str, int] = defaultdict(int)
    for each in lists:
        for target, _ in each:
            wishers[target] += 1
    covers = covered_orders(problem, wishers)
    size = problem.n_people * problem.n_orders
    broad = sorted(
        each for each, rows in covers.items() if wishers[each] * len(rows) * PAIR_COST >= size and len(rows)
    )
    regions = _regions(broad, covers, problem.n_orders)
    check_width(kind, regions.count)
    x = np.zeros((problem.n_people, regions.count), np.int64)
    for person, each in enumerate(lists):
        for target, value in reversed(each):
            x[person, regions.inside.get(target, [])] = value
    y = (regions.of[:, None] == np.arange(regions.count)[None, :]).astype(np.int64)
    return Columns(x, y, _single_pairs(lists, covers, regions, x))


@dataclass(frozen=True, eq=False)
class _Regions:
    """Orders apart by which broad ids cover them. `of`: each order's, -1 none; `inside`: an id's regions."""

    of: Ints
    count: int
    inside: dict[str, list[int]]


def _regions(broad: Sequence[str], covers: dict[str, Ints], n_orders: int) -> _Regions:
    covering: list[list[str]] = [[] for _ in range(n_orders)]
    for each in broad:
        for row in covers[each].tolist():
            covering[row].append(each)
    number = {names: at for at, names in enumerate(sorted({tuple(names) for names in covering if names}))}
    inside: dict[str, list[int]] = {each: [] for each in broad}
    for names, at in number.items():
        for each in names:
            inside[each].append(at)
    of = np.array([number.get(tuple(names), -1) for names in covering], np.int64)
    return _Regions(of, len(number), inside)


def _single_pairs(lists: Lists, covers: dict[str, Ints], regions: _Regions, x: Ints) -> Pairs | None:
    """What the columns leave out: pairs that a narrow id covers, less what the columns give them."""
    rows: list[tuple[int, int, int]] = []
    region = regions.of.tolist()
    for person, each in enumerate(lists):
        if all(target in regions.inside for target, _ in each):
            continue
        value_of: dict[int, int] = {}
        for target, _ in each:
            if target not in regions.inside:
                value_of.update(dict.fromkeys(covers[target].tolist(), 0))
        for target, value in reversed(each):
            if target in regions.inside:
                within = set(regions.inside[target])
                value_of.update({order: value for order in value_of if region[order] in within})
            else:
                value_of.update(dict.fromkeys(covers[target].tolist(), value))
        given = x[person].tolist() if regions.count else []
        for order, value in value_of.items():
            more = value - (given[region[order]] if region[order] >= 0 else 0)
            if more:
                rows.append((person, order, more))
    if not rows:
        return None
    i, j, values = np.array(rows, np.int64).T
    return Pairs(i, j, values)


def _chosen_chains(ids: Sequence[str], parent: Ints, chosen: set[str]) -> list[list[str]]:
    return [[each for each in chain if each in chosen] for chain in chains(ids, parent)]


class Wishes:
    """Which of a person's wishes covers which order."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._places = chains(problem.places.id, problem.places.parent)
        self._hosts = chains(problem.organisations.id, problem.organisations.parent)

    def covering(self, j: int) -> frozenset[str]:
        """The ids that cover order row j: its own, and those of its place and host and of all above them."""
        orders = self._problem.orders
        return frozenset((orders.id[j], *self._places[orders.place[j]], *self._hosts[orders.host[j]]))

    def rank(self, i: int, j: int) -> int | None:
        """The rank, from 0, of the dearest wish of person row i that covers order row j, else None."""
        covering = self.covering(j)
        return next(
            (rank for rank, each in enumerate(self._problem.people.wishes[i]) if each in covering), None
        )
