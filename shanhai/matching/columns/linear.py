"""Rules, stages and limits in one form: linear functions of the pairs and of a few extra whole numbers.

A `Model` knows every row and every stage of a problem; it is what the relaxation, the search and the
certificate of the
route for rules that do not nest are built on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from shanhai.matching import ties
from shanhai.matching.blas import one_thread
from shanhai.matching.rows import UNBOUNDED, Pairs, Row, Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from shanhai.matching.certificate import RowName, Variable
    from shanhai.matching.tables import Floats, Ints


# The least and the most that something can come to.
Ends = tuple[int, int]


@dataclass(frozen=True, eq=False)
class Linear:
    """``sum over the plan of (terms + pairs + fit * score + key of the tie round) + sum of extras``.

    `extras` maps the number of an extra variable to its coefficient.
    """

    terms: tuple[Term, ...] = ()
    pairs: Pairs | None = None
    fit: int = 0
    tie: int = 0
    extras: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Limit:
    """A row of the model: ``low <= function <= high``."""

    name: RowName
    function: Linear
    low: int = -UNBOUNDED
    high: int = UNBOUNDED


@dataclass(frozen=True, eq=False)
class Stage:
    """A stage of the objective: its name and the function to make large.

    `limits` come with it; `under` are prices of whole units by which it cannot pass the stage before it.
    """

    name: str
    function: Linear
    limits: tuple[Limit, ...] = ()
    under: Mapping[RowName, int] = field(default_factory=dict)


@dataclass
class Extras:
    """The variables that are not pairs: the rules' own numbers and the units of violation. All are whole."""

    names: list[Variable] = field(default_factory=list)
    low: list[int] = field(default_factory=list)
    high: list[int] = field(default_factory=list)

    def add(self, name: Variable, low: int, high: int) -> int:
        self.names.append(name)
        self.low.append(low)
        self.high.append(high)
        return len(self.names) - 1

    def copy(self) -> Extras:
        return Extras(list(self.names), list(self.low), list(self.high))

    def __len__(self) -> int:
        return len(self.names)


def limit_of(
    rule: str, row: Row, ends: Ends, extras: Extras, soft: bool, numbers: dict[Variable, int]
) -> tuple[Limit, list[int]]:
    """A rule's row as a limit, with units of violation where it is `soft`.

    `ends` are the row's `extremes`; `numbers` remembers the rule's own variables, which its rows share.
    Returns: the limit, and the numbers of the violation variables made for it.
    """
    own: dict[int, int] = {}
    for aux, coefficient in row.aux:
        name = ("aux", rule, aux.name)
        if name not in numbers:
            numbers[name] = extras.add(name, aux.low, aux.high)
        own[numbers[name]] = own.get(numbers[name], 0) + coefficient
    slacks = []
    if soft and not row.definition:
        least, most = ends
        for kind, missing, sign, is_open in (
            ("short", row.low - least, 1, row.low <= -UNBOUNDED),
            ("over", most - row.high, -1, row.high >= UNBOUNDED),
        ):
            if missing > 0 and not is_open:
                slacks.append(extras.add((kind, rule, row.label), 0, -(-missing // row.unit)))
                own[slacks[-1]] = sign * row.unit
    function = Linear(row.terms, row.pairs, extras=own)
    return Limit(("rule", rule, row.label), function, row.low, row.high), slacks


def largest(function: Linear, n: int, most_fit: int) -> int:
    """No pair of n people and any order counts for more than this, where no fit is above `most_fit`."""
    of_terms = np.zeros(n, np.int64)
    for p, q in function.terms:
        of_terms += np.abs(p) * int(np.abs(q).max(initial=0))
    most = int(of_terms.max(initial=0)) + abs(function.fit) * most_fit + (bool(function.tie) << ties.BITS)
    return most + (0 if function.pairs is None else int(np.abs(function.pairs.value).max(initial=0)))


def extremes(row: Row) -> Ends:
    """The least and the most the row could come to if every pair were free. A bound, far from tight."""
    least = sum(min(c * aux.low, c * aux.high) for aux, c in row.aux)
    most = sum(max(c * aux.low, c * aux.high) for aux, c in row.aux)
    if row.pairs is not None:
        least += int(np.minimum(row.pairs.value, 0).sum())
        most += int(np.maximum(row.pairs.value, 0).sum())
    if row.terms:
        low, high = _term_extremes(row.terms)
        least, most = least + low, most + high
    return least, most


def _term_extremes(terms: tuple[Term, ...]) -> tuple[int, int]:
    """Sums over all pairs of the negative and of the positive coefficients of a sum of products."""
    if len(terms) == 1:
        p, q = terms[0]
        up, down = int(np.maximum(p, 0).sum()), int(np.minimum(p, 0).sum())
        right, left = int(np.maximum(q, 0).sum()), int(np.minimum(q, 0).sum())
        return up * left + down * right, up * right + down * left
    # People alike in every p and orders alike in every q are counted together.
    p, p_count = np.unique(np.stack([term.p for term in terms]), axis=1, return_counts=True)
    q, q_count = np.unique(np.stack([term.q for term in terms]), axis=1, return_counts=True)
    coefficient, times = p.T @ q, np.outer(p_count, q_count)
    return int((np.minimum(coefficient, 0) * times).sum()), int((np.maximum(coefficient, 0) * times).sum())


class Products:
    """Many functions' terms at once: their priced sum over blocks of people.

    Vectors that occur more than once are kept once: a hundred rules "per home organisation" share one. Terms
    that are alike for all people are one number for each order, and the other way round.
    """

    def __init__(self, functions: Iterable[Linear], n: int, m: int) -> None:
        self.n, self.m = n, m
        self._of_orders: list[tuple[int, int, Ints]] = []
        self._of_people: list[tuple[int, int, Ints]] = []
        self._mixed: list[tuple[int, int, Ints]] = []
        self._q: list[Ints] = []
        seen: dict[bytes, int] = {}
        for row, function in enumerate(functions):
            for term in function.terms:
                self._take(row, term, seen)

    def _take(self, row: int, term: Term, seen: dict[bytes, int]) -> None:
        if (term.p == term.p[:1]).all():
            self._of_orders.append((row, int(term.p[0]) if self.n else 0, term.q))
        elif (term.q == term.q[:1]).all():
            self._of_people.append((row, int(term.q[0]) if self.m else 0, term.p))
        else:
            at = seen.setdefault(term.q.tobytes(), len(self._q))
            if at == len(self._q):
                self._q.append(term.q)
            self._mixed.append((row, at, term.p))

    def priced(self, prices: Floats) -> Priced:
        """The sum over functions of price times coefficient."""
        person, order = np.zeros(self.n), np.zeros(self.m)
        for row, times, q in self._of_orders:
            if prices[row]:
                order += prices[row] * times * q
        for row, times, p in self._of_people:
            if prices[row]:
                person += prices[row] * times * p
        used = sorted({at for row, at, _ in self._mixed if prices[row]})
        place = {at: k for k, at in enumerate(used)}
        weight = np.zeros((len(used), self.n))
        for row, at, p in self._mixed:
            if prices[row]:
                weight[place[at]] += prices[row] * p
        side: Floats = np.array([self._q[at] for at in used], np.float64).reshape(-1, self.m)
        return Priced(person, order, weight, side)


@dataclass(frozen=True, eq=False)
class Priced:
    """A number for every pair: ``person[i] + order[j] + weight[:, i] @ q[:, j]``, float64."""

    person: Floats
    order: Floats
    weight: Floats
    q: Floats

    def block(self, start: int, stop: int) -> Floats:
        """For people start to stop and all orders. Returns: float64 (people, n_orders)."""
        with one_thread():
            out: Floats = self.weight[:, start:stop].T @ self.q
        out += self.order
        out += self.person[start:stop, None]
        return out

    def largest(self) -> float:
        """No sum of these, nor any part of one, is larger in size."""
        return float(
            np.abs(self.person).max(initial=0.0)
            + np.abs(self.order).max(initial=0.0)
            + (np.abs(self.weight).max(1, initial=0.0) * np.abs(self.q).max(1, initial=0.0)).sum()
        )
