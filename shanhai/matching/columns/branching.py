"""The route for rules that do not nest: each stage bounded over all pairs, one whole plan that reaches the
bounds.

First it is taken for granted that every stage reaches the bound of its relaxation; if the last stage then
has a whole plan, all of them are proven by it at once. Otherwise the first stage that does not is looked for
and settled by a tree of its own, and the guess goes on behind it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from shanhai.matching.certificate import Leaf
from shanhai.matching.columns.branch import EMPTY, leaves
from shanhai.matching.columns.branching_guess import keep_right, longest, spoken_of
from shanhai.matching.columns.branching_settled import NoPlan, Proof, Settled, WrongGuess
from shanhai.matching.columns.branching_stage import StageSearch
from shanhai.matching.columns.branching_ties import settle_ties
from shanhai.matching.columns.lagrange import Bound, Prices
from shanhai.matching.columns.model import Held
from shanhai.matching.columns.stopping import give_up
from shanhai.matching.columns.tree import Tree
from shanhai.matching.columns.warm import OldPrices, old_stage
from shanhai.matching.watch import Stopped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from shanhai.matching.certificate import Variable
    from shanhai.matching.columns.linear import Stage
    from shanhai.matching.columns.relaxation import Relaxed

# Parts that are looked at to lower a bound before anything is guessed from it.
MOST_LOWERING = 24


@dataclass
class Search(StageSearch):
    """Settles the stages of a model one after the other.

    Attributes
    ----------
    reached : int
        So many of the settled stages the plan is known to reach; those behind are guessed.
    suspects : set of variables
        What had to be whole for a guess to turn out wrong.

    Raises
    ------
    NoPlan
        From `run`, when the hard rules cannot all hold.
    """

    reached: int = 0
    suspects: frozenset[Variable] = frozenset()
    _stages: Iterator[Stage] = field(init=False)

    def __post_init__(self) -> None:
        self._stages = self.model.stages()

    def run(self) -> None:
        """Settle every stage, ties last; where the watch says stop, the best plan so far with its gaps."""
        if self.model.out_of_reach():
            raise NoPlan
        try:
            if self.before is None or not self._settle_as_before():
                self._settle_all()
            settle_ties(self)
        except Stopped:
            give_up(self)
        self.before = None

    def coming(self, count: int) -> Iterator[Stage]:
        """The next stages, at most so many, each to be settled by whoever asks before the next is taken."""
        return islice(self._stages, count)

    def begin(self, kept: Sequence[Settled] = ()) -> None:
        """Begin anew behind stages that are settled; keep the pairs that were found useful."""
        self.model.reset()
        self.settled, self._stages = list(kept), self.model.stages()
        # Each stage leaves some of those that the one before has left.
        possible = next((old.possible for old in reversed(kept) if old.possible is not None), None)
        held: list[Held] = []
        for old, stage in zip(kept, self._stages, strict=False):
            if stage.limits:
                self.model.hold_all(held, possible)
                self.model.add_limits(stage.limits)
                held = []
            held.append(Held(stage, old.value, old.most, old.prices))
        self.model.hold_all(held, possible)

    def _settle_as_before(self) -> bool:
        """By the prices of the search before, where they still show that stages cannot get better."""
        try:
            self._guess(self._trusted)
        except WrongGuess:
            self.begin(self.settled[: self.reached])
            return False
        return True

    def _settle_all(self) -> None:
        """Guess on until a plan reaches all that was guessed; settle by a tree what turns out to be wrong."""
        while True:
            try:
                self._guess(lambda _: False)
                break
            except WrongGuess as wrong:
                if wrong.split_on - self.suspects:
                    self.suspects |= wrong.split_on
                    self.begin(self.settled[: self.reached])
                    continue
                keep_right(self, wrong.within)
                self._settle_surely()

    def _guess(self, is_settled: Callable[[Stage], bool]) -> None:
        """Take it that the stages up to fit reach the bounds of their relaxations; then a plan has to."""
        while (stage := next(self._stages, None)) is not None:
            if stage.limits:
                self._make_sure()
            self.model.add_limits(stage.limits)
            self.look(stage)
            if stage.name != "fit" and is_settled(stage):
                continue
            if stage.name == "fit":
                try:
                    self.find_plan(stage)
                except NoPlan as none:
                    raise self._wrong(none) from none
                return
            relaxed = self.relax(stage)
            if not relaxed.possible:
                raise self._wrong(NoPlan([relaxed]))
            tree = self._lowered(stage, relaxed)
            value = relaxed.bound.whole if tree is None else tree.bound
            level = self._level(value)
            proof = None if tree is None else tree.proof()
            if proof is None:
                self.settle_by_prices(stage, relaxed, relaxed.bound.whole)
            else:
                self.settle_proven(stage, relaxed, proof, value)
            for each in level:
                self._settle_under(each, value)

    def _lowered(self, stage: Stage, relaxed: Relaxed) -> Tree | None:
        """A tree that bounds the stage below its relaxation by splits on what was not whole in a wrong guess.
        None: it does not.
        """
        if not self.suspects or relaxed.is_whole:
            return None
        assert self.relaxation is not None
        gains = self.gains_of(stage)
        tree = Tree(self.relaxation, stage.function, relaxed, self.watch, sharpen=False, gains=gains)
        is_lower = tree.lower(self.suspects, MOST_LOWERING)
        if self.watch.stopped:
            raise Stopped
        if tree.bound == EMPTY:
            raise self._wrong(tree.without_plan())
        return tree if is_lower else None

    def _wrong(self, none: NoPlan) -> WrongGuess | NoPlan:
        """Only a contradiction in the first stage has nothing but the rules for its cause: later ones may
        come from a value, or from pairs that are out, by a guess.
        """
        return WrongGuess(spoken_of(self, none.proofs), none.split_on) if self.settled else none

    def _make_sure(self) -> None:
        """Before many stages are guessed: a plan for what has been guessed so far."""
        if self.reached < len(self.settled):
            plan = self.any_plan()
            if plan is None:
                raise WrongGuess(len(self.settled))
            self.plan, self.reached = plan, len(self.settled)

    def _level(self, value: int) -> list[Stage]:
        """The next stages, as many as can reach the same value in the relaxation at hand; they cannot pass
        it.
        """
        coming = list(self._stages)
        last = next((at for at, stage in enumerate(coming) if not stage.under), len(coming))
        count = longest(last, lambda at: self._reaches(coming[at], value))
        self._stages = iter(coming[count:])
        return coming[:count]

    def _reaches(self, stage: Stage, value: int) -> bool:
        """Whether the last stage's relaxation lets this stage reach a value."""
        assert self.relaxation is not None
        self.look(stage)
        return bool(self.relaxation.optimise(stage.function).bound.whole >= value)

    def _settle_under(self, stage: Stage, value: int) -> None:
        """A stage that reaches the value of the one before it, which it cannot pass."""
        model, nothing = self.model, Prices.none(self.model)
        limits = np.array([stage.under.get(limit.name, 0) for limit in model.limits], np.int64)
        bound = Bound(value, value, np.zeros(model.n, np.int64), 0)
        node = Leaf(stage.under)
        proof = Proof(node, node, None)
        self.settle(stage, value, value, proof, replace(nothing, limits=limits), bound)

    def _settle_surely(self) -> None:
        """The next stage, with a plan for it."""
        stage = next(self._stages)
        self.model.add_limits(stage.limits)
        self.look(stage)
        self.find_plan(stage)
        self.reached = len(self.settled)

    def _is_level_again(self, stage: Stage) -> bool:
        """Whether a level of fairness reached the value that the one before it has now, which is proven."""
        assert self.before is not None
        last = self.settled[-1]
        old = next((each.value for each in self.before.settled if each.stage.name == stage.name), None)
        return old == last.value == last.most

    def _trusted(self, stage: Stage) -> bool:
        """Settle a stage by the prices of the search before, where they show that it cannot get better."""
        assert self.before is not None
        if stage.under and self._is_level_again(stage):
            self._settle_under(stage, self.settled[-1].value)
            return True
        old = old_stage(self.before, stage)
        if old is None or old.bound > old.value:
            return False
        prices = OldPrices(self.model, self.before, old, stage)
        try:
            trunk = prices.trunk()
            value = max(branch.bound for branch in leaves(trunk))
            root = prices.root() if trunk.choice else trunk.relaxed
            proof = None if value > old.value else prices.proof(trunk, value)
        except OverflowError:
            return False
        if proof is None:
            return False
        self.relaxation = None
        self.settle(stage, value, value, proof, root.prices, root.bound)
        return True
