"""The same problems as other solvers: equal value every time."""

from __future__ import annotations

from importlib.util import find_spec

import numpy as np
import pytest

from shanhai.matching import Problem, solve
from shanhai.matching.criteria import Experience, Given, HostWishes, Level, LevelRange, PersonWishes
from shanhai.matching.groups import where
from shanhai.matching.rules import AtLeast, AtMost, Budget
from tests.matching.peers import Worth, by_highs, by_ortools, by_scipy

HAS_ORTOOLS = find_spec("ortools") is not None
WITHOUT = "OR-Tools is not installed; it comes with requirements/bench.txt"
CAPS = (AtMost(id="release", limit=4, each="home"), AtMost(id="receive", limit=5, each="host"))


def _problem(seed: int, rules=(), most: int = 1) -> Problem:
    """Invented people of 4 homes and orders of 5 hosts; two in three pairs are open."""
    rng = np.random.default_rng(seed)
    people, orders = [f"P{k:02}" for k in range(24)], [f"D{k:02}" for k in range(20)]
    points = tuple((i, j, int(rng.integers(0, 900))) for i in people for j in orders if rng.random() < 0.67)
    return Problem.of(
        people=[
            {"id": i, "home": f"U{k % 4}", "level": 1 + k % 3, "capacity": int(rng.integers(1, most + 1))}
            for k, i in enumerate(people)
        ],
        orders=[
            {"id": j, "host": f"H{k % 5}", "seats": int(rng.integers(1, most + 1))}
            for k, j in enumerate(orders)
        ],
        organisations=[{"id": f"U{k}"} for k in range(4)] + [{"id": f"H{k}"} for k in range(5)],
        criteria=[Given(weight=1, pairs=points, only=True)],
        rules=rules,
        seed="invented",
    )


def _crowd(seed: int, size: int) -> Problem:
    """So many people and as many orders, told apart by level, experience and wishes; many fits are equal."""
    rng = np.random.default_rng(seed)
    people, orders = [f"P{k:04}" for k in range(size)], [f"D{k:04}" for k in range(size)]
    return Problem.of(
        people=[
            {
                "id": i,
                "level": int(rng.integers(1, 9)),
                "experience": int(rng.integers(0, 30)),
                "wishes": [orders[k] for k in rng.choice(size, 3, replace=False)],
            }
            for i in people
        ],
        orders=[
            {
                "id": j,
                "level_min": int(rng.integers(1, 5)),
                "level_max": int(rng.integers(5, 9)),
                "level": int(rng.integers(3, 7)),
                "experience": int(rng.integers(0, 30)),
                "wishes": [people[k] for k in rng.choice(size, 3, replace=False)],
            }
            for j in orders
        ],
        criteria=[
            Level(weight=20),
            Experience(weight=15),
            PersonWishes(weight=40),
            HostWishes(weight=25),
            LevelRange(),
        ],
        seed="invented",
    )


def _crossing(seed: int) -> Problem:
    """Rules that do not nest: a budget, caps on groups that overlap, a minimum."""
    rng = np.random.default_rng(1_000 + seed)
    plain = _problem(seed)
    amounts = tuple((i, j, int(rng.integers(1, 40))) for i in plain.people.id for j in plain.orders.id)
    rules = (
        *CAPS,
        Budget(id="purse", limit=220, per="given", amounts=amounts),
        AtMost(id="middle", limit=5, people=where(level=[2, 3]), orders=where(host=["H0", "H1", "H2"])),
        AtLeast(id="young", limit=6, people=where(level=1)),
    )
    return _problem(seed, rules)


def _ours(problem: Problem) -> Worth:
    result = solve(problem)
    assert result.status == "proven"
    return Worth(result.stage("seats-1").value, result.stage("fit").value)


@pytest.mark.parametrize("seed", range(20))
def test_assignments_are_worth_what_scipy_finds(seed):
    problem = _problem(seed)
    assert _ours(problem) == by_scipy(problem)


@pytest.mark.parametrize("size", [40, 150, 600])
def test_crowds_are_worth_what_scipy_finds(size):
    problem = _crowd(size, size)
    assert _ours(problem) == by_scipy(problem)


@pytest.mark.long
@pytest.mark.parametrize(
    ("size", "seeds"), [(40, 100), (150, 100), (600, 40), (1_000, 20), (1_500, 10), (2_000, 10)]
)
def test_hundreds_of_crowds_are_worth_what_scipy_finds(size, seeds):
    for seed in range(seeds):
        problem = _crowd(seed, size)
        assert _ours(problem) == by_scipy(problem), seed


@pytest.mark.long
@pytest.mark.parametrize("first", range(20, 220, 20))
def test_hundreds_of_problems_are_worth_what_highs_finds(first):
    for seed in range(first, first + 20):
        for problem in (_problem(seed, CAPS, most=3), _crossing(seed)):
            assert _ours(problem) == by_highs(problem), seed


@pytest.mark.long
@pytest.mark.skipif(not HAS_ORTOOLS, reason=WITHOUT)
@pytest.mark.parametrize("first", range(20, 220, 20))
def test_hundreds_of_problems_are_worth_what_ortools_finds(first):
    for seed in range(first, first + 20):
        problem = _problem(seed, CAPS, most=3)
        assert _ours(problem) == by_ortools(problem), seed


@pytest.mark.parametrize("seed", range(10))
def test_caps_and_capacities_are_worth_what_highs_finds(seed):
    problem = _problem(seed, CAPS, most=3)
    assert _ours(problem) == by_highs(problem)


@pytest.mark.parametrize("seed", range(10))
def test_rules_that_cross_are_worth_what_highs_finds(seed):
    problem = _crossing(seed)
    assert _ours(problem) == by_highs(problem)


@pytest.mark.skipif(not HAS_ORTOOLS, reason=WITHOUT)
@pytest.mark.parametrize("seed", range(10))
def test_caps_and_capacities_are_worth_what_ortools_finds(seed):
    problem = _problem(seed, CAPS, most=3)
    assert _ours(problem) == by_ortools(problem)
