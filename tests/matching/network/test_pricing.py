"""The fused pass against sorting the whole matrix."""

from __future__ import annotations

import numpy as np
import pytest

from shanhai.matching.factors import Factors, Overlay
from shanhai.matching.network.pricing import price


def case(seed: int, n: int = 37, m: int = 613, wide: int = 1) -> tuple[Factors, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    X, Y = rng.integers(-4, 6, (n, 5)) * wide, rng.integers(-4, 6, (m, 5))
    return Factors.of(X, Y), rng.integers(-30, 30, m), rng.integers(0, 50, n)


def best_of_lines(net: np.ndarray, k: int, floor: int) -> list[list[int]]:
    """The k best values of each line above the floor, descending."""
    return [sorted((int(v) for v in line if v > floor), reverse=True)[:k] for line in net]


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("wide", [1, 2**22])
def test_lists_hold_the_best_pairs_of_each_row_and_column(threads, wide):
    factors, bias, worth = case(1, n=1100, wide=wide)
    rows, columns = price(factors, bias, worth, least=0, per_row=6, per_column=4, threads=threads)
    net = factors.dense() + bias
    net[factors.dense() < 0] = -(2**60)
    assert [[v for v in line if v > -(2**52)] for line in rows.worth.tolist()] == best_of_lines(
        net, 6, -(2**52)
    )
    against = best_of_lines((net - worth[:, None]).T, 4, -(2**52))
    assert [[v for v in line if v > -(2**52)] for line in columns.worth.tolist()] == against


def test_large_numbers_are_priced_in_float64_without_losing_a_unit():
    factors, bias, _ = case(2, wide=2**22)
    rows, _ = price(factors, bias, np.zeros(37, int), least=0, per_row=1, per_column=1)
    net = np.where(factors.dense() >= 0, factors.dense() + bias, -(2**60))
    assert rows.worth[:, 0].tolist() == net.max(1).tolist()


def test_only_pairs_above_the_floor_are_listed():
    factors, bias, worth = case(3)
    rows, columns = price(factors, bias, worth, least=0, row_floor=worth + 40, column_floor=60)
    net = factors.dense() + bias
    line, other = rows.found()
    assert (net[line, other] > worth[line] + 40).all()
    order, person = columns.found()
    assert (net[person, order] - worth[person] > 60).all()
    assert len(line)
    assert len(order)


def test_the_number_of_threads_changes_nothing():
    factors, bias, worth = case(4, n=2100)
    one = price(factors, bias, worth, least=0, threads=1)
    two = price(factors, bias, worth, least=0, threads=2)
    for a, b in zip(one, two, strict=True):
        assert (a.worth == b.worth).all()
        assert (a.other == b.other).all()


def test_pairs_of_the_overlay_are_left_to_the_caller():
    rng = np.random.default_rng(5)
    i, j = rng.integers(0, 20, 50), rng.integers(0, 90, 50)
    overlay = Overlay.of(20, i, j, np.full(50, 10**6))
    factors = Factors.of(rng.integers(0, 5, (20, 3)), rng.integers(0, 5, (90, 3)), overlay)
    rows, columns = price(factors, np.zeros(90, int), np.zeros(20, int), least=0, per_row=90, per_column=20)
    listed = set(zip(*(a.tolist() for a in rows.found()), strict=True))
    assert listed.isdisjoint(set(zip(i.tolist(), j.tolist(), strict=True)))
    assert len(listed) == 20 * 90 - len(overlay.order)
    assert len(columns.found()[0]) == len(listed)


def test_sums_that_float64_cannot_hold_are_refused():
    factors, bias, worth = case(6)
    with pytest.raises(ValueError, match=r"2\*\*53"):
        price(factors, bias + 2**53, worth, least=0)
