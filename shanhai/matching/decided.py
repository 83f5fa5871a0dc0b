"""Hard pins and bans: recognised as decisions on single pairs, people or orders that go beside caps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from shanhai.matching.groups import orders_in, people_in
from shanhai.matching.network.replan import Edit
from shanhai.matching.rules import Ban, Pin

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from shanhai.matching.certificate import RowName
    from shanhai.matching.problem import Problem, Rule
    from shanhai.matching.scoring import Scoring
    from shanhai.matching.tables import Ints

MOST_PAIRS = 100_000
"""A ban of more pairs than this, of some people and some orders, is left to the other route."""


@dataclass(frozen=True, eq=False)
class Decided:
    """What one rule decides.

    Attributes
    ----------
    name : RowName
        The rule's row in certificates.
    edit : Edit
    """

    name: RowName
    edit: Edit

    @property
    def sign(self) -> int:
        """The sign of the row's price: what is pinned has a least, what is banned a most."""
        return -1 if self.edit.pins else 1

    def binds(self, gains: Callable[[Sequence[tuple[int, int]]], Ints]) -> bool:
        """Whether the rule holds anything back, by what pairs gain at the prices of fit."""
        if self.edit.people or self.edit.orders:
            return True
        return bool((self.sign * gains([*self.edit.pins, *self.edit.bans]) >= 0).any())


def decided_by(problem: Problem, scoring: Scoring, rule: Rule) -> Decided | None:
    """What a hard rule decides, or None when it is of another nature, or cannot hold."""
    if rule.strength != "hard":
        return None
    if isinstance(rule, Pin):
        edit = _pin(problem, scoring, rule)
    elif isinstance(rule, Ban):
        edit = _ban(problem, rule)
    else:
        return None
    return None if edit is None else Decided(("rule", rule.id, ""), edit)


def _pin(problem: Problem, scoring: Scoring, rule: Pin) -> Edit | None:
    pair = problem.person_row[rule.person], problem.order_row[rule.order]
    is_open = scoring.eligible(*(np.array([row]) for row in pair)).all()
    return Edit(pins=[pair]) if is_open else None


def _ban(problem: Problem, rule: Ban) -> Edit | None:
    who, where = people_in(problem.tables, rule.people), orders_in(problem.tables, rule.orders)
    people, orders = np.flatnonzero(who).tolist(), np.flatnonzero(where).tolist()
    if where.all():
        return Edit(people=people)
    if who.all():
        return Edit(orders=orders)
    if len(people) * len(orders) > MOST_PAIRS:
        return None
    return Edit(bans=[(i, j) for i in people for j in orders])
