"""Other people's solvers on a problem of ours: what they say the best plan is worth, seats before fit."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import highspy
import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.sparse import coo_array

from shanhai.matching.rows import UNBOUNDED
from shanhai.matching.scoring import compile_all

if TYPE_CHECKING:
    from shanhai.matching.problem import Problem

# A seat more is worth more than all fit together: that of some dozens of people, and of thousands.
SEAT, SEAT_OF_MANY = 2**24, 2**31

FLOW = """
import json, sys
from ortools.graph.python import min_cost_flow
flow, given = min_cost_flow.SimpleMinCostFlow(), json.load(sys.stdin)
for tail, head, room, cost in given["arcs"]:
    flow.add_arc_with_capacity_and_unit_cost(tail, head, room, cost)
for node, supply in given["supplies"].items():
    flow.set_node_supply(int(node), supply)
assert flow.solve() == flow.OPTIMAL
print(-flow.optimal_cost())
"""


@dataclass(frozen=True)
class Worth:
    """Seats filled and their fit."""

    seats: int
    fit: int

    @classmethod
    def of(cls, total: int, seat: int = SEAT) -> Worth:
        return cls(*divmod(total, seat))


def _values(problem: Problem, seat: int = SEAT) -> np.ndarray:
    """What each pair counts; 0: not eligible."""
    scores = compile_all(problem).block(slice(None)).astype(np.int64)
    return np.where(scores >= 0, scores + seat, 0)


def by_scipy(problem: Problem) -> Worth:
    """scipy's assignment: one place each, no rules."""
    values = _values(problem, SEAT_OF_MANY)
    rows, columns = linear_sum_assignment(values, maximize=True)
    return Worth.of(int(values[rows, columns].sum()), SEAT_OF_MANY)


def by_highs(problem: Problem) -> Worth:
    """HiGHS as a whole-number programme over all eligible pairs, with every row of hard rules."""
    values = _values(problem)
    i, j = np.nonzero(values)
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("mip_rel_gap", 0.0)
    for value in values[i, j].tolist():
        solver.addVar(0.0, 1.0)
        solver.changeColCost(solver.getNumCol() - 1, -float(value))
        solver.changeColIntegrality(solver.getNumCol() - 1, highspy.HighsVarType.kInteger)
    for low, high, coefficients in _rows(problem, i, j):
        at = np.flatnonzero(coefficients)
        solver.addRow(low, high, len(at), at.astype(np.int32), coefficients[at].astype(float))
    solver.run()
    assert solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    chosen = np.array(solver.getSolution().col_value) > 0.5
    return Worth.of(int(values[i, j][chosen].sum()))


def _rows(problem, i, j):
    """Lower end, upper end and coefficients on the pairs, of capacities, seats and the rules' rows."""
    for side, room in ((i, problem.people.capacity), (j, problem.orders.seats)):
        for at, most in enumerate(room.tolist()):
            yield 0.0, float(most), (side == at).astype(np.int64)
    for rule in problem.rules:
        for row in rule.rows(problem):
            counted = sum((term.p[i] * term.q[j] for term in row.terms), np.zeros(len(i), np.int64))
            if row.pairs is not None:
                amounts = coo_array((row.pairs.value, (row.pairs.i, row.pairs.j)), (i.max() + 1, j.max() + 1))
                counted = counted + amounts.toarray()[i, j]
            assert not row.aux, "rules with numbers of their own are not asked of HiGHS"
            low = -highspy.kHighsInf if row.low <= -UNBOUNDED else float(row.low)
            yield low, highspy.kHighsInf if row.high >= UNBOUNDED else float(row.high), counted


def by_ortools(problem: Problem) -> Worth:
    """OR-Tools' flow: homes that release so many, hosts that receive so many. In a process of its own, as its
    libraries clash with those of HiGHS.
    """
    values, people, orders = _values(problem), problem.people, problem.orders
    n, m = values.shape
    release, receive = (next(r.limit for r in problem.rules if r.each == each) for each in ("home", "host"))
    source, sink, homes = n + m, n + m + 1, n + m + 2
    hosts = homes + len(problem.organisations.id)
    arcs = [(source, homes + int(k), release, 0) for k in np.unique(people.home)]
    arcs += [(homes + int(people.home[a]), a, int(people.capacity[a]), 0) for a in range(n)]
    arcs += [(int(a), n + int(b), 1, -int(values[a, b])) for a, b in zip(*np.nonzero(values), strict=True)]
    arcs += [(n + b, hosts + int(orders.host[b]), int(orders.seats[b]), 0) for b in range(m)]
    arcs += [(hosts + int(k), sink, receive, 0) for k in np.unique(orders.host)]
    total = int(people.capacity.sum())
    arcs.append((source, sink, total, 0))
    asked = {"arcs": arcs, "supplies": {source: total, sink: -total}}
    run = subprocess.run(
        [sys.executable, "-c", FLOW], input=json.dumps(asked), capture_output=True, text=True, check=True
    )
    return Worth.of(int(run.stdout))
