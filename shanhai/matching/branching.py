"""The route for rules that do not nest: each stage bounded over all pairs, one whole plan that reaches the bounds.

First it is taken for granted that every stage reaches the bound of its relaxation; if the last stage then has a whole
plan, all of them are proven by it at once. Otherwise the stages are settled one by one.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from shanhai.matching.certificate import Leaf, Node
from shanhai.matching.groups import Mask
from shanhai.matching.integer import WholePlan, rounded, whole_plan
from shanhai.matching.lagrange import Bound, Lagrangian, Prices, leaf, survivors
from shanhai.matching.linear import Limit, Linear, Stage
from shanhai.matching.model import Model
from shanhai.matching.relaxation import Relaxation, Relaxed
from shanhai.matching.rows import UNBOUNDED
from shanhai.matching.tables import Ints
from shanhai.matching.ties import ROUNDS
from shanhai.matching.tree import Tree
from shanhai.matching.watch import Watch

MOST_NODES = 400
# How far from the bound, in parts of the largest coefficient, pairs are tried first.
NEAR = 0.1
PATIENCE = 3600.0


class NoPlan(Exception):
    """The hard rules cannot all hold."""


class WrongGuess(Exception):
    """A stage does not reach the bound of its relaxation together with those before it."""


@dataclass(frozen=True, eq=False)
class Settled:
    """A stage with its value, its proven bound, how that is shown, and the prices of its first bound."""

    stage: Stage
    value: int
    bound: int
    proof: str
    node: Node | None
    prices: Prices
    first: Bound
    sieve: Node
    seconds: float


@dataclass
class Search:
    """Settles the stages of a model one after the other.

    Raises
    ------
    NoPlan
        From `run`, when the hard rules cannot all hold.
    """

    model: Model
    watch: Watch
    most_nodes: int = MOST_NODES
    useful: tuple[Ints, Ints] | None = None
    settled: list[Settled] = field(default_factory=list)
    plan: WholePlan | None = None
    unique: bool = False

    def run(self) -> None:
        """Settle every stage, ties last."""
        self.relaxation = Relaxation(self.model)
        if self.useful is not None:
            self.relaxation.add_pairs(*self.useful)
        if not self.relaxation.optimise(Linear()).feasible:
            raise NoPlan
        try:
            self._settle_all(guessing=True)
        except WrongGuess:
            self._start_again()
            self._settle_all(guessing=False)
        self._settle_ties()

    def _start_again(self) -> None:
        """Forget what was guessed; keep the pairs that were found useful."""
        known = self.relaxation.i, self.relaxation.j
        self.model.reset()
        self.settled, self.plan = [], None
        self.relaxation = Relaxation(self.model)
        self.relaxation.add_pairs(*known)

    def _settle_all(self, guessing: bool) -> None:
        for stage in self.model.stages():
            self._enter(stage)
            relaxed = self.relaxation.optimise(stage.function)
            if not relaxed.feasible:
                # In the one-by-one way every earlier value is reached by a plan, so the fault is in a guess.
                raise WrongGuess if guessing else NoPlan
            if guessing and stage.name != "fit":
                self._settle_by_prices(stage, relaxed, relaxed.bound.whole)
            else:
                self._find_plan(stage, relaxed, guessing)

    def _enter(self, stage: Stage) -> None:
        self.watch.keep_going(stage.name, lambda: -UNBOUNDED, lambda: UNBOUNDED)
        if stage.limits:
            self.model.limits.extend(stage.limits)
        self.relaxation.grow()

    def _find_plan(self, stage: Stage, relaxed: Relaxed, guessing: bool) -> None:
        """A best whole plan for the stage over all pairs, proven if it can be."""
        self.plan = (
            self._reached(stage, relaxed)
            or rounded(self.relaxation, self.relaxation.solution())
            or self._near_plan(stage, relaxed)
            or self._first_plan(stage, guessing)
        )
        while self._value(stage, self.plan) < relaxed.bound.whole:
            tree = self._tree(stage, relaxed, self._value(stage, self.plan))
            node = tree.prove()
            if node is not None:
                self._settle(stage, relaxed, tree.value, node, tree.survivors)
                return
            if tree.better is None:
                self._exhaust(stage, relaxed)
                return
            self.plan = tree.better
        self._settle_by_prices(stage, relaxed, relaxed.bound.whole)

    def _tree(self, stage: Stage, relaxed: Relaxed, value: int) -> Tree:
        return Tree(self.relaxation, stage.function, value, relaxed.prices, self.most_nodes, self.watch)

    def _near_plan(self, stage: Stage, relaxed: Relaxed) -> WholePlan | None:
        """A whole plan from the few pairs whose prices are good, if there is one: most often it is the best of all."""
        near = relaxed.bound.whole - max(int(NEAR * self.relaxation.largest_cost), 1)
        few = survivors(self.relaxation.lagrangian, stage.function, relaxed.prices, relaxed.bound, near)
        if self.plan is not None:
            few[self.plan.i, self.plan.j] = True
        return whole_plan(self.relaxation, self._time_left(), self.plan, few)

    def _first_plan(self, stage: Stage, guessing: bool) -> WholePlan:
        """Some good whole plan from the pairs at hand; from more of them if these have none."""
        plan = whole_plan(self.relaxation, self._time_left(), self.plan)
        if plan is None and guessing:
            raise WrongGuess
        for more in (self.relaxation.more_pairs, lambda: np.nonzero(self.model.alive)):
            if plan is None:
                self.relaxation.add_pairs(*more())
                self.relaxation.optimise(stage.function)
                plan = whole_plan(self.relaxation, self._time_left(), None)
        if plan is None:
            raise NoPlan
        return plan

    def _time_left(self) -> float:
        return PATIENCE if self.watch.limit is None else self.watch.limit - self.watch.seconds

    def _exhaust(self, stage: Stage, relaxed: Relaxed) -> None:
        """No tree of a reasonable size: let the solver look at every pair that could be in a better plan."""
        assert self.plan is not None
        best = False
        while not self.watch.stopped:
            missing = self._widen(stage, relaxed, self._value(stage, self.plan))
            if best and not missing:
                break
            found = whole_plan(self.relaxation, self._time_left(), self.plan)
            self.plan, best = found or self.plan, found is not None and found.best
            if not best:
                break
        value = self._value(stage, self.plan)
        possible = survivors(self.relaxation.lagrangian, stage.function, relaxed.prices, relaxed.bound, value)
        self._settle(stage, relaxed, value, None, possible, value if best else relaxed.bound.whole)

    def _widen(self, stage: Stage, relaxed: Relaxed, value: int) -> bool:
        """Drop the pairs that are in no plan of this value; take in those that could be in a better one. True: some."""
        lagrangian, function = self.relaxation.lagrangian, stage.function
        better = survivors(lagrangian, function, relaxed.prices, relaxed.bound, value + 1)
        self.model.alive &= survivors(lagrangian, function, relaxed.prices, relaxed.bound, value)
        added = self.relaxation.add_pairs(*np.nonzero(better & self.model.alive))
        self.relaxation.lagrangian = Lagrangian(self.model)
        self.relaxation.optimise(function)
        return added > 0

    def _value(self, stage: Stage, plan: WholePlan) -> int:
        return self.model.value(stage.function, plan.i, plan.j, plan.extras)

    def _reached(self, stage: Stage, relaxed: Relaxed) -> WholePlan | None:
        """The plan in hand, if it already reaches this stage's bound."""
        plan = self.plan
        if plan is None or stage.limits or self._value(stage, plan) < relaxed.bound.whole:
            return None
        return plan

    def _settle_by_prices(self, stage: Stage, relaxed: Relaxed, value: int) -> None:
        """The value is the bound of the relaxation's own prices."""
        lagrangian = self.relaxation.lagrangian
        possible = survivors(lagrangian, stage.function, relaxed.prices, relaxed.bound, value)
        self._settle(stage, relaxed, value, leaf(lagrangian, relaxed.prices), possible)

    def _settle(
        self, stage: Stage, relaxed: Relaxed, value: int, node: Node | None, possible: Mask, bound: int | None = None
    ) -> None:
        """Write down the stage's proof, keep its value from now on, and drop the pairs that it rules out.

        Without `node` the `bound` rests on the solver's word, or is still open.
        """
        bound = value if bound is None else bound
        proof = "open" if bound > value else "solver" if node is None else "prices" if isinstance(node, Leaf) else "tree"
        sieve = node or leaf(self.relaxation.lagrangian, relaxed.prices)
        self.settled.append(
            Settled(stage, value, bound, proof, node, relaxed.prices, relaxed.bound, sieve, self.watch.seconds)
        )
        self.relaxation.remember(relaxed.prices)
        self.model.limits.append(Limit(("stage", stage.name), stage.function, low=value))
        self.model.alive &= possible

    def _settle_ties(self) -> None:
        """Choose by seeded keys among equal plans, until one is left."""
        for round_number in range(1, ROUNDS + 1):
            if self.watch.stopped or any(each.bound > each.value for each in self.settled) or self._settle_only():
                return
            stage = self.model.tie_stage(round_number)
            self._enter(stage)
            self._find_plan(stage, self.relaxation.optimise(stage.function), guessing=False)
        self._settle_only()

    def _settle_only(self) -> bool:
        """Show, if it is so, that no other plan is as good in every stage: none has a placement outside this one."""
        assert self.plan is not None
        stage = self.model.only_stage(self.plan.i, self.plan.j)
        self._enter(stage)
        relaxed = self.relaxation.optimise(stage.function, enough=0)
        if relaxed.bound.whole <= 0:
            self._settle_by_prices(stage, relaxed, 0)
            self.unique = True
            return True
        tree = self._tree(stage, relaxed, 0)
        node = tree.prove()
        if node is not None:
            self._settle(stage, relaxed, 0, node, tree.survivors)
            self.unique = True
        return self.unique
