"""Seats of every tier and fit in one number."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanhai.matching.factors import Factors
from shanhai.matching.network.ladder import Ladder, ladders
from shanhai.matching.network.nested import solve_nested
from shanhai.matching.network.nesting import NestedProblem, Nesting

LADDER = Ladder((4096, 64), (1, 2), np.array([0, 1, 1]))


@given(st.integers(-20, 20), st.integers(-20, 20), st.integers(-20, 20))
def test_small_digits_are_read_back(first, second, fit):
    assert LADDER.digits(np.array([first * 4096 + second * 64 + fit]))[:, 0].tolist() == [first, second, fit]


def test_weights_of_a_prefix_count_in_seats_of_its_last_tier():
    assert LADDER.prefix_weights(0).tolist() == [1, 0, 0]
    assert LADDER.prefix_weights(1).tolist() == [64, 1, 1]
    assert LADDER.bonus(3).tolist() == [4096, 64, 64]


def test_prices_that_run_into_the_next_digit_are_noticed():
    near, far = np.array([3]), np.array([31])
    assert LADDER.is_read_safely(near, near, top=10)
    assert not LADDER.is_read_safely(far, np.array([-32]), top=70)


def test_nine_tiers_find_room_and_a_hundred_do_not():
    assert list(ladders(np.arange(9), 1000, 1000, 10_000, dense=False))
    assert not list(ladders(np.arange(100), 1000, 1000, 10_000, dense=False))
    everyone = Nesting.of(np.ones(100, int))
    problem = NestedProblem(
        Factors.of(np.ones((100, 1), int), np.ones((100, 1), int)), everyone, everyone, np.arange(100)
    )
    with pytest.raises(ValueError, match="100 tiers"):
        solve_nested(problem)


def test_one_urgent_seat_is_not_given_up_for_two_others():
    """By hand: ann can only take the second seat of county 0 (cap 1), bo its urgent one or the one elsewhere.

    Two seats can be filled only without the urgent one. Weights 3 and 2 would do that, for 4 against 3.
    """
    scores = np.array([[-1, 0, -1], [0, -1, 0]])
    orders = Nesting.of([1, 1, 1], [0, 0, -1], cap=[1])
    problem = NestedProblem(
        Factors.of(np.eye(2, dtype=int), scores.T.copy()), Nesting.of([1, 1]), orders, np.array([1, 2, 2])
    )
    plan = solve_nested(problem)
    assert [(s.name, s.value, s.bound) for s in plan.stages[:2]] == [("seats-1", 1, 1), ("seats-2", 0, 0)]
    assert (plan.person.tolist(), plan.order.tolist()) == ([1], [0])
