"""The linear relaxation of a model over few pairs, priced over all of them.

HiGHS solves; every pair outside is looked at under its prices, and those that could help come in. What
leaves this file
are prices rounded to whole numbers and the bound that they give by themselves: nothing rests on the
solver's arithmetic.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import highspy
import numpy as np
from scipy.sparse import csr_array

from shanhai.matching.columns.basis import Basis, basis_of, use_basis
from shanhai.matching.columns.lagrange import Bound, Lagrangian, Prices
from shanhai.matching.columns.linear import Linear
from shanhai.matching.columns.listing import places_in
from shanhai.matching.distinct import among, distinct
from shanhai.matching.rows import UNBOUNDED
from shanhai.matching.watch import Stopped, Watch

if TYPE_CHECKING:
    from shanhai.matching.columns.lean import Lean
    from shanhai.matching.columns.model import Model
    from shanhai.matching.columns.parts import Part
    from shanhai.matching.groups import Mask
    from shanhai.matching.tables import Floats, Ints

# Reduced values must stay below 2**53 where pairs are many, below 2**62 where they are few; this leaves
# room for prices
# to grow in the branches of a tree.
ROOM_OF_MANY, ROOM_OF_FEW, FINEST, COARSEST = 50, 56, 32, 8
# Prices that show a contradiction have no unit of their own: the largest becomes about 2**40.
RAY_ROOM = 40
PER_PERSON, PER_ORDER = 6, 4
FEASIBLE = 1e-7
# How far below a value the solver may stop: then no plan of this value is left, and no pair needs to stay
# for one.
BELOW = 0.1
# How much better all pairs of a plan together should look than others.
MARGIN, MOST_SHARPENINGS = 0.5, 12
# What counts as whole in a solution of HiGHS.
WHOLE = 1e-6
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
Status = highspy.HighsModelStatus
# A programme without columns (nobody is eligible anywhere) is solved, too.
SOLVED = (Status.kOptimal, Status.kModelEmpty)
IMPOSSIBLE = (Status.kInfeasible, Status.kUnboundedOrInfeasible)
NOTHING = Linear()


@dataclass(frozen=True, eq=False)
class Relaxed:
    """The relaxation of a part of all plans, solved over all pairs.

    Attributes
    ----------
    bound : Bound
        What `prices` prove.
    pairs, extras : float arrays, or None
        The solution, by column of the relaxation's pairs, and by extra; None where the bound was enough,
        or there is none.
    ray : Prices or None
        Prices under which the empty function's bound is below 0: no plan keeps all limits here.
    ray_total : int
        That bound.
    """

    prices: Prices
    bound: Bound
    pairs: Floats | None = None
    extras: Floats | None = None
    ray: Prices | None = None
    ray_total: int = 0

    @property
    def possible(self) -> bool:
        return self.ray is None

    @property
    def is_whole(self) -> bool:
        """Whether the solution happens to be a plan."""
        if self.pairs is None or self.extras is None:
            return False
        values = np.concatenate((self.pairs, self.extras))
        return bool(np.abs(values - np.rint(values)).max(initial=0.0) <= WHOLE)


class Relaxation:
    """A linear programme for one stage. Rows: people, orders, limits. Columns: extras, then pairs, which
    may be added.

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
    """

    def __init__(
        self,
        model: Model,
        i: Ints,
        j: Ints,
        watch: Watch,
        basis: Basis | None = None,
        like: Relaxation | None = None,
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
        self._scales = np.ones(len(lagrangian.low))
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

    def optimise(
        self,
        function: Linear,
        part: Part | None = None,
        enough: int | None = None,
        lean: Lean | None = None,
    ) -> Relaxed:
        """Solve for `function` over all living pairs.

        Stops early when the proven bound is below `enough`. With a `lean` the solution is one that later
        stages like, too, and the prices prove the best value of `function` all the same.

        Raises
        ------
        Stopped
            When the watch's time is over.
        """
        part = self.lagrangian.whole if part is None else part
        limit = INFINITE if enough is None else BELOW - enough
        while True:
            self._set_costs(function, lean)
            self._set_part(part)
            status = self._run(limit)
            people, prices = self._prices(self._duals())
            priced = prices
            if lean is not None:
                prices = lean.left_out(prices)
            bound = self.lagrangian.bound(function, prices, part)
            if enough is not None and bound.whole < enough:
                return self._outcome(status, prices, bound)
            if status in IMPOSSIBLE:
                relaxed = self._impossible(prices, bound, part)
                if relaxed is not None:
                    return relaxed
                continue
            if status in SOLVED and self._is_tight(bound):
                return self._outcome(status, prices, bound)
            wanted = prices if lean is None else lean.taken_off(priced)
            if self.add_pairs(*self._helpful(function, people, wanted, part)):
                continue
            if lean is not None:
                lean = None
                continue
            if status in SOLVED or (enough is not None and bound.whole <= enough):
                return self._outcome(status, prices, bound)
            # Rounding has spoilt a bound that was cut short: solve to the end.
            limit = INFINITE

    def _is_tight(self, bound: Bound) -> bool:
        """Whether the proven bound is what the solver's value allows at best."""
        value = -self.highs.getInfo().objective_function_value
        if self._lean is not None:
            value = float(self._costs @ np.array(self.highs.getSolution().col_value))
        return bool(bound.whole <= np.floor(value + FEASIBLE))

    def _outcome(self, status: highspy.HighsModelStatus, prices: Prices, bound: Bound) -> Relaxed:
        if status not in SOLVED:
            return Relaxed(prices, bound)
        values = np.array(self.highs.getSolution().col_value)
        return Relaxed(prices, bound, values[self.n_extras :], values[: self.n_extras])

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

    def _duals(self) -> Floats:
        """Prices as the solver has them, on people, orders and limits."""
        dual = np.array(self.highs.getSolution().row_dual)
        scale = 1.0 if self._lean is None else self._lean.scale
        return -dual / scale if len(dual) else np.zeros(self.highs.getNumRow())

    def _impossible(self, prices: Prices, bound: Bound, part: Part) -> Relaxed | None:
        """The contradiction that the solver has found, if it holds over all pairs. None: pairs that lift
        it came in.
        """
        _, has_ray, ray = self.highs.getDualRay()  # type: ignore[attr-defined]
        people, contradiction = self._ray_prices(-np.array(ray) if has_ray else -self._ray_by_stand_ins())
        total = self.lagrangian.bound(NOTHING, contradiction, part).total
        if total < 0:
            return Relaxed(prices, bound, ray=contradiction, ray_total=total)
        if self.add_pairs(*self._helpful(NOTHING, people, contradiction, part)):
            return None
        return Relaxed(prices, bound)

    def _ray_by_stand_ins(self) -> Floats:
        """A contradiction that the solver saw but has no ray for: the prices when every limit may be
        bought off.
        """
        solver, rows = quiet_solver(), self.highs.getNumRow()
        solver.passModel(self.highs.getLp())
        columns = np.arange(self.highs.getNumCol(), dtype=np.int32)
        solver.changeColsCost(len(columns), columns, np.zeros(len(columns)))
        for sign in (1.0, -1.0):
            at = np.arange(rows, dtype=np.int32)
            ones, free = np.ones(rows), np.full(rows, INFINITE)
            solver.addCols(rows, ones, np.zeros(rows), free, rows, at, at, sign * ones)
        solver.run()
        return np.array(solver.getSolution().row_dual)

    def _ray_prices(self, ray: Floats) -> tuple[Ints, Prices]:
        n, m = self.model.n, self.model.m
        heaviest = np.abs(ray) * np.concatenate((np.ones(n + m), self._scales))
        shift = RAY_ROOM - int(np.ceil(np.log2(max(float(heaviest.max(initial=0.0)), 1e-30))))
        whole = np.rint(np.ldexp(ray, shift)).astype(np.int64)
        limits = self._signed(whole[n + m :])
        return np.maximum(whole[:n], 0), Prices(np.maximum(whole[n : n + m], 0), limits, 0)

    def _signed(self, limits: Ints) -> Ints:
        """Without prices on the open sides of limits."""
        limits[(limits > 0) & (self.lagrangian.high >= UNBOUNDED)] = 0
        limits[(limits < 0) & (self.lagrangian.low <= -UNBOUNDED)] = 0
        return limits

    def _prices(self, dual: Floats) -> tuple[Ints, Prices]:
        """Prices of people and, rounded to whole units with the right signs, of seats and limits."""
        n, m = self.model.n, self.model.m
        people, seats, limits = dual[:n], dual[n : n + m].copy(), dual[n + m :].copy()
        shift = self._unit(seats, limits)
        unit = 2.0**shift
        for row, earlier in self.model.earlier:
            # Rounding the price of a settled stage shifts every pair by its large coefficient; the stage's
            # own prices,
            # in the same proportion, take that back.
            off = np.rint(limits[row] * unit) / unit - limits[row]
            seats -= off * earlier.seats / 2.0**earlier.shift
            limits[: len(earlier.limits)] -= off * earlier.limits / 2.0**earlier.shift
            limits[row] += off
        whole = self._signed(np.rint(limits * unit).astype(np.int64))
        whole_seats = np.maximum(np.rint(seats * unit), 0).astype(np.int64)
        whole_people = np.maximum(np.rint(people * unit), 0).astype(np.int64)
        return whole_people, Prices(whole_seats, whole, shift)

    def _unit(self, seats: Floats, limits: Floats) -> int:
        """The finest unit, as a shift, in which the stage's numbers stay exact; it never gets finer."""
        # As the proof counts: as if one pair were charged by every limit and every order.
        charged = float(np.abs(limits) @ self._scales) + float(np.abs(seats).sum())
        largest = max(self.largest_cost, charged, 1.0)
        room = ROOM_OF_MANY if self.model.listing is None else ROOM_OF_FEW
        shift = int(np.clip(room - np.ceil(np.log2(largest)), COARSEST, FINEST))
        self._shift = shift if self._shift is None else min(shift, self._shift)
        return self._shift

    def _helpful(self, function: Linear, people: Ints, prices: Prices, part: Part) -> tuple[Ints, Ints]:
        """Pairs outside whose reduced value is positive: the best few of each person and of each order."""
        least, most = int(2.0**prices.shift * FEASIBLE), (PER_PERSON, PER_ORDER)
        return self.lagrangian.pairs.helpful(function, prices, part, people + least, self._sorted_keys, most)

    def keeps(self, i: Ints, j: Ints, extras: Ints) -> bool:
        """Whether a plan keeps every limit that holds, to the last unit."""
        reached = self.model.reached(i, j, extras)
        return bool(((self.lagrangian.low <= reached) & (reached <= self.lagrangian.high)).all())

    def sharpened(self, function: Linear, part: Part, i: Ints, j: Ints) -> tuple[Prices, Bound]:
        """Prices that call a plan's pairs (i, j) the best by a margin, as far as they are.

        A corner where the simplex method ends has hundreds of pairs that are as good as others by chance.
        All pairs
        outside the plan are worth a little more here, all together less than 1: where the plan is best
        even so, the
        prices leave nothing else.
        """
        good = i * self.model.m + j
        margin = MARGIN / max(len(i), 1)
        for _ in range(MOST_SHARPENINGS):
            outside = ~among(self._keys, good)
            if self._solve_in_favour(function, part, np.where(outside, margin, 0.0)) not in SOLVED:
                break
            # What is as good after all belongs to the plans that are left.
            used = outside & (np.array(self.highs.getSolution().col_value)[self.n_extras :] > WHOLE)
            good = np.append(good, self._keys[used])
            if not used.any() and not self._add_helpful(function, part):
                break
        _, prices = self._prices(self._duals())
        return prices, self.lagrangian.bound(function, prices, part)

    def _solve_in_favour(self, function: Linear, part: Part, favour: Floats) -> highspy.HighsModelStatus:
        """Solve with pairs worth more than they are."""
        self._set_costs(function)
        self._set_part(part)
        costs = self._costs + np.concatenate((np.zeros(self.n_extras), favour))
        self.highs.changeColsCost(len(costs), np.arange(len(costs), dtype=np.int32), -costs)
        self._function = None
        return self._run(INFINITE)

    def _add_helpful(self, function: Linear, part: Part) -> int:
        """Take in pairs that the last prices call too good. Returns: how many."""
        people, prices = self._prices(self._duals())
        return self.add_pairs(*self._helpful(function, people, prices, part))

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
