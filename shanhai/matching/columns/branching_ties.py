"""The stages after fit: seeded keys choose among equal plans, until no other is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.matching.columns.branching_settled import Proof
from shanhai.matching.columns.integer import whole_plan
from shanhai.matching.columns.lagrange import proven
from shanhai.matching.ties import ROUNDS
from shanhai.matching.watch import Stopped

if TYPE_CHECKING:
    from shanhai.matching.columns.branching import Search
    from shanhai.matching.columns.linear import Stage
    from shanhai.matching.columns.relaxation import Relaxed
    from shanhai.matching.columns.tree import Tree


def settle_ties(search: Search) -> None:
    """Choose by seeded keys among equal plans, until one is left."""
    for round_number in range(1, ROUNDS + 1):
        # Before the first round most plans have equals, which one look shows: a tree is not worth its
        # time.
        most = search.most_nodes if round_number > 1 else 1
        if any(each.bound > each.value for each in search.settled) or settle_only(search, most):
            return
        stage = search.model.tie_stage(round_number)
        search.look(stage)
        search.find_plan(stage)
    settle_only(search, search.most_nodes)


def settle_only(search: Search, most: int) -> bool:
    """Show, if it is so, that no other plan is as good in every stage: none has a placement outside
    this one.
    """
    assert search.plan is not None
    stage = search.model.only_stage(search.plan.i, search.plan.j)
    search.look(stage)
    relaxed = search.without_prices(stage)
    if relaxed.bound.whole > 0:
        relaxed = search.relax(stage, enough=0)
    if relaxed.bound.whole <= 0:
        search.settle_by_prices(stage, relaxed, 0)
        search.unique = True
        return True
    if most <= 1:
        return False
    tree = search.tree(stage, relaxed)
    tree.goal = 0
    done = tree.grow(most)
    if search.watch.stopped:
        raise Stopped
    proof = tree.proof() if done and tree.value == 0 else None
    if proof is not None:
        search.settle_proven(stage, relaxed, proof, 0)
        search.unique = True
    elif tree.value == 0:
        _ask_if_only(search, stage, relaxed, tree)
    return search.unique


def _ask_if_only(search: Search, stage: Stage, relaxed: Relaxed, tree: Tree) -> None:
    """No tree of a reasonable size: let the solver look for another plan among all pairs that are
    left.
    """
    tree.relaxation.add_pairs(*search.model.open_pairs())
    attempt = whole_plan(tree.relaxation, stage.function, search.patience(), tree.plan)
    if attempt.plan is None or not attempt.settled:
        return
    tree.know(attempt.plan)
    if tree.value == 0:
        sieve = proven(tree.relaxation.lagrangian, stage.function, relaxed.prices)
        search.settle(stage, 0, 0, Proof(None, sieve, None), relaxed.prices, relaxed.bound)
        search.unique = True
