"""Every rule a second time, by its own definition: by how many units a plan breaks it.

A `Count` looks at the plan alone, placement by placement. The same rules as linear rows, which the bounds
need, stand in `lines.py`; `Scope` says for both which people and orders each part of a rule is about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from shanhai.matching.proof.facts import Chain, Facts, tenths_of_km

if TYPE_CHECKING:
    from shanhai.matching.problem import Rule

Placed = Sequence[tuple[int, int]]

# Orders that name no place (or host) still are a class of their own for a team that stays together.
NOWHERE = "-"


class Scope:
    """Which people and orders a rule is about, and the classes into which its `each` takes them apart.

    Attributes
    ----------
    people, orders : list of bool
        Who and what is in the rule's groups.
    side : "people", "orders" or ""
        On which side the classes are; "" without `each`, when the one class has the label "".
    words : list of str
        The class of every row of that side, "" for none.
    labels : list of str
        The classes that have anybody or anything of the groups in them, sorted.
    """

    def __init__(self, rule: Any, facts: Facts) -> None:
        everyone = [True] * len(facts.people)
        self.people = facts.members(rule.people) if hasattr(rule, "people") else everyone
        self.orders = facts.chosen(rule.orders) if hasattr(rule, "orders") else [True] * len(facts.orders)
        self.side, self.words, self.labels = "", [""], [""]
        if rule.each:
            self.side, self.words = facts.own_words(rule.each)
            # A mix counts its people among everybody, so a class with anybody in it counts.
            of_people = everyone if rule.kind == "mix" else self.people
            inside = of_people if self.side == "people" else self.orders
            self.labels = sorted(
                {word for word, counts in zip(self.words, inside, strict=True) if word and counts}
            )

    def label(self, i: int, j: int) -> str:
        """The class of a placement."""
        return self.words[{"people": i, "orders": j, "": 0}[self.side]]

    def tally(self, placed: Placed) -> Counter[str]:
        """How many placements of the groups each class has."""
        return Counter(self.label(i, j) for i, j in placed if self.people[i] and self.orders[j])


class Count:
    """How far a plan is from keeping one rule. Subclasses know one kind each."""

    def __init__(self, rule: Rule, facts: Facts) -> None:
        self.rule: Any = rule
        self.facts = facts

    @cached_property
    def scope(self) -> Scope:
        return Scope(self.rule, self.facts)

    def units(self, placed: Placed) -> int:
        """Units of violation in the plan `placed`, rows of (person, order)."""
        raise NotImplementedError

    def names(self, i: int, j: int) -> tuple[str, str]:
        return self.facts.people[i].id, self.facts.orders[j].id


class Limit(Count):
    """A number of placements, of those on the listed pairs only where any are listed."""

    @cached_property
    def listed(self) -> set[tuple[str, str]]:
        return {(person, order) for person, order in self.rule.pairs}

    def tally(self, placed: Placed) -> Counter[str]:
        if self.rule.pairs:
            placed = [pair for pair in placed if self.names(*pair) in self.listed]
        return self.scope.tally(placed)


class AtMost(Limit):
    def units(self, placed: Placed) -> int:
        tally = self.tally(placed)
        return sum(max(0, tally[label] - self.rule.limit) for label in self.scope.labels)


class AtLeast(Limit):
    def units(self, placed: Placed) -> int:
        tally = self.tally(placed)
        return sum(max(0, self.rule.limit - tally[label]) for label in self.scope.labels)


class Mix(Count):
    """A share in percent: `each` narrows both those who are counted and those they are counted among."""

    def units(self, placed: Placed) -> int:
        scope, ours = self.scope, self.scope.tally(placed)
        everybody = Counter(scope.label(i, j) for i, j in placed if scope.orders[j])
        return sum(self._missing(ours[label], everybody[label]) for label in scope.labels)

    def _missing(self, ours: int, everybody: int) -> int:
        least, most = self.rule.least, self.rule.most
        short = 0 if least is None else up(least * everybody - 100 * ours, 100)
        over = 0 if most is None else up(100 * ours - most * everybody, 100)
        return max(0, short) + max(0, over)


class Balance(Count):
    """For every region of one kind: who comes into it, less who leaves an organisation in it."""

    def units(self, placed: Placed) -> int:
        people, orders = self.facts.people, self.facts.orders
        group, chosen = self.facts.members(self.rule.people), self.facts.chosen(self.rule.orders)
        surplus: Counter[str] = Counter()
        for i, j in placed:
            if group[i] and chosen[j]:
                surplus[region_of(orders[j].place, self.rule.region, self.facts)] += 1
                surplus[region_of(people[i].home_place, self.rule.region, self.facts)] -= 1
        regions = [name for name, kind in self.facts.regions.items() if kind == self.rule.region]
        return sum(max(0, abs(surplus[name]) - self.rule.tolerance) for name in regions)


class Floor(Count):
    """All of a group but `keep` may be placed; where `keep` is more than the group, nobody may."""

    def units(self, placed: Placed) -> int:
        scope = self.scope
        sizes = Counter(scope.label(i, 0) for i, inside in enumerate(scope.people) if inside)
        tally = scope.tally(placed)
        may_leave = {label: max(0, sizes[label] - self.rule.keep) for label in scope.labels}
        return sum(max(0, tally[label] - may_leave[label]) for label in scope.labels)


class Budget(Count):
    """A sum over placements: of ones, of kilometres, or of the amounts listed."""

    @cached_property
    def listed(self) -> Counter[tuple[str, str]]:
        amounts: Counter[tuple[str, str]] = Counter()
        for person, order, amount in self.rule.amounts:
            amounts[person, order] += int(amount)
        return amounts

    def units(self, placed: Placed) -> int:
        spent: Counter[str] = Counter()
        for i, j in placed:
            if self.scope.people[i] and self.scope.orders[j]:
                spent[self.scope.label(i, j)] += self.amount(i, j)
        return sum(max(0, spent[label] - self.rule.limit) for label in self.scope.labels)

    def amount(self, i: int, j: int) -> int:
        """What placement (i, j) costs."""
        if self.rule.per == "placement":
            return 1
        if self.rule.per == "km":
            return whole_km(self.facts.people[i].home_spot, self.facts.orders[j].spot)
        return self.listed[self.names(i, j)]


class Team(Count):
    """All members as often as each other: in every class of `together` apart, or over the whole plan."""

    def units(self, placed: Placed) -> int:
        classes = team_classes(self.rule.together, self.facts)
        taken = Counter((self.facts.people[i].id, classes[j]) for i, j in placed)
        members = self.rule.members
        return sum(least_change([taken[member, name] for member in members]) for name in set(classes))


class Pin(Count):
    """One placement that must be there."""

    def units(self, placed: Placed) -> int:
        return int((self.rule.person, self.rule.order) not in {self.names(i, j) for i, j in placed})


class Ban(Count):
    """Placements that must not be there."""

    def units(self, placed: Placed) -> int:
        group, chosen = self.facts.members(self.rule.people), self.facts.chosen(self.rule.orders)
        return sum(1 for i, j in placed if group[i] and chosen[j])


class OrderMinimum(Count):
    """Every order has its minimum or, where that is allowed, nobody at all."""

    def units(self, placed: Placed) -> int:
        filled = Counter(j for _, j in placed)
        chosen = self.facts.chosen(self.rule.orders)
        missing = 0
        for j, order in enumerate(self.facts.orders):
            if chosen[j]:
                short = max(0, order.minimum - filled[j])
                missing += min(short, filled[j]) if self.rule.or_none else short
        return missing


def up(number: int, by: int) -> int:
    """number / by, rounded up."""
    return -(-number // by)


def whole_km(start: Any, end: Any) -> int:
    """Kilometres between two spots, rounded to a tenth and then up; 0 where a spot is unknown."""
    tenths = tenths_of_km(start, end)
    return 0 if tenths is None else up(tenths, 10)


def region_of(chain: Chain, kind: str, facts: Facts) -> str:
    """The nearest place of one kind at or above a place; "" for none."""
    return next((place for place in chain if facts.regions[place] == kind), "")


def team_classes(together: str, facts: Facts) -> list[str]:
    """The class of every order for a team: its id, its own place or host, or one class for all."""
    if not together:
        return [""] * len(facts.orders)
    if together == "order":
        return [sealed(order.id) for order in facts.orders]
    chains = [order.place if together == "place" else order.host for order in facts.orders]
    return [sealed(chain[0]) if chain else NOWHERE for chain in chains]


def sealed(word: str) -> str:
    """A class's word without a colon, and other than `NOWHERE`: names of rows are put together from it."""
    if word == NOWHERE:
        return "%2D"
    return "".join({"%": "%25", ":": "%3A"}.get(letter, letter) for letter in word)


def least_change(counts: list[int]) -> int:
    """How little the counts must change in all until they are equal: to their median."""
    middle = sorted(counts)[len(counts) // 2]
    return sum(abs(count - middle) for count in counts)


COUNTS: dict[str, type[Count]] = {
    "at_most": AtMost,
    "at_least": AtLeast,
    "mix": Mix,
    "balance": Balance,
    "floor": Floor,
    "budget": Budget,
    "team": Team,
    "pin": Pin,
    "ban": Ban,
    "order_minimum": OrderMinimum,
}


def counts(rules: tuple[Rule, ...], facts: Facts) -> list[Count]:
    """A count for every rule. Raises: KeyError for a kind that nobody has read yet."""
    return [COUNTS[rule.kind](rule, facts) for rule in rules]
