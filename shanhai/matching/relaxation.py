"""The linear relaxation of a model over few pairs, priced over all of them.

HiGHS solves; every pair outside is looked at under its prices, and those that could help come in. What leaves this file
are prices rounded to whole numbers and the bound that they give by themselves: nothing rests on the solver's arithmetic.
"""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np

from shanhai.matching.lagrange import DEAD, Bound, Forced, Lagrangian, Prices
from shanhai.matching.linear import Limit, Linear
from shanhai.matching.model import Model, coefficients
from shanhai.matching.rows import UNBOUNDED
from shanhai.matching.tables import Floats, Ints

STAND_IN_SHIFT = 20
# Reduced values must stay below 2**53; this leaves room for prices to grow in the branches of a tree.
ROOM, FINEST, COARSEST = 50, 28, 8
PER_PERSON, PER_ORDER = 6, 4
FIRST_PER_PERSON, FIRST_PER_ORDER = 12, 6
FEASIBLE = 1e-7
# What a stand-in costs. Large, so that the prices that show a contradiction are large against their rounding.
STAND_IN_COST = 1e6
INFINITE = highspy.kHighsInf
# A programme without columns (nobody is eligible anywhere) is solved, too.
_STATUS = highspy.HighsModelStatus
SOLVED = (_STATUS.kOptimal, _STATUS.kModelEmpty)
DECIDED = (*SOLVED, _STATUS.kInfeasible, _STATUS.kUnboundedOrInfeasible)


@dataclass(frozen=True, eq=False)
class Relaxed:
    """The relaxation solved over all pairs.

    Attributes
    ----------
    feasible : bool
        False: `bound` (of the empty function) is below 0, which proves that no plan keeps all limits.
    value : float
        The solver's value; `bound.whole` is what is proven.
    pairs, extras : float arrays
        The solution, by column of the relaxation's pairs, and by extra.
    """

    feasible: bool
    value: float
    prices: Prices
    bound: Bound
    pairs: Floats
    extras: Floats


class Relaxation:
    """A growing linear programme. Rows: people, orders, limits. Columns: extras, one or two stand-ins a limit, pairs."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.i, self.j = np.zeros(0, np.int64), np.zeros(0, np.int64)
        self._known = np.zeros((model.n, model.m), bool)
        self.pair_columns = np.zeros(0, np.int64)
        self.extra_columns = np.zeros(0, np.int64)
        self._stand_ins = np.zeros(0, np.int64)
        self._stand_in_costs = np.zeros(0)
        self._limits = 0
        self._settled: list[tuple[int, Prices]] = []
        self._stand_ins_open = False
        self._shift: int | None = None
        self._costs_of, self._costs_for, self.largest_cost = Linear(), 0, 1.0
        self._scales = np.zeros(0)
        self.highs = quiet_solver()
        self.highs.changeObjectiveSense(highspy.ObjSense.kMaximize)
        room = np.concatenate((model.capacity, model.seats)).astype(np.float64)
        none = np.zeros(0, np.int32)
        self.highs.addRows(
            len(room), np.full(len(room), -INFINITE), room, 0, np.zeros(len(room), np.int32), none, np.zeros(0)
        )
        self.grow()
        self.add_pairs(*first_pairs(model))

    def grow(self) -> None:
        """Take in the extras and limits that the model has got since."""
        known = len(self.extra_columns)
        low, high = (np.array(side[known:], np.float64) for side in (self.model.extras.low, self.model.extras.high))
        self.extra_columns = np.append(self.extra_columns, self._add_columns(np.zeros(len(low)), low, high))
        for limit in self.model.limits[self._limits :]:
            self._add_limit(limit)
            self._limits += 1
        self.lagrangian = Lagrangian(self.model)

    def _add_columns(self, cost: Floats, low: Floats, high: Floats) -> Ints:
        """Empty columns. Returns: their numbers."""
        first = self.highs.getNumCol()
        starts, none = np.zeros(len(cost), np.int32), np.zeros(0, np.int32)
        if len(cost):
            self.highs.addCols(len(cost), cost, low, high, 0, starts, none, np.zeros(0))
        return np.arange(first, first + len(cost), dtype=np.int64)

    def _add_limit(self, limit: Limit) -> None:
        k, _, values = coefficients(self.model, [limit.function], self.i, self.j)
        stand_ins = self._add_columns(np.zeros(2), np.zeros(2), np.zeros(2))
        self._stand_ins = np.append(self._stand_ins, stand_ins)
        # A row in large units (fit) must not weigh more than one that counts people.
        scale = max(float(np.abs(values).max(initial=1.0)), 1.0)
        self._scales = np.append(self._scales, scale)
        cost = STAND_IN_COST / scale
        self._stand_in_costs = np.append(self._stand_in_costs, [cost, cost])
        numbers = np.fromiter(limit.function.extras.keys(), np.int64, len(limit.function.extras))
        times = np.fromiter(limit.function.extras.values(), np.float64, len(limit.function.extras))
        columns = np.concatenate((self.pair_columns[k], self.extra_columns[numbers], stand_ins))
        entries = np.concatenate((values.astype(np.float64), times, [1.0, -1.0]))
        low = -INFINITE if limit.low <= -UNBOUNDED else float(limit.low)
        high = INFINITE if limit.high >= UNBOUNDED else float(limit.high)
        self.highs.addRow(low, high, len(columns), columns.astype(np.int32), entries)

    def add_pairs(self, i: Ints, j: Ints) -> int:
        """Take in pairs that are not yet there. Returns: how many were new."""
        keys = np.unique(i * self.model.m + j)
        i, j = keys // self.model.m, keys % self.model.m
        new = ~self._known[i, j]
        i, j = i[new], j[new]
        if not len(i):
            return 0
        self._known[i, j] = True
        k, row, value = coefficients(self.model, [limit.function for limit in self.model.limits[: self._limits]], i, j)
        everyone = np.arange(len(i))
        k = np.concatenate((everyone, everyone, k))
        row = np.concatenate((i, self.model.n + j, self.model.n + self.model.m + row))
        value = np.concatenate((np.ones(2 * len(i)), value.astype(np.float64)))
        order = np.lexsort((row, k))
        starts = np.searchsorted(k[order], everyone).astype(np.int32)
        first = self.highs.getNumCol()
        cost, low, high = np.zeros(len(i)), np.zeros(len(i)), np.ones(len(i))
        self.highs.addCols(len(i), cost, low, high, len(k), starts, row[order].astype(np.int32), value[order])
        self.i, self.j = np.append(self.i, i), np.append(self.j, j)
        self.pair_columns = np.append(self.pair_columns, np.arange(first, first + len(i)))
        return len(i)

    def _set_ranges(self, ranges: tuple[Ints, Ints], forced: Forced | None) -> None:
        """Give every column its range: dead and forbidden pairs 0, forced pairs 1, extras as told."""
        low, high = np.zeros(len(self.i)), self.model.alive[self.i, self.j].astype(np.float64)
        if forced is not None:
            low[self._columns_of(forced.inside)] = 1.0
            high[self._columns_of(forced.outside)] = 0.0
        columns = np.concatenate((self.pair_columns, self.extra_columns)).astype(np.int32)
        if len(columns):
            self.highs.changeColsBounds(
                len(columns), columns, np.concatenate((low, ranges[0])), np.concatenate((high, ranges[1]))
            )

    def _columns_of(self, pairs: frozenset[tuple[int, int]]) -> Ints:
        """Where these pairs stand among the columns of pairs (those that are not there are passed over)."""
        wanted = np.array([i * self.model.m + j for i, j in pairs], np.int64)
        return np.flatnonzero(np.isin(self.i * self.model.m + self.j, wanted))

    @property
    def ranges(self) -> tuple[Ints, Ints]:
        """Lowest and highest values of the extras as the model states them."""
        return np.array(self.model.extras.low, np.int64), np.array(self.model.extras.high, np.int64)

    def optimise(
        self, function: Linear, *, ranges: tuple[Ints, Ints] | None = None, forced: Forced | None = None,
        enough: int | None = None,
    ) -> Relaxed:  # fmt: skip
        """Solve for `function` over all pairs that are alive.

        Stops early when the proven bound is at most `enough`.
        """
        if ranges is None:
            # A stage begins: its prices get a unit of their own.
            ranges, self._shift = self.ranges, None
        self._set_ranges(ranges, forced)
        self._open_stand_ins(False)
        outcome = self._by_columns(function, ranges, forced, enough)
        if outcome is None:
            self._open_stand_ins(True)
            outcome = self._by_columns(Linear(), ranges, forced, -1)
            if outcome is None:
                raise ArithmeticError("the relaxation with stand-ins has no solution: this cannot be")
            if outcome.bound.total < 0:
                return outcome
            # Enough pairs are in by now for the limits to hold.
            self._open_stand_ins(False)
            again = self._by_columns(function, ranges, forced, enough)
            return outcome if again is None else again
        return outcome

    def solution(self) -> Floats:
        """The values of all columns in the last solution."""
        return np.array(self.highs.getSolution().col_value)

    def more_pairs(self) -> tuple[Ints, Ints]:
        """Living pairs that are not there yet, some more of each person's best by fit."""
        scores = np.where(self.model.alive & ~self._known, self.model.scores, -1).astype(np.float64)
        return top_of_rows(scores, 4 * FIRST_PER_PERSON, -0.5)

    def _open_stand_ins(self, opened: bool) -> None:
        self._stand_ins_open = opened
        columns = self._stand_ins.astype(np.int32)
        if len(columns):
            high = np.full(len(columns), INFINITE if opened else 0.0)
            self.highs.changeColsBounds(len(columns), columns, np.zeros(len(columns)), high)
            cost = -self._stand_in_costs if opened else np.zeros(len(columns))
            self.highs.changeColsCost(len(columns), columns, cost)

    def _by_columns(
        self, function: Linear, ranges: tuple[Ints, Ints], forced: Forced | None, enough: int | None
    ) -> Relaxed | None:
        """Solve, price all pairs, take in those that help, until none does. None: no solution."""
        scale = self._set_costs(function)
        while True:
            if self._run() not in SOLVED:
                return None
            value = self.highs.getInfo().objective_function_value
            people, prices = self._prices(scale)
            bound = self.lagrangian.bound(function, prices, ranges, forced)
            settled = bound.whole <= np.floor(value + FEASIBLE) or (enough is not None and bound.whole <= enough)
            if self._stand_ins_open:
                settled = bound.total < 0 or value > -FEASIBLE * STAND_IN_COST
            if settled or not self.add_pairs(*self._helpful(function, people, prices, forced)):
                return self._outcome(function, value, prices, bound)
            self._set_costs(function)

    def _run(self) -> highspy.HighsModelStatus:
        """Solve; where a warm basis leads the solver astray, once more from the beginning."""
        self.highs.run()
        if self.highs.getModelStatus() not in DECIDED:
            self.highs.clearSolver()
            self.highs.run()
        return self.highs.getModelStatus()

    def _set_costs(self, function: Linear) -> float:
        """Make `function` the objective. Returns: its largest coefficient in size."""
        if self._costs_of is not function or self._costs_for != len(self.i):
            pairs = np.zeros(len(self.i))
            k, _, values = coefficients(self.model, [function], self.i, self.j)
            pairs[k] = values
            extras = np.zeros(len(self.extra_columns))
            for number, times in function.extras.items():
                extras[number] = times
            costs = np.concatenate((pairs, extras))
            columns = np.concatenate((self.pair_columns, self.extra_columns)).astype(np.int32)
            if len(columns):
                self.highs.changeColsCost(len(columns), columns, costs)
            self._costs_of, self._costs_for = function, len(self.i)
            self.largest_cost = float(np.abs(costs).max(initial=1.0))
        return self.largest_cost

    def _prices(self, function_scale: float) -> tuple[Ints, Prices]:
        """Prices of people and, rounded to whole units with the right signs, of seats and limits."""
        dual = np.array(self.highs.getSolution().row_dual)
        n, m = self.model.n, self.model.m
        people, seats, limits = dual[:n], dual[n : n + m].copy(), dual[n + m :].copy()
        shift = self._unit(function_scale, limits)
        unit = 2.0**shift
        for row, earlier in self._settled:
            # Rounding the price of a settled stage shifts every pair by its large coefficient; the stage's own prices,
            # in the same proportion, take that back.
            off = np.rint(limits[row] * unit) / unit - limits[row]
            seats -= off * earlier.seats / 2.0**earlier.shift
            limits[: len(earlier.limits)] -= off * earlier.limits / 2.0**earlier.shift
            limits[row] += off
        whole = np.rint(limits * unit).astype(np.int64)
        whole[(whole > 0) & (self.lagrangian.high >= UNBOUNDED)] = 0
        whole[(whole < 0) & (self.lagrangian.low <= -UNBOUNDED)] = 0
        whole_seats = np.maximum(np.rint(seats * unit), 0).astype(np.int64)
        whole_people = np.maximum(np.rint(people * unit), 0).astype(np.int64)
        return whole_people, Prices(whole_seats, whole, shift)

    def _unit(self, function_scale: float, limits: Floats) -> int:
        """The finest unit, as a shift, in which the stage's numbers stay exact; the same all through the stage."""
        if self._stand_ins_open:
            return STAND_IN_SHIFT
        largest = max(function_scale, float((np.abs(limits) * self._scales).max(initial=1.0)))
        shift = int(np.clip(ROOM - np.ceil(np.log2(largest)), COARSEST, FINEST))
        # All leaves of a stage share one unit: a certificate states it once.
        self._shift = shift if self._shift is None else self._shift
        return self._shift

    def remember(self, prices: Prices) -> None:
        """The stage whose row comes next has these prices of its own."""
        self._settled.append((len(self.model.limits), prices))

    def _helpful(self, function: Linear, people: Ints, prices: Prices, forced: Forced | None) -> tuple[Ints, Ints]:
        """Pairs outside whose reduced value is positive: the best few of each person and of each order."""
        found_i, found_j = [], []
        least = int(2.0**prices.shift * FEASIBLE)
        best_of_order = np.full((PER_ORDER, self.model.m), least)
        rows_of_order = np.full((PER_ORDER, self.model.m), -1, np.int64)
        for start, reduced in self.lagrangian.blocks(function, prices):
            block = slice(start, start + len(reduced))
            reduced = np.where(self._known[block], DEAD, reduced - people[block, None])
            if forced is not None:
                forced.take(start, reduced, np.zeros(len(reduced), np.int64))
            i, j = top_of_rows(reduced, PER_PERSON, least)
            found_i.append(i + start)
            found_j.append(j)
            best_of_order, rows_of_order = _merge_top(best_of_order, rows_of_order, reduced, start)
        rank, order = np.nonzero(rows_of_order >= 0)
        return np.concatenate((*found_i, rows_of_order[rank, order])), np.concatenate((*found_j, order))

    def _outcome(self, function: Linear, value: float, prices: Prices, bound: Bound) -> Relaxed:
        solution = np.array(self.highs.getSolution().col_value)
        feasible = not self._stand_ins_open
        return Relaxed(
            feasible, value, prices, bound, solution[self.pair_columns], solution[self.extra_columns]
        )


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
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("primal_feasibility_tolerance", 1e-9)
    highs.setOptionValue("dual_feasibility_tolerance", 1e-9)
    return highs
