"""A row's coefficients on pairs."""

import numpy as np

from shanhai.matching.rows import Pairs, Row, Term

I, J = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])  # noqa: E741


def _ints(*values: int) -> np.ndarray:
    return np.array(values, np.int64)


def test_a_term_is_a_product_of_what_stands_on_both_sides() -> None:
    row = Row("", (Term(_ints(1, 2), _ints(3, 5)),))
    assert row.on(I, J).tolist() == [3, 5, 6, 10]


def test_terms_and_listed_pairs_add_up() -> None:
    row = Row(
        "", (Term(_ints(1, 1), _ints(1, 0)), Term(_ints(0, 1), _ints(1, 1))), Pairs(*map(_ints, (1, 0, 9)))
    )
    assert row.on(I, J).tolist() == [1, 0, 11, 1]


def test_listed_pairs_need_be_in_no_order() -> None:
    listed = Pairs(_ints(1, 0, 1), _ints(1, 1, 0), _ints(7, 8, 9))
    assert Row("", pairs=listed).on(I, J).tolist() == [0, 8, 9, 7]


def test_a_row_of_listed_pairs_may_list_none() -> None:
    assert Row("", pairs=Pairs(_ints(), _ints(), _ints())).on(I, J).tolist() == [0, 0, 0, 0]


def test_no_pairs_have_no_coefficients() -> None:
    assert Row("", (Term(_ints(1), _ints(1)),)).on(_ints(), _ints()).tolist() == []
