"""Tiny random problems with every mixture of criteria and rules, for searches against brute force."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from shanhai.matching import Problem, ProblemError, criteria, rules
from shanhai.matching.groups import EVERYONE, Group, where

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Rng = np.random.Generator
Row = dict[str, Any]

PLACES = [
    {"id": "land", "kind": "province"},
    {"id": "east", "parent": "land", "kind": "city", "east": 0.0, "north": 0.0},
    {"id": "west", "parent": "land", "kind": "city", "east": 90.0, "north": 10.0},
    {"id": "bay", "parent": "east", "kind": "county", "traits": ["island"], "east": 12.3, "north": 40.0},
    {"id": "hill", "parent": "east", "kind": "county", "traits": ["mountain"], "east": 30.0, "north": 7.7},
    {"id": "vale", "parent": "west", "kind": "county", "east": 88.0, "north": 51.0},
]
ORGANISATIONS = [
    {"id": "bureau", "kind": "organ", "place": "land"},
    {"id": "school", "kind": "university", "place": "west"},
    {"id": "clinic", "parent": "school", "kind": "hospital", "place": "east"},
    {"id": "farm", "kind": "firm", "place": "bay"},
    {"id": "works", "kind": "firm", "place": "vale"},
]
CODES = [
    {"id": "sea"},
    {"id": "fish", "parent": "sea"},
    {"id": "eel", "parent": "fish"},
    {"id": "port", "parent": "sea"},
    {"id": "law"},
]
COUNTIES = ["bay", "hill", "vale"]
INDUSTRIES = ["", "A", "A04", "A041", "A0411", "A0412", "C13", "C1351"]


def random_problem(rng: Rng, people: int = 4, orders: int = 4) -> Problem:
    """A problem of up to so many people and orders, whose rules may or may not all hold."""
    while True:
        try:
            return _draw(rng, _size(rng, people), _size(rng, orders))
        except ProblemError:
            continue


def _size(rng: Rng, most: int) -> int:
    """From 1 to `most`, large ones more often."""
    return int(max(rng.integers(1, most + 1, size=2)))


def _draw(rng: Rng, n: int, m: int) -> Problem:
    crowd, posts = [f"p{i}" for i in range(n)], [f"o{j}" for j in range(m)]
    people = [a_person(rng, name, posts) for name in crowd]
    if rng.random() < 0.4:
        people[0]["capacity"] = 2
    return Problem.of(
        people=people,
        orders=[an_order(rng, name, crowd) for name in posts],
        organisations=ORGANISATIONS,
        places=PLACES,
        expertise=CODES,
        criteria=any_criteria(rng, crowd, posts),
        rules=[a_rule(rng, f"r{at}", crowd, posts) for at in range(rng.integers(0, 5))],
        seed=f"seed {rng.integers(100)}",
        fair_over=str(rng.choice(["", "", "place", "host"])),
    )


def _some(rng: Rng, words: list[str], most: int = 2) -> list[str]:
    return [str(word) for word in rng.permutation(words)[: rng.integers(0, most + 1)]]


def _one(rng: Rng, words: list[str], empty: float = 0.2) -> str:
    return "" if rng.random() < empty else str(rng.choice(words))


def _months(rng: Rng, row: Row) -> None:
    start = 2022 * 12 + int(rng.integers(0, 4))
    if rng.random() < 0.5:
        row["start"] = start
    if rng.random() < 0.5:
        row["end"] = start + int(rng.integers(6, 14))


def a_person(rng: Rng, name: str, posts: list[str]) -> Row:
    units = [each["id"] for each in ORGANISATIONS]
    row: Row = {
        "id": name,
        "home": _one(rng, units),
        "native": _one(rng, [*COUNTIES, "east"]),
        "level": int(rng.integers(0, 5)),
        "industry": str(rng.choice(INDUSTRIES)),
        "experience": int(rng.integers(0, 12)),
        "directions": _some(rng, ["down", "up", "across"]),
        "expertise": [
            (code, int(rng.integers(1, 6)), bool(rng.integers(2)))
            for code in _some(rng, [each["id"] for each in CODES])
        ],
        "qualifications": _some(rng, ["doctor", "teacher"]),
        "wishes": _some(rng, [*posts, *COUNTIES, "east", "farm", "school"], 3),
        "barred": [(unit, "family") for unit in _some(rng, ["bay", "works", "school"], 1)],
        "groups": _some(rng, ["young", "new"]),
    }
    _months(rng, row)
    return row


def an_order(rng: Rng, name: str, crowd: list[str]) -> Row:
    seats = int(rng.integers(1, 3))
    row: Row = {
        "id": name,
        "host": _one(rng, [each["id"] for each in ORGANISATIONS]),
        "place": _one(rng, COUNTIES, 0.4),
        "seats": seats,
        "minimum": int(rng.integers(0, seats + 1)),
        "tier": int(rng.integers(1, 3)),
        "kind": str(rng.choice(["post", "part_time"])),
        "direction": _one(rng, ["down", "up"], 0.6),
        "level": int(rng.integers(0, 5)),
        "level_min": int(rng.integers(0, 3)),
        "industry": str(rng.choice(INDUSTRIES)),
        "experience": int(rng.integers(0, 8)),
        "asks": [(code, int(rng.integers(1, 6))) for code in _some(rng, [each["id"] for each in CODES], 3)],
        "qualifications": _some(rng, ["doctor", "teacher"], 1) if rng.random() < 0.3 else [],
        "wishes": _some(rng, crowd),
        "groups": _some(rng, ["new", "far"]),
    }
    _months(rng, row)
    return row


def any_criteria(rng: Rng, crowd: list[str], posts: list[str]) -> list[Any]:
    kinds = [("organ", "firm", 900), ("firm", "organ", 300), ("university", "firm", 650)]
    listed = tuple(
        (person, order, int(rng.integers(0, 90))) for person in crowd for order in posts if rng.random() < 0.7
    )
    soft = [
        criteria.Expertise(weight=int(rng.integers(1, 40)), claimed=int(rng.choice([30, 50]))),
        criteria.Industry(weight=int(rng.integers(1, 20))),
        criteria.Level(weight=int(rng.integers(1, 20))),
        criteria.OrganisationKind(weight=int(rng.integers(1, 20)), table=tuple(kinds), otherwise=100),
        criteria.PersonWishes(weight=int(rng.integers(1, 20))),
        criteria.HostWishes(weight=int(rng.integers(1, 20))),
        criteria.Travel(
            weight=int(rng.integers(1, 20)), full_km=130, basis=str(rng.choice(["home", "native"]))
        ),
        criteria.Experience(weight=int(rng.integers(1, 20))),
        criteria.Given(weight=1, pairs=listed, only=bool(rng.random() < 0.1)),
    ]
    hard = [
        criteria.Qualified(),
        criteria.LevelRange(),
        criteria.Dates(),
        criteria.Direction(),
        criteria.Recused(),
    ]
    return [each for each in soft if rng.random() < 0.4] + [each for each in hard if rng.random() < 0.25]


def _people(rng: Rng) -> Group:
    return (
        EVERYONE,
        EVERYONE,
        where(group="young"),
        where(home_kind=["firm", "organ"]),
        where(home_place="east"),
    )[rng.integers(5)]


def _orders(rng: Rng) -> Group:
    return (
        EVERYONE,
        EVERYONE,
        where(place="east"),
        where(group="far"),
        where(tier=1),
        where(trait="island"),
    )[rng.integers(6)]


def a_rule(rng: Rng, name: str, crowd: list[str], posts: list[str]) -> Any:
    common = {
        "id": name,
        "strength": str(rng.choice(["hard", "hard", "elastic", "priced"])),
        "weight": int(rng.choice([1, 2, 700, 5000])),
    }
    both = {**common, "people": _people(rng), "orders": _orders(rng)}
    each = {"each": str(rng.choice(["", "", "home", "home_kind", "place", "tier", "order", "person"]))}
    pairs = tuple((i, j) for i in crowd for j in posts if rng.random() < 0.5) if rng.random() < 0.2 else ()
    # Of many amounts most occur once; of few, many times.
    different = 30 if len(crowd) % 2 else 4
    amounts = tuple(
        (i, j, int(rng.integers(0, 30)) % different) for i in crowd for j in posts if rng.random() < 0.7
    )
    number = int(rng.integers(0, 3))
    team = tuple(str(each) for each in rng.permutation(crowd)[: rng.integers(2, 4)])
    makers = [
        lambda: rules.AtMost(**both, **each, limit=number, pairs=pairs),
        lambda: rules.AtLeast(**both, **each, limit=max(1, number), pairs=pairs),
        lambda: rules.Mix(**both, **each, **_shares(rng)),
        lambda: rules.Balance(**both, tolerance=number // 2, region=str(rng.choice(["county", "city"]))),
        lambda: rules.Floor(**common, people=both["people"], keep=number, each=str(rng.choice(["", "home"]))),
        lambda: rules.Budget(**both, **each, limit=int(rng.integers(0, 60)), per="given", amounts=amounts),
        lambda: rules.Budget(**both, **each, limit=int(rng.integers(0, 200)), per="km"),
        lambda: rules.Budget(**both, limit=number, per="placement"),
        lambda: rules.Team(**common, members=team, together=str(rng.choice(["", "order", "place", "host"]))),
        lambda: rules.Pin(**common, person=str(rng.choice(crowd)), order=str(rng.choice(posts))),
        lambda: rules.Ban(**common, people=where(person=str(rng.choice(crowd))), orders=both["orders"]),
        lambda: rules.OrderMinimum(**common, orders=both["orders"], or_none=bool(rng.integers(2))),
    ]
    return makers[rng.integers(len(makers))]()


def _shares(rng: Rng) -> Row:
    least, most = int(rng.integers(1, 6)) * 10, int(rng.integers(4, 10)) * 10
    return (
        {"least": least, "most": most}
        if least <= most and rng.random() < 0.3
        else ({"least": least} if rng.random() < 0.5 else {"most": most})
    )


def differing(differences: Callable[[int], list[Any]], seeds: Iterable[int]) -> dict[int, list[Any]]:
    """The seeds by which two ways to an answer differ, and in what."""
    return {seed: found for seed in seeds if (found := differences(seed))}
