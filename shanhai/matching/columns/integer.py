"""Whole plans from a relaxation's columns: HiGHS finds them, the bounds in this package judge them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import highspy
import numpy as np

from shanhai.matching.columns.programme import LOOK_SECONDS, quiet_solver
from shanhai.matching.distinct import among

if TYPE_CHECKING:
    from collections.abc import Callable

    from shanhai.matching.columns.linear import Linear
    from shanhai.matching.columns.parts import Part
    from shanhai.matching.columns.relaxation import Relaxation, Relaxed
    from shanhai.matching.tables import Floats, Ints
    from shanhai.matching.watch import Watch

# Every objective is whole, so two plans that differ in value differ by 1 at least.
LESS_THAN_ONE = 0.9


@dataclass(frozen=True, eq=False)
class WholePlan:
    """A plan that keeps every limit: pairs (sorted) and extras. `best` tells that the solver calls it best
    of its columns.
    """

    i: Ints
    j: Ints
    extras: Ints
    best: bool


@dataclass(frozen=True, eq=False)
class Standing:
    """Where a relaxation's solution stands: its pairs, and how much of each it uses."""

    i: Ints
    j: Ints
    share: Floats


@dataclass(frozen=True, eq=False)
class Attempt:
    """What the solver found: a plan or None; `settled`: it says that these columns hold no better one."""

    plan: WholePlan | None
    settled: bool


def whole_plan(
    relaxation: Relaxation,
    function: Linear,
    time_limit: float,
    start: WholePlan | None = None,
    part: Part | None = None,
) -> Attempt:
    """The best whole plan over the relaxation's columns that HiGHS finds in `time_limit` seconds, or before
    the relaxation's watch says stop.
    """
    solver = quiet_solver()
    solver.setOptionValue("presolve", "choose")
    solver.setOptionValue("solver", "choose")
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", LESS_THAN_ONE)
    solver.setOptionValue("time_limit", max(time_limit, 0.01))
    programme = relaxation.programme(function, part)
    programme.integrality_ = [highspy.HighsVarType.kInteger] * programme.num_col_
    solver.passModel(programme)
    if start is not None:
        _hint(solver, relaxation, start)
    look = _look_at(relaxation.watch)
    solver.cbMipInterrupt.subscribe(look)
    solver.cbSimplexInterrupt.subscribe(look)
    solver.run()
    status = solver.getModelStatus()
    settled = status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kOptimal)
    if solver.getInfo().primal_solution_status != highspy.kSolutionStatusFeasible:
        return Attempt(None, settled)
    values = np.array(solver.getSolution().col_value)
    plan = _read(relaxation, values[relaxation.n_extras :], values[: relaxation.n_extras], settled)
    # What the solver lets pass for whole may be off by much where a limit counts in large numbers.
    keeps = relaxation.keeps(plan.i, plan.j, plan.extras)
    return Attempt(plan, settled) if keeps else Attempt(None, False)


def rounded(relaxation: Relaxation, relaxed: Relaxed) -> WholePlan:
    """The relaxation's own solution as a plan; it must be whole."""
    assert relaxed.pairs is not None
    assert relaxed.extras is not None
    return _read(relaxation, relaxed.pairs, relaxed.extras, True)


def _read(relaxation: Relaxation, pairs: Floats, extras: Floats, best: bool) -> WholePlan:
    chosen = np.flatnonzero(pairs > 0.5)
    i, j = relaxation.i[chosen], relaxation.j[chosen]
    order = np.lexsort((j, i))
    return WholePlan(i[order], j[order], np.rint(extras).astype(np.int64), best)


def _look_at(watch: Watch) -> Callable[[Any], None]:
    """What the solver calls at every step: now and then it asks the watch."""
    next_look = watch.seconds + LOOK_SECONDS

    def look(event: Any) -> None:
        nonlocal next_look
        if watch.seconds >= next_look:
            next_look = watch.seconds + LOOK_SECONDS
            if not watch.still():
                event.interrupt()

    return look


def _hint(solver: highspy.Highs, relaxation: Relaxation, start: WholePlan) -> None:
    """Tell the solver a plan to begin with."""
    m = relaxation.model.m
    chosen = np.flatnonzero(among(relaxation.i * m + relaxation.j, start.i * m + start.j))
    columns = np.concatenate((np.arange(len(start.extras)), relaxation.n_extras + chosen))
    values = np.concatenate((start.extras.astype(np.float64), np.ones(len(chosen))))
    solver.setSolution(len(columns), columns.astype(np.int32), values)
