"""Capacities and nested caps of one side."""

from __future__ import annotations

import numpy as np
import pytest

from shanhai.matching.network.nesting import NO_CAP, Nesting


def province() -> Nesting:
    """Four members in two counties of one city; county 1 is shut."""
    return Nesting.of([1, 2, 3, 4], [0, 0, 1, -1], parent=[2, 2, -1], cap=[5, 0, NO_CAP])


def test_a_cap_that_cannot_bind_lies_just_above_what_is_inside():
    # County 0 holds 3 units under a cap of 5; the city holds these and none of the shut county.
    assert province().effective_cap().tolist() == [4, 0, 4]


def test_a_member_of_a_shut_group_is_closed():
    assert province().closed().tolist() == [False, False, True, False]


def test_prices_add_up_on_the_way_out():
    assert province().sum_up(np.array([10, 20, 1])).tolist() == [11, 11, 21, 0]


def test_groups_in_a_ring_are_refused():
    with pytest.raises(ValueError, match="ring"):
        Nesting.of([1], [0], parent=[1, 0], cap=[1, 1])


@pytest.mark.parametrize(
    ("size", "group", "message"),
    [
        ([-1], [0], "size -1"),
        ([1], [3], "group 3"),
        ([1, 1], [0], "one group per member"),
        ([0.5], [0], "whole"),
    ],
)
def test_what_does_not_fit_is_named(size, group, message):
    with pytest.raises(ValueError, match=message):
        Nesting.of(size, group, parent=[-1], cap=[1])
