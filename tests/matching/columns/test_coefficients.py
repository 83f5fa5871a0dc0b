"""Coefficients on lists of pairs are what terms, single pairs, fit and keys say pair by pair."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from shanhai.matching.columns.coefficients import coefficients, lookup
from shanhai.matching.columns.linear import Linear
from shanhai.matching.rows import Pairs, Term
from tests.matching.small import crossing, model_of

MODEL = model_of(crossing())


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_every_function_is_counted_on_every_pair(seed):
    rng, n, m = np.random.default_rng(seed), MODEL.n, MODEL.m
    i, j = (side.ravel() for side in np.indices((n, m)))
    terms = [
        tuple(Term(rng.integers(-1, 2, n), rng.integers(0, 3, m)) for _ in range(rng.integers(0, 3)))
        for _ in range(3)
    ]
    listed = Pairs(rng.integers(0, n, 5), rng.integers(0, m, 5), rng.integers(1, 9, 5))
    functions = [Linear(terms[0], listed), Linear(terms[1], fit=2), Linear(terms[2], tie=1)]
    found = coefficients(MODEL, functions, i, j).toarray()
    expected = np.stack([sum((t.p[i] * t.q[j] for t in own), np.zeros(n * m, np.int64)) for own in terms], 1)
    expected[:, 0] += lookup(listed, m, i, j)
    expected[:, 1] += 2 * MODEL.fit(i, j)
    expected[:, 2] += MODEL.keys(1, i, j)
    assert np.array_equal(found, expected)


def test_pairs_listed_twice_add_up():
    twice = Pairs(np.array([1, 1]), np.array([2, 2]), np.array([3, 4]))
    assert lookup(twice, 5, np.array([1, 2]), np.array([2, 2])).tolist() == [7, 0]
