"""A tree of prices that proves a value without trusting the solver that found it (see `certificate`)."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from shanhai.matching.certificate import Leaf, Node, Split, Variable
from shanhai.matching.lagrange import Forced, Prices, leaf
from shanhai.matching.linear import Linear
from shanhai.matching.relaxation import Relaxation, Relaxed
from shanhai.matching.tables import Ints
from shanhai.matching.watch import Watch

WHOLE = 1e-6
STEEPEST = 40


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
    most : int
        Nodes to try before giving up.
    """

    relaxation: Relaxation
    function: Linear
    value: int
    most: int
    watch: Watch
    nodes: int = 0

    def prove(self) -> Node | None:
        """The tree, or None when it grew too large or time ran out."""
        return self._part(self.relaxation.ranges, Forced())

    def _part(self, ranges: tuple[Ints, Ints], forced: Forced) -> Node | None:
        self.nodes += 1
        if self.nodes > self.most or not self.watch.keep_going("tree"):
            return None
        relaxed = self.relaxation.optimise(self.function, ranges=ranges, forced=forced, enough=self.value)
        if not relaxed.feasible:
            return self._impossible(relaxed.prices, ranges, forced)
        if relaxed.bound.whole <= self.value:
            return leaf(self.relaxation.lagrangian, relaxed.prices)
        return self._split(relaxed, ranges, forced)

    def _impossible(self, prices: Prices, ranges: tuple[Ints, Ints], forced: Forced) -> Leaf | None:
        """No plan here: the prices that show it, made steep enough to bound the stage's function as well."""
        for power in range(STEEPEST):
            steep = prices.times(1 << power)
            try:
                bound = self.relaxation.lagrangian.bound(self.function, steep, ranges, forced)
            except OverflowError:
                return None
            if bound.whole <= self.value:
                return leaf(self.relaxation.lagrangian, steep)
        return None

    def _split(self, relaxed: Relaxed, ranges: tuple[Ints, Ints], forced: Forced) -> Node | None:
        halves = self._halves(relaxed, ranges, forced)
        if halves is None:
            return None
        variable, at, (below_ranges, below_forced), (above_ranges, above_forced) = halves
        above = self._part(above_ranges, above_forced)
        below = self._part(below_ranges, below_forced) if above is not None else None
        return Split(variable, at, below, above) if above is not None and below is not None else None

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
            return None
        column = int(off_pairs.argmax())
        i, j = int(self.relaxation.i[column]), int(self.relaxation.j[column])
        variable = ("pair", model.problem.people.id[i], model.problem.orders.id[j])
        outside = replace(forced, outside=forced.outside | {(i, j)})
        inside = replace(forced, inside=forced.inside | {(i, j)})
        return variable, 0, (ranges, outside), (ranges, inside)
