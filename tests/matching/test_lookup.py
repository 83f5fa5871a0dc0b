"""Tables over classes, as columns."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from shanhai.matching import lookup
from shanhai.matching.lookup import check_cells, classes_of, looked_up, merged

tables = arrays(np.int64, st.tuples(st.integers(1, 6), st.integers(1, 6)), elements=st.integers(-3, 3))


@given(tables, st.integers(0, 2**32 - 1))
def test_the_product_of_the_columns_is_the_looked_up_value(table: np.ndarray, seed: int) -> None:
    chance = np.random.default_rng(seed)
    people, orders = chance.integers(0, table.shape[0], 7), chance.integers(0, table.shape[1], 5)
    columns = looked_up(people, orders, table, "level")
    assert np.array_equal(columns.x @ columns.y.T, table[np.ix_(people, orders)])
    assert columns.x.shape[1] <= min(table.shape)


def test_equal_rows_and_columns_of_a_table_are_one_class() -> None:
    table = np.array([[5, 5, 0], [5, 5, 0], [0, 0, 0]])
    assert looked_up(np.arange(3), np.arange(3), table, "level").x.shape == (3, 1)


def test_a_table_of_nobody_has_no_columns() -> None:
    columns = looked_up(np.zeros(0, np.int64), np.arange(2), np.zeros((0, 2), np.int64), "level")
    assert (columns.x.shape, columns.y.shape) == ((0, 0), (2, 0))


def test_classes_are_sorted_combinations_of_values() -> None:
    classes = classes_of(np.array([2, 1, 2]), np.array([0, 5, 0]))
    assert classes.keys == [(1, 5), (2, 0)]
    assert classes.of.tolist() == [1, 0, 1]


@given(st.integers(0, 2**32 - 1))
def test_merging_equal_columns_leaves_the_product_as_it_was(seed: int) -> None:
    chance = np.random.default_rng(seed)
    x, y = (chance.integers(0, 2, (12, size)).astype(np.float32) for size in (3, 2))
    fewer_x, fewer_y = merged(x, y)
    assert np.array_equal(fewer_x.T @ fewer_y, x.T @ y)
    assert len(fewer_x) == len(fewer_y) <= 4


def test_too_many_classes_are_refused_with_a_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookup, "MOST_COLUMNS", 2)
    with pytest.raises(ValueError, match="travel tells 3 classes apart; 2 can be scored"):
        looked_up(np.arange(3), np.arange(3), np.eye(3, dtype=np.int64), "travel")


def test_a_table_that_would_not_fit_into_memory_is_refused() -> None:
    with pytest.raises(ValueError, match="40000 classes of people and 50000 of orders"):
        check_cells("travel", 40_000, 50_000)
