"""The matching problem: tables, criteria, rules and the committed seed; checked when built, never changed.

A `Problem` holds *raw* data and *declarations*. What a criterion scores and what a rule demands is compiled
elsewhere (`criteria`, `rules`) and, for the proof, read a second time (`proof`).
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from shanhai.matching.groups import (
    EACH_ORDERS,
    EACH_PEOPLE,
    EVERYONE,
    Group,
    orders_in,
    people_in,
)
from shanhai.matching.parameters import is_whole, number_faults
from shanhai.matching.reading import read_tables
from shanhai.matching.tables import (
    Expertise,
    Fault,
    Orders,
    Organisations,
    People,
    Places,
    ProblemError,
    Rows,
    Tables,
    plain_rows,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shanhai.matching.rows import Columns, Row

# Fit is counted in points: a criterion gives 0 to FULL points times its weight. What an order does not ask
# for gives everybody half, so that asking for nothing neither draws people nor repels them.
FULL = 1000
UNASKED = 500
# Missing one hard condition costs more than the heaviest fit: a pair is eligible when its score is not
# negative.
BARRED = -(2**18)
MOST_WEIGHT = 250
MOST_RULE_WEIGHT = 10**6

STRENGTHS = ("hard", "elastic", "priced")
# Fields of criteria and rules whose order means nothing.
UNORDERED = frozenset({"pairs", "amounts", "members"})


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """What scores a pair.

    A soft criterion gives ``weight * (0 … FULL)`` points; a hard one has no weight and bars.
    """

    kind: ClassVar[str]
    hard: ClassVar[bool] = False
    weight: int = 0

    def __post_init__(self) -> None:
        _freeze_lists(self)

    def faults(self, tables: Tables) -> list[tuple[str, str, str, str]]:
        """What is wrong with the parameters: (field, fault code, given, wanted)."""
        return [] if self.hard else number_faults("weight", self.weight, 0, MOST_WEIGHT)

    @property
    def most(self) -> int:
        """The most points that a pair can get, weight included."""
        return 0 if self.hard else self.weight * FULL

    def compile(self, problem: Problem) -> Columns:
        """The criterion as factor columns (see `rows.Columns`). Every criterion defines this."""
        raise NotImplementedError(self.kind)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What a plan must keep (hard), should keep (elastic) or may bend at a price (priced).

    `weight` counts one unit of violation: in stage 1 for an elastic rule, in fit points for a priced one;
    for a hard rule it is used only to name the cheapest bend when hard rules cannot all hold.
    """

    kind: ClassVar[str]
    id: str
    strength: str = "hard"
    weight: int = 1

    def __post_init__(self) -> None:
        _freeze_lists(self)

    def faults(self, tables: Tables) -> list[tuple[str, str, str, str]]:
        """What is wrong with the parameters: (field, fault code, given, wanted)."""
        out = []
        if not isinstance(self.id, str) or not self.id.strip():
            out.append(("id", "missing", "", "an id"))
        if self.strength not in STRENGTHS:
            out.append(("strength", "unknown", str(self.strength), "one of " + ", ".join(STRENGTHS)))
        out += self.number_faults("weight", 1, MOST_RULE_WEIGHT)
        for name, choose in (("people", people_in), ("orders", orders_in)):
            group = getattr(self, name, EVERYONE)
            out += self._group_faults(name, group, choose, tables)
        each = getattr(self, "each", "")
        if each and each not in EACH_PEOPLE + EACH_ORDERS:
            out.append(("each", "unknown", each, "one of " + ", ".join(EACH_PEOPLE + EACH_ORDERS)))
        return out

    def number_faults(self, name: str, low: int, high: int = 2**31) -> list[tuple[str, str, str, str]]:
        """The fault of a field that must hold a whole number from `low` to `high`, if any."""
        return number_faults(name, getattr(self, name), low, high)

    def rows(self, problem: Problem) -> list[Row]:
        """The rule as linear rows (see `rows.Row`). Every rule defines this."""
        raise NotImplementedError(self.kind)

    @staticmethod
    def _group_faults(name: str, group: Any, choose: Any, tables: Tables) -> list[tuple[str, str, str, str]]:
        if not isinstance(group, Group):
            return [(name, "unknown", str(group), "a group")]
        if group == EVERYONE:
            return []
        try:
            empty = not choose(tables, group).any()
        except ValueError as error:
            return [(name, "unknown", str(group), str(error))]
        return [(name, "empty_group", str(group), "")] if empty else []


def _freeze_lists(declared: Criterion | Rule) -> None:
    """Turn fields given as lists into tuples, so that nobody can change them later."""
    for field in dataclasses.fields(declared):
        value = getattr(declared, field.name)
        if isinstance(value, list):
            frozen = tuple(tuple(item) if isinstance(item, list) else item for item in value)
            object.__setattr__(declared, field.name, frozen)


@dataclass(frozen=True, eq=False)
class Problem:
    """Everything a plan depends on. Build it with `Problem.of`.

    Attributes
    ----------
    tables : Tables
    criteria : tuple of Criterion
    rules : tuple of Rule
    seed : str
        Committed before names were seen; decides between plans that are equal in everything else.
    fair_over : str
        "" for no fairness stage, else "place" or "host": leximin over what each could fill alone.
    """

    tables: Tables
    criteria: tuple[Criterion, ...]
    rules: tuple[Rule, ...]
    seed: str
    fair_over: str = ""

    @classmethod
    def of(
        cls,
        *,
        people: Rows,
        orders: Rows,
        organisations: Rows = (),
        places: Rows = (),
        expertise: Rows = (),
        criteria: Sequence[Criterion] = (),
        rules: Sequence[Rule] = (),
        seed: str = "",
        fair_over: str = "",
    ) -> Problem:
        """Build a problem from rows of plain values (see `tables.FIELDS` for the keys).

        Raises
        ------
        ProblemError
            With every fault found, when any row, criterion or rule is wrong.
        """
        tables, faults = read_tables(
            people=people, orders=orders, organisations=organisations, places=places, expertise=expertise
        )
        problem = cls(tables, tuple(criteria), tuple(rules), seed, fair_over)
        faults += problem.faults()
        if faults:
            raise ProblemError(faults)
        return problem

    def faults(self) -> list[Fault]:
        """What is wrong with the criteria, the rules and the settings (tables are checked by
        `read_tables`).
        """
        out = []
        for at, criterion in enumerate(self.criteria):
            out += [
                Fault("criteria", at, *fault, id=criterion.kind) for fault in criterion.faults(self.tables)
            ]
        seen: dict[str, int] = {}
        for at, rule in enumerate(self.rules):
            out += [Fault("rules", at, *fault, id=rule.id) for fault in rule.faults(self.tables)]
            if seen.setdefault(rule.id, at) != at:
                out.append(
                    Fault("rules", at, "id", "duplicate", rule.id, f"row {seen[rule.id] + 1}", rule.id)
                )
        weights = sum(c.weight for c in self.criteria if not c.hard and is_whole(c.weight))
        if weights > MOST_WEIGHT:
            out.append(Fault("criteria", 0, "weight", "too_heavy", str(weights), f"{MOST_WEIGHT} in all"))
        if self.fair_over not in ("", "place", "host"):
            out.append(
                Fault("criteria", 0, "fair_over", "unknown", self.fair_over, "place or host, or nothing")
            )
        return out

    def replace(self, **changes: Any) -> Problem:
        """The same problem with other criteria, rules, seed or fairness, checked again."""
        problem = dataclasses.replace(self, **changes)
        if faults := problem.faults():
            raise ProblemError(faults)
        return problem

    def with_rule(self, rule: Rule) -> Problem:
        """The same problem with a rule added, or in the place of the one with its id.

        Raises: ProblemError when the rule is faulty; all others have been checked.
        """
        others = tuple(each for each in self.rules if each.id != rule.id)
        if faults := [Fault("rules", len(others), *fault, id=rule.id) for fault in rule.faults(self.tables)]:
            raise ProblemError(faults)
        return dataclasses.replace(self, rules=(*others, rule))

    @property
    def people(self) -> People:
        return self.tables.people

    @property
    def orders(self) -> Orders:
        return self.tables.orders

    @property
    def organisations(self) -> Organisations:
        return self.tables.organisations

    @property
    def places(self) -> Places:
        return self.tables.places

    @property
    def expertise(self) -> Expertise:
        return self.tables.expertise

    @property
    def n_people(self) -> int:
        return len(self.people.id)

    @property
    def n_orders(self) -> int:
        return len(self.orders.id)

    @cached_property
    def person_row(self) -> dict[str, int]:
        return {name: row for row, name in enumerate(self.people.id)}

    @cached_property
    def order_row(self) -> dict[str, int]:
        return {name: row for row, name in enumerate(self.orders.id)}

    @property
    def _declared(self) -> tuple[Criterion | Rule, ...]:
        return (*self.criteria, *self.rules)

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 over everything the plan depends on; the order of rows does not change it."""
        rows = plain_rows(self.tables)
        return _digest(
            [self.rules_fingerprint, {name: sorted(map(json.dumps, rows[name])) for name in sorted(rows)}]
        )

    @cached_property
    def rules_fingerprint(self) -> str:
        """SHA-256 over criteria, rules, seed and fairness alone: what is frozen before any name is seen."""
        declared = sorted(json.dumps(_declaration(each), sort_keys=True) for each in self._declared)
        return _digest([declared, self.seed, self.fair_over])


def _declaration(each: Criterion | Rule) -> list[Any]:
    fields = dataclasses.asdict(each)
    return [each.kind, fields | {name: sorted(fields[name]) for name in UNORDERED & fields.keys()}]


def _digest(parts: Any) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()
