"""What must be full after a stage: what later prices then charge, and that no best plan is ever cut off."""

from __future__ import annotations

from dataclasses import replace
from itertools import count, product

import numpy as np
import pytest

from shanhai.matching import Problem, criteria, rules
from shanhai.matching.certificate import Certificate, Leaf, Split, StageProof
from shanhai.matching.groups import where
from shanhai.matching.proof import check
from shanhai.matching.proof.best import worth_within
from shanhai.matching.proof.bounds import Pricer
from shanhai.matching.proof.lines import OPEN
from shanhai.matching.proof.stages import tie
from shanhai.matching.result import Plan
from shanhai.matching.ties import id_words, pair_keys
from tests.matching.certify import SHIFT, Certifier
from tests.matching.random_problems import random_problem
from tests.matching.test_proof_bounds import priced_rows, stages_of


def _keys(problem):
    people, orders = problem.people.id, problem.orders.id
    return pair_keys(
        id_words(problem.seed, "person", people)[:, None], id_words(problem.seed, "order", orders), 1
    )


def _seeded(make, wanted):
    """The problem with the first seed whose keys are as wanted."""
    problems = (make(f"seed {number}") for number in count())
    return next(problem for problem in problems if wanted(_keys(problem)))


def _unloved():
    """Ann and Bo would both rather have the shore, which has two seats; but the island comes first."""
    return _seeded(
        lambda seed: Problem.of(
            people=[{"id": "Ann"}, {"id": "Bo"}],
            orders=[{"id": "island"}, {"id": "shore", "seats": 2, "tier": 2}],
            seed=seed,
        ),
        lambda keys: keys[0, 0] < keys[0, 1] and keys[1, 0] < keys[1, 1],
    )


def _unloved_stages(tie_prices, sieve=True):
    """Ann is a point dearer on the shore: with both at one price of the island, they are worth 1 each."""
    first, second = Leaf({("seats", "island"): 1}), Leaf({("seats", "island"): -1})
    return (
        StageProof("seats-1", 1, first, 0, first if sieve else None),
        StageProof("seats-2", 1, second, 0, second if sieve else None),
        StageProof("fit", 0, Leaf({})),
        StageProof("tie-1", _unloved_plan()[1], Leaf(tie_prices)),
    )


def _unloved_plan():
    keys = _keys(_unloved())
    plans = {((0, 0), (1, 1)): keys[0, 0] + keys[1, 1], ((0, 1), (1, 0)): keys[0, 1] + keys[1, 0]}
    best = max(plans, key=plans.get)
    return Plan(*np.array(best).T), int(plans[best])


def _least_loss():
    keys = _keys(_unloved())
    return int((keys[:, 1] - keys[:, 0]).min())


def test_a_full_order_may_be_priced_below_nothing():
    """The island is paid for by what the nearer of the two loses there."""
    report = check(
        _unloved(), _unloved_plan()[0], Certificate(_unloved_stages({("seats", "island"): -_least_loss()}))
    )
    assert report.ok
    assert report.proven


def test_an_order_is_not_full_without_a_sieve_that_shows_it():
    report = check(
        _unloved(),
        _unloved_plan()[0],
        Certificate(_unloved_stages({("seats", "island"): -_least_loss()}, sieve=False)),
    )
    bounds = {stage.stage: stage.bound for stage in report.stages}
    # A price of -1 charges the lower limit, which is no seat at all: both count 1.
    assert bounds["seats-2"] == 2
    assert bounds["tie-1"] == _unloved_plan()[1] + _least_loss()
    assert not report.proven


@pytest.mark.parametrize("spare", [1, 5])
def test_a_row_is_full_where_its_price_is_more_than_a_loose_bound_can_spare(spare):
    stages = list(_unloved_stages({("seats", "island"): -_least_loss()}))
    # Nobody counts anything on the island, so that the bound is the price of its seat: `spare` too much.
    stages[0] = replace(stages[0], sieve=Leaf({("seats", "island"): 1 + spare}))
    stages[1] = replace(stages[1], sieve=None)
    report = check(_unloved(), _unloved_plan()[0], Certificate(tuple(stages)))
    assert report.ok
    assert report.stages[1].bound == 1


def test_a_row_with_its_whole_price_to_spare_is_not_full():
    problem = Problem.of(people=[{"id": "Ann"}], orders=[{"id": "sea", "seats": 2}])
    sieve = Leaf({("seats", "sea"): 1})
    stages = (
        StageProof("seats-1", 1, Leaf({}), 0, sieve),
        StageProof("fit", 0, Leaf({("seats", "sea"): -1})),
    )
    report = check(problem, Plan(np.array([0]), np.array([0])), Certificate(stages))
    # The sieve's bound is 2, so that one seat may stay empty: a price below nothing charges no seat at all.
    assert report.stages[1].bound == 1


def _cornered():
    """Ann may only go to sea, where Bo's key is so much higher that she costs more than hers is worth."""
    return _seeded(
        lambda seed: Problem.of(
            people=[{"id": "Ann"}, {"id": "Bo", "qualifications": ["teacher"]}],
            orders=[{"id": "sea"}, {"id": "school", "qualifications": ["teacher"]}],
            criteria=[criteria.Qualified()],
            seed=seed,
        ),
        lambda keys: keys[0, 0] < keys[1, 0] - keys[1, 1],
    )


@pytest.mark.parametrize("sieve", [True, False])
def test_a_person_who_must_be_used_counts_even_at_a_loss(sieve):
    problem, first = _cornered(), Leaf({})
    keys = _keys(problem)
    value = int(keys[0, 0] + keys[1, 1])
    price = int(keys[1, 0] - keys[1, 1])
    stages = (
        StageProof("seats-1", 2, first, 0, first if sieve else None),
        StageProof("fit", 0, first),
        StageProof("tie-1", value, Leaf({("seats", "sea"): price})),
    )
    report = check(problem, Plan(np.array([0, 1]), np.array([0, 1])), Certificate(stages))
    assert report.ok
    # Unless she must be used, Ann would stay away and only the price of the seat would be left.
    assert report.stages[2].bound == (value if sieve else price + int(keys[1, 1]))


def test_who_must_be_used_and_has_too_few_open_pairs_leaves_no_plan():
    problem = _cornered()
    certifier = Certifier(problem)
    pricer = Pricer(certifier.model, certifier.pairs, certifier.goals[0], 0)
    certifier.model = replace(certifier.model, full=pricer.sift(Leaf({}), 2)[1])
    for at, block in certifier.pairs:
        certifier.pairs.close(at, block, np.array([[False, False], [True, True]]))
    assert Pricer(certifier.model, certifier.pairs, certifier.goals[1], 0).bound(Leaf({})).scaled is None


def _busy():
    """Ann may take two of three orders; the harbour is worth more to her than either other by 6."""
    points = (("Ann", "harbour", 10), ("Ann", "school", 4), ("Ann", "clinic", 4))
    return Problem.of(
        people=[{"id": "Ann", "capacity": 2}],
        orders=[{"id": "harbour"}, {"id": "school"}, {"id": "clinic"}],
        criteria=[criteria.Given(weight=1, pairs=points)],
    )


@pytest.mark.parametrize(("loose", "taken"), [(0, True), (5, True), (6, False)])
def test_a_pair_is_in_every_plan_when_what_would_replace_it_is_too_much_worse(loose, taken):
    certifier = Certifier(_busy())
    _, fit = certifier.goals
    pricer = Pricer(certifier.model, certifier.pairs, fit, 0)
    closed, full = pricer.sift(Leaf({}), 14 - loose)
    assert (closed, full.people.tolist()) == (0, [loose < 4])
    assert list(zip(*full.pairs, strict=True)) == ([(0, 0)] if taken else [])


def test_a_pair_that_is_in_every_plan_is_paid_for_whatever_it_costs():
    certifier = Certifier(_busy())
    seats, fit = certifier.goals
    _, full = Pricer(certifier.model, certifier.pairs, fit, 0).sift(Leaf({}), 14)
    pricer = Pricer(replace(certifier.model, full=full), certifier.pairs, seats, 0)
    # 5 for the seat of the harbour, 1 - 5 for Ann in it, and 1 for one of the others.
    priced = Leaf({("seats", "harbour"): 5})
    assert pricer.bound(priced).scaled == 2
    # Without it there is no plan, and with it and no other Ann does not use all that she must.
    assert pricer.bound(Split(("pair", "Ann", "harbour"), 0, priced, priced)).scaled == 2
    out = Split(("use", "Ann"), 1, priced, Leaf({("seats", "harbour"): -(2**30)}))
    assert pricer.bound(out).scaled == 2**30 + 2
    # Sifting keeps it open, however dear it has become.
    assert pricer.sift(priced, 2)[0] == 0


def test_a_tree_shows_nothing_to_be_full():
    certifier = Certifier(_cornered())
    pricer = Pricer(certifier.model, certifier.pairs, certifier.goals[0], 0)
    _, full = pricer.sift(Split(("use", "Ann"), 0, Leaf({}), Leaf({})), 2)
    assert not full.rows
    assert not full.people.any()


def test_rows_of_rules_and_of_stages_become_full_too():
    problem = Problem.of(
        people=[{"id": "Ann"}, {"id": "Bo"}],
        orders=[{"id": "sea", "seats": 2}],
        criteria=[criteria.Given(weight=1, pairs=(("Ann", "sea", 5), ("Bo", "sea", 9)))],
        rules=[rules.AtMost(id="one", limit=1, orders=where(order="sea"))],
    )
    certifier = Certifier(problem)
    seats, fit = certifier.goals
    pricer = Pricer(certifier.model, certifier.pairs, seats, 0)
    _, full = pricer.sift(Leaf({("rule", "one", ""): 1}), 1)
    assert full.rows == {("rule", "one", ""): 1}
    model = replace(certifier.model, full=full, earlier={"seats-1": (seats, (1, OPEN))})
    # Everybody loses 10 at sea, and that one is placed brings 10 back: nobody counts more than -1.
    pricer = Pricer(model, certifier.pairs, fit, 0)
    _, later = pricer.sift(Leaf({("stage", "seats-1"): -10, ("rule", "one", ""): 19}), 9)
    assert later.rows == {("rule", "one", ""): 1, ("stage", "seats-1"): 1}


@pytest.mark.parametrize("seed", range(60))
def test_nothing_full_cuts_a_best_plan_off(seed):
    """With all that good sieves show to be full, wild prices still give no bound below the best plan."""
    rng = np.random.default_rng(seed)
    certifier = Certifier(random_problem(rng))
    capacity = certifier.brute.problem.people.capacity
    for goal, value, best in stages_of(certifier):
        pricer = Pricer(certifier.model, certifier.pairs, goal, SHIFT)
        for _ in range(4):
            assert pricer.bound(Leaf(priced_rows(certifier.model, rng, 2**SHIFT))).whole(SHIFT) >= value
        for sieve in _good_sieves(certifier, goal, pricer, value, rng):
            certifier.model = replace(certifier.model, full=pricer.sift(sieve, value)[1])
            pricer = Pricer(certifier.model, certifier.pairs, goal, SHIFT)
        must = set(zip(*(side.tolist() for side in certifier.model.full.pairs), strict=True))
        for plan in best:
            assert must <= set(plan)
            used = np.bincount([i for i, _ in plan], minlength=len(capacity))
            assert (used == capacity)[certifier.model.full.people].all()


def _good_sieves(certifier, goal, pricer, value, rng):
    """Prices of a linear programme, and the same with some noise."""
    node = certifier._node(goal, pricer, value, {}, 0)
    if node is not None:
        yield node
        yield Leaf({name: price + int(rng.integers(-99, 99)) for name, price in node.prices.items()})


def test_good_sieves_show_much_to_be_full():
    rows, people = 0, 0
    for seed in range(20):
        certifier = Certifier(random_problem(np.random.default_rng(seed)))
        for goal in [*certifier.goals, tie(1)]:
            certifier.stage(goal)
        rows += len(certifier.model.full.rows)
        people += int(certifier.model.full.people.sum())
    assert rows > 30
    assert people > 20


@pytest.mark.parametrize("seed", range(200))
def test_what_forcing_a_pair_costs_is_what_it_costs_by_trying(seed):
    """`worth_within` against all ways to choose, with any range of places and any pairs decided."""
    rng = np.random.default_rng(seed)
    left = {order: int(rng.integers(-9, 10)) for order in range(rng.integers(1, 6))}
    decided = [(order, (side, side)) for order in left for side in (0, 1) if rng.random() < 0.1]
    least = int(rng.integers(0, 3))
    use = least, least + int(rng.integers(0, 3))

    def best(extra=()):
        worth = [
            sum(left[order] for order, taken in zip(left, choice, strict=True) if taken)
            for choice in product((0, 1), repeat=len(left))
            if use[0] <= sum(choice) <= use[1]
            and all(low <= choice[order] <= high for order, (low, high) in [*decided, *extra])
        ]
        return max(worth, default=None)

    found = worth_within(left, decided, use)
    assert (None if found is None else found[0]) == best()
    free = [order for order in left if order not in dict(decided)]
    for order in free if found is not None else ():
        forced = best([(order, (1, 1))])
        total, last, more = found
        if not more:
            assert forced is None
        else:
            assert forced == total - max(0, last - left[order])
