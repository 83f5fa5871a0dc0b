"""From a problem to a plan that is proven and explained: small ones, by hand."""

from __future__ import annotations

import doctest
import json
import os
import subprocess
import sys
from typing import Any

import pytest

import shanhai.matching
from shanhai.matching import Result, criteria, rules, solve, where
from shanhai.matching.proof import check
from tests.matching.cast import ORDERS, PEOPLE, problem_of

# Everybody is worth the same everywhere, so that ties alone decide; then the same under rules of both routes.
SCRIPT = """
import json, sys
from shanhai.matching import Problem, criteria, rules, solve, where
turn = -1 if sys.argv[1] == "turned" else 1
people = [{"id": f"p{k}", "level": k % 3 + 1, "groups": ["young"] if k % 2 else []} for k in range(14)]
orders = [{"id": f"o{k}", "level": k % 3 + 1, "seats": k % 2 + 1, "tier": k % 2 + 1} for k in range(6)]
nested = [rules.AtMost(id="a", limit=3, each="level")]
mixed = [*nested, rules.Mix(id="m", least=40, people=where(group="young"))]
for chosen in (nested, mixed):
    problem = Problem.of(people=people[::turn], orders=orders[::turn], rules=chosen[::turn],
                         criteria=[criteria.Level(weight=100)], seed="drawn")
    result = solve(problem)
    assert result.unique
    print(json.dumps([problem.fingerprint, sorted((p.person, p.order) for p in result.placements)]))
"""


def _placed(result: Result) -> list[tuple[str, str]]:
    return [(placed.person, placed.order) for placed in result.placements]


def test_the_example_of_the_package_works() -> None:
    assert doctest.testmod(shanhai.matching) == doctest.TestResults(failed=0, attempted=3)


def test_seats_of_the_first_tier_come_before_fit() -> None:
    orders = [{"id": "boat"}, {"id": "desk", "tier": 2, "wishes": ["Ann"]}]
    result = solve(problem_of(criteria.HostWishes(weight=100), people=[{"id": "Ann"}], orders=orders))
    assert _placed(result) == [("Ann", "boat")]
    assert (result.stage("seats-1").value, result.stage("seats-2").value) == (1, 0)


def test_among_plans_that_fill_as_many_seats_the_better_fit_wins() -> None:
    orders = [{"id": "boat", "wishes": ["Bo"]}, {"id": "desk", "wishes": ["Ann", "Bo"]}]
    result = solve(problem_of(criteria.HostWishes(weight=100), people=PEOPLE[:2], orders=orders))
    assert _placed(result) == [("Ann", "desk"), ("Bo", "boat")]
    assert result.stage("fit").value == 200_000


def test_a_person_may_fill_as_many_seats_as_they_offer_but_none_twice() -> None:
    result = solve(problem_of(people=[PEOPLE[2]]))
    assert result.stage("seats-1").value == 2
    assert _placed(result) == [("Cai", "boat"), ("Cai", "lamp")]


def test_an_elastic_rule_is_bent_no_more_than_must_be_and_before_any_seat() -> None:
    few = rules.AtMost(id="few", limit=1, strength="elastic", weight=3)
    must = rules.AtLeast(id="must", limit=2)
    result = solve(problem_of(few, must))
    assert result.stage("violations").value == -3
    assert len(result.placements) == 2


def test_a_priced_rule_is_bent_where_the_gain_is_larger_than_its_price() -> None:
    orders = [{"id": "boat", "wishes": ["Ann"]}, {"id": "desk", "wishes": ["Bo"]}]
    for price, placed in (
        (10, [("Ann", "boat"), ("Bo", "desk")]),
        (10**6, [("Ann", "desk"), ("Bo", "boat")]),
    ):
        ann, boat = where(person="Ann"), where(order="boat")
        apart = rules.Ban(id="apart", people=ann, orders=boat, strength="priced", weight=price)
        wishes = criteria.HostWishes(weight=100)
        assert _placed(solve(problem_of(wishes, apart, people=PEOPLE[:2], orders=orders))) == placed


def test_leximin_lifts_the_place_that_has_least_before_any_other() -> None:
    # Two people for two seats in bay or two in cape: one each is fairer than two and none.
    orders = [
        {"id": "boat", "place": "bay", "seats": 2, "wishes": ["Ann", "Bo"]},
        {**ORDERS[2], "minimum": 0},
    ]
    fair, unfair = (
        solve(problem_of(criteria.HostWishes(weight=100), people=PEOPLE[:2], orders=orders, fair_over=over))
        for over in ("place", "")
    )
    assert sorted(order for _, order in _placed(fair)) == ["boat", "lamp"]
    assert sorted(order for _, order in _placed(unfair)) == ["boat", "boat"]
    assert (fair.stage("fair-1").value, fair.stage("fair-2").value) == (2, 0)


CONFLICTS: list[tuple[Any, ...]] = [
    (rules.AtMost(id="few", limit=1), rules.AtLeast(id="many", limit=3)),
    (rules.Pin(id="here", person="Ann", order="boat"), rules.Pin(id="there", person="Ann", order="desk")),
    (rules.Pin(id="yes", person="Ann", order="boat"), rules.Ban(id="no", people=where(person="Ann"))),
    (rules.AtLeast(id="crowd", limit=99),),
    (rules.OrderMinimum(id="minimum"), rules.AtMost(id="few", limit=2)),
    (rules.Team(id="team", members=("Ann", "Bo")), rules.Pin(id="her", person="Ann", order="boat"),
     rules.Ban(id="not him", people=where(person="Bo"))),
]  # fmt: skip


@pytest.mark.parametrize("declared", CONFLICTS, ids=lambda declared: "+".join(rule.id for rule in declared))
def test_rules_that_cannot_all_hold_are_a_status_with_reasons(declared: tuple[Any, ...]) -> None:
    result = solve(problem_of(*declared))
    assert result.status == "conflict"
    assert result.conflict is not None
    assert set(result.conflict.rules) == {rule.id for rule in declared}
    assert result.stage("bend").value == -result.conflict.bend_cost
    assert sum(result.conflict.bend.values()) == result.conflict.bend_cost > 0


def test_the_cheapest_bend_goes_by_the_weights() -> None:
    few, many = rules.AtMost(id="few", limit=1, weight=5), rules.AtLeast(id="many", limit=3, weight=2)
    conflict = solve(problem_of(few, many)).conflict
    assert conflict is not None
    assert (dict(conflict.bend), conflict.bend_cost) == ({"many": 2}, 4)


def test_a_rule_that_has_no_part_in_a_conflict_is_not_named() -> None:
    harmless = rules.AtMost(id="harmless", limit=99)
    result = solve(problem_of(*CONFLICTS[0], harmless))
    assert result.conflict is not None
    assert set(result.conflict.rules) == {"few", "many"}


def test_what_a_violation_of_very_many_units_costs_is_held_while_ties_are_settled() -> None:
    amounts = (("Ann", "boat", 10**9), ("Ann", "desk", 10**9))
    purse = rules.Budget(id="purse", limit=0, amounts=amounts, strength="priced", weight=10**6)
    orders = [{"id": "boat", "wishes": ["Ann"]}, {"id": "desk"}]
    for seed in "abcdef":
        problem = problem_of(
            criteria.HostWishes(weight=9), purse, people=[{"id": "Ann"}], orders=orders, seed=seed
        )
        assert _placed(solve(problem)) == [("Ann", "boat")]


@pytest.mark.parametrize("missing", ["people", "orders"])
def test_a_problem_without_people_or_orders_has_an_empty_plan(missing: str) -> None:
    people = [{"id": "Ann"}]
    orders = [{"id": "boat"}]
    result = solve(problem_of(**{"people": people, "orders": orders, missing: []}))
    assert (result.status, _placed(result)) == ("proven", [])


def test_neither_row_order_nor_hash_seed_nor_threads_change_a_plan() -> None:
    told = []
    for turned, hash_seed, threads in (("straight", "1", "1"), ("turned", "4242", "2")):
        surroundings = {
            **os.environ,
            "PYTHONHASHSEED": hash_seed,
            "OMP_NUM_THREADS": threads,
            "NUMBA_NUM_THREADS": threads,
        }
        run = subprocess.run(
            [sys.executable, "-c", SCRIPT, turned],
            env=surroundings,
            capture_output=True,
            text=True,
            check=True,
        )
        told.append([json.loads(line) for line in run.stdout.splitlines()])
    assert len(told[0]) == 2
    assert told[0] == told[1]


def test_what_is_solved_passes_the_independent_check() -> None:
    problem = problem_of(criteria.HostWishes(weight=60), rules.AtMost(id="few", limit=3), seed="drawn")
    result = solve(problem)
    assert check(problem, result.plan, result.certificate).findings == ()


def test_progress_can_stop_the_search_and_the_gap_is_told() -> None:
    result = solve(problem_of(rules.AtMost(id="few", limit=3)), progress=lambda *_: False)
    assert result.status in ("limited", "proven")
    assert all(stage.gap >= 0 for stage in result.stages)
    assert (result.status == "limited") == any(stage.gap for stage in result.stages)
