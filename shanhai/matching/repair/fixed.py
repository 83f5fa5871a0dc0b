"""What people have fixed beside the rules: who is pinned where, and which pairs are banned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shanhai.matching.rules import Ban, Pin

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shanhai.matching.problem import Problem, Rule
    from shanhai.matching.repair.standing import Pair
    from shanhai.matching.rows import Term


@dataclass(frozen=True, eq=False)
class Fixed:
    """Hard pins as pairs of rows, and hard bans as products of people and orders."""

    pinned: frozenset[Pair]
    banned: tuple[Term, ...]

    @classmethod
    def by(cls, rules: Iterable[Rule], problem: Problem) -> Fixed:
        """What rules that are pins and bans fix."""
        made = list(rules)
        pinned = (
            (problem.person_row[rule.person], problem.order_row[rule.order])
            for rule in made
            if isinstance(rule, Pin)
        )
        banned = (rule.rows(problem) for rule in made if isinstance(rule, Ban))
        return cls(frozenset(pinned), tuple(term for rows in banned for row in rows for term in row.terms))

    def is_open(self, pair: Pair) -> bool:
        """Whether no ban is in the way of a pair."""
        i, j = pair
        return not any(term.p[i] * term.q[j] for term in self.banned)
