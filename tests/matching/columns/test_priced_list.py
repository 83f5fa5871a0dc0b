"""Prices on listed pairs: each person's best are counted, and places within a group start anew."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from shanhai.matching.columns import priced_blocks
from shanhai.matching.columns.parts import DEAD
from shanhai.matching.columns.priced_list import best, rank_within


def test_the_best_of_a_person_are_counted_up_to_their_room():
    reduced, start = np.array([5, 9, -1, 5, 9, -1, DEAD, -3]), np.array([0, 3, 6, 8])
    gains, last = best(reduced, start, np.array([1, 3, 2]))
    assert gains.tolist() == [9, 14, 0]
    assert last.tolist() == [9, 0, 0]


@given(seed=st.integers(0, 2**32))
def test_a_list_counts_what_a_block_of_all_pairs_counts(seed):
    rng = np.random.default_rng(seed)
    block = rng.integers(-5, 9, (6, 5))
    block[rng.random(block.shape) < 0.3] = DEAD
    room = rng.integers(0, 4, 6)
    listed = block > DEAD
    start = np.concatenate(([0], np.cumsum(listed.sum(1))))
    of_list, of_block = best(block[listed], start, room), priced_blocks.best(block, room)
    assert [side.tolist() for side in of_list] == [side.tolist() for side in of_block]


def test_places_are_counted_within_each_group_from_the_largest():
    assert rank_within(np.array([1, 0, 1, 0, 1]), np.array([3, 7, 9, 8, 3])).tolist() == [1, 1, 0, 0, 2]
