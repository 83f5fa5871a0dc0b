"""Invented problems to measure with: one seed gives one problem, on any machine."""

from __future__ import annotations

import numpy as np

from shanhai.matching.factors import Factors
from shanhai.matching.laminar import laminar_of
from shanhai.matching.network.nesting import NestedProblem, Nesting
from shanhai.matching.scoring import compile_all

WIDTH = 64
"""Columns of the factors: what a dozen criteria compile to."""
FAMILIES = ("clustered", "uniform", "ties", "crowd", "liaison")


def family(name: str, n: int, m: int, *, caps: bool = False, most: int = 1, seed: int = 1) -> NestedProblem:
    """A problem of `n` people and `m` orders.

    Parameters
    ----------
    name : str
        "clustered": people and orders have a trade, and fit best within it. "uniform": every column drawn
        anew. "ties": few different scores, most of them many times. "crowd": nearly all of a score is the
        order's own, so that everybody wants the same orders.
    caps : bool
        Home organisations of about 100 people release three in four; 90 counties receive three in five of
        what their orders ask for.
    most : int
        Capacities of people and seats of orders are 1 to `most`.
    seed : int
    """
    if name == "liaison":
        return _liaison(n, m)
    draw = np.random.default_rng(seed)
    X, Y = _FACTORS[name](draw, n, m)
    size_i, size_j = (draw.integers(1, most + 1, k) for k in (n, m))
    home, host = draw.integers(0, max(1, n // 100), n), draw.integers(0, 90, m)
    words = [draw.integers(0, 2**63, k).astype(np.uint64) for k in (n, m)]
    people, orders = Nesting.of(size_i), Nesting.of(size_j)
    if caps:
        people = Nesting.of(
            size_i, home, cap=np.bincount(home, size_i, max(1, n // 100)).astype(int) * 3 // 4
        )
        orders = Nesting.of(size_j, host, cap=np.bincount(host, size_j, 90).astype(int) * 3 // 5)
    return NestedProblem(Factors.of(X, Y), people, orders, None, words[0], words[1])


def _liaison(n: int, m: int) -> NestedProblem:
    # Imported late: what writes workbooks takes memory that a solve does not need.
    from shanhai.haiyue.liaison import liaison

    problem = liaison(n, m).book("en").problem
    laminar = laminar_of(problem, compile_all(problem))
    assert laminar is not None, "the drive's rules are caps that nest"
    return laminar.nested


def _clustered(draw: np.random.Generator, n: int, m: int) -> tuple[np.ndarray, np.ndarray]:
    trades = draw.integers(0, 12, (60, WIDTH))
    X = trades[draw.integers(0, 60, n)] + draw.integers(-3, 4, (n, WIDTH))
    Y = trades[draw.integers(0, 60, m)] + draw.integers(-3, 4, (m, WIDTH))
    return np.maximum(X, 0), np.maximum(Y, 0)


def _uniform(draw: np.random.Generator, n: int, m: int) -> tuple[np.ndarray, np.ndarray]:
    return draw.integers(0, 16, (n, WIDTH)), draw.integers(0, 16, (m, WIDTH))


def _ties(draw: np.random.Generator, n: int, m: int) -> tuple[np.ndarray, np.ndarray]:
    X, Y = np.zeros((n, WIDTH), np.int64), np.zeros((m, WIDTH), np.int64)
    for F, k in ((X, n), (Y, m)):
        for _ in range(4):
            F[np.arange(k), draw.integers(0, WIDTH, k)] = 1
    return X, Y


def _crowd(draw: np.random.Generator, n: int, m: int) -> tuple[np.ndarray, np.ndarray]:
    X, Y = draw.integers(0, 3, (n, WIDTH)), draw.integers(0, 3, (m, WIDTH))
    X[:, 0], Y[:, 0] = 1, (3000 * draw.random(m) ** 2).astype(np.int64)
    return X, Y


_FACTORS = {"clustered": _clustered, "uniform": _uniform, "ties": _ties, "crowd": _crowd}
