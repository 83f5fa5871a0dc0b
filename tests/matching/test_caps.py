"""Caps of classes against the rows that the same rules compile to."""

from __future__ import annotations

import numpy as np
import pytest

from shanhai.matching import Problem, rules
from shanhai.matching.caps import Fullness, caps_of
from shanhai.matching.groups import where
from shanhai.matching.laminar import laminar_of
from shanhai.matching.network.losses import NetworkLosses
from shanhai.matching.network.nested import solve_nested
from shanhai.matching.result import Plan
from shanhai.matching.scoring import compile_all
from shanhai.matching.violation import units

HOMES = [{"id": "bureau", "kind": "organ"}, {"id": "school", "kind": "university"}, {"id": "firm"}]
RULES = (
    rules.AtMost(id="all", limit=5),
    rules.AtMost(id="release", limit=1, each="home"),
    rules.AtMost(id="receive", limit=2, each="host"),
    rules.AtMost(id="first", limit=1, orders=where(tier=1)),
    rules.AtMost(id="first by host", limit=1, orders=where(tier=1), each="host"),
    rules.AtMost(id="organs", limit=1, people=where(home_kind="organ"), each="person"),
    rules.Floor(id="keep", keep=1, people=where(level=2), each="home"),
    rules.Floor(id="keep all", keep=99, people=where(level=1)),
)


def problem_of(seed: int, *chosen: rules.AtMost | rules.Floor) -> Problem:
    rng = np.random.default_rng(seed)
    return Problem.of(
        organisations=HOMES,
        people=[
            {
                "id": f"p{i}",
                "home": ("bureau", "school", "")[rng.integers(3)] or None,
                "level": 1 + i % 2,
                "capacity": 1 + int(rng.integers(2)),
            }
            for i in range(9)
        ],
        orders=[
            {"id": f"o{j}", "host": ("firm", "school")[rng.integers(2)], "tier": 1 + j % 2, "seats": 2}
            for j in range(7)
        ],
        rules=chosen,
    )


def plan_of(seed: int) -> Plan:
    i, j = np.nonzero(np.random.default_rng(seed).random((9, 7)) < 0.15)
    return Plan(i, j)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_caps_have_the_names_members_and_limits_of_the_rows(rule):
    problem = problem_of(1, rule)
    rows = rule.rows(problem)
    caps = caps_of(problem, rule)
    assert caps is not None
    assert [(cap.name, cap.cap) for cap in caps] == [(("rule", rule.id, row.label), row.high) for row in rows]
    for cap, row in zip(caps, rows, strict=True):
        assert cap.members.tolist() == np.flatnonzero(row.terms[0][cap.side]).tolist()
        assert row.terms[0][1 - cap.side].all()


@pytest.mark.parametrize(
    "rule",
    [
        rules.AtMost(id="r", limit=1, strength="elastic"),
        rules.AtMost(id="r", limit=1, pairs=(("p1", "o1"),)),
        rules.AtMost(id="r", limit=1, people=where(level=1), orders=where(tier=1)),
        rules.AtMost(id="r", limit=1, each="home", orders=where(tier=1)),
        rules.AtLeast(id="r", limit=1),
    ],
)
def test_rules_of_another_nature_are_left_to_the_other_way(rule):
    problem = problem_of(1, rule)
    assert caps_of(problem, rule) is None
    assert laminar_of(problem, compile_all(problem)) is None


@pytest.mark.parametrize("seed", range(20))
def test_violations_are_those_of_the_rows(seed):
    problem, plan = problem_of(seed, *RULES), plan_of(seed)
    caps = [cap for rule in RULES for cap in caps_of(problem, rule) or ()]
    by_rows = {rule.id: units(rule.rows(problem), problem.n_orders, plan.i, plan.j) for rule in RULES}
    assert Fullness(problem, plan, caps).violations == by_rows


@pytest.mark.parametrize("seed", range(20))
def test_the_rules_that_block_somebody_are_those_that_one_more_placement_would_break(seed):
    problem, plan = problem_of(seed, *RULES), plan_of(seed)
    full = Fullness(problem, plan, [cap for rule in RULES for cap in caps_of(problem, rule) or ()])
    rows = {rule.id: rule.rows(problem) for rule in RULES}
    free = problem.orders.seats > np.bincount(plan.j, minlength=7)
    for i in range(9):
        able = np.setdiff1d(np.arange(7), plan.j[plan.i == i])
        more = [(np.append(plan.i, i), np.append(plan.j, j)) for j in able if free[j]]
        sets = [
            tuple(r for r in rows if units(rows[r], 7, *pairs) > units(rows[r], 7, plan.i, plan.j))
            for pairs in more
        ]
        assert full.blocking(i, able) == min((each for each in sets if each), key=len, default=())


@pytest.mark.parametrize("seed", range(10))
def test_losses_of_single_pairs_are_those_of_the_plan(seed):
    problem = problem_of(seed, RULES[1], RULES[2])
    laminar = laminar_of(problem, compile_all(problem))
    assert laminar is not None
    plan = solve_nested(laminar.nested)
    losses = NetworkLosses(plan)
    for i, j in np.ndindex(9, 7):
        digits = plan.forced_loss(np.array([i]), np.array([j]))[:, 0].tolist()
        first = next((digit for digit in digits if digit), 0)
        assert losses.at_least(i, j).amount == first
