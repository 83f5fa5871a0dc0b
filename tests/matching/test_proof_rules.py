"""Each rule's units of violation on plans judged by hand, and the same rule as linear rows."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from shanhai.matching import Problem, rules, where
from shanhai.matching.groups import EVERYONE, orders_in, people_in
from shanhai.matching.proof.facts import Facts
from shanhai.matching.proof.lines import OPEN, Lines
from shanhai.matching.proof.rules import counts
from tests.matching.random_problems import random_problem

# Ann and Bo of the bureau in the city, Cai of the farm on the bay, Dan (twice) of no organisation.
PEOPLE = [
    {"id": "Ann", "home": "bureau", "groups": ["young"]},
    {"id": "Bo", "home": "bureau"},
    {"id": "Cai", "home": "farm", "groups": ["young"]},
    {"id": "Dan", "capacity": 2},
]
ORDERS = [
    {"id": "boat", "host": "farm", "seats": 3, "minimum": 2},
    {"id": "desk", "host": "bureau", "seats": 2},
    {"id": "wood", "seats": 2, "minimum": 1},
]
UNITS = [{"id": "bureau", "place": "city"}, {"id": "farm", "place": "bay"}]
PLACES = [
    {"id": "land", "kind": "province"},
    {"id": "city", "parent": "land", "kind": "county", "east": 0, "north": 0},
    {"id": "bay", "parent": "land", "kind": "county", "east": 10.06, "north": 0},
]
FIRST, BOTH, SPREAD = (
    "Ann boat",
    "Ann boat, Bo boat, Cai desk",
    "Ann boat, Bo desk, Cai desk, Dan boat, Dan wood",
)
YOUNG = where(group="young")


def _problem(rule):
    return Problem.of(people=PEOPLE, orders=ORDERS, organisations=UNITS, places=PLACES, rules=[rule])


def _placed(problem, text):
    pairs = (pair.split() for pair in text.split(", ") if pair)
    return [(problem.person_row[person], problem.order_row[order]) for person, order in pairs]


@pytest.mark.parametrize(
    ("rule", "plan", "units"),
    [
        (rules.AtMost(id="r", limit=1), BOTH, 2),
        (rules.AtMost(id="r", limit=1, each="home"), BOTH, 1),
        (rules.AtMost(id="r", limit=0, pairs=(("Ann", "boat"), ("Cai", "boat"))), BOTH, 1),
        (rules.AtLeast(id="r", limit=2, people=YOUNG), FIRST, 1),
        (rules.AtLeast(id="r", limit=1, each="host"), FIRST, 1),
        # Dan has no home, so that homes are two classes; nobody of either is placed.
        (rules.AtLeast(id="r", limit=1, each="home"), "Dan wood", 2),
        (rules.Mix(id="r", people=YOUNG, least=50), "Bo boat, Dan boat, Ann desk", 1),
        (rules.Mix(id="r", people=YOUNG, least=50), "Bo boat, Dan boat", 1),
        (rules.Mix(id="r", people=YOUNG, most=50), "Ann boat, Cai desk", 1),
        (rules.Mix(id="r", people=YOUNG, least=50, each="host"), "Ann boat, Bo desk", 1),
        (rules.Mix(id="r", people=YOUNG, least=100, each="home"), "Ann boat, Bo desk, Cai boat", 1),
        # The bay gets Ann and Bo and sends Cai, the city gets Cai and sends two.
        (rules.Balance(id="r", tolerance=0, region="county"), BOTH, 2),
        (rules.Balance(id="r", tolerance=1, region="county"), BOTH, 0),
        (rules.Balance(id="r", tolerance=0, region="county"), "Ann desk, Cai boat", 0),
        (rules.Balance(id="r", tolerance=0, region="county", people=YOUNG), BOTH, 0),
        (rules.Floor(id="r", keep=1, people=YOUNG), "Ann boat, Cai desk", 1),
        (rules.Floor(id="r", keep=9, people=YOUNG), "Ann boat, Bo boat", 1),
        (rules.Floor(id="r", keep=1, people=EVERYONE, each="home"), BOTH, 2),
        (rules.Budget(id="r", limit=1, per="placement"), BOTH, 2),
        (
            rules.Budget(id="r", limit=5, per="given", amounts=(("Ann", "boat", 4), ("Bo", "boat", 3))),
            BOTH,
            2,
        ),
        # From the city to the bay it is 10.06 km, that is 10.1 and so 11; Dan starts from nowhere.
        (rules.Budget(id="r", limit=0, per="km"), BOTH + ", Dan boat", 33),
        (rules.Team(id="r", members=("Ann", "Bo", "Cai")), FIRST, 1),
        (rules.Team(id="r", members=("Ann", "Bo"), together="order"), "Ann boat, Bo desk", 2),
        (rules.Team(id="r", members=("Ann", "Bo"), together="place"), "Ann boat, Bo boat", 0),
        # Orders of no place are a class of their own.
        (rules.Team(id="r", members=("Ann", "Bo"), together="place"), "Ann wood, Bo boat", 2),
        (rules.Team(id="r", members=("Ann", "Dan")), "Ann boat, Dan boat, Dan wood", 1),
        (rules.Pin(id="r", person="Ann", order="boat"), FIRST, 0),
        (rules.Pin(id="r", person="Ann", order="desk"), FIRST, 1),
        (rules.Ban(id="r", people=where(home="bureau"), orders=where(place="bay")), BOTH, 2),
        (rules.OrderMinimum(id="r"), FIRST, 2),
        (rules.OrderMinimum(id="r", or_none=True), FIRST, 1),
        (rules.OrderMinimum(id="r", or_none=True), "", 0),
    ],
    ids=lambda value: getattr(value, "kind", None),
)
def test_units_of_violation(rule, plan, units):
    problem = _problem(rule)
    assert counts(problem.rules, Facts(problem))[0].units(_placed(problem, plan)) == units


def _activity(line, placed):
    total = 0
    for part in line.parts:
        people = dict(zip(part.people.at.tolist(), part.people.value.tolist(), strict=True))
        orders = dict(zip(part.orders.at.tolist(), part.orders.value.tolist(), strict=True))
        for i, j in placed:
            grid = part.grid
            times = 1 if grid is None else int(grid.table[grid.person_code[i], grid.order_code[j]])
            total += people.get(i, 0) * orders.get(j, 0) * times
    if line.listed is not None:
        listed = {(i, j): value for i, j, value in zip(*(each.tolist() for each in line.listed), strict=True)}
        total += sum(listed.get(pair, 0) for pair in placed)
    return total


def _units_by_rows(lines, placed):
    """The fewest units of short and over, whatever the aux may be. None: a definition cannot hold."""
    names = sorted({name for line in lines.rows.values() for name, _ in line.aux})
    rule = next(iter(lines.rules))
    fewest = None
    for chosen in itertools.product(
        *(range(lines.aux[rule, name][0], lines.aux[rule, name][1] + 1) for name in names)
    ):
        aux, units = dict(zip(names, chosen, strict=True)), 0
        for line in lines.rows.values():
            value = _activity(line, placed) + sum(times * aux[name] for name, times in line.aux)
            short = max(0, -((value - line.low) // line.unit)) if line.low > -OPEN else 0
            over = max(0, -((line.high - value) // line.unit)) if line.high < OPEN else 0
            if line.rigid and (short or over):
                break
            assert line.rigid or (short <= line.most_short and over <= line.most_over)
            units += short + over
        else:
            fewest = units if fewest is None else min(fewest, units)
    return fewest


@pytest.mark.parametrize("seed", range(80))
def test_the_rows_of_a_rule_count_what_its_definition_counts(seed):
    problem = random_problem(np.random.default_rng(seed), people=4, orders=3)
    facts, rng = Facts(problem), np.random.default_rng(seed)
    for rule, count in zip(problem.rules, counts(problem.rules, facts), strict=True):
        lines = Lines([rule], facts)
        for _ in range(4):
            placed = _random_plan(facts, rng)
            assert _units_by_rows(lines, placed) == count.units(placed)


def _random_plan(facts, rng):
    placed, left = [], {j: order.seats for j, order in enumerate(facts.orders)}
    for i, person in enumerate(facts.people):
        for j in rng.permutation(len(facts.orders))[: rng.integers(person.capacity + 1)].tolist():
            if left[j]:
                left[j] -= 1
                placed.append((i, j))
    return placed


@pytest.mark.parametrize("seed", range(120))
def test_compiled_rows_and_the_proof_read_every_rule_alike(seed):
    problem = random_problem(np.random.default_rng(seed))
    facts = Facts(problem)
    lines = Lines(problem.rules, facts)
    everywhere = [(i, j) for i in range(problem.n_people) for j in range(problem.n_orders)]
    i, j = (np.array([pair[side] for pair in everywhere]) for side in (0, 1))
    for rule in problem.rules:
        compiled = {row.label: row for row in rule.rows(problem)}
        ours = {label: line for (name, label), line in lines.rows.items() if name == rule.id}
        assert set(compiled) <= set(ours)
        for label, row in compiled.items():
            line = ours[label]
            assert row.on(i, j).tolist() == [_activity(line, [pair]) for pair in everywhere]
            assert (row.low, row.high, row.unit) == (line.low, line.high, line.unit)
            assert {(aux.name, times, aux.low, aux.high) for aux, times in row.aux} == {
                (name, times, *lines.aux[rule.id, name]) for name, times in line.aux
            }
        # Only the proof has rows without any coefficient: of regions where nobody starts and nothing stands.
        for label in set(ours) - set(compiled):
            assert [_activity(ours[label], [pair]) for pair in everywhere] == [0] * len(everywhere)


@pytest.mark.parametrize("seed", range(30))
def test_groups_have_the_members_that_the_problem_gives_them(seed):
    problem = random_problem(np.random.default_rng(seed))
    facts, tables = Facts(problem), problem.tables
    for group in (
        where(home="school"),
        where(native="east"),
        where(expertise="sea"),
        where(industry=["A04", "C"]),
    ):
        assert facts.members(group) == people_in(tables, group).tolist()
    for group in (
        where(place="east"),
        where(trait="island", tier=1),
        where(asks="fish"),
        where(host="school"),
    ):
        assert facts.chosen(group) == orders_in(tables, group).tolist()
