"""Random problems with nested caps, and an independent exact answer for them by HiGHS."""

from __future__ import annotations

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from shanhai.matching.factors import Factors, Overlay
from shanhai.matching.network.nesting import NestedProblem, Nesting

Ints = np.ndarray


def random_side(rng: np.random.Generator, members: int, most: int) -> Nesting:
    """One side with sizes 0 to `most`, two levels of groups and some caps of 0 or none."""
    if rng.random() < 0.3:
        return Nesting.of(rng.integers(1, most + 1, members))
    inner, outer = int(rng.integers(1, 5)), int(rng.integers(1, 3))
    return Nesting.of(
        rng.integers(1, most + 1, members) if rng.random() < 0.7 else rng.integers(0, most + 1, members),
        rng.integers(-1, inner, members),
        parent=np.concatenate([rng.integers(inner, inner + outer, inner), np.full(outer, -1)]),
        cap=np.concatenate([rng.integers(-1, 5, inner), rng.integers(-1, 9, outer)]),
    )


def random_problem(rng: np.random.Generator, most: int = 9) -> NestedProblem:
    """Small scores with many ties, ineligible pairs, an overlay and up to three tiers."""
    n, m = (int(k) for k in rng.integers(1, most, 2))
    d = int(rng.integers(1, 4))
    X, Y = rng.integers(-1, 4, (n, d)), rng.integers(-1, 4, (m, d))
    k = int(rng.integers(0, 5))
    overlay = Overlay.of(
        n, rng.integers(0, n, k), rng.integers(0, m, k), rng.choice([-(2**18), -2, 3, 40], k)
    )
    units = int(rng.choice([1, 1, 3]))
    return NestedProblem(
        Factors.of(X, Y, overlay),
        random_side(rng, n, units),
        random_side(rng, m, int(rng.choice([1, 1, 3]))),
        rng.integers(1, 4, m) if rng.random() < 0.6 else None,
        rng.integers(0, 2**63, n).astype(np.uint64),
        rng.integers(0, 2**63, m).astype(np.uint64),
    )


def crowd_of_twins(rng: np.random.Generator, most: int = 30) -> NestedProblem:
    """Few kinds of people and orders, each many times, in some of the groups of a random problem."""
    kinds = random_problem(rng, most=6)
    n, m = (int(k) for k in rng.integers(4, most, 2))
    i, j = rng.integers(0, kinds.factors.n, n), rng.integers(0, kinds.factors.m, m)
    overlay = Overlay.of(n, rng.integers(0, n, 2), rng.integers(0, m, 2), rng.choice([-(2**18), 3], 2))
    return NestedProblem(
        Factors.of(kinds.factors.X[i], kinds.factors.Y[j], overlay),
        kinds.people.select(i),
        kinds.orders.select(j),
        None if kinds.tier is None else kinds.tier[j],
        rng.integers(0, 2**63, n).astype(np.uint64),
        rng.integers(0, 2**63, m).astype(np.uint64),
    )


def crowded_problem(rng: np.random.Generator, n: int, m: int, width: int = 2) -> NestedProblem:
    """Everybody wants the same few orders: scores are mostly the order's own. Wider: fewer alike."""
    X = np.column_stack([np.ones(n, np.int64), rng.integers(0, 3, (n, width))])
    Y = np.column_stack([rng.integers(0, 40, m), rng.integers(0, 3, (m, width))])
    return NestedProblem(Factors.of(X, Y), Nesting.of(np.ones(n, int)), Nesting.of(np.ones(m, int)))


def exact(problem: NestedProblem, *, seats: bool) -> tuple[list[int], int]:
    """Seats filled per tier (most urgent first; [] without seats) and best total fit, by HiGHS."""
    scores = problem.factors.dense()
    i, j = np.nonzero(scores >= (0 if seats else 1))
    fit = scores[i, j].astype(float)
    if not len(i):
        tiers = [] if problem.tier is None or not seats else [0] * len(np.unique(problem.tier))
        return ([0] if seats and problem.tier is None else tiers), 0
    rules = [_within(side, at) for side, at in ((problem.people, i), (problem.orders, j))]
    filled = []
    if seats:
        tier = np.ones(problem.factors.m, int) if problem.tier is None else problem.tier
        for t in np.unique(tier):
            row = (tier[j] == t).astype(float)
            filled.append(round(_best(row, rules)))
            rules.append(LinearConstraint(row[None, :], filled[-1], np.inf))
    return filled, round(_best(fit, rules))


def _within(side: Nesting, member: Ints) -> LinearConstraint:
    rows, limits = [], []
    for k, size in enumerate(side.size):
        rows.append(member == k)
        limits.append(size)
    for g, cap in enumerate(side.cap):
        if cap >= 0:
            rows.append(_inside(side, g)[member])
            limits.append(cap)
    return LinearConstraint(np.array(rows, float), -np.inf, np.array(limits, float))


def _inside(side: Nesting, group: int) -> Ints:
    """Members whose group is `group` or lies in it."""
    inside = np.zeros(len(side.size), bool)
    for k, g in enumerate(side.group):
        while g >= 0:
            if g == group:
                inside[k] = True
            g = side.parent[g]
    return inside


def _best(worth: Ints, rules: list[LinearConstraint]) -> float:
    answer = milp(-worth, constraints=rules, bounds=Bounds(0, 1), integrality=np.ones(len(worth)))
    assert answer.status == 0, answer.message
    return -answer.fun
