"""A linear programme in the solver's hands. Rows: people, orders, limits. Columns: extras, then pairs."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any

import highspy
import numpy as np
from scipy.sparse import csr_array

from shanhai.matching.columns.basis import Basis, basis_of, use_basis
from shanhai.matching.columns.listing import places_in
from shanhai.matching.distinct import distinct
from shanhai.matching.rows import UNBOUNDED
from shanhai.matching.watch import Stopped, Watch

if TYPE_CHECKING:
    from shanhai.matching.columns.lagrange import Lagrangian
    from shanhai.matching.columns.lean import Lean
    from shanhai.matching.columns.linear import Linear
    from shanhai.matching.columns.model import Model
    from shanhai.matching.columns.parts import Part
    from shanhai.matching.groups import Mask
    from shanhai.matching.tables import Floats, Ints

INFINITE = highspy.kHighsInf
# By how much the solver may be wrong in a price; the numbers of a lean are scaled to be about 1 and more.
TIGHT, LOOSE = 1e-9, 1e-7
# The solver's names of its methods; so many steps each: the primal method can be very slow.
DUAL, PRIMAL = 1, 4
MOST_PRIMAL, MOST_DUAL = 10_000, 2**31 - 1
# So often the watch is asked while the solver runs.
LOOK_SECONDS = 0.5
# Programmes of fewer columns are solved between two looks.
LONG = 5_000
# Beyond so many eligible pairs rows are not scaled. Settled stages have rows of large numbers: scaled,
# programmes of 5,000 columns took up to 7 s for 400 steps, unscaled 0.05 s for 50. Scaled, small programmes
# take fewer steps.
MOST_SCALED, NO_SCALING = 50_000, 0
Status = highspy.HighsModelStatus
# A programme without columns (nobody is eligible anywhere) is solved, too.
SOLVED = (Status.kOptimal, Status.kModelEmpty)
IMPOSSIBLE = (Status.kInfeasible, Status.kUnboundedOrInfeasible)


class Programme:
    """A linear programme over some pairs of a model, to which pairs may be added.

    HiGHS makes small, so costs and duals have the other sign here than in the model.

    Parameters
    ----------
    model : Model
    i, j : int arrays
        Pairs to begin with.
    watch : Watch
        Ends long solves.
    basis : Basis, optional
        Where the solution of a similar programme stood.
    like : Programme, optional
        One of the same model, whose unit of prices and limits are taken over.
    """

    def __init__(
        self,
        model: Model,
        i: Ints,
        j: Ints,
        watch: Watch,
        basis: Basis | None = None,
        like: Programme | None = None,
    ) -> None:
        self.model, self.watch = model, watch
        self.lagrangian: Lagrangian = like.lagrangian if like is not None else model.lagrangian
        self.i = self.j = self._keys = self._sorted_keys = np.zeros(0, np.int64)
        self.limit_names = [limit.name for limit in model.limits]
        self.extra_names = list(model.extras.names)
        self.n_extras = len(self.extra_names)
        self._shift: int | None = like._shift if like is not None else None
        self._function: Linear | None = None
        self._lean: Lean | None = None
        self._stands = False
        self._limits: tuple[Ints, Ints] | None = None
        self._basis: Basis | None = None
        self.largest_cost = 1.0
        self.highs = quiet_solver()
        if model.eligible.keys is None or len(model.eligible.keys) > MOST_SCALED:
            self.highs.setOptionValue("simplex_scale_strategy", NO_SCALING)
        self._next_look = watch.seconds + LOOK_SECONDS
        self._is_watched = False
        self._add_rows()
        self._add_extras()
        self._low, self._high = (np.array(side, np.float64) for side in self.lagrangian.ranges)
        self.add_pairs(i, j)
        if basis is not None:
            self._stands = use_basis(self, basis)

    def _add_rows(self) -> None:
        model, lagrangian = self.model, self.lagrangian
        room = np.concatenate((model.capacity, model.seats)).astype(np.float64)
        low, high = _bounds(lagrangian.low, lagrangian.high)
        low, high = np.concatenate((np.full(len(room), -INFINITE), low)), np.concatenate((room, high))
        self._scales = lagrangian.largest.copy()
        none = np.zeros(0, np.int32)
        self.highs.addRows(len(low), low, high, 0, np.zeros(len(low), np.int32), none, np.zeros(0))

    def _add_extras(self) -> None:
        low, high = (side.astype(np.float64) for side in self.lagrangian.ranges)
        self._add_columns(low, high, np.zeros((len(low), 0), np.int64), self.lagrangian.extras)

    def add_pairs(self, i: Ints, j: Ints) -> int:
        """Take in living pairs that are not yet there. Returns: how many were new."""
        model = self.model
        keys = distinct(i * model.m + j)
        i, j = keys // model.m, keys % model.m
        new = model.is_open(i, j)
        new[new] &= places_in(self._sorted_keys, keys[new]) < 0
        i, j = i[new], j[new]
        if not len(i):
            return 0
        if model.listing is not None:
            limits = model.listing.rows(i, j)
        else:
            limits = csr_array(model.block([limit.function for limit in model.limits], i, j))
        self._add_columns(np.zeros(len(i)), np.ones(len(i)), np.stack((i, model.n + j), 1), limits)
        np.maximum.at(self._scales, limits.indices, np.abs(limits.data))
        self.i, self.j, self._basis = np.append(self.i, i), np.append(self.j, j), None
        self._low, self._high = np.append(self._low, np.zeros(len(i))), np.append(self._high, np.ones(len(i)))
        self._keys = self.i * model.m + self.j
        self._sorted_keys = np.sort(self._keys)
        self._function = None
        if len(self.i) >= LONG and not self._is_watched:
            self._is_watched = True
            self.highs.cbSimplexInterrupt.subscribe(self._look)
        return len(i)

    def _add_columns(self, low: Floats, high: Floats, ones: Ints, limits: csr_array) -> None:
        """Columns with ones in some rows and with coefficients in limits."""
        count = np.diff(limits.indptr) + ones.shape[1]
        starts = np.concatenate(([0], np.cumsum(count)))
        rows, values = np.empty(starts[-1], np.int32), np.ones(starts[-1])
        at = starts[:-1, None] + np.arange(ones.shape[1])
        rows[at] = ones
        rest = np.ones(starts[-1], bool)
        rest[at] = False
        rows[rest] = self.model.n + self.model.m + limits.indices
        values[rest] = limits.data
        if len(low):
            self.highs.addCols(
                len(low), np.zeros(len(low)), low, high, len(rows), starts[:-1].astype(np.int32), rows, values
            )

    def keep_only(self, active: Mask) -> None:
        """Let go of all limits but some; asked again, others may hold."""
        if self._limits is None:
            self._limits = self.lagrangian.low.copy(), self.lagrangian.high.copy()
        low, high = (side.copy() for side in self._limits)
        low[~active], high[~active] = -UNBOUNDED, UNBOUNDED
        self.lagrangian = copy(self.lagrangian)
        self.lagrangian.low, self.lagrangian.high = low, high
        first = self.model.n + self.model.m
        for at, (least, most) in enumerate(zip(*_bounds(low, high), strict=True)):
            self.highs.changeRowBounds(first + at, least, most)
        self._stands = False

    def _set_part(self, part: Part) -> None:
        """Give every column its range; only changes are passed on."""
        low: Floats = np.concatenate((part.low.astype(np.float64), np.zeros(len(self.i))))
        high: Floats = np.concatenate((part.high.astype(np.float64), np.ones(len(self.i))))
        outside, inside = part.columns(self._keys, self.model.m)
        high[self.n_extras + outside] = 0.0
        low[self.n_extras + inside] = 1.0
        changed = np.flatnonzero((low != self._low) | (high != self._high))
        if len(changed):
            self.highs.changeColsBounds(len(changed), changed.astype(np.int32), low[changed], high[changed])
            self._stands = False
        self._low, self._high = low, high

    def _set_costs(self, function: Linear, lean: Lean | None = None) -> None:
        if self._function is function and self._lean is lean:
            return
        costs = np.zeros(self.n_extras + len(self.i))
        costs[self.n_extras :] = self.model.values(function, self.i, self.j)
        for number, times in function.extras.items():
            costs[number] = times
        self._function, self._costs, self._lean = function, costs, lean
        if lean is not None:
            costs = (costs + lean.on(self.model, self.i, self.j)) * lean.scale
        self.highs.changeColsCost(len(costs), np.arange(len(costs), dtype=np.int32), -costs)
        self.largest_cost = float(np.abs(costs).max(initial=1.0))

    def _run(self, limit: float) -> highspy.HighsModelStatus:
        """Solve from where the last solution stands.

        New columns and other costs leave it a solution, if not the best: then the primal method goes on from
        it. The dual method would begin by leaving it.
        """
        self.highs.setOptionValue("objective_bound", limit)
        self.highs.setOptionValue("dual_feasibility_tolerance", TIGHT if self._lean is None else LOOSE)
        self.highs.setOptionValue("simplex_strategy", PRIMAL if self._stands else DUAL)
        self.highs.setOptionValue("simplex_iteration_limit", MOST_PRIMAL if self._stands else MOST_DUAL)
        self._solve()
        if self.highs.getModelStatus() == Status.kIterationLimit:
            self.highs.setOptionValue("simplex_strategy", DUAL)
            self.highs.setOptionValue("simplex_iteration_limit", MOST_DUAL)
            self._solve()
        if self.highs.getModelStatus() not in (*SOLVED, *IMPOSSIBLE, Status.kObjectiveBound):
            # A warm basis can lead the solver astray: once more from the beginning.
            self.highs.clearSolver()
            self.highs.setOptionValue("simplex_strategy", DUAL)
            self._solve()
        self._stands = self.highs.getModelStatus() == Status.kOptimal
        if self.highs.getNumCol() == 0:
            # Without columns every limit comes to 0, and the solver does not look whether it may.
            holds = ((self.lagrangian.low <= 0) & (self.lagrangian.high >= 0)).all()
            return Status.kModelEmpty if holds else Status.kInfeasible
        return self.highs.getModelStatus()

    def _solve(self) -> None:
        """Run the solver. Raises: Stopped."""
        self._basis = None
        self.highs.run()
        if self.highs.getModelStatus() == Status.kInterrupt:
            raise Stopped

    def _look(self, event: Any) -> None:
        """Called by the solver at every step: ask the watch now and then."""
        seconds = self.watch.seconds
        if seconds >= self._next_look:
            self._next_look = seconds + LOOK_SECONDS
            if not self.watch.keep_going("relaxation", lambda: -UNBOUNDED, lambda: UNBOUNDED):
                event.interrupt()

    def programme(self, function: Linear, part: Part | None = None) -> highspy.HighsLp:
        """The programme over the columns at hand, for all plans or a part of them."""
        self._set_costs(function)
        self._set_part(self.lagrangian.whole if part is None else part)
        return self.highs.getLp()

    @property
    def basis(self) -> Basis:
        """Where the last solution stands, for a similar programme to begin with."""
        if self._basis is None:
            self._basis = basis_of(self)
        return self._basis


def _bounds(low: Ints, high: Ints) -> tuple[Floats, Floats]:
    """Limits in the solver's words."""
    return np.where(low <= -UNBOUNDED, -INFINITE, low), np.where(high >= UNBOUNDED, INFINITE, high)


def quiet_solver() -> highspy.Highs:
    """HiGHS with one thread, tight tolerances and nothing printed."""
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("presolve", "off")
    highs.setOptionValue("solver", "simplex")
    highs.setOptionValue("primal_feasibility_tolerance", 1e-9)
    highs.setOptionValue("dual_feasibility_tolerance", 1e-9)
    return highs
