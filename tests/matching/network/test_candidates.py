"""The supply of pairs: what it calls free of violators is free of them, whatever the prices do."""

from __future__ import annotations

import numpy as np
import pytest

from shanhai.matching.factors import Factors, Overlay
from shanhai.matching.network.candidates import PricedPairs
from shanhai.matching.network.nesting import Nesting

N, M = 23, 31


def supply_and_scores(rng: np.random.Generator) -> tuple[PricedPairs, np.ndarray]:
    overlay = Overlay.of(N, rng.integers(0, N, 9), rng.integers(0, M, 9), rng.integers(-60, 60, 9))
    factors = Factors.of(rng.integers(-2, 8, (N, 4)), rng.integers(-2, 8, (M, 4)), overlay)
    supply = PricedPairs(factors, Nesting.of(np.ones(N, int)), np.zeros(M, int), 0, rng.integers(0, 60, M))
    return supply, factors.dense()


def settled_worth(scores: np.ndarray, known: np.ndarray, prices: np.ndarray) -> np.ndarray:
    """What each person is worth at some prices, by the known pairs alone, as after a master's solve."""
    net = np.where(known & (scores >= 0), scores - prices, 0)
    return np.maximum(net.max(1), 0)


@pytest.mark.parametrize("seed", range(40))
def test_no_unknown_pair_violates_once_the_excess_is_nought(seed):
    rng = np.random.default_rng(seed)
    supply, scores = supply_and_scores(rng)
    known = np.zeros((N, M), bool)
    prices = rng.integers(0, 60, M)
    i, j, given = supply.fresh(np.zeros(N, int), prices)
    quiet = 0
    for _ in range(25):
        assert (scores[i, j] == given).all()
        assert not known[i, j].any()
        known[i, j] = True
        prices = np.maximum(prices + rng.integers(-6, 7, M) * (rng.random(M) < 0.3), 0)
        worth = settled_worth(scores, known, prices)
        i, j, given = supply.fresh(worth, prices)
        violation = np.where(known | (scores < 0), 0, scores - prices - worth[:, None]).max(1, initial=0)
        assert (violation > 0).any() == (supply.excess > 0)
        assert violation.sum() <= supply.excess
        quiet += supply.excess == 0
    assert quiet


@pytest.mark.parametrize("seed", range(20))
def test_all_tied_pairs_are_listed_at_final_prices(seed):
    rng = np.random.default_rng(100 + seed)
    supply, scores = supply_and_scores(rng)
    known = np.zeros((N, M), bool)
    prices = rng.integers(0, 30, M)
    supply.excess = 1
    i, j, _ = supply.fresh(np.zeros(N, int), prices)
    while True:
        known[i, j] = True
        worth = settled_worth(scores, known, prices)
        if supply.excess == 0:
            break
        i, j, _ = supply.fresh(worth, prices)
    i, j = supply.tied(worth, prices)
    missed = (scores >= 0) & ~known & (scores - prices == worth[:, None])
    missed[i, j] = False
    assert not missed.any()


def test_a_restored_supply_hands_out_what_the_first_would_have():
    rng = np.random.default_rng(1)
    supply, _ = supply_and_scores(rng)
    supply.fresh(np.zeros(N, int), np.zeros(M, int))
    twin, _ = supply_and_scores(np.random.default_rng(1))
    twin.restore(supply.state())
    worth, prices = np.full(N, 20), np.full(M, 5)
    for a, b in zip(supply.copy().fresh(worth, prices), twin.fresh(worth, prices), strict=True):
        assert a.tolist() == b.tolist()
