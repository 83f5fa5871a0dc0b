"""Rows as limits: which units of violation they get, between which ends they lie, and many rows at once."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from shanhai.matching.columns.linear import Extras, Linear, Products, extremes, limit_of
from shanhai.matching.rows import UNBOUNDED, Aux, Pairs, Row, Term

THREE, TWO = np.ones(3, np.int64), np.ones(2, np.int64)
EVERYWHERE = (Term(THREE, TWO),)


def _limit(row, *, soft=True, extras=None):
    extras = Extras() if extras is None else extras
    limit, slacks = limit_of("r", row, extremes(row), extras, soft, {})
    return limit, slacks, extras


def test_a_hard_row_has_no_units_of_violation():
    limit, slacks, extras = _limit(Row("", EVERYWHERE, high=2), soft=False)
    assert (limit.low, limit.high) == (-UNBOUNDED, 2)
    assert (slacks, len(extras)) == ([], 0)


def test_a_cap_that_may_bend_can_be_exceeded_by_all_that_could_come():
    limit, slacks, extras = _limit(Row("", EVERYWHERE, high=2))
    assert extras.names == [("over", "r", "")]
    assert (extras.low, extras.high) == ([0], [4])
    assert limit.function.extras == {slacks[0]: -1}


def test_a_row_of_large_amounts_that_may_bend_can_be_exceeded_as_well():
    amounts = Pairs(np.zeros(2, np.int64), np.arange(2), np.full(2, 10**12))
    _, _, extras = _limit(Row("", pairs=amounts, high=2))
    assert extras.high == [2 * 10**12 - 2]


def test_units_are_rounded_up_so_that_every_shortfall_can_be_told():
    _, _, extras = _limit(Row("", EVERYWHERE, low=450, unit=100))
    assert extras.names == [("short", "r", "")]
    assert extras.high == [5]


def test_a_row_that_only_defines_a_number_is_never_violated():
    row = Row("count", EVERYWHERE, aux=((Aux("count", 0, 6), -1),), low=0, high=0, definition=True)
    limit, slacks, extras = _limit(row)
    assert slacks == []
    assert extras.names == [("aux", "r", "count")]
    assert limit.function.extras == {0: -1}


def test_rows_of_a_rule_share_its_numbers():
    numbers, extras = {}, Extras()
    for label in ("least", "most"):
        row = Row(label, aux=((Aux("all", 0, 6), 1),), low=0)
        limit_of("r", row, extremes(row), extras, False, numbers)
    assert extras.names == [("aux", "r", "all")]


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.tuples(st.permutations([-2, 0, 3]), st.permutations([-1, 0, 0, 2])), min_size=1, max_size=3)
)
def test_the_ends_of_a_sum_of_products_are_those_of_its_pairs_added_up(drawn):
    terms = tuple(Term(np.array(p, np.int64), np.array(q, np.int64)) for p, q in drawn)
    matrix = sum(np.outer(p, q) for p, q in terms)
    assert extremes(Row("", terms)) == (np.minimum(matrix, 0).sum(), np.maximum(matrix, 0).sum())


def test_ends_count_single_pairs_and_numbers_too():
    pairs = Pairs(np.array([0, 1]), np.array([0, 0]), np.array([5, -7]))
    row = Row("", EVERYWHERE, pairs=pairs, aux=((Aux("a", -1, 2), 3),))
    assert extremes(row) == (-7 - 3, 6 + 5 + 6)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_many_functions_at_once_are_each_of_them_pair_by_pair(seed):
    rng = np.random.default_rng(seed)
    n, m, rows = 4, 5, 3
    functions = [
        Linear(tuple(Term(rng.integers(-2, 3, n), rng.integers(0, 2, m)) for _ in range(rng.integers(0, 3))))
        for _ in range(rows)
    ]
    dense = np.zeros((rows, n, m), np.int64)
    for row, function in enumerate(functions):
        for term in function.terms:
            dense[row] += np.outer(term.p, term.q)
    products, prices = Products(functions, n, m), rng.integers(-9, 10, rows).astype(float)
    priced = products.priced(prices)
    assert np.array_equal(priced.block(1, 3), np.tensordot(prices, dense, 1)[1:3])
    assert np.abs(priced.block(0, n)).max(initial=0.0) <= priced.largest()
