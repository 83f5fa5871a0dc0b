"""Bounds are never below what some plan reaches, whatever the prices; sieves never lose a best plan."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from shanhai.matching import Problem, criteria, rules
from shanhai.matching.certificate import Certificate, Leaf, Split, StageProof
from shanhai.matching.proof import check, keys
from shanhai.matching.proof.bounds import Pricer
from shanhai.matching.proof.charges import CertificateError
from shanhai.matching.proof.fairness import Fairness
from shanhai.matching.proof.lines import OPEN
from shanhai.matching.proof.stages import tie
from shanhai.matching.result import Plan
from shanhai.matching.ties import id_words, pair_keys
from tests.matching.brute import Brute
from tests.matching.certify import Certifier
from tests.matching.random_problems import random_problem

SHIFT = 4


def priced_rows(model, rng, most=3000):
    """Prices of either sign on some rows of every kind; a wrong sign is allowed, only useless."""
    rows = [("seats", order.id) for order in model.facts.orders]
    rows += [("rule", *name) for name in model.lines.rows]
    rows += [("stage", name) for name in model.earlier]
    if model.fairness:
        rows += [("fair", group) for group in model.fairness.alone]
        rows += [("fair", group, "2") for group, alone in model.fairness.alone.items() if alone > 1]
    return {row: int(rng.integers(-most, most)) for row in rows if rng.random() < 0.5}


def _split(model, pricer, rng, depth):
    leaf = Leaf(priced_rows(model, rng))
    if depth == 0 or rng.random() < 0.3:
        return leaf
    people, orders = model.facts.people, model.facts.orders
    person, order = people[rng.integers(len(people))].id, orders[rng.integers(len(orders))].id
    variables = [("pair", person, order), ("use", person), ("fill", order)]
    variables += [("aux", *name) for name in model.lines.aux]
    variable = variables[rng.integers(len(variables))]
    at = int(rng.integers(pricer._limits(variable)[1] + 1))
    return Split(variable, at, _split(model, pricer, rng, depth - 1), _split(model, pricer, rng, depth - 1))


def stages_of(certifier, least_of=max):
    """Every stage with the plans that reach all stages before it, and the best value among these.

    A stage is reached with what `least_of` makes of the values in it: below the best one it stays open.
    """
    brute = certifier.brute
    plans = [(plan, brute.values(plan)) for plan in brute.plans()]
    hard = {rule.id for rule in brute.problem.rules if rule.strength == "hard"}
    if certifier.goals[0].name != "bend":
        plans = [(plan, values) for plan, values in plans if not any(values.units[name] for name in hard)]
    for goal in [*certifier.goals, tie(1)]:
        reached = [values.of(goal, certifier.fairness) for _, values in plans]
        best = [plan for (plan, _), value in zip(plans, reached, strict=True) if value == max(reached)]
        yield goal, max(reached), best
        least = least_of(reached)
        plans = [each for each, value in zip(plans, reached, strict=True) if value >= least]
        earlier = {**certifier.model.earlier, goal.name: (goal, (least, max(reached)))}
        certifier.model = replace(certifier.model, earlier=earlier)


@pytest.mark.parametrize("seed", range(60))
def test_no_prices_and_no_splits_give_a_bound_below_a_plan(seed):
    rng = np.random.default_rng(seed)
    certifier = Certifier(random_problem(rng))
    for goal, value, _ in stages_of(certifier, max if seed % 2 else lambda values: int(rng.choice(values))):
        pricer = Pricer(certifier.model, certifier.pairs, goal, SHIFT)
        for _ in range(4):
            node = _split(certifier.model, pricer, rng, 3)
            assert pricer.bound(node).whole(SHIFT) >= value


@pytest.mark.parametrize("seed", range(60))
def test_no_sieve_loses_a_pair_of_a_best_plan(seed):
    rng = np.random.default_rng(seed)
    certifier = Certifier(random_problem(rng))
    for goal, value, best in stages_of(certifier):
        pricer = Pricer(certifier.model, certifier.pairs, goal, SHIFT)
        for _ in range(3):
            pricer.sift(_split(certifier.model, pricer, rng, 2), value)
        still_open = {
            (int(block.rows[row, 0]), int(np.broadcast_to(block.columns, block.open.shape)[row, at]))
            for _, block in certifier.pairs
            for row, at in np.argwhere(block.open)
        }
        assert {pair for plan in best for pair in plan} <= still_open


def _two_by_two(**more):
    """Ann is worth 10 at sea and 6 ashore, Bo 9 and 1: the best is Ann ashore and Bo at sea, 15 in all."""
    points = (("Ann", "sea", 10), ("Ann", "shore", 6), ("Bo", "sea", 9), ("Bo", "shore", 1))
    return Problem.of(
        people=[{"id": "Ann"}, {"id": "Bo"}],
        orders=[{"id": "sea"}, {"id": "shore"}],
        criteria=[criteria.Given(weight=1, pairs=points)],
        **more,
    )


PLAN = Plan(np.array([0, 1]), np.array([1, 0]))


def _checked(prices, sieve=None, shift=0, problem=None):
    seats = StageProof("seats-1", 2, Leaf({("seats", "sea"): 1, ("seats", "shore"): 1}))
    fit = StageProof("fit", 15, Leaf(prices), shift, sieve)
    return check(problem or _two_by_two(), PLAN, Certificate((seats, fit)))


def test_a_bound_worked_out_by_hand():
    # At 8 for a seat at sea and 3 ashore Ann is worth max(2, 3), Bo max(1, -2): 8 + 3 + 3 + 1 = 15.
    report = _checked({("seats", "sea"): 8, ("seats", "shore"): 3})
    assert report.ok
    assert report.proven
    assert [stage.bound for stage in report.stages] == [2, 15]


def test_a_proven_stage_may_be_priced_from_above():
    # Nobody fills more than two seats, which is proven: a placement may cost 3 of the 15 points, so that Ann
    # has max(10 - 11, 6 - 6), Bo max(9 - 11, 1 - 6), and 8 + 3 for the seats, 6 for the two placements.
    prices = {("seats", "sea"): 8, ("seats", "shore"): 3, ("stage", "seats-1"): 3}
    assert _checked(prices).stages[1].bound == 17


def test_a_stage_that_is_not_proven_may_not_be_priced_from_above():
    seats, fit = StageProof("seats-1", 2, None), StageProof("fit", 15, Leaf({("stage", "seats-1"): 3}))
    report = check(_two_by_two(), PLAN, Certificate((seats, fit)))
    assert report.stages[1].bound > 2**40


def test_a_bound_with_a_gap_is_told_and_not_called_proven():
    # Without prices both take the sea: 10 + 9.
    report = _checked({})
    assert report.ok
    assert not report.proven
    assert report.stages[1].bound == 19


def test_a_bound_between_two_whole_numbers_is_rounded_down():
    # In halves: Ann max(20 - 17, 12), Bo max(18 - 17, 2), and 17 for the sea: 31, that is 15 and a half.
    assert _checked({("seats", "sea"): 17}, shift=1).stages[1].bound == 15


def test_a_sieve_worked_out_by_hand_leaves_the_plan_alone():
    prices = {("seats", "sea"): 8, ("seats", "shore"): 3}
    report = _checked(prices, sieve=Leaf(prices))
    # Ann at sea would cost 3 - 2 and Bo ashore 1 + 2, and the bound has nothing to spare.
    assert report.stages[1].eliminated == 2
    assert report.unique


@pytest.mark.parametrize(
    ("prices", "code"),
    [
        ({("seats", "moon"): 1}, "unknown_price"),
        ({("rule", "none", ""): 1}, "unknown_price"),
        ({("stage", "fit"): 1}, "unknown_price"),
        ({("stage", "tie-1"): 1}, "unknown_price"),
        ({("fair", "sea"): 1}, "unknown_price"),
        ({("fair", "sea", "2"): 1}, "unknown_price"),
        ({("seats",): 1}, "unknown_price"),
        ({("seats", "sea"): 2**70}, "prices_too_large"),
    ],
)
def test_prices_that_cannot_be_are_findings(prices, code):
    assert [finding.code for finding in _checked(prices).findings] == [code]


def test_a_unit_that_cannot_be_is_a_finding():
    assert [finding.code for finding in _checked({}, shift=-1).findings] == ["bad_shift"]


@pytest.mark.parametrize(
    "variable",
    [("pair", "Ann", "moon"), ("use", "Eve"), ("fill", "moon"), ("aux", "r", "z"), ("short", "r", ""), ()],
)
def test_a_split_on_what_is_not_there_is_a_finding(variable):
    node = Split(variable, 0, Leaf({}), Leaf({}))
    report = check(_two_by_two(), PLAN, Certificate((StageProof("seats-1", 2, node),)))
    assert [finding.code for finding in report.findings] == ["unknown_variable"]


def test_a_split_that_leaves_out_plans_does_not_close_a_gap():
    """Below and above together are all plans; a tree of one side only cannot be written down, and none is."""
    node = Split(("pair", "Ann", "sea"), 0, Leaf({("seats", "sea"): 8, ("seats", "shore"): 3}), Leaf({}))
    # With Ann at sea forced and no prices Bo may take either: 10 + 9.
    report = check(
        _two_by_two(), PLAN, Certificate((StageProof("seats-1", 2, None), StageProof("fit", 15, node)))
    )
    assert report.stages[1].bound == 19


def test_large_prices_of_different_orders_do_not_add_up():
    # A pair is in one order only: no number on any pair reaches what is exact, though the prices together do.
    report = _checked({("seats", "sea"): 2**61, ("seats", "shore"): 2**61})
    assert report.findings == ()
    assert report.stages[1].bound == 2**62


def test_large_numbers_stay_exact():
    shift = 40
    prices = {("seats", "sea"): (8 << shift) + 1, ("seats", "shore"): (3 << shift) + 1}
    # Every unit of 2**-40 counts: the seats cost two more, and both people get one less.
    report = _checked(prices, shift=shift)
    assert report.stages[1].bound == 15
    certifier = Certifier(_two_by_two())
    assert (
        Pricer(certifier.model, certifier.pairs, certifier.goals[-1], shift).bound(Leaf(prices)).scaled
        == 15 << shift
    )


def test_a_capacity_counts_its_best_pairs():
    certifier = Certifier(
        Problem.of(
            people=[{"id": "Ann", "capacity": 2}],
            orders=[{"id": name} for name in "abc"],
            criteria=[criteria.Given(weight=1, pairs=(("Ann", "a", 5), ("Ann", "b", 4), ("Ann", "c", 3)))],
        )
    )
    pricer = Pricer(certifier.model, certifier.pairs, certifier.goals[-1], 0)
    assert pricer.bound(Leaf({})).scaled == 9
    # The third best may be had only for the second best, at a loss of one.
    assert pricer.sift(Leaf({}), 9)[0] == 1


@pytest.mark.parametrize("people", ["Ann", "Ann Bo"])
def test_a_price_on_a_listed_pair_finds_it_when_most_pairs_are_closed(people):
    posts = [f"post {at}" for at in range(20)]
    points = tuple((name, "post 15", 10) for name in people.split())
    certifier = Certifier(
        Problem.of(
            people=[{"id": name} for name in people.split()],
            orders=[{"id": name} for name in posts],
            criteria=[criteria.Given(weight=1, pairs=points)],
            rules=[rules.Pin(id="pin", person="Ann", order="post 15")],
        )
    )
    fit, most = certifier.goals[-1], 10 * len(points)
    assert Pricer(certifier.model, certifier.pairs, fit, 0).sift(Leaf({}), most)[0] == 19 * len(points)
    # The pin asks for one placement at least: its price of -3 is worth 3 to Ann and costs 3.
    pricer = Pricer(certifier.model, certifier.pairs, fit, 0)
    assert pricer.bound(Leaf({("rule", "pin", ""): -3})).scaled == most
    assert pricer.bound(Leaf({("rule", "pin", ""): 1})).scaled == OPEN - 1 + most


def test_prices_are_refused_before_they_can_overflow():
    certifier = Certifier(_two_by_two())
    pricer = Pricer(certifier.model, certifier.pairs, certifier.goals[-1], 60)
    with pytest.raises(CertificateError):
        pricer.bound(Leaf({}))


@pytest.mark.parametrize("seed", range(40))
def test_what_a_county_alone_could_fill_is_found_by_brute_force_as_well(seed):
    problem = random_problem(np.random.default_rng(seed)).replace(fair_over="place")
    brute = Brute(problem)
    ours, theirs = Fairness(brute.facts, brute.scored.pairs(), "place"), brute.fairness()
    assert ours.alone == theirs.alone
    assert [tuple(step) for step in ours.steps] == [
        (step.level, step.share, step.need) for step in theirs.steps
    ]


def test_keys_are_those_of_the_engine():
    people, orders = ["Ann", "Bo", "岑"], ["sea", "shore"]
    ours = keys.block(keys.words("s", "person", people)[:, None], keys.words("s", "order", orders), 2)
    theirs = pair_keys(id_words("s", "person", people)[:, None], id_words("s", "order", orders), 2)
    scalar = [
        [keys.key(keys.word("s", "person", i), keys.word("s", "order", j), 2) for j in orders] for i in people
    ]
    assert ours.tolist() == theirs.tolist() == scalar
