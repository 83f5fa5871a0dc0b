"""The linear relaxation of a model over few pairs, priced over all of them.

HiGHS solves; every pair outside is looked at under its prices, and those that could help come in. What
leaves this file are prices rounded to whole numbers and the bound that they give by themselves: nothing rests
on the solver's arithmetic.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from shanhai.matching.columns.lagrange import Bound, Prices
from shanhai.matching.columns.linear import Linear
from shanhai.matching.columns.programme import IMPOSSIBLE, INFINITE, SOLVED, Programme, quiet_solver
from shanhai.matching.distinct import among
from shanhai.matching.rows import UNBOUNDED

if TYPE_CHECKING:
    import highspy

    from shanhai.matching.columns.lean import Lean
    from shanhai.matching.columns.parts import Part
    from shanhai.matching.tables import Floats, Ints

# Reduced values must stay below 2**53 where pairs are many, below 2**62 where they are few; this leaves room
# for prices to grow in the branches of a tree.
ROOM_OF_MANY, ROOM_OF_FEW, FINEST, COARSEST = 50, 56, 32, 8
# Prices of 2**8 units that need more room than this are told smaller than they are, and bound less well.
MOST_CHARGED = 2.0**46
# Prices that show a contradiction have no unit of their own: the largest becomes about 2**40.
RAY_ROOM = 40
PER_PERSON, PER_ORDER = 6, 4
FEASIBLE = 1e-7
# How far below a value the solver may stop: then no plan of this value is left, and no pair needs to stay.
BELOW = 0.1
# How much better all pairs of a plan together should look than others.
MARGIN, MOST_SHARPENINGS = 0.5, 12
# What counts as whole in a solution of HiGHS.
WHOLE = 1e-6
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


class Relaxation(Programme):
    """The linear programme of one stage, solved over all living pairs."""

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
            # Of numbers of very different sizes the solver may not know; whatever its prices, they bound.
            if status in SOLVED or limit == INFINITE or (enough is not None and bound.whole <= enough):
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
        dual = dual * min(1.0, MOST_CHARGED / max(self._charged(dual[n : n + m], dual[n + m :]), 1.0))
        people, seats, limits = dual[:n], dual[n : n + m].copy(), dual[n + m :].copy()
        shift = self._unit(seats, limits)
        unit = 2.0**shift
        for row, earlier in reversed(self.model.earlier):
            # Rounding the price of a settled stage shifts every pair by its large coefficient; the stage's
            # own prices, in the same proportion, take that back.
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
        largest = max(self.largest_cost, self._charged(seats, limits), 1.0)
        room = ROOM_OF_MANY if self.model.listing is None else ROOM_OF_FEW
        shift = int(np.clip(room - np.ceil(np.log2(largest)), COARSEST, FINEST))
        self._shift = shift if self._shift is None else min(shift, self._shift)
        return self._shift

    def _charged(self, seats: Floats, limits: Floats) -> float:
        """As the proof counts: as if one pair were charged by every limit and every order."""
        return float(np.abs(limits) @ self._scales) + float(np.abs(seats).sum())

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

        A corner where the simplex method ends has hundreds of pairs that are as good as others by chance. All
        pairs outside the plan are worth a little more here, all together less than 1: where the plan is best
        even so, the prices leave nothing else.
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
