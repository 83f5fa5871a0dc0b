"""What the machine can do at most: a bare blocked product, and the peak of a large square one."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
from threadpoolctl import threadpool_limits

from shanhai.matching.network.pricing import COLUMNS_OF_A_TILE, ROWS_OF_A_TILE

if TYPE_CHECKING:
    from collections.abc import Callable

    from shanhai.matching.factors import Factors

THREADS = 2
SIDE = 2048


def bare_product(factors: Factors) -> float:
    """Seconds for all tiles of the pass as products alone, nothing looked at."""
    X, Y = factors.X, factors.Y

    def work(half: int) -> None:
        buffer = np.empty(ROWS_OF_A_TILE * COLUMNS_OF_A_TILE, X.dtype)
        for a in range(half * ROWS_OF_A_TILE, len(X), THREADS * ROWS_OF_A_TILE):
            block = X[a : a + ROWS_OF_A_TILE]
            for b in range(0, len(Y), COLUMNS_OF_A_TILE):
                tile = Y[b : b + COLUMNS_OF_A_TILE]
                np.matmul(block, tile.T, out=buffer[: len(block) * len(tile)].reshape(len(block), len(tile)))

    return _together(work)


def peak() -> float:
    """Operations a second of square float32 products, one a thread, all at once."""
    A = np.random.default_rng(0).random((SIDE, SIDE), np.float32)
    # About as long as a pass over all pairs: in a short burst processors are faster than they can stay.
    rounds = 12

    def work(_: int) -> None:
        out = np.empty_like(A)
        for _ in range(rounds):
            np.matmul(A, A, out=out)

    return THREADS * rounds * 2.0 * SIDE**3 / _together(work)


def _together(work: Callable[[int], None]) -> float:
    with threadpool_limits(1, user_api="blas"), ThreadPoolExecutor(THREADS) as pool:
        start = time.perf_counter()
        list(pool.map(work, range(THREADS)))
        return time.perf_counter() - start
