"""Rules that cannot all hold: the set named cannot hold, none of it is superfluous; and what keeps a seat
empty.
"""

from __future__ import annotations

import numpy as np
import pytest

from shanhai.matching import Problem, solve
from shanhai.matching.columns import feasibility
from shanhai.matching.columns.conflict import force
from shanhai.matching.columns.feasibility import Feasibility, irreducible
from shanhai.matching.rules import AtLeast, AtMost, Budget, Pin
from tests.matching.brute import Brute
from tests.matching.random_problems import random_problem
from tests.matching.small import crossing, model_of, settled


def _conflicts():
    """Fifty random problems whose hard rules cannot all hold."""
    seed, found = 0, 0
    while found < 50:
        problem = random_problem(np.random.default_rng(10_000 + seed), people=3, orders=3)
        seed += 1
        brute = Brute(problem)
        if not brute.can_hold({rule.id for rule in problem.rules if rule.strength == "hard"}):
            found += 1
            yield problem, brute


def test_fifty_conflicts_are_named_without_a_superfluous_rule_and_bent_most_cheaply():
    for problem, brute in _conflicts():
        result = solve(problem)
        named = set(result.conflict.rules)
        assert result.status == "conflict"
        assert not brute.can_hold(named)
        assert all(brute.can_hold(named - {name}) for name in named)
        assert result.conflict.bend_cost == brute.judge().bend_cost


def test_two_rules_that_contradict_each_other_are_the_conflict():
    problem = crossing()
    few, many = AtMost(id="few", limit=3), AtLeast(id="many", limit=5, weight=9)
    result = solve(problem.replace(rules=(*problem.rules, few, many)))
    assert set(result.conflict.rules) == {"few", "many"}
    assert result.conflict.bend == {"few": 2}


def test_a_seat_that_a_cap_keeps_empty_names_the_cap():
    problem = crossing().replace(rules=(AtMost(id="two at most", limit=2),))
    search = settled(problem)
    empty = int(np.flatnonzero(np.bincount(search.plan.j, minlength=problem.n_orders) == 0)[0])
    rules, stages = force(problem, search, empty)
    assert rules in (("two at most",), ())
    assert set(stages) <= {"seats-1", "fit"}


@pytest.mark.parametrize("person", ["P00", "P05"])
def test_a_pin_on_an_order_that_is_not_open_is_a_conflict_of_its_own(person):
    problem = crossing()
    block = solve(problem).workings.scoring.block(slice(None))
    shut = [problem.orders.id[j] for j in np.flatnonzero(block[problem.person_row[person]] < 0)]
    pinned = (
        solve(problem.replace(rules=(*problem.rules, Pin(id="pin", person=person, order=shut[0]))))
        if shut
        else None
    )
    assert pinned is None or pinned.conflict.rules == ("pin",)


def _halving(amounts: np.ndarray) -> Problem:
    """Everybody goes left or right, and of each row of amounts one half goes with those on each side."""
    crowd, halves = [f"P{k:02}" for k in range(amounts.shape[1])], amounts.sum(1) // 2
    purses = [
        Budget(
            id=f"{side}{row}",
            limit=int(limit),
            amounts=tuple(
                (name, side, int(amount)) for name, amount in zip(crowd, amounts[row], strict=True)
            ),
        )
        for row in range(len(amounts))
        for side, limit in (("left", halves[row]), ("right", amounts[row].sum() - halves[row]))
    ]
    return Problem.of(
        people=[{"id": name} for name in crowd],
        orders=[{"id": side, "seats": len(crowd)} for side in ("left", "right")],
        rules=[AtLeast(id="all", limit=len(crowd)), *purses],
    )


def test_what_there_is_no_time_to_find_out_leaves_no_rule_out(monkeypatch):
    amounts = np.random.default_rng(0).integers(0, 100, (3, 14))
    problem = _halving(amounts)
    ids = [rule.id for rule in problem.rules]
    monkeypatch.setattr(feasibility, "ENOUGH_NODES", 1)
    monkeypatch.setattr(feasibility, "ENOUGH_SECONDS", 0.0)
    named = irreducible(ids, Feasibility(model_of(problem), lambda name: name[1]))
    left = (np.arange(2**14)[:, None] >> np.arange(14) & 1) @ amounts.T
    halves, broken = amounts.sum(1) // 2, {"all": np.zeros(2**14, bool)}
    for row in range(3):
        broken |= {f"left{row}": left[:, row] > halves[row], f"right{row}": left[:, row] < halves[row]}
    assert "all" in named
    assert np.any([broken[name] for name in named], axis=0).all(), "they can hold together"
