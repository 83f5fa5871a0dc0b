"""Scores in factor form."""

from __future__ import annotations

import numpy as np
import pytest

from shanhai.matching.factors import Factors, Overlay


def test_one_score_is_an_inner_product_plus_its_overlay():
    overlay = Overlay.of(2, np.array([1, 0, 1]), np.array([0, 2, 0]), np.array([5, -7, 1]))
    factors = Factors.of(np.array([[1, 2], [3, 0]]), np.array([[1, 1], [0, 2], [4, 4]]), overlay)
    # Person 0: 3, 4, 12 - 7. Person 1: 3 + 5 + 1, 0, 12.
    assert factors.dense().tolist() == [[3, 4, 5], [9, 0, 12]]
    assert factors.score_of(np.array([0, 1]), np.array([2, 0])).tolist() == [5, 9]


@pytest.mark.parametrize("seed", range(20))
def test_no_score_passes_top_and_single_scores_equal_the_matrix(seed):
    rng = np.random.default_rng(seed)
    k = int(rng.integers(0, 6))
    overlay = Overlay.of(6, rng.integers(0, 6, k), rng.integers(0, 9, k), rng.integers(-9, 9, k))
    factors = Factors.of(rng.integers(-5, 6, (6, 4)), rng.integers(-5, 6, (9, 4)), overlay)
    i, j = np.divmod(np.arange(54), 9)
    assert factors.dense().max() <= factors.top
    assert factors.score_of(i, j).tolist() == factors.dense().ravel().tolist()


def test_a_selection_keeps_scores_and_overlay():
    rng = np.random.default_rng(3)
    overlay = Overlay.of(6, rng.integers(0, 6, 8), rng.integers(0, 9, 8), rng.integers(1, 9, 8))
    factors = Factors.of(rng.integers(0, 6, (6, 4)), rng.integers(0, 6, (9, 4)), overlay)
    rows, columns = np.array([5, 1, 2]), np.array([8, 0, 3, 4])
    assert factors.select(rows, columns).dense().tolist() == factors.dense()[np.ix_(rows, columns)].tolist()


def test_small_sums_go_through_float32_and_large_ones_through_float64():
    ones = np.ones((2, 1), int)
    assert Factors.of(ones, ones * (2**24 - 1)).X.dtype == np.float32
    assert Factors.of(ones, ones * 2**24).X.dtype == np.float64


def test_sums_that_cannot_be_exact_are_refused_with_the_bound():
    with pytest.raises(ValueError, match=r"above 2\*\*53"):
        Factors.of(np.full((1, 1), 2**30), np.full((1, 1), 2**30))


def test_fractions_and_unlike_shapes_are_refused():
    with pytest.raises(ValueError, match="not whole"):
        Factors.of(np.array([[0.5]]), np.array([[1]]))
    with pytest.raises(ValueError, match="same d"):
        Factors.of(np.ones((2, 3), int), np.ones((2, 2), int))
