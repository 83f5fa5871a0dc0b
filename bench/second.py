"""A second, slower method for the same plans: none of the engine's code, and nothing of its way of thinking.

python -m bench.second [--people 45300 --orders 60900 --family clustered]

OR-Tools finds the best flow on a list of pairs. Prices that prove it there are the shortest ways in what is
left of the network, found by label correcting. A plain product in blocks looks through all pairs at these
prices; what violates them joins the list, until nothing does: then the flow is the best over all pairs, by
duality. The engine solves the same problem in another process, and the two values have to be equal.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from bench.peers import PARTS, SIDES, Flow, Side, best_flow, keep_sides, peak_mb

if TYPE_CHECKING:
    from shanhai.matching.network.nesting import NestedProblem

ROWS_AT_ONCE = 64
FIRST, MORE = 40, 10
"""Pairs of each person that the list begins with, and that join it in a round: more where few have any."""


def main() -> None:
    """Solve twice and compare; in a process of its own, the second method alone."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--people", type=int, default=45_300)
    given.add_argument("--orders", type=int, default=60_900)
    given.add_argument("--family", default="clustered")
    given.add_argument("--folder", type=Path)
    asked = given.parse_args()
    if asked.folder is not None:
        print(json.dumps(second(asked.folder)))
        return
    # Imported late: the second method's process must not know of the engine.
    from bench.families import family
    from shanhai.matching.network.nested import solve_nested

    problem = family(asked.family, asked.people, asked.orders, caps=True)
    with tempfile.TemporaryDirectory() as name:
        keep(problem, Path(name))
        command = [sys.executable, "-m", "bench.second", "--folder", name]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    found = json.loads(done.stdout)
    start = time.process_time()
    fit = solve_nested(problem, stages=("fit",)).stage("fit")
    ours = {"value": fit.value, "gap": fit.gap, "processor_seconds": round(time.process_time() - start, 1)}
    print(json.dumps({"second": found, "engine": ours, "equal": found["value"] == fit.value and not fit.gap}))


def keep(problem: NestedProblem, folder: Path) -> None:
    """Leave a problem's factors and caps in a folder."""
    assert not len(problem.factors.overlay.order), "the second method knows no overlay"
    np.save(folder / "X.npy", problem.factors.X)
    np.save(folder / "Y.npy", problem.factors.Y)
    keep_sides(problem, folder)


def second(folder: Path) -> dict[str, float]:
    """The best value over all pairs, proven by prices that no pair violates."""
    people, orders = (Side(*(np.load(folder / f"{side}-{part}.npy") for part in PARTS)) for side in SIDES)
    X, Y = np.load(folder / "X.npy"), np.load(folder / "Y.npy")
    start, rounds, most = time.process_time(), 0, MORE
    keys = violators(X, Y, np.zeros(len(X)), np.zeros(len(Y)), FIRST)
    while True:
        rounds += 1
        i, j = np.divmod(keys, len(Y))
        score = np.einsum("kd,kd->k", X[i].astype(np.float64), Y[j].astype(np.float64)).astype(np.int64)
        flow = best_flow(people, orders, i, j, score)
        price = central(flow)
        more = violators(X, Y, price[: len(X)] / 2, price[len(X) : len(X) + len(Y)] / 2, most)
        # A pair that is used to its full may gain at these prices; there is no more of it to be had.
        more = np.setdiff1d(more, keys[flow.used[: len(keys)] > 0])
        value = -int(flow.cost @ flow.used)
        print(f"round {rounds}: {len(keys):,} pairs, {value:,}, {len(more):,} violate", file=sys.stderr)
        if not len(more):
            break
        assert not len(np.intersect1d(more, keys)), "a pair with room violates the prices that prove the flow"
        keys = np.union1d(keys, more)
        most = min(len(Y) - 1, MORE * len(X) // len(np.unique(more // len(Y))))
    seconds = round(time.process_time() - start, 1)
    return {
        "value": value,
        "rounds": rounds,
        "pairs": len(keys),
        "processor_seconds": seconds,
        "peak_mb": peak_mb(),
    }


def central(flow: Flow) -> np.ndarray:
    """Twice the potentials, at which no arc with room has a negative reduced cost: int64 (nodes,).

    They lie half-way between the lowest and the highest, where fewer pairs outside the list violate them.
    """
    open_, taken = flow.used < flow.cap, flow.used > 0
    tail = np.concatenate([flow.tail[open_], flow.head[taken]])
    head = np.concatenate([flow.head[open_], flow.tail[taken]])
    cost = np.concatenate([flow.cost[open_], -flow.cost[taken]])
    return _from_everywhere(tail, head, cost, flow.nodes) - _from_everywhere(head, tail, cost, flow.nodes)


def _from_everywhere(tail: np.ndarray, head: np.ndarray, cost: np.ndarray, nodes: int) -> np.ndarray:
    """Lengths of the shortest ways that end at each node, wherever they begin."""
    by_tail = np.argsort(tail, kind="stable")
    first = np.searchsorted(tail[by_tail], np.arange(nodes + 1))
    return _shortest(first, head[by_tail], cost[by_tail])


@njit(cache=True)
def _shortest(first, head, cost):  # type: ignore[no-untyped-def]
    """Label correcting, first in, first out, from 0 everywhere. An optimum has no negative cycle."""
    nodes = len(first) - 1
    price, waits = np.zeros(nodes, np.int64), np.ones(nodes, np.bool_)
    queue, begin, count = np.arange(nodes), 0, nodes
    while count:
        x = queue[begin]
        begin, count = (begin + 1) % nodes, count - 1
        waits[x] = False
        for e in range(first[x], first[x + 1]):
            y = head[e]
            if price[x] + cost[e] < price[y]:
                price[y] = price[x] + cost[e]
                if not waits[y]:
                    waits[y] = True
                    queue[(begin + count) % nodes] = y
                    count += 1
    return price


def violators(X: np.ndarray, Y: np.ndarray, person: np.ndarray, order: np.ndarray, most: int) -> np.ndarray:
    """Keys of the pairs that violate some prices, the `most` worst of each person: more than they may use."""
    assert max(np.abs(person).max(), np.abs(order).max()) < 1 << 22, "float32 would not be exact"
    found, m = [np.zeros(0, np.int64)], len(Y)
    for first in range(0, len(X), ROWS_AT_ONCE):
        scores = X[first : first + ROWS_AT_ONCE] @ Y.T
        gain = scores + order.astype(np.float32)
        gain -= person[first : first + ROWS_AT_ONCE, None].astype(np.float32)
        for row in np.flatnonzero(gain.max(axis=1) > 0):
            best = np.argpartition(-gain[row], most)[:most]
            best = best[(gain[row, best] > 0) & (scores[row, best] > 0)]
            found.append((first + row) * m + best)
    return np.sort(np.concatenate(found))


if __name__ == "__main__":
    main()
