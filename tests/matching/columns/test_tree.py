"""Branch and bound with prices: the tree finds the best plan, and its leaves prove it."""

from __future__ import annotations

import numpy as np
import pytest

from shanhai.matching.certificate import Leaf, Split
from shanhai.matching.columns.branch import Branch
from shanhai.matching.columns.branching_settled import NoPlan
from shanhai.matching.columns.first_pairs import first_pairs
from shanhai.matching.columns.lagrange import Lagrangian, Prices
from shanhai.matching.columns.linear import Linear
from shanhai.matching.columns.relaxation import Relaxation, Relaxed
from shanhai.matching.columns.tree import Tree
from shanhai.matching.rules import AtLeast
from shanhai.matching.watch import Watch
from tests.matching.small import crossing, model_of, settled

FIT = Linear(fit=1)


def _tree(seed, watch=None):
    model = model_of(crossing(seed))
    relaxation = Relaxation(model, *first_pairs(model), Watch())
    return Tree(relaxation, FIT, relaxation.optimise(FIT), watch or Watch())


def _leaves(node):
    return [node] if isinstance(node, Leaf) else _leaves(node.below) + _leaves(node.above)


@pytest.mark.parametrize("seed", range(8))
def test_the_plan_reaches_what_the_tree_bounds(seed):
    tree = _tree(seed)
    assert tree.grow(500)
    assert tree.bound == tree.value
    assert tree.relaxation.keeps(tree.plan.i, tree.plan.j, tree.plan.extras)


@pytest.mark.parametrize("seed", range(8))
def test_no_leaf_is_worth_more_than_the_plan(seed):
    tree = _tree(seed)
    tree.grow(500)
    node, possible = tree.proof()
    assert np.isin(tree.plan.i * tree.relaxation.model.m + tree.plan.j, possible).all()
    assert isinstance(node, (Leaf, Split))
    assert len(_leaves(node)) <= tree.nodes


def test_a_tree_that_may_not_grow_says_so():
    grown = [_tree(seed) for seed in range(8)]
    needy = [tree for tree in grown if not tree.grow(1)]
    assert needy
    assert all(tree.value is None or tree.bound >= tree.value for tree in needy)


def test_a_tree_stops_when_it_is_told_to():
    trees = [_tree(seed, Watch(progress=lambda *_: False)) for seed in range(8)]
    assert not all(tree.grow(500) for tree in trees)


def test_beyond_its_goal_a_tree_gives_up():
    tree = _tree(0)
    tree.goal = -1
    tree.grow(500)
    assert tree.value is None or tree.value > -1


def test_rules_that_cannot_hold_leave_no_plan():
    problem = crossing()
    more = AtLeast(id="everybody twice", limit=2, each="person")
    with pytest.raises(NoPlan):
        settled(problem.replace(rules=(*problem.rules, more)))


def test_bounds_need_no_solver():
    tree = _tree(1)
    tree.grow(500)
    node, _ = tree.proof()
    assert Lagrangian(tree.relaxation.model).whole.low.tolist() == tree.trunk.part.low.tolist()
    assert all(isinstance(price, int) for leaf in _leaves(node) for price in leaf.prices.values())


def test_a_leaf_of_prices_too_large_for_the_roots_unit_is_told_with_moderate_ones():
    problem = crossing()
    everybody = AtLeast(id="somebody", limit=1)
    model = model_of(problem.replace(rules=(*problem.rules, everybody)))
    relaxation = Relaxation(model, *first_pairs(model), Watch())
    tree = Tree(relaxation, FIT, relaxation.optimise(FIT), Watch())
    assert tree.grow(500)
    # Nobody may be placed here, so the price of "at least one" proves the more the larger it is.
    keys = model.open_pairs()
    nobody = relaxation.lagrangian.whole
    for i, j in zip(*(side.tolist() for side in keys), strict=True):
        nobody = nobody.by_pair(i, j)[0]
    prices = Prices.none(model)
    prices.limits[[limit.name[1] for limit in model.limits].index("somebody")] = -(2**50)
    prices = Prices(prices.seats, prices.limits, 8)
    bound = relaxation.lagrangian.bound(FIT, prices, nobody)
    with pytest.raises(OverflowError):
        prices.in_unit(tree.root.prices.shift)
    tree.trunk = Branch(nobody, Relaxed(prices, bound))
    told, _ = tree.proof()
    assert max(abs(price) for price in told.prices.values()) < 2**60
