"""Keys of tied pairs, looked at without listing the pairs, against all of them written out."""

from __future__ import annotations

import numpy as np
import pytest

from shanhai.matching.network.alike import Classes
from shanhai.matching.network.tied import TiedPairs
from shanhai.matching.ties import pair_keys

N, M = 12, 15


def tied_and_mask(seed: int) -> tuple[TiedPairs, np.ndarray, np.ndarray]:
    """Some tied pairs of classes; which pairs of members these are, and the keys of all pairs."""
    rng = np.random.default_rng(seed)
    people, orders = (
        Classes.by(rng.integers(0, 5, k).astype(np.uint8).view("V1").reshape(-1)) for k in (N, M)
    )
    face = rng.random((len(people.many), len(orders.many))) < 0.5
    words = tuple(rng.integers(0, 2**63, k).astype(np.uint64) for k in (N, M))
    tied = TiedPairs.of((people, orders), np.nonzero(face), words)
    return tied, face[people.of][:, orders.of], pair_keys(words[0][:, None], words[1], 3)


@pytest.mark.parametrize("seed", range(20))
def test_all_pairs_between_tied_classes_are_counted(seed):
    tied, mask, _ = tied_and_mask(seed)
    assert len(tied) == mask.sum()


@pytest.mark.parametrize("seed", range(20))
def test_the_pairs_that_gain_most_are_found_with_their_keys(seed):
    tied, mask, keys = tied_and_mask(seed)
    rng = np.random.default_rng(seed)
    u, v = rng.integers(-500, 3000, N), rng.integers(-500, 3000, M)
    planned = np.nonzero(mask & (rng.random((N, M)) < 0.2))
    gain = np.where(mask, keys - u[:, None] - v, 0)
    gain[planned] = 0
    (i, j, key), most = tied.gaining(3, planned, (u, v))
    assert (gain[i, j] > 0).all()
    assert key.tolist() == keys[i, j].tolist()
    assert most.tolist() == np.maximum(gain.max(1), 0).tolist()
    best = gain.argmax(0)
    found = set(zip(i.tolist(), j.tolist(), strict=True))
    assert found >= {(int(i), j) for j, i in enumerate(best) if gain[i, j] > 0}


@pytest.mark.parametrize("seed", range(20))
def test_pairs_that_neither_gain_nor_lose_are_listed(seed):
    tied, mask, keys = tied_and_mask(seed)
    u = keys[:, 0] // 2
    v = keys[0] - u[0]
    level = tied.level(3, (u, v))
    assert level is not None
    expected = zip(*(side.tolist() for side in np.nonzero(mask & (keys == u[:, None] + v))), strict=True)
    assert sorted(zip(*(side.tolist() for side in level), strict=True)) == list(expected)
