"""Branch and bound whose leaves carry prices: it finds the best plan and proves it without trusting a solver.

The part with the best bound is split first, so that no part is split which a tree grown with the best plan
known
beforehand would not have split as well.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from shanhai.matching.columns.branch import EMPTY, Branch, leaves, split_on, told
from shanhai.matching.columns.branching_settled import NoPlan
from shanhai.matching.columns.branching_variable import Gains, Splitter
from shanhai.matching.columns.integer import WholePlan, rounded
from shanhai.matching.columns.lagrange import Bound, Prices, joined, proven, survivors
from shanhai.matching.rows import UNBOUNDED
from shanhai.matching.watch import Stopped, Watch

if TYPE_CHECKING:
    from shanhai.matching.certificate import Leaf, Node, Variable
    from shanhai.matching.columns.linear import Linear
    from shanhai.matching.columns.parts import Part
    from shanhai.matching.columns.relaxation import Relaxation, Relaxed
    from shanhai.matching.tables import Ints

# Bounds so far below the value come from prices that are larger than they need to be.
FAR_BELOW = 1_000
# Prices that leave hardly more pairs than the plan has, one in so many, are sharp enough.
ONE_MORE_IN = 20
# Prices are mixed in parts of 2**-20.
SHARES = 20


# Prices, their bound and the keys of the pairs that they leave possible.
Sieved = tuple[Prices, Bound, "Ints | None"]


@dataclass
class Tree:
    """Splits all plans until no part can hold a better one than has been found.

    Parameters
    ----------
    relaxation : Relaxation
    function : Linear
        The stage's function.
    root : Relaxed
        The relaxation over all plans.

    Attributes
    ----------
    plan, value : WholePlan and int, or None
        The best plan known, and what it reaches.
    goal : int, optional
        Give up as soon as a plan is worth more.
    sharpen : bool
        Look for prices that leave few pairs possible: worth its time where few can be left at all.
    gains : dict
        What splits of variables have brought (see `Splitter`); may be known from a tree like this one.
    dives : bool
        Split the youngest part first, not that with the best bound: any plan is good enough, and it is looked
        for where most is decided already.
    stuck : bool
        A part could neither be bounded nor split.
    """

    relaxation: Relaxation
    function: Linear
    root: Relaxed
    watch: Watch
    plan: WholePlan | None = None
    value: int | None = None
    goal: int | None = None
    sharpen: bool = True
    dives: bool = False
    stuck: bool = False
    nodes: int = 1
    gains: Gains = field(default_factory=dict)
    _entries: int = 0
    _waiting: list[tuple[float, int, Branch]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.trunk = Branch(self.relaxation.lagrangian.whole, self.root)
        self._splitter = Splitter(self.relaxation, self.gains)
        self._take(self.trunk)

    def grow(self, most: int) -> bool:
        """Split until all parts are bounded by the value of the plan, or known to hold none.

        False: given up before, after `most` parts, or because there is a plan beyond the `goal`.
        """
        while self._waiting and not self._is_bounded(self._waiting[0][2]):
            if self.stuck or self.nodes >= most or self._is_beyond_goal:
                return False
            if not self.watch.keep_going("tree", lambda: self.value or 0, lambda: self.bound):
                return False
            try:
                self._split(heapq.heappop(self._waiting)[2])
            except Stopped:
                return False
        return not self.stuck

    def lower(self, variables: frozenset[Variable], most: int) -> bool:
        """Split on some variables alone, as long as the part with the best bound has them in fractions; no
        plan is looked for, so the bound that is left may be beyond any. Returns: whether it is lower now.
        """
        self._splitter.only = variables
        self.grow(most)
        self.value = self.bound
        return self.value < self.root.bound.whole

    def dive(self) -> None:
        """Look for any plan, however good it is."""
        self.goal, self.dives, self._splitter.hurries = -UNBOUNDED, True, True

    @property
    def bound(self) -> int:
        """What no plan exceeds, so far."""
        waiting = [branch.bound for _, _, branch in self._waiting]
        return max([*waiting, EMPTY if self.value is None else self.value])

    @property
    def _is_beyond_goal(self) -> bool:
        return self.goal is not None and self.value is not None and self.value > self.goal

    def know(self, plan: WholePlan) -> None:
        """A plan that keeps all limits: remember it if it is the best."""
        value = self.relaxation.model.value(self.function, plan.i, plan.j, plan.extras)
        if self.value is None or value > self.value:
            self.plan, self.value = plan, value

    def _is_bounded(self, branch: Branch) -> bool:
        return not branch.relaxed.possible or (self.value is not None and branch.bound <= self.value)

    def regrow(self, trunk: Branch) -> bool:
        """Begin with the parts of an earlier tree, bounded by its prices as far as these go.

        False, and nothing done, where those are in a finer unit than the root's prices can be told in.
        """
        finest = max(branch.relaxed.prices.shift for branch in leaves(trunk))
        if finest > self.root.prices.shift:
            try:
                self.root = self._finer(self.root, finest)
            except OverflowError:
                return False
        self.trunk = trunk
        self._waiting.clear()
        for branch in leaves(trunk):
            self._wait(branch)
        return True

    def _finer(self, root: Relaxed, shift: int) -> Relaxed:
        prices, lagrangian = root.prices.in_unit(shift), self.relaxation.lagrangian
        return replace(root, prices=prices, bound=lagrangian.bound(self.function, prices, lagrangian.whole))

    def _split(self, branch: Branch) -> None:
        if branch.is_old:
            branch.relaxed, branch.is_old = self._look(branch.part), False
            self._take(branch)
            return
        worth = np.inf if self.value is None else max(branch.level - self.value, 1.0)
        found = self._splitter.split(branch.part, branch.relaxed, worth, self._look)
        if found is None:
            self.stuck = True
            self._wait(branch)
            return
        branch.choice, below, above = found
        branch.below, branch.above = Branch(branch.choice.below, below), Branch(branch.choice.above, above)
        for side in sorted((branch.below, branch.above), key=lambda side: side.bound):
            self._take(side)

    def _look(self, part: Part) -> Relaxed:
        self.nodes += 1
        return self.relaxation.optimise(self.function, part, self.value)

    def _wait(self, branch: Branch) -> None:
        """Of equally good parts the youngest comes first: that is where whole plans turn up."""
        self._entries += 1
        level = 0.0 if self.dives else branch.level
        heapq.heappush(self._waiting, (-level, -self._entries, branch))

    def _take(self, branch: Branch) -> None:
        """Keep the plan that a part's relaxation may be; let the part wait for its turn."""
        relaxed = branch.relaxed
        if relaxed.is_whole:
            plan = rounded(self.relaxation, relaxed)
            if self.relaxation.keeps(plan.i, plan.j, plan.extras):
                self.know(plan)
        if relaxed.possible:
            self._wait(branch)

    def without_plan(self) -> NoPlan:
        """That there is none, once all parts are known to hold none."""
        return NoPlan([branch.relaxed for branch in leaves(self.trunk)], frozenset(split_on(self.trunk)))

    def proof(self) -> tuple[Node, Ints | None] | None:
        """The tree of prices that bounds every plan by the value, and the pairs that it leaves in plans of
        this value.

        None when a part's prices cannot be told in exact numbers.
        """
        self.possible: Ints | None = np.zeros(0, np.int64)
        self._fell(self.trunk)
        node = told(self.trunk, self._leaf)
        return None if node is None else (node, self.possible)

    def _fell(self, branch: Branch) -> None:
        """Take back splits of parts that turned out to be bounded without."""
        if branch.below is None or branch.above is None:
            return
        if not branch.is_old and self._is_bounded(branch):
            branch.choice = branch.below = branch.above = None
            return
        self._fell(branch.below)
        self._fell(branch.above)

    def _leaf(self, branch: Branch) -> Leaf | None:
        assert self.value is not None
        lagrangian = self.relaxation.lagrangian
        try:
            # Large prices may not fit the unit of the root's before they are tempered.
            prices, bound = self._tempered(branch.relaxed.prices, branch.relaxed.bound, branch)
            prices, bound = self._in_one_unit(prices, bound, branch)
            if branch.relaxed.ray is not None and bound.whole >= self.value:
                # Steep enough prices along the contradiction bound the stage's function as well.
                over = bound.total - ((self.value - 1) << prices.shift)
                prices = prices.plus(branch.relaxed.ray, -(over // branch.relaxed.ray_total) + 1)
                bound = lagrangian.bound(self.function, prices, branch.part)
                prices, bound = self._tempered(prices, bound, branch)
            possible = survivors(lagrangian, self.function, prices, bound, self.value, branch.part)
            if self.sharpen and bound.whole == self.value and not self._is_sharp(possible):
                prices, bound, possible = self._sharpened((prices, bound, possible), branch)
        except OverflowError:
            return None
        self.possible = joined(self.possible, possible)
        return proven(lagrangian, self.function, prices) if bound.whole <= self.value else None

    def _is_sharp(self, possible: Ints | None) -> bool:
        """Whether hardly any pairs are left but those of the plan."""
        assert self.plan is not None
        most = len(self.plan.i) + len(self.plan.i) // ONE_MORE_IN
        return possible is not None and len(possible) <= most

    def _sharpened(self, found: Sieved, branch: Branch) -> Sieved:
        """Prices of a part that reaches the value: those that leave the fewest pairs possible."""
        assert self.plan is not None
        assert self.value is not None
        prices, bound = self.relaxation.sharpened(self.function, branch.part, self.plan.i, self.plan.j)
        prices, bound = self._in_one_unit(prices, bound, branch)
        if bound.whole != self.value:
            return found
        lagrangian = self.relaxation.lagrangian
        left = survivors(lagrangian, self.function, prices, bound, self.value, branch.part)
        both: tuple[Sieved, Sieved] = found, (prices, bound, left)
        return min(both, key=lambda each: np.inf if each[2] is None else len(each[2]))

    def _tempered(self, prices: Prices, bound: Bound, branch: Branch) -> tuple[Prices, Bound]:
        """Prices between the root's and a part's own that bound the part below the value by about 1, where
        its own bound is much further below.

        A part without a good plan has prices as large as the solver's last step was long; a bound is convex
        in them, so as much of that step as is needed will do.
        """
        assert self.value is not None
        if bound.whole >= self.value - FAR_BELOW:
            return prices, bound
        lagrangian, start = self.relaxation.lagrangian, self.root.prices.in_unit(prices.shift)
        first = lagrangian.bound(self.function, start, branch.part)
        wanted = (self.value - 1) << bound.shift
        if first.total <= wanted:
            return start, first
        share = min(-(-((first.total - wanted) << SHARES) // (first.total - bound.total)) + 1, 1 << SHARES)
        between = start.towards(prices, share, SHARES)
        found = lagrangian.bound(self.function, between, branch.part)
        return (between, found) if found.whole < self.value else (prices, bound)

    def _in_one_unit(self, prices: Prices, bound: Bound, branch: Branch) -> tuple[Prices, Bound]:
        """A leaf's prices in the unit of the root's: a certificate states the unit of a stage once."""
        shift = self.root.prices.shift
        if prices.shift == shift:
            return prices, bound
        prices = prices.in_unit(shift)
        return prices, self.relaxation.lagrangian.bound(self.function, prices, branch.part)
