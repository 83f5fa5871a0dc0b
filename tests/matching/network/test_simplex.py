"""The simplex kernel: after every pivot a spanning tree, strongly feasible, with a feasible flow."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanhai.matching.network.master import Master
from shanhai.matching.network.nesting import Nesting
from shanhai.matching.network.simplex import IN_TREE, ROOT, check_basis, hang_forest, pivot_until_optimal
from tests.matching.nested_cases import random_side


def master_of(rng: np.random.Generator, n: int, m: int) -> Master:
    """A master with random caps and all pairs of an n by m problem with many ties."""
    people, orders = (open_side(random_side(rng, k, 3)) for k in (n, m))
    master = Master(people, orders, debug=True)
    i, j = (a.ravel() for a in np.meshgrid(np.arange(n), np.arange(m), indexing="ij"))
    master.add_pairs(i, j, rng.integers(-2, 6, n * m))
    return master


def open_side(side: Nesting) -> Nesting:
    """The side with nothing closed, as the master expects."""
    return Nesting(np.maximum(side.size, 1), side.group, side.parent, np.where(side.cap == 0, 1, side.cap))


@given(st.integers(0, 10**9), st.integers(1, 9), st.integers(1, 9))
def test_the_basis_is_sound_after_every_pivot_and_the_last_one_optimal(seed, n, m):
    master = master_of(np.random.default_rng(seed), n, m)
    # In debug mode `solve` checks the whole basis after each pivot.
    assert master.solve()
    assert master.value() == master.dual_value()


@given(st.integers(0, 10**9))
def test_pairs_added_to_a_warm_basis_end_where_a_cold_start_ends(seed):
    rng = np.random.default_rng(seed)
    people, orders = Nesting.of(rng.integers(1, 3, 7)), Nesting.of(rng.integers(1, 3, 6))
    i, j = (a.ravel() for a in np.meshgrid(np.arange(7), np.arange(6), indexing="ij"))
    score = rng.integers(0, 9, 42)
    warm, cold = Master(people, orders, debug=True), Master(people, orders, debug=True)
    for part in np.array_split(rng.permutation(42), 3):
        warm.add_pairs(i[part], j[part], score[part])
        assert warm.solve()
    cold.add_pairs(i, j, score)
    assert cold.solve()
    assert warm.value() == cold.value()


@given(st.integers(0, 10**9))
def test_new_scores_on_a_warm_basis_end_where_a_cold_start_ends(seed):
    rng = np.random.default_rng(seed)
    master, cold = (master_of(np.random.default_rng(seed), 6, 5) for _ in range(2))
    assert master.solve()
    score = rng.integers(0, 9, 30)
    for each in (master, cold):
        each.set_scores(score)
        assert each.solve()
    assert master.value() == cold.value()


def test_freezing_the_face_leaves_only_plans_of_the_same_value():
    master = master_of(np.random.default_rng(5), 8, 8)
    assert master.solve()
    best, scores = master.value(), master.scores()
    master.freeze_face()
    master.set_scores(np.random.default_rng(6).integers(0, 100, len(scores)))
    assert master.solve()
    assert scores[master.chosen()].sum() == best


def test_thawing_lets_every_arc_outside_the_tree_move_again():
    master = master_of(np.random.default_rng(5), 8, 8)
    assert master.solve()
    before = master.net.state.copy()
    master.freeze_face()
    assert (master.net.state == IN_TREE).sum() > (before == IN_TREE).sum()
    master.thaw()
    assert (master.net.state == before).all()


def test_a_forest_is_threaded_in_preorder():
    parent = np.array([-1, 0, 1, 1, 0, 4], np.int32)
    depth, thread, back = hang_forest(parent)
    walk, x = [], thread[ROOT]
    while x != ROOT:
        walk.append(int(x))
        x = thread[x]
    assert walk == [1, 2, 3, 4, 5]
    assert depth.tolist() == [0, 1, 2, 2, 1, 2]
    assert back[thread].tolist() == list(range(6))


def test_a_broken_basis_is_noticed():
    master = master_of(np.random.default_rng(2), 4, 4)
    pivot_until_optimal(master.net, master.arcs, 20, 0, 3)
    master.net.depth[3] += 1
    with pytest.raises(AssertionError, match="depth of node"):
        check_basis(master.net, master.arcs, master._supply)


def test_a_copy_goes_its_own_way():
    master = master_of(np.random.default_rng(3), 5, 5)
    twin = master.copy()
    assert twin.solve()
    assert master.value() == 0
    assert twin.value() > 0


def test_a_state_brings_back_arcs_tree_and_flow():
    master, other = (master_of(np.random.default_rng(3), 5, 5) for _ in range(2))
    assert master.solve()
    other.restore(master.state())
    assert other.value() == master.value()
    assert other.solve()
    assert other.pivots == 0
