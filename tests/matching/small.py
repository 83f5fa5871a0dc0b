"""A small problem in which rules cross, so that stages need columns and branching; and its model."""

from __future__ import annotations

import numpy as np

from shanhai.matching import Problem
from shanhai.matching.columns.branching import Search
from shanhai.matching.columns.model import Model
from shanhai.matching.criteria import Given
from shanhai.matching.groups import where
from shanhai.matching.rules import AtMost, Budget, Mix, Team
from shanhai.matching.scoring import compile_all
from shanhai.matching.watch import Watch

Rng = np.random.Generator


def crossing(seed: int = 0, people: int = 14, orders: int = 9) -> Problem:
    """Invented people and orders with a budget, a mix, a team and caps across."""
    rng = np.random.default_rng(seed)
    crowd, posts = [f"P{k:02}" for k in range(people)], [f"D{k:02}" for k in range(orders)]
    points = [(i, j, int(rng.integers(0, 1000))) for i in crowd for j in posts if rng.random() < 0.8]
    amounts = tuple((i, j, int(rng.integers(1, 30))) for i, j, _ in points)
    group = {"groups": ["young"]}
    return Problem.of(
        people=[{"id": name, "home": f"U{k % 3}"} | (group if k % 2 else {}) for k, name in enumerate(crowd)],
        orders=[{"id": name, "host": f"H{k % 4}", "seats": 1 + k % 2} for k, name in enumerate(posts)],
        organisations=[{"id": name} for name in ("U0", "U1", "U2", "H0", "H1", "H2", "H3")],
        criteria=[Given(weight=1, pairs=tuple(points), only=True)],
        rules=[
            AtMost(id="homes", limit=4, each="home"),
            Budget(id="purse", limit=150, per="given", amounts=amounts, strength="priced", weight=7),
            Mix(id="young", people=where(group="young"), least=40, strength="elastic"),
            Team(id="pair", members=("P00", "P01"), together="host"),
        ],
        seed="invented",
    )


def model_of(problem: Problem) -> Model:
    return Model(problem, compile_all(problem))


def settled(problem: Problem, **options) -> Search:
    """A finished search."""
    search = Search(model_of(problem), Watch(), **options)
    search.run()
    return search


def pairs(search: Search) -> list[tuple[int, int]]:
    assert search.plan is not None
    return list(zip(search.plan.i.tolist(), search.plan.j.tolist(), strict=True))
