"""Rules that cannot all hold: the set named cannot hold, none of it is superfluous; and what keeps a seat
empty.
"""

from __future__ import annotations

import numpy as np
import pytest

from shanhai.matching import solve
from shanhai.matching.columns.conflict import force
from shanhai.matching.rules import AtLeast, AtMost, Pin
from tests.matching.brute import Brute
from tests.matching.random_problems import random_problem
from tests.matching.small import crossing, settled


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
