"""A budget: an amount for every placement, and a limit on their sum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from shanhai.matching.counting import classes_of, pair_faults, pairs_of
from shanhai.matching.distance import home_distance
from shanhai.matching.groups import EVERYONE, Group, Mask
from shanhai.matching.problem import Problem, Rule
from shanhai.matching.rows import Aux, Pairs, Row, Term, closed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shanhai.matching.tables import Tables

AMOUNTS = ("placement", "km", "given")
MOST_AMOUNT = 10**9
# Up to so many different amounts the placements of each are counted.
MOST_COUNTED = 8


@dataclass(frozen=True, kw_only=True)
class Budget(Rule):
    """As in "all journeys together at most 40,000 km": ``Budget(id=…, limit=40_000, per="km")``.

    `per` "placement" counts 1 each, "km" the whole kilometres from home organisation to order, rounded up
    (0 where a place has no coordinates), "given" the amounts listed as (person id, order id, amount), 0 for
    pairs not listed; an amount is from 0 to 1,000,000,000. Violation: units above the limit.
    """

    kind: ClassVar[str] = "budget"
    limit: int
    per: str = "given"
    amounts: tuple[tuple[str, str, int], ...] = ()
    people: Group = EVERYONE
    orders: Group = EVERYONE
    each: str = ""

    def faults(self, tables: Tables) -> list[tuple[str, str, str, str]]:
        out = [*super().faults(tables), *self.number_faults("limit", 0)]
        out += pair_faults(tables, "amounts", self.amounts, MOST_AMOUNT)
        if self.per not in AMOUNTS:
            out.append(("per", "unknown", self.per, "one of " + ", ".join(AMOUNTS)))
        return out

    def rows(self, problem: Problem) -> list[Row]:
        out = []
        for label, who, where in classes_of(problem, self.people, self.orders, self.each):
            row = self._row(problem, label, who, where)
            out += [*_counts(row), row]
        return out

    def _row(self, problem: Problem, label: str, who: Mask, where: Mask) -> Row:
        if self.per == "given":
            return Row(closed(label), pairs=pairs_of(problem, self.amounts, who, where), high=self.limit)
        if self.per == "placement":
            return Row(label, (Term(who.astype(np.int64), where.astype(np.int64)),), high=self.limit)
        homes, km = home_distance(problem)
        terms = (Term(who * (homes == home), where * km[home]) for home in np.unique(homes[who]))
        return Row(label, tuple(term for term in terms if term.q.any()), high=self.limit)


def _counts(row: Row) -> Iterator[Row]:
    """How many placements have each amount, as numbers of their own, where few amounts occur again and again.

    They are whole, and once they are, little else is not: of the placements of one amount the best are taken.
    """
    if row.pairs is None:
        return
    i, j, value = row.pairs
    amounts, times = np.unique(value[value > 0], return_counts=True)
    if not 1 < len(amounts) <= MOST_COUNTED or times.max() == 1:
        return
    for amount in amounts:
        alike = value == amount
        count = Aux(f"{row.label}:{amount}", 0, int(alike.sum()))
        pairs = Pairs(i[alike], j[alike], np.ones(count.high, np.int64))
        yield Row(count.name, pairs=pairs, aux=((count, -1),), low=0, high=0, definition=True)
