"""A tree of prices that proves a value without trusting the solver that found it (see `certificate`)."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from shanhai.matching.certificate import Leaf, Node, Split, Variable
from shanhai.matching.integer import WholePlan, rounded
from shanhai.matching.lagrange import Bound, Forced, Prices, leaf, survivors
from shanhai.matching.linear import Linear
from shanhai.matching.relaxation import Relaxation, Relaxed
from shanhai.matching.tables import Ints
from shanhai.matching.watch import Watch

WHOLE = 1e-6


@dataclass
class Tree:
    """Splits the plans until every part is bounded by `value`.

    Parameters
    ----------
    relaxation : Relaxation
    function : Linear
        The stage's function.
    value : int
        What the plan reaches; every leaf's bound must not exceed it.
    first : Prices
        Prices of the stage's bound over all plans.
    most : int
        Nodes to try before giving up.
    """

    relaxation: Relaxation
    function: Linear
    value: int
    first: Prices
    most: int
    watch: Watch
    nodes: int = 0
    better: WholePlan | None = None

    def __post_init__(self) -> None:
        # Pairs that some part of the tree leaves possible in a plan of this value.
        self.survivors = np.zeros_like(self.relaxation.model.alive)

    def prove(self) -> Node | None:
        """The tree, or None when it grew too large, time ran out, or a better plan turned up (`better`)."""
        return self._part(self.relaxation.ranges, Forced())

    def _part(self, ranges: tuple[Ints, Ints], forced: Forced) -> Node | None:
        self.nodes += 1
        if self.nodes > self.most or self.better is not None or not self._keep_going():
            return None
        relaxed = self.relaxation.optimise(self.function, ranges=ranges, forced=forced, enough=self.value)
        if not relaxed.feasible:
            node = self._impossible(relaxed, ranges, forced) if relaxed.bound.total < 0 else None
            return node or self._split(relaxed, ranges, forced)
        if relaxed.bound.whole <= self.value:
            return self._leaf(relaxed.prices, relaxed.bound, forced)
        return self._split(relaxed, ranges, forced)

    def _leaf(self, prices: Prices, bound: Bound, forced: Forced) -> Leaf:
        lagrangian = self.relaxation.lagrangian
        self.survivors |= survivors(lagrangian, self.function, prices, bound, self.value, forced)
        return leaf(lagrangian, prices)

    def _keep_going(self) -> bool:
        return self.watch.keep_going("tree", lambda: self.value, lambda: self.value + 1)

    def _impossible(self, relaxed: Relaxed, ranges: tuple[Ints, Ints], forced: Forced) -> Leaf | None:
        """No plan here: the prices that show it, made steep enough to bound the stage's function as well."""
        lagrangian, first = self.relaxation.lagrangian, self.first
        loose = lagrangian.bound(self.function, first, ranges, forced)
        # The contradiction has no unit of its own, so its prices may be taken in the stage's.
        steepness = max(-((loose.total - ((self.value - 1) << first.shift)) // relaxed.bound.total) + 1, 1)
        steep = first.plus(relaxed.prices, steepness)
        try:
            bound = lagrangian.bound(self.function, steep, ranges, forced)
        except OverflowError:
            return None
        return self._leaf(steep, bound, forced) if bound.whole <= self.value else None

    def _split(self, relaxed: Relaxed, ranges: tuple[Ints, Ints], forced: Forced) -> Node | None:
        halves = self._halves(relaxed, ranges, forced)
        if halves is None:
            return None
        variable, at, (below_ranges, below_forced), (above_ranges, above_forced) = halves
        above = self._part(above_ranges, above_forced)
        below = self._part(below_ranges, below_forced) if above is not None else None
        return Split(variable, at, below, above) if above is not None and below is not None else None

    def _meet(self, plan: WholePlan | None) -> None:
        """A whole plan has turned up: keep it if it really is better."""
        if plan is not None:
            value = self.relaxation.model.value(self.function, plan.i, plan.j, plan.extras)
            self.better = plan if value > self.value else None

    def _halves(
        self, relaxed: Relaxed, ranges: tuple[Ints, Ints], forced: Forced
    ) -> tuple[Variable, int, tuple[tuple[Ints, Ints], Forced], tuple[tuple[Ints, Ints], Forced]] | None:
        """The variable furthest from whole, and the ranges and forced pairs of both halves."""
        model = self.relaxation.model
        off_extras = np.abs(relaxed.extras - np.rint(relaxed.extras))
        if off_extras.max(initial=0.0) > WHOLE:
            number = int(off_extras.argmax())
            at = int(np.floor(relaxed.extras[number]))
            low, high = ranges[0].copy(), ranges[1].copy()
            high[number], low[number] = at, at + 1
            return model.extras.names[number], at, ((ranges[0], high), forced), ((low, ranges[1]), forced)
        off_pairs = np.abs(relaxed.pairs - np.rint(relaxed.pairs))
        if off_pairs.max(initial=0.0) <= WHOLE:
            self._meet(rounded(self.relaxation, self.relaxation.solution()))
            return None
        column = int(off_pairs.argmax())
        i, j = int(self.relaxation.i[column]), int(self.relaxation.j[column])
        variable = ("pair", model.problem.people.id[i], model.problem.orders.id[j])
        outside = replace(forced, outside=forced.outside | {(i, j)})
        inside = replace(forced, inside=forced.inside | {(i, j)})
        return variable, 0, (ranges, outside), (ranges, inside)
