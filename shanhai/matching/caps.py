"""Rules that cap groups of one side: recognised without a row for every class, and counted for a plan.

"Each home organisation releases at most 3" is a cap for every organisation. Of each cap its members are kept,
so that a rule for 45,000 classes costs no more than one for a single class.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from shanhai.matching.groups import (
    EACH_PEOPLE,
    EVERYONE,
    ORDER_ATTRIBUTES,
    PEOPLE_ATTRIBUTES,
    orders_in,
    people_in,
)
from shanhai.matching.rules import AtMost, Floor

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from shanhai.matching.certificate import RowName
    from shanhai.matching.decided import Decided
    from shanhai.matching.problem import Problem, Rule
    from shanhai.matching.result import Plan
    from shanhai.matching.tables import Ints, Tables

PEOPLE, ORDERS = 0, 1


@dataclass(frozen=True, eq=False)
class Cap:
    """At most `cap` placements of a group of people (side 0), or in a group of orders (side 1).

    `name` is the row's in certificates; `members` are rows of people or orders, ascending.
    """

    name: RowName
    side: int
    members: Ints
    cap: int

    @property
    def rule(self) -> str:
        """The rule's id."""
        return self.name[1]


def caps_of(problem: Problem, rule: Rule) -> list[Cap] | None:
    """The caps that a hard rule stands for, in the order of its rows; None when it is of another nature."""
    if rule.strength != "hard" or not isinstance(rule, AtMost | Floor):
        return None
    if isinstance(rule, AtMost) and rule.pairs:
        return None
    group = rule.orders if isinstance(rule, AtMost) else EVERYONE
    who, where = people_in(problem.tables, rule.people), orders_in(problem.tables, group)
    by_people = rule.each in EACH_PEOPLE if rule.each else where.all()
    chosen, others, side = (who, where, PEOPLE) if by_people else (where, who, ORDERS)
    if not others.all():
        return None
    if not others.size or (rule.each and not chosen.any()):
        return []
    labelled = _classes(problem.tables, rule.each) if rule.each else [("", np.arange(len(chosen)))]
    caps = []
    for label, rows in labelled:
        members = rows[chosen[rows]]
        if len(members) or not rule.each:
            high = rule.limit if isinstance(rule, AtMost) else max(0, len(members) - rule.keep)
            caps.append(Cap(("rule", rule.id, label), side, members, high))
    return caps


def _classes(tables: Tables, each: str) -> Iterator[tuple[str, Ints]]:
    """The rows of every class by its own value, sorted by value; rows without one are in none."""
    attributes = PEOPLE_ATTRIBUTES if each in EACH_PEOPLE else ORDER_ATTRIBUTES
    own = np.array([words[0] if len(words) else "" for words in attributes[each](tables)], dtype=str)
    values, of = np.unique(own, return_inverse=True)
    by_class = np.argsort(of, kind="stable")
    edges = np.searchsorted(of[by_class], np.arange(len(values) + 1))
    for at, value in enumerate(values.tolist()):
        if value:
            yield value, by_class[edges[at] : edges[at + 1]]


class Fullness:
    """How full a plan makes every cap, and which rules keep people from seats.

    Parameters
    ----------
    problem : Problem
    plan : Plan
    caps : sequence of Cap
        Of all rules of the problem.
    decided : sequence of Decided
        Its pins and bans, which the plan keeps.

    Attributes
    ----------
    violations : dict of rule id to int
        Placements beyond the caps.
    """

    def __init__(
        self, problem: Problem, plan: Plan, caps: Sequence[Cap], decided: Sequence[Decided] = ()
    ) -> None:
        self.violations = {rule.id: 0 for rule in problem.rules}
        self._rank = {rule.id: at for at, rule in enumerate(problem.rules)}
        self._full: list[defaultdict[int, set[str]]] = [defaultdict(set), defaultdict(set)]
        used = (
            np.bincount(plan.i, minlength=problem.n_people),
            np.bincount(plan.j, minlength=problem.n_orders),
        )
        for cap in caps:
            over = int(used[cap.side][cap.members].sum()) - cap.cap
            self.violations[cap.rule] += max(0, over)
            if over >= 0:
                for member in cap.members.tolist():
                    self._full[cap.side][member].add(cap.rule)
        self._banned: defaultdict[int, dict[int, set[str]]] = defaultdict(dict)
        for each in decided:
            self._shut(each)
        empty = used[ORDERS] < problem.orders.seats
        sets: dict[frozenset[str], int] = {}
        full = self._full[ORDERS]
        self._set_of: Ints = np.array(
            [
                sets.setdefault(frozenset(full.get(j, ())), len(sets)) if empty[j] else -1
                for j in range(problem.n_orders)
            ],
            np.int64,
        )
        self._sets = list(sets)

    def _shut(self, ban: Decided) -> None:
        for side, members in ((PEOPLE, ban.edit.people), (ORDERS, ban.edit.orders)):
            for member in members:
                self._full[side][member].add(ban.name[1])
        for i, j in ban.edit.bans:
            self._banned[i].setdefault(j, set()).add(ban.name[1])

    def blocking(self, i: int, able: Ints) -> tuple[str, ...]:
        """The fewest rules that keep person row i from one of some order rows that has an empty seat.

        Orders that no rule keeps them from do not count. Returns: rule ids, as the problem lists them; ()
        when there is no such order.
        """
        mine: AbstractSet[str] = self._full[PEOPLE].get(i, frozenset())
        banned = self._banned.get(i, {})
        kind_of = self._set_of[able]
        # Orders that a ban shuts to this person alone are no longer of one kind with others.
        single = [at for at in np.flatnonzero(np.isin(able, list(banned))).tolist() if kind_of[at] >= 0]
        broken = [(mine | self._sets[kind_of[at]] | banned[int(able[at])], at) for at in single]
        kind_of[single] = -1
        kinds = np.flatnonzero(np.bincount(kind_of[kind_of >= 0], minlength=len(self._sets)))
        by_kind = {int(kind): mine | self._sets[kind] for kind in kinds}
        sizes = [len(rules) for rules in [*by_kind.values(), *(rules for rules, _ in broken)] if rules]
        if not sizes:
            return ()
        # Among equals that of the first order; looking for it takes a pass over the orders for each kind.
        fewest = min(sizes)
        broken += [(r, int(np.argmax(kind_of == k))) for k, r in by_kind.items() if len(r) == fewest]
        rules, _ = min(((r, at) for r, at in broken if len(r) == fewest), key=lambda each: each[1])
        return tuple(sorted(rules, key=self._rank.__getitem__))
