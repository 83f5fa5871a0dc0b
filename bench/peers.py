"""Other ways to solve the same problems. Each takes a problem and returns (value, proven).

Every peer gets its matrix ready-made: the time to build it is not counted (it is for ours, which never
builds one). A peer runs in a process that knows nothing of the engine (`python -m bench.peers FOLDER NAME`):
OR-Tools and HiGHS bring libraries that cannot be loaded side by side, and memory belongs to a process.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linear_sum_assignment, linprog, milp
from scipy.sparse import coo_matrix, csr_matrix, vstack
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

if TYPE_CHECKING:
    from collections.abc import Callable

    from shanhai.matching.network.nesting import NestedProblem

TIME_LIMIT = 60.0
Answer = tuple[int, bool]


@dataclass(frozen=True)
class Side:
    """People, or orders: units of each, the group of each (-1: none), and what each group may have."""

    size: np.ndarray
    group: np.ndarray
    cap: np.ndarray


@dataclass(frozen=True)
class Ready:
    """A problem with its matrix of scores (int64, n by m); pairs of score 0 are of no use."""

    people: Side
    orders: Side
    scores: np.ndarray

    @classmethod
    def load(cls, folder: Path) -> Ready:
        """What `keep` has left in a folder."""
        sides = (Side(*(np.load(folder / f"{side}-{part}.npy") for part in PARTS)) for side in SIDES)
        return cls(*sides, np.load(folder / "scores.npy"))


SIDES, PARTS = ("people", "orders"), ("size", "group", "cap")


def keep(problem: NestedProblem, folder: Path) -> None:
    """Leave a problem for a peer in a folder."""
    np.save(folder / "scores.npy", problem.factors.dense())
    keep_sides(problem, folder)


def keep_sides(problem: NestedProblem, folder: Path) -> None:
    """Leave sizes and caps of people and orders in a folder."""
    for name in SIDES:
        side = getattr(problem, name)
        assert (side.parent < 0).all(), "peers are measured on one level of caps"
        for part, values in zip(PARTS, (side.size, side.group, side.effective_cap()), strict=True):
            np.save(folder / f"{name}-{part}.npy", values)


def scipy_assignment(ready: Ready) -> Answer:
    """scipy.optimize.linear_sum_assignment."""
    i, j = linear_sum_assignment(ready.scores, maximize=True)
    return int(ready.scores[i, j].sum()), True


def scipy_sparse(ready: Ready) -> Answer:
    """scipy.sparse.csgraph.min_weight_full_bipartite_matching on all pairs."""
    cost = ready.scores.max() + 1 - ready.scores
    i, j = min_weight_full_bipartite_matching(csr_matrix(cost.astype(float)))
    return int(ready.scores[i, j].sum()), True


def shortlist(ready: Ready) -> Answer:
    """The 50 best orders of each person only, solved exactly: what most shortlists do. Proves nothing."""
    n, m = ready.scores.shape
    best = np.argpartition(-ready.scores, 49, axis=1)[:, :50]
    rows = np.repeat(np.arange(n), 50)
    high = ready.scores.max() + 1
    # A dummy order each, worth nothing, so that nobody has to be placed.
    rows, columns = np.append(rows, np.arange(n)), np.append(best.ravel(), m + np.arange(n))
    cost = np.append(high - ready.scores[rows[:-n], columns[:-n]], np.full(n, high))
    i, j = min_weight_full_bipartite_matching(csr_matrix((cost.astype(float), (rows, columns)), (n, m + n)))
    real = j < m
    return int(ready.scores[i[real], j[real]].sum()), False


def lap_jv(ready: Ready) -> Answer:
    """lap.lapjv (Jonker and Volgenant)."""
    import lap

    _, column, _ = lap.lapjv(-ready.scores.astype(float), extend_cost=True)
    rows = np.flatnonzero(column >= 0)
    return int(ready.scores[rows, column[rows]].sum()), True


def pot_emd(ready: Ready) -> Answer:
    """ot.emd, transport with a dummy person for the seats left over."""
    import ot

    n, m = ready.scores.shape
    cost = np.vstack([-ready.scores, np.zeros(m)]).astype(float)
    flow = ot.emd(np.append(np.ones(n), m - n), np.ones(m), cost, numItermax=10**9)
    return round(float((flow[:n] * ready.scores).sum())), True


def ortools_assignment(ready: Ready) -> Answer:
    """OR-Tools LinearSumAssignment, squared up with dummy people."""
    from ortools.graph.python import linear_sum_assignment as lsa

    m = ready.scores.shape[1]
    square = np.vstack([ready.scores, np.zeros((m - len(ready.scores), m), np.int64)])
    i, j = np.divmod(np.arange(m * m), m)
    solver = lsa.SimpleLinearSumAssignment()
    solver.add_arcs_with_cost(i, j, -square.ravel())
    assert solver.solve() == solver.OPTIMAL
    return -int(solver.optimal_cost()), True


def ortools_flow(ready: Ready) -> Answer:
    """OR-Tools SimpleMinCostFlow over all pairs of positive score, caps included."""
    i, j = np.nonzero(ready.scores > 0)
    flow = best_flow(ready.people, ready.orders, i, j, ready.scores[i, j])
    return -int(flow.cost @ flow.used), True


@dataclass(frozen=True)
class Flow:
    """Arcs of a flow, pairs first, and what each carries. Of the nodes people come first, then orders."""

    tail: np.ndarray
    head: np.ndarray
    cost: np.ndarray
    cap: np.ndarray
    used: np.ndarray
    nodes: int


def best_flow(people: Side, orders: Side, i: np.ndarray, j: np.ndarray, score: np.ndarray) -> Flow:
    """The best plan on some pairs, by OR-Tools SimpleMinCostFlow, caps included."""
    from ortools.graph.python import min_cost_flow

    n, m = len(people.size), len(orders.size)
    first_home, first_host = n + m, n + m + len(people.cap)
    sink = first_host + len(orders.cap)
    to_sink_j = np.where(orders.group >= 0, first_host + orders.group, sink)
    source = sink + 1
    from_i = np.where(people.group >= 0, first_home + people.group, source)
    total = int(people.size.sum())
    arcs = [
        # tail, head, cap; the last one carries the units that nobody needs
        (i, n + j, np.ones(len(i), int)),
        (n + np.arange(m), to_sink_j, orders.size),
        (from_i, np.arange(n), people.size),
        (first_host + np.arange(len(orders.cap)), np.full(len(orders.cap), sink), orders.cap),
        (np.full(len(people.cap), source), first_home + np.arange(len(people.cap)), people.cap),
        ([source], [sink], [total]),
    ]
    tail, head, cap = (np.concatenate(parts).astype(np.int64) for parts in zip(*arcs, strict=True))
    cost = np.zeros(len(tail), np.int64)
    cost[: len(i)] = -score
    solver = min_cost_flow.SimpleMinCostFlow()
    all_arcs = solver.add_arcs_with_capacity_and_unit_cost(tail, head, cap, cost)
    solver.set_node_supply(source, total)
    solver.set_node_supply(sink, -total)
    assert solver.solve() == solver.OPTIMAL
    return Flow(tail, head, cost, cap, solver.flows(all_arcs), source + 1)


def highs_lp(ready: Ready) -> Answer:
    """HiGHS LP over all pairs of positive score, caps included (its vertices are whole)."""
    i, j, rows, limits = _linear(ready)
    answer = linprog(-ready.scores[i, j], A_ub=rows, b_ub=limits, bounds=(0, 1), method="highs")
    return round(-answer.fun), True


def highs_milp(ready: Ready) -> Answer:
    """HiGHS MILP over the same."""
    i, j, rows, limits = _linear(ready)
    options = {"time_limit": TIME_LIMIT}
    rule = LinearConstraint(rows, -np.inf, limits)
    answer = milp(
        -ready.scores[i, j],
        constraints=rule,
        bounds=Bounds(0, 1),
        integrality=np.ones(len(i)),
        options=options,
    )
    return (round(-answer.fun) if answer.x is not None else 0), answer.status == 0


def cp_sat(ready: Ready) -> Answer:
    """OR-Tools CP-SAT over all pairs of positive score, caps included, 60 s."""
    from ortools.sat.python import cp_model

    i, j, rows, limits = _linear(ready)
    model = cp_model.CpModel()
    x = [model.new_bool_var("") for _ in range(len(i))]
    for r in range(rows.shape[0]):
        members = rows.indices[rows.indptr[r] : rows.indptr[r + 1]]
        model.add(sum(x[k] for k in members) <= int(limits[r]))
    model.maximize(sum(int(s) * v for s, v in zip(ready.scores[i, j], x, strict=True)))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds, solver.parameters.num_workers = TIME_LIMIT, 2
    status = solver.solve(model)
    return round(solver.objective_value), status == cp_model.OPTIMAL


def matching_stable(ready: Ready) -> Answer:
    """PyPI `matching`: a stable matching on preferences by score. Another aim, so less fit."""
    from matching.games import HospitalResident

    # The package copies its players deeply, and they know each other.
    sys.setrecursionlimit(1_000_000)
    n, m = ready.scores.shape
    people = {i: np.argsort(-ready.scores[i], kind="stable").tolist() for i in range(n)}
    orders = {j: np.argsort(-ready.scores[:, j], kind="stable").tolist() for j in range(m)}
    game = HospitalResident.create_from_dictionaries(people, orders, dict.fromkeys(range(m), 1))
    solved = game.solve()
    return sum(int(ready.scores[r.name, h.name]) for h, taken in solved.items() for r in taken), False


def algmatch_stable(ready: Ready) -> Answer:
    """PyPI `algmatch`: the same aim."""
    from algmatch import HospitalResidentsProblem

    n, m = ready.scores.shape
    people = {i + 1: (np.argsort(-ready.scores[i], kind="stable") + 1).tolist() for i in range(n)}
    wishes = {j + 1: (np.argsort(-ready.scores[:, j], kind="stable") + 1).tolist() for j in range(m)}
    orders = {j: {"capacity": 1, "preferences": wish} for j, wish in wishes.items()}
    problem = HospitalResidentsProblem(dictionary={"residents": people, "hospitals": orders})
    pairs = problem.get_stable_matching()["resident_sided"]
    return sum(int(ready.scores[int(r[1:]) - 1, int(h[1:]) - 1]) for r, h in pairs.items() if h), False


def _linear(ready: Ready) -> tuple[np.ndarray, np.ndarray, csr_matrix, np.ndarray]:
    """Useful pairs, and the rows of capacities, seats and caps over them."""
    i, j = np.nonzero(ready.scores > 0)
    blocks, limits = [], []
    for side, member in ((ready.people, i), (ready.orders, j)):
        blocks.append(_membership(member, len(side.size)))
        limits.append(side.size)
        if len(side.cap):
            assert (side.group >= 0).all(), "everybody is under one of the caps"
            blocks.append(_membership(side.group[member], len(side.cap)))
            limits.append(side.cap)
    return i, j, vstack(blocks).tocsr(), np.concatenate(limits)


def _membership(line: np.ndarray, lines: int) -> coo_matrix:
    return coo_matrix((np.ones(len(line)), (line, np.arange(len(line)))), (lines, len(line)))


PEERS: dict[str, Callable[[Ready], Answer]] = {
    "scipy linear_sum_assignment": scipy_assignment,
    "scipy csgraph": scipy_sparse,
    "top-50 shortlist": shortlist,
    "lap lapjv": lap_jv,
    "POT emd": pot_emd,
    "OR-Tools assignment": ortools_assignment,
    "OR-Tools min-cost flow": ortools_flow,
    "HiGHS LP": highs_lp,
    "HiGHS MILP": highs_milp,
    "CP-SAT": cp_sat,
    "PyPI matching": matching_stable,
    "PyPI algmatch": algmatch_stable,
}
KNOWS_CAPS = ("OR-Tools min-cost flow", "HiGHS LP", "HiGHS MILP", "CP-SAT")


def peak_mb() -> int:
    """Peak memory of this process; what `getrusage` tells is the parent's at first."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) // 1024


def main() -> None:
    """Measure one peer on the problem in a folder: prints seconds, value, whether proven, and peak memory."""
    ready = Ready.load(Path(sys.argv[1]))
    start = time.perf_counter()
    value, proven = PEERS[sys.argv[2]](ready)
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "value": value, "proven": proven, "peak_mb": peak_mb()}))


if __name__ == "__main__":
    main()
