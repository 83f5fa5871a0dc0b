"""Tiny problems whose eligible pairs are listed, and plans made by hand or by chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from shanhai.matching.criteria import Given, compile_all
from shanhai.matching.result import Plan
from tests.matching.criteria.cases import problem_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from shanhai.matching.problem import Problem
    from shanhai.matching.scoring import Scoring


def listed(
    eligible: Mapping[str, Sequence[str]], seats: Mapping[str, int], capacity: Mapping[str, int] | None = None
) -> Problem:
    """A problem in which people are eligible for the listed orders only, all equally fit."""
    return problem_of(
        [{"id": person, "capacity": (capacity or {}).get(person, 1)} for person in eligible],
        [{"id": order, "seats": count} for order, count in seats.items()],
        Given(
            pairs=tuple((person, order, 1) for person, orders in eligible.items() for order in orders),
            only=True,
        ),
    )


def plan_of(problem: Problem, pairs: Iterable[tuple[str, str]]) -> Plan:
    """The plan of (person id, order id)."""
    rows = sorted((problem.person_row[person], problem.order_row[order]) for person, order in pairs)
    i, j = np.array(rows, np.int64).reshape(-1, 2).T
    return Plan(i, j)


def chance_plan(problem: Problem, scoring: Scoring, chance: np.random.Generator) -> Plan:
    """Eligible pairs by chance, within capacities and seats, not always as many as could be."""
    spare, empty = problem.people.capacity.copy(), problem.orders.seats.copy()
    pairs = []
    for i, j in chance.permutation(np.argwhere(scoring.eligible_block(slice(None)))).tolist():
        if spare[i] and empty[j] and chance.random() < 0.8:
            spare[i], empty[j] = spare[i] - 1, empty[j] - 1
            pairs.append((problem.people.id[i], problem.orders.id[j]))
    return plan_of(problem, pairs)


def chance_listed(seed: int) -> tuple[Problem, Scoring, Plan]:
    """Up to 6 people, 5 orders, capacities of 1 or 2, seats of 1 to 3, and a plan."""
    chance = np.random.default_rng(seed)
    n, m = chance.integers(1, 7), chance.integers(1, 6)
    density = chance.choice([0.15, 0.3, 0.6])
    orders = [f"o{j}" for j in range(m)]
    eligible = {f"p{i}": [order for order in orders if chance.random() < density] for i in range(n)}
    seats = {order: int(chance.integers(1, 4)) for order in orders}
    problem = listed(eligible, seats, {person: int(chance.integers(1, 3)) for person in eligible})
    scoring = compile_all(problem)
    return problem, scoring, chance_plan(problem, scoring, chance)
