"""Four invented people, three orders and three counties, and what a rule makes of them."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pytest

from shanhai.matching.problem import Criterion, Problem, Rule
from shanhai.matching.rows import UNBOUNDED, Row
from shanhai.matching.tables import Fault, ProblemError
from shanhai.matching.violation import units

Fields = dict[str, Any]

# Bay and cape lie 50 km apart (30 east, 40 north); nobody has measured where vale lies.
PLACES: list[Fields] = [
    {"id": "land", "kind": "province"},
    {"id": "shore", "kind": "city", "parent": "land"},
    {"id": "bay", "kind": "county", "parent": "shore", "east": 0, "north": 0},
    {"id": "cape", "kind": "county", "parent": "shore", "traits": ["island"], "east": 30, "north": 40},
    {"id": "vale", "kind": "county", "parent": "land", "traits": ["mountain"]},
]
ORGANISATIONS: list[Fields] = [
    {"id": "clinic", "kind": "hospital", "place": "bay"},
    {"id": "ward", "kind": "hospital", "parent": "clinic", "place": "cape"},
    {"id": "school", "kind": "university", "place": "vale"},
]
CODES: list[Fields] = [{"id": "health"}, {"id": "nursing", "parent": "health"}, {"id": "law"}]
PEOPLE: list[Fields] = [
    {"id": "Ann", "home": "clinic", "level": 3, "groups": ["young"], "expertise": [("nursing", 4, True)]},
    {"id": "Bo", "home": "ward", "level": 2, "industry": "C135", "native": "bay"},
    {"id": "Cai", "home": "school", "level": 2, "groups": ["young"], "capacity": 2},
    {"id": "Dee"},
]
ORDERS: list[Fields] = [
    {"id": "boat", "place": "bay", "seats": 2, "minimum": 2, "direction": "down"},
    {"id": "desk", "host": "school", "tier": 2},
    {"id": "lamp", "place": "cape", "seats": 2, "minimum": 1, "direction": "down", "asks": [("health", 5)]},
]
NAMES = [row["id"] for row in PEOPLE]
TITLES = [row["id"] for row in ORDERS]


class Written(NamedTuple):
    """A row as a table: what each person (down) counts in each order (across), and the limits."""

    counts: list[list[int]]
    low: int | None
    high: int | None


def problem_of(*declared: Criterion | Rule, **changes: Any) -> Problem:
    """The cast under some criteria and rules; `changes` replace whole tables or settings."""
    given: dict[str, Any] = {
        "people": PEOPLE,
        "orders": ORDERS,
        "organisations": ORGANISATIONS,
        "places": PLACES,
        "expertise": CODES,
        "criteria": [each for each in declared if isinstance(each, Criterion)],
        "rules": [each for each in declared if isinstance(each, Rule)],
    }
    return Problem.of(**{**given, **changes})


def rows_of(rule: Rule) -> dict[str, Row]:
    """The rows of a rule over the cast, by label."""
    rows = rule.rows(problem_of(rule))
    assert len({row.label for row in rows}) == len(rows)
    return {row.label: row for row in rows}


def written(row: Row) -> Written:
    i, j = np.indices((len(PEOPLE), len(ORDERS))).reshape(2, -1)
    counts = row.on(i, j).reshape(len(PEOPLE), len(ORDERS)).tolist()
    low, high = (None if abs(limit) == UNBOUNDED else limit for limit in (row.low, row.high))
    return Written(counts, low, high)


def table_of(rule: Rule) -> dict[str, Written]:
    """The rows of a rule over the cast, as tables by label."""
    return {label: written(row) for label, row in rows_of(rule).items()}


def plan(text: str) -> tuple[Any, Any]:
    """Rows of people and orders from "Ann boat, Cai desk"."""
    pairs = [pair.split() for pair in text.split(", ")] if text else []
    i = np.array([NAMES.index(person) for person, _ in pairs], np.int64)
    return i, np.array([TITLES.index(order) for _, order in pairs], np.int64)


def units_of(rule: Rule, text: str) -> int:
    """By how many units a plan of the cast violates a rule."""
    return units(list(rows_of(rule).values()), len(ORDERS), *plan(text))


def faults_of(*declared: Criterion | Rule, **changes: Any) -> list[Fault]:
    """Everything wrong with the cast under these criteria and rules; it must be something."""
    with pytest.raises(ProblemError) as caught:
        problem_of(*declared, **changes)
    return list(caught.value.faults)


def told(*declared: Criterion | Rule, **changes: Any) -> list[tuple[str, str]]:
    """The same as (field, fault code)."""
    return [(fault.column, fault.code) for fault in faults_of(*declared, **changes)]
