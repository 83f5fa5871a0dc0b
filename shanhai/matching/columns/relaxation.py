"""The linear relaxation of a model over few pairs, priced over all of them.

HiGHS solves; every pair outside is looked at under its prices, and those that could help come in. What
leaves this file
are prices rounded to whole numbers and the bound that they give by themselves: nothing rests on the
solver's arithmetic.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import highspy
import numpy as np
from scipy.sparse import csr_array

from shanhai.matching.columns.basis import Basis, basis_of, use_basis
from shanhai.matching.columns.lagrange import Bound, Lagrangian, Prices
from shanhai.matching.columns.linear import Linear
from shanhai.matching.columns.parts import DEAD, Part
from shanhai.matching.rows import UNBOUNDED
from shanhai.matching.watch import Stopped, Watch

if TYPE_CHECKING:
    from shanhai.matching.columns.model import Model
    from shanhai.matching.groups import Mask
    from shanhai.matching.tables import Floats, Ints

# Reduced values must stay below 2**53 where pairs are many, below 2**62 where they are few; this leaves
# room for prices
# to grow in the branches of a tree.
ROOM_OF_MANY, ROOM_OF_FEW, FINEST, COARSEST = 50, 56, 32, 8
# Prices that show a contradiction have no unit of their own: the largest becomes about 2**40.
RAY_ROOM = 40
PER_PERSON, PER_ORDER = 6, 4
FIRST_PER_PERSON, FIRST_PER_ORDER = 12, 6
FEASIBLE = 1e-7
# How far below a value the solver may stop: then no plan of this value is left, and no pair needs to stay
# for one.
BELOW = 0.1
# How much better all pairs of a plan together should look than others.
MARGIN, MOST_SHARPENINGS = 0.5, 12
# What counts as whole in a solution of HiGHS.
WHOLE = 1e-6
INFINITE = highspy.kHighsInf
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
        self.lagrangian: Lagrangian = like.lagrangian if like is not None else Lagrangian(model)
        self.i = self.j = self._keys = np.zeros(0, np.int64)
        self._known = np.zeros((model.n, model.m), bool)
        self.limit_names = [limit.name for limit in model.limits]
        self.extra_names = list(model.extras.names)
        self.n_extras = len(self.extra_names)
        self._shift: int | None = like._shift if like is not None else None
        self._function: Linear | None = None
        self._limits: tuple[Ints, Ints] | None = None
        self.largest_cost = 1.0
        self.highs = quiet_solver()
        self._add_rows()
        self._add_extras()
        self._low, self._high = (np.array(side, np.float64) for side in self.lagrangian.ranges)
        self.add_pairs(i, j)
        if basis is not None:
            use_basis(self, basis)

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
        keys = np.unique(i * model.m + j)
        i, j = keys // model.m, keys % model.m
        new = ~self._known[i, j] & model.alive[i, j]
        i, j = i[new], j[new]
        if not len(i):
            return 0
        self._known[i, j] = True
        if model.listing is not None:
            limits = model.listing.rows(i, j, model.m)
        else:
            limits = csr_array(model.block([limit.function for limit in model.limits], i, j))
        self._add_columns(np.zeros(len(i)), np.ones(len(i)), np.stack((i, model.n + j), 1), limits)
        np.maximum.at(self._scales, limits.indices, np.abs(limits.data))
        self.i, self.j = np.append(self.i, i), np.append(self.j, j)
        self._low, self._high = np.append(self._low, np.zeros(len(i))), np.append(self._high, np.ones(len(i)))
        self._keys = self.i * model.m + self.j
        self._function = None
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
        self.lagrangian.low, self.lagrangian.high = low, high
        first = self.model.n + self.model.m
        for at, (least, most) in enumerate(zip(*_bounds(low, high), strict=True)):
            self.highs.changeRowBounds(first + at, least, most)

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
        self._low, self._high = low, high

    def _set_costs(self, function: Linear) -> None:
        if self._function is function:
            return
        costs = np.zeros(self.n_extras + len(self.i))
        costs[self.n_extras :] = self.model.block([function], self.i, self.j).toarray()[:, 0]
        for number, times in function.extras.items():
            costs[number] = times
        self.highs.changeColsCost(len(costs), np.arange(len(costs), dtype=np.int32), -costs)
        self._function, self._costs = function, costs
        self.largest_cost = float(np.abs(costs).max(initial=1.0))

    def optimise(self, function: Linear, part: Part | None = None, enough: int | None = None) -> Relaxed:
        """Solve for `function` over all living pairs.

        Stops early when the proven bound is below `enough`.

        Raises
        ------
        Stopped
            When the watch's time is over.
        """
        part = self.lagrangian.whole if part is None else part
        limit = INFINITE if enough is None else BELOW - enough
        while True:
            self._set_costs(function)
            self._set_part(part)
            status = self._run(limit)
            people, prices = self._prices(self._duals())
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
            if self.add_pairs(*self._helpful(function, people, prices, part)):
                continue
            if status in SOLVED or (enough is not None and bound.whole <= enough):
                return self._outcome(status, prices, bound)
            # Rounding has spoilt a bound that was cut short: solve to the end.
            limit = INFINITE

    def _is_tight(self, bound: Bound) -> bool:
        """Whether the proven bound is what the solver's value allows at best."""
        return bool(bound.whole <= np.floor(-self.highs.getInfo().objective_function_value + FEASIBLE))

    def _outcome(self, status: highspy.HighsModelStatus, prices: Prices, bound: Bound) -> Relaxed:
        if status not in SOLVED:
            return Relaxed(prices, bound)
        values = np.array(self.highs.getSolution().col_value)
        return Relaxed(prices, bound, values[self.n_extras :], values[: self.n_extras])

    def _run(self, limit: float) -> highspy.HighsModelStatus:
        self.highs.setOptionValue("objective_bound", limit)
        if self.watch.limit is not None:
            left = max(self.watch.limit - self.watch.seconds, 0.0)
            self.highs.setOptionValue("time_limit", self.highs.getRunTime() + left)
        self.highs.run()
        if self.highs.getModelStatus() not in (
            *SOLVED,
            *IMPOSSIBLE,
            Status.kObjectiveBound,
            Status.kTimeLimit,
        ):
            # A warm basis can lead the solver astray: once more from the beginning.
            self.highs.clearSolver()
            self.highs.run()
        if self.highs.getModelStatus() == Status.kTimeLimit:
            self.watch.stopped = True
            raise Stopped
        if self.highs.getNumCol() == 0:
            # Without columns every limit comes to 0, and the solver does not look whether it may.
            holds = ((self.lagrangian.low <= 0) & (self.lagrangian.high >= 0)).all()
            return Status.kModelEmpty if holds else Status.kInfeasible
        return self.highs.getModelStatus()

    def _duals(self) -> Floats:
        """Prices as the solver has them, on people, orders and limits."""
        dual = np.array(self.highs.getSolution().row_dual)
        return -dual if len(dual) else np.zeros(self.highs.getNumRow())

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
        shift = self._unit(limits)
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

    def _unit(self, limits: Floats) -> int:
        """The finest unit, as a shift, in which the stage's numbers stay exact; it never gets finer."""
        largest = max(self.largest_cost, float((np.abs(limits) * self._scales).max(initial=1.0)))
        room = ROOM_OF_MANY if self.model.listing is None else ROOM_OF_FEW
        shift = int(np.clip(room - np.ceil(np.log2(largest)), COARSEST, FINEST))
        self._shift = shift if self._shift is None else min(shift, self._shift)
        return self._shift

    def _helpful(self, function: Linear, people: Ints, prices: Prices, part: Part) -> tuple[Ints, Ints]:
        """Pairs outside whose reduced value is positive: the best few of each person and of each order."""
        found_i, found_j = [], []
        least = int(2.0**prices.shift * FEASIBLE)
        best_of_order = np.full((PER_ORDER, self.model.m), least)
        rows_of_order = np.full((PER_ORDER, self.model.m), -1, np.int64)
        for start, reduced in self.lagrangian.blocks(function, prices):
            block = slice(start, start + len(reduced))
            reduced = np.where(self._known[block], DEAD, reduced - people[block, None])
            part.take(start, reduced, np.zeros(len(reduced), np.int64))
            i, j = top_of_rows(reduced, PER_PERSON, least)
            found_i.append(i + start)
            found_j.append(j)
            best_of_order, rows_of_order = _merge_top(best_of_order, rows_of_order, reduced, start)
        rank, order = np.nonzero(rows_of_order >= 0)
        return np.concatenate((*found_i, rows_of_order[rank, order])), np.concatenate((*found_j, order))

    def keeps(self, i: Ints, j: Ints, extras: Ints) -> bool:
        """Whether a plan keeps every limit that holds, to the last unit."""
        reached = self.model.reached(i, j, extras)
        return bool(((self.lagrangian.low <= reached) & (reached <= self.lagrangian.high)).all())

    def more_pairs(self) -> tuple[Ints, Ints]:
        """Living pairs that are not there yet, some more of each person's best by fit."""
        scores = np.where(self.model.alive & ~self._known, self.model.scores, -1).astype(np.float64)
        return top_of_rows(scores, 4 * FIRST_PER_PERSON, -0.5)

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
            outside = ~np.isin(self._keys, good)
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
        return basis_of(self)


def _bounds(low: Ints, high: Ints) -> tuple[Floats, Floats]:
    """Limits in the solver's words."""
    return np.where(low <= -UNBOUNDED, -INFINITE, low), np.where(high >= UNBOUNDED, INFINITE, high)


def first_pairs(model: Model) -> tuple[Ints, Ints]:
    """The pairs to begin with: the best few of each person and of each order by fit."""
    scores = np.where(model.alive, model.scores, -1).astype(np.float64)
    i, j = top_of_rows(scores, FIRST_PER_PERSON, -0.5)
    l, k = top_of_rows(scores.T, FIRST_PER_ORDER, -0.5)  # noqa: E741
    return np.concatenate((i, k)), np.concatenate((j, l))


def top_of_rows(values: Floats | Ints, count: int, above: float) -> tuple[Ints, Ints]:
    """Rows and columns of each row's `count` largest values among those larger than `above`."""
    if not values.size:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    count = min(count, values.shape[1])
    columns = np.argpartition(values, values.shape[1] - count, axis=1)[:, -count:]
    rows = np.repeat(np.arange(len(values)), count)
    columns = columns.ravel()
    large = values[rows, columns] > above
    return rows[large], columns[large]


def _merge_top(best: Ints, rows: Ints, reduced: Ints, start: int) -> tuple[Ints, Ints]:
    """The few best values of each column seen so far, and the rows they stand in."""
    count = min(len(best), len(reduced))
    top = np.argpartition(reduced, len(reduced) - count, axis=0)[-count:]
    values = np.vstack((best, np.take_along_axis(reduced, top, 0)))
    all_rows = np.vstack((rows, top + start))
    keep = np.argsort(-values, axis=0, kind="stable")[: len(best)]
    return np.take_along_axis(values, keep, 0), np.take_along_axis(all_rows, keep, 0)


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
