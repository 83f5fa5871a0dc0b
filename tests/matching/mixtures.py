"""Tiny problems as a sceptic draws them: nobody, nothing, ids with colons, amounts and weights of every size,
teams of everybody, pins against each other, seats and places of any number.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from shanhai.matching import Problem, ProblemError, criteria, rules
from shanhai.matching.groups import Group, where
from tests.matching.random_problems import (
    CODES,
    ORGANISATIONS,
    PLACES,
    Rng,
    a_person,
    a_rule,
    an_order,
    any_criteria,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

SIZES, ODDS = [0, 1, 2, 3, 4], [0.03, 0.1, 0.22, 0.35, 0.3]
SHARES = [0, 1, 33, 34, 50, 99, 100]
ODD_NAMES = ("-", "all", "0", "none", "least", "p:0", "é", "省:1")
# Brute force goes through them all.
MOST_PLANS = 6_000


def mixture(rng: Rng) -> Problem:
    """A problem of up to four people and four orders, whose rules may or may not all hold."""
    while True:
        try:
            problem = _draw(rng)
        except ProblemError:
            continue
        places = problem.people.capacity.tolist()
        if math.prod(sum(math.comb(problem.n_orders, k) for k in range(c + 1)) for c in places) <= MOST_PLANS:
            return problem


def _draw(rng: Rng) -> Problem:
    n, m = int(rng.choice(SIZES, p=ODDS)), int(rng.choice(SIZES, p=ODDS))
    of_people, of_orders = int(rng.integers(8)), int(rng.integers(8))
    crowd = _names("a", n, of_people)
    posts = _names("a" if rng.random() < 0.3 else "b", m, of_orders)
    able = rng.random() < 0.5
    people = [_person(rng, name, posts, able) for name in crowd]
    orders = [_order(rng, name, crowd) for name in posts]
    chosen = _criteria(rng, crowd, posts)
    made = [_rule(rng, at, crowd, posts) for at in range(rng.integers(0, 7))] if n and m else []
    return Problem.of(
        people=people,
        orders=orders,
        organisations=ORGANISATIONS,
        places=PLACES,
        expertise=CODES,
        criteria=chosen,
        rules=made,
        seed=f"s{rng.integers(50)}",
        fair_over=str(rng.choice(["", "place", "host"], p=[0.5, 0.25, 0.25])),
    )


def _names(letter: str, count: int, way: int) -> list[str]:
    """Ids; some are made of others and a colon, some are words that the engine uses for itself."""
    ways = {
        0: [f"{letter}{k}" for k in range(count)],
        1: [":".join(letter * (k + 1)) for k in range(count)],
        2: [f"{letter}:{k}" for k in range(count)],
        3: list(ODD_NAMES[:count]),
    }
    return ways.get(way, [str(k) for k in range(count)])


def _person(rng: Rng, name: str, posts: list[str], able: bool) -> dict[str, Any]:
    row = a_person(rng, name, posts)
    return row | {"capacity": int(rng.integers(1, 4))} if able else row


def _order(rng: Rng, name: str, crowd: list[str]) -> dict[str, Any]:
    row, seats = an_order(rng, name, crowd), int(rng.integers(1, 4))
    return row | {
        "seats": seats,
        "minimum": int(rng.integers(0, seats + 1)),
        "tier": int(rng.integers(1, 4)),
    }


def _criteria(rng: Rng, crowd: list[str], posts: list[str]) -> list[Any]:
    """Any, none at all, or none that gives a point."""
    chosen = any_criteria(rng, crowd, posts)
    if rng.random() < 0.2:
        chosen = []
    if rng.random() < 0.1:
        return [each for each in chosen if each.hard] + [criteria.Experience(weight=0)]
    return chosen


def _rule(rng: Rng, at: int, crowd: list[str], posts: list[str]) -> Any:
    name = f"r{at}" if rng.random() < 0.9 else f"r:{at}"
    kind = rng.integers(10)
    common = {
        "id": name,
        "strength": str(rng.choice(["hard", "elastic", "priced"])),
        "weight": int(rng.choice([1, 2, 3, 700, 5000, 10**6])),
    }
    if kind < 4:
        return a_rule(rng, name, crowd, posts)
    if kind == 4:
        return rules.Pin(**common, person=str(rng.choice(crowd)), order=str(rng.choice(posts)))
    if kind == 5:
        return rules.OrderMinimum(**common, or_none=bool(rng.integers(2)))
    if kind == 6 and len(crowd) > 1:
        together = ["", "order", "place", "host"]
        return rules.Team(**common, members=_few(rng, crowd, 2), together=str(rng.choice(together)))
    if kind == 7:
        each = ["", "order", "place", "tier", "home", "person"]
        share = {"people": _these(rng, crowd), "each": str(rng.choice(each))}
        end = "least" if rng.random() < 0.5 else "most"
        return rules.Mix(**common, **share, **{end: int(rng.choice(SHARES))})
    if kind == 8:
        kept = {"people": _these(rng, crowd), "keep": int(rng.integers(0, 4))}
        return rules.Floor(**common, **kept, each=str(rng.choice(["", "home", "person"])))
    return _budget(rng, common, crowd, posts)


def _budget(rng: Rng, common: dict[str, Any], crowd: list[str], posts: list[str]) -> rules.Budget:
    amounts = tuple(
        (i, j, int(rng.choice([0, 1, 1, 5, 10**9]))) for i in crowd for j in posts if rng.random() < 0.8
    )
    limit, each = (
        int(rng.choice([0, 1, 5, 6, 10**9, 2 * 10**9])),
        str(rng.choice(["", "order", "person", "place"])),
    )
    return rules.Budget(**common, limit=limit, per="given", amounts=amounts, each=each)


def _few(rng: Rng, crowd: Sequence[str], least: int) -> tuple[str, ...]:
    return tuple(str(each) for each in rng.permutation(crowd)[: rng.integers(least, len(crowd) + 1)])


def _these(rng: Rng, crowd: Sequence[str]) -> Group:
    return where(person=list(_few(rng, crowd, 1)))
