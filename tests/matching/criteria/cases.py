"""A small invented province, and problems made from it by one field or by chance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from shanhai.matching.criteria import (
    Dates,
    Direction,
    Experience,
    Expertise,
    Given,
    HostWishes,
    Industry,
    Level,
    LevelRange,
    OrganisationKind,
    PersonWishes,
    Qualified,
    Recused,
    Travel,
    compile_all,
)
from shanhai.matching.problem import Criterion, Problem
from shanhai.matching.tables import month

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shanhai.matching.tables import Ints

Row = dict[str, Any]

# One province, two cities of two counties; the last county has a township. Distances make 3-4-5 triangles.
PLACES: list[Row] = [
    {"id": "province"},
    {"id": "north", "parent": "province", "east": 0, "north": 0},
    {"id": "south", "parent": "province", "east": 30, "north": 40},
    {"id": "pine", "parent": "north", "east": 3, "north": 4},
    {"id": "reed", "parent": "north", "east": 300, "north": 400},
    {"id": "shell", "parent": "south", "east": 60, "north": 80},
    {"id": "gull", "parent": "south"},
    {"id": "cove", "parent": "gull", "east": 0, "north": 1000},
]
ORGANISATIONS: list[Row] = [
    {"id": "university", "kind": "university", "place": "north"},
    {"id": "ministry", "kind": "organ", "place": "south"},
    {"id": "pine hospital", "kind": "hospital", "place": "pine"},
    {"id": "pine ward", "kind": "hospital", "place": "pine", "parent": "pine hospital"},
    {"id": "shell firm", "kind": "firm", "place": "shell"},
    {"id": "cove school", "kind": "school", "place": "cove"},
]
EXPERTISE: list[Row] = [
    {"id": "health"},
    {"id": "surgery", "parent": "health"},
    {"id": "heart surgery", "parent": "surgery"},
    {"id": "nursing", "parent": "health"},
    {"id": "energy"},
    {"id": "hydropower", "parent": "energy"},
]


def problem_of(people: Sequence[Row], orders: Sequence[Row], *criteria: Criterion) -> Problem:
    """A problem in the invented province; people are p0, p1 …, orders o0, o1 … unless they have ids."""
    return Problem.of(
        people=[{"id": f"p{at}", **row} for at, row in enumerate(people)],
        orders=[{"id": f"o{at}", **row} for at, row in enumerate(orders)],
        organisations=ORGANISATIONS,
        places=PLACES,
        expertise=EXPERTISE,
        criteria=criteria,
    )


def scores_of(people: Sequence[Row], orders: Sequence[Row], *criteria: Criterion) -> list[list[int]]:
    """The scores of all pairs, one list a person."""
    scores: list[list[int]] = compile_all(problem_of(people, orders, *criteria)).block(slice(None)).tolist()
    return scores


def every_criterion() -> tuple[Criterion, ...]:
    """One of each kind, with weights that differ; `Given` lists pairs that `chance_rows` always has."""
    return (
        Expertise(weight=30),
        Industry(weight=13),
        Level(weight=11),
        OrganisationKind(
            weight=7, table=(("university", "hospital", 900), ("organ", "firm", 400)), otherwise=100
        ),
        PersonWishes(weight=9, rest=50),
        HostWishes(weight=5),
        Travel(weight=8, full_km=300),
        Experience(weight=6),
        Given(weight=2, pairs=(("p0", "o0", 800), ("p1", "o0", 300))),
        Qualified(),
        LevelRange(),
        Dates(),
        Direction(),
        Recused(),
    )


def chance_rows(seed: int) -> tuple[list[Row], list[Row]]:
    """2 to 9 people and as many orders with every field filled by chance, often with nothing."""
    chance = np.random.default_rng(seed)
    n, m = chance.integers(2, 10, 2).tolist()
    people = [{"id": f"p{at}", **_person(chance, m)} for at in range(n)]
    orders = [{"id": f"o{at}", **_order(chance, n)} for at in range(m)]
    return people, orders


def _person(chance: np.random.Generator, m: int) -> Row:
    units = [row["id"] for row in (*PLACES, *ORGANISATIONS)]
    return {
        "home": _one(chance, ORGANISATIONS),
        "native": _one(chance, PLACES),
        "level": int(chance.integers(0, 6)),
        "industry": str(chance.choice(["", "C", "C13", "C1351", "C1352", "Q84"])),
        "experience": int(chance.integers(0, 12)),
        "capacity": int(chance.integers(1, 3)),
        "start": month(2022, int(chance.integers(1, 6))) if chance.random() < 0.7 else None,
        "end": month(2023, int(chance.integers(1, 6))) if chance.random() < 0.7 else None,
        "directions": _some(chance, ["up", "down", "across"]),
        "expertise": [
            (code, int(chance.integers(1, 6)), bool(chance.integers(2))) for code in _some(chance, _codes())
        ],
        "qualifications": _some(chance, ["law", "medicine", "teaching"]),
        "wishes": _some(chance, [*units, *(f"o{at}" for at in range(m))]),
        "barred": [(unit, "kin") for unit in _some(chance, units, 2)],
    }


def _order(chance: np.random.Generator, n: int) -> Row:
    low = int(chance.integers(0, 4))
    return {
        "host": _one(chance, ORGANISATIONS),
        "place": _one(chance, PLACES),
        "seats": int(chance.integers(1, 4)),
        "direction": str(chance.choice(["", "up", "down"])),
        "level": int(chance.integers(0, 6)),
        "level_min": low,
        "level_max": int(chance.choice([0, low + 1])),
        "industry": str(chance.choice(["", "C", "C13", "C1351", "Q84"])),
        "experience": int(chance.integers(0, 9)),
        "start": month(2022, int(chance.integers(1, 6))) if chance.random() < 0.7 else None,
        "end": month(2023, int(chance.integers(1, 6))) if chance.random() < 0.7 else None,
        "asks": [(code, int(chance.integers(1, 6))) for code in _some(chance, _codes())],
        "qualifications": _some(chance, ["law", "medicine"], 1),
        "wishes": _some(chance, [f"p{at}" for at in range(n)]),
    }


def _codes() -> list[str]:
    return [row["id"] for row in EXPERTISE]


def _one(chance: np.random.Generator, rows: Sequence[Row]) -> str:
    return str(chance.choice(["", *(row["id"] for row in rows)]))


def _some(chance: np.random.Generator, words: Sequence[str], most: int = 3) -> list[str]:
    count = int(chance.integers(0, min(most, len(words)) + 1))
    return [str(word) for word in chance.permutation(list(words))[:count]]


def all_pairs(problem: Problem) -> tuple[Ints, Ints]:
    """Every pair: rows of people, rows of orders."""
    i, j = np.divmod(np.arange(problem.n_people * problem.n_orders), problem.n_orders)
    return i, j
