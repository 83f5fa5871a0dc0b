"""Distinct numbers are those of numpy's own set functions."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from shanhai.matching.distinct import among, distinct, either, without

numbers = st.lists(st.integers(-9, 9)).map(lambda found: np.array(found, np.int64))


@given(numbers)
def test_each_number_stands_once_in_order(found: np.ndarray) -> None:
    assert distinct(found).tolist() == np.unique(found).tolist()


@given(numbers, numbers)
def test_two_lists_are_compared_as_sets(one: np.ndarray, other: np.ndarray) -> None:
    assert either(one, other).tolist() == np.union1d(one, other).tolist()
    assert without(one, other).tolist() == np.setdiff1d(one, other).tolist()
    assert among(one, other).tolist() == np.isin(one, other).tolist()
