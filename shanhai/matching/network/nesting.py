"""People and orders with capacities, nested groups (laminar caps) above them, and the scores between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from shanhai.matching.factors import Factors

Ints = NDArray[np.int64]
Words = NDArray[np.uint64]

NO_CAP = -1
NO_GROUP = -1


@dataclass(frozen=True)
class Nesting:
    """One side of the plan: how often each member may be used, and the caps of the groups it lies in.

    Attributes
    ----------
    size : int64 (members,)
        Units of each member: a person's capacity, an order's seats; 0 or more.
    group : int64 (members,)
        The innermost group of each member, ``NO_GROUP`` for none.
    parent : int64 (groups,)
        The group around each group, ``NO_GROUP`` for none; groups form a forest.
    cap : int64 (groups,)
        Most units used by all members inside, ``NO_CAP`` for no limit.
    many : int64 (members,) or None
        How many alike each entry stands for (see `alike`), `size` being the units of all of them; None: one.
    """

    size: Ints
    group: Ints
    parent: Ints
    cap: Ints
    many: Ints | None = None

    @property
    def count(self) -> Ints:
        """How many members each entry stands for: int64 (members,)."""
        return np.ones(len(self.size), np.int64) if self.many is None else self.many

    @property
    def each(self) -> Ints:
        """Units of every single one of the members that an entry stands for: int64 (members,)."""
        return self.size if self.many is None else self.size // self.many

    @classmethod
    def of(
        cls,
        size: object,
        group: object = None,
        parent: object = None,
        cap: object = None,
        *,
        what: str = "members",
    ) -> Nesting:
        """Build one side from array-likes; groups default to none, caps to no limit.

        Raises
        ------
        ValueError
            When a size is negative, a group does not exist, or groups contain each other in a ring.
        """
        sizes = _ints(size)
        groups = np.full(len(sizes), NO_GROUP, np.int64) if group is None else _ints(group)
        caps = _ints(cap) if cap is not None else np.full(int(groups.max(initial=-1)) + 1, NO_CAP, np.int64)
        parents = np.full(len(caps), NO_GROUP, np.int64) if parent is None else _ints(parent)
        side = cls(sizes, groups, parents, caps)
        side._check(what)
        return side

    def _check(self, what: str) -> None:
        if len(self.group) != len(self.size) or len(self.parent) != len(self.cap):
            raise ValueError(
                f"{what}: {len(self.size)} sizes and {len(self.group)} groups, {len(self.cap)} caps and "
                f"{len(self.parent)} parents: give one group per member and one parent per cap."
            )
        if (self.size < 0).any():
            bad = int(np.flatnonzero(self.size < 0)[0])
            raise ValueError(f"{what}: size {self.size[bad]} at index {bad}; give 0 or more.")
        for name, values in (("group", self.group), ("parent", self.parent)):
            wrong = np.flatnonzero((values < NO_GROUP) | (values >= len(self.cap)))
            if len(wrong):
                raise ValueError(
                    f"{what}: {name} {values[wrong[0]]} at index {wrong[0]}; "
                    f"give -1 for none or one of 0 … {len(self.cap) - 1}."
                )
        self.outside_in()

    def outside_in(self) -> list[int]:
        """Groups, each after the group around it; ValueError when they contain each other in a ring."""
        order: list[int] = []
        placed = np.zeros(len(self.cap), bool)
        waiting = list(range(len(self.cap)))
        while waiting:
            ready = [g for g in waiting if self.parent[g] < 0 or placed[self.parent[g]]]
            if not ready:
                raise ValueError(
                    f"groups {waiting[:5]} contain each other in a ring; give each one parent at most."
                )
            order += ready
            placed[ready] = True
            waiting = [g for g in waiting if not placed[g]]
        return order

    def effective_cap(self) -> Ints:
        """Caps as finite numbers: int64 (groups,).

        A cap that can never bind becomes one more than everything inside, so that its price stays 0.
        """
        use = np.bincount(self.group[self.group >= 0], self.size[self.group >= 0], len(self.cap)).astype(
            np.int64
        )
        cap = self.cap.copy()
        for g in reversed(self.outside_in()):
            cap[g] = use[g] + 1 if cap[g] == NO_CAP else min(cap[g], use[g] + 1)
            if self.parent[g] >= 0:
                use[self.parent[g]] += min(cap[g], use[g])
        return cap

    def closed(self) -> NDArray[np.bool_]:
        """Members that cannot be used at all (size 0, or a cap of 0 above): bool (members,)."""
        shut = np.zeros(len(self.cap) + 1, bool)
        for g in self.outside_in():
            shut[g] = self.cap[g] == 0 or (self.parent[g] >= 0 and shut[self.parent[g]])
        return np.asarray((self.size == 0) | shut[self.group])

    def inside(self, used: Ints) -> Ints:
        """Units used in each group, those around it included: int64 (groups,), from int64 (members,)."""
        kept = self.group >= 0
        total = np.bincount(self.group[kept], used[kept], len(self.cap)).astype(np.int64)
        for g in reversed(self.outside_in()):
            if self.parent[g] >= 0:
                total[self.parent[g]] += total[g]
        return total

    def is_like(self, other: Nesting) -> bool:
        """Whether all sizes, groups and caps are the same."""
        names = ("size", "group", "parent", "cap", "count")
        return all(np.array_equal(getattr(self, name), getattr(other, name)) for name in names)

    def select(self, members: Ints) -> Nesting:
        """The same groups with some of the members only."""
        many = None if self.many is None else self.many[members]
        return Nesting(self.size[members], self.group[members], self.parent, self.cap, many)

    def sum_up(self, price: Ints) -> Ints:
        """Prices of groups added up along the way out, per member: int64 (members,)."""
        total = np.zeros(len(self.cap) + 1, np.int64)
        for g in self.outside_in():
            total[g] = price[g] + (total[self.parent[g]] if self.parent[g] >= 0 else 0)
        return total[self.group]


@dataclass(frozen=True)
class NestedProblem:
    """People, orders, their scores and the nested caps on either side.

    Attributes
    ----------
    factors : Factors
        Scores of all pairs in factor form.
    people, orders : Nesting
        Capacities and home groups; seats and host groups.
    tier : int64 (m,) or None
        Priority of each order, 1 the most urgent; None: all alike.
    person_words, order_words : uint64 (n,), (m,) or None
        64 stable bits for each id, for the tie stage; None: row numbers (then the order of rows matters).
    """

    factors: Factors
    people: Nesting
    orders: Nesting
    tier: Ints | None = None
    person_words: Words | None = None
    order_words: Words | None = None

    def __post_init__(self) -> None:
        for name, side, count in (
            ("people", self.people, self.factors.n),
            ("orders", self.orders, self.factors.m),
        ):
            if len(side.size) != count:
                raise ValueError(
                    f"{len(side.size)} {name} have a size but {count} have factors: give one each."
                )
        if self.tier is not None and len(self.tier) != self.factors.m:
            raise ValueError(f"{len(self.tier)} tiers for {self.factors.m} orders: give one each.")

    def words(self) -> tuple[Words, Words]:
        """64 bits for each person and order; row numbers where none were given."""
        i, j = self.person_words, self.order_words
        return (
            np.arange(self.factors.n, dtype=np.uint64) if i is None else i,
            np.arange(self.factors.m, dtype=np.uint64) if j is None else j,
        )

    def is_like(self, other: NestedProblem) -> bool:
        """Whether everything is the same, the very same factors included."""
        sides = self.people.is_like(other.people) and self.orders.is_like(other.orders)
        one, another = (np.zeros(0) if each.tier is None else each.tier for each in (self, other))
        words = zip(self.words(), other.words(), strict=True)
        return (
            self.factors is other.factors
            and sides
            and np.array_equal(one, another)
            and all(np.array_equal(*each) for each in words)
        )

    def select(self, people: Ints, orders: Ints) -> NestedProblem:
        """The problem among some people and orders, renumbered; groups stay."""
        return NestedProblem(
            self.factors.select(people, orders),
            self.people.select(people),
            self.orders.select(orders),
            None if self.tier is None else self.tier[orders],
            None if self.person_words is None else self.person_words[people],
            None if self.order_words is None else self.order_words[orders],
        )


def _ints(values: object) -> Ints:
    out = np.asarray(values)
    if out.dtype.kind not in "iub" and out.size:
        raise ValueError(f"whole numbers are expected, not {out.dtype}.")
    return out.astype(np.int64)
