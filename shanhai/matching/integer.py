"""Whole plans from a relaxation's columns: HiGHS finds them, the bounds in this package judge them."""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np

from shanhai.matching.groups import Mask
from shanhai.matching.relaxation import Relaxation, quiet_solver
from shanhai.matching.tables import Ints

# Every objective is whole, so two plans that differ in value differ by 1 at least.
LESS_THAN_ONE = 0.9


@dataclass(frozen=True, eq=False)
class WholePlan:
    """A plan that keeps every limit: pairs (sorted) and extras. `best` tells that the solver calls it best of its columns."""

    i: Ints
    j: Ints
    extras: Ints
    best: bool


def whole_plan(
    relaxation: Relaxation, time_limit: float, start: WholePlan | None = None, only: Mask | None = None
) -> WholePlan | None:
    """The best whole plan over the relaxation's columns, for the function and ranges set last.

    Parameters
    ----------
    only : bool array (n_people, n_orders), optional
        Pairs to choose from.

    Returns: None if there is none, or none was found in `time_limit` seconds (then `TimeoutError` is raised).

    Raises
    ------
    TimeoutError
        If no plan was found in time.
    """
    solver = quiet_solver()
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", LESS_THAN_ONE)
    solver.setOptionValue("time_limit", max(time_limit, 0.01))
    programme = relaxation.highs.getLp()
    programme.integrality_ = [highspy.HighsVarType.kInteger] * programme.num_col_
    if only is not None:
        high = np.array(programme.col_upper_)
        high[relaxation.pair_columns] *= only[relaxation.i, relaxation.j]
        programme.col_upper_ = high
    solver.passModel(programme)
    if start is not None:
        _hint(solver, relaxation, start)
    solver.run()
    status = solver.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return None
    values = solver.getSolution().col_value
    found = solver.getInfo().primal_solution_status == highspy.kSolutionStatusFeasible
    if not found:
        if status == highspy.HighsModelStatus.kTimeLimit:
            raise TimeoutError("no whole plan was found in time")
        return None
    return _read(relaxation, np.array(values), status == highspy.HighsModelStatus.kOptimal)


def rounded(relaxation: Relaxation, values: np.typing.NDArray[np.float64]) -> WholePlan | None:
    """The relaxation's own solution as a plan, when it happens to be whole; else None."""
    columns = np.concatenate((relaxation.pair_columns, relaxation.extra_columns))
    if np.abs(values[columns] - np.rint(values[columns])).max(initial=0.0) > 1e-6:
        return None
    return _read(relaxation, values, True)


def _read(relaxation: Relaxation, values: np.typing.NDArray[np.float64], best: bool) -> WholePlan:
    chosen = np.flatnonzero(values[relaxation.pair_columns] > 0.5)
    i, j = relaxation.i[chosen], relaxation.j[chosen]
    order = np.lexsort((j, i))
    extras = np.rint(values[relaxation.extra_columns]).astype(np.int64)
    return WholePlan(i[order], j[order], extras, best)


def _hint(solver: highspy.Highs, relaxation: Relaxation, start: WholePlan) -> None:
    """Tell the solver a plan to begin with."""
    m = relaxation.model.m
    chosen = np.isin(relaxation.i * m + relaxation.j, start.i * m + start.j)
    columns = np.concatenate((relaxation.pair_columns, relaxation.extra_columns[: len(start.extras)]))
    values = np.concatenate((chosen.astype(np.float64), start.extras.astype(np.float64)))
    solver.setSolution(len(columns), columns.astype(np.int32), values)
