"""The route for rules that do not nest: each stage bounded over all pairs, one whole plan that reaches the
bounds.

First it is taken for granted that every stage reaches the bound of its relaxation; if the last stage then
has a whole plan, all of them are proven by it at once. Otherwise the first stage that does not is looked for
and settled by a tree of its own, and the guess goes on behind it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from shanhai.matching.certificate import Leaf, Node
from shanhai.matching.columns.branching_guess import keep_right, longest, with_seats
from shanhai.matching.columns.first_pairs import first_pairs
from shanhai.matching.columns.integer import WholePlan, whole_plan
from shanhai.matching.columns.lagrange import Bound, Prices, leaf, survivors
from shanhai.matching.columns.lean import Lean
from shanhai.matching.columns.model import Held
from shanhai.matching.columns.relaxation import Relaxation, Relaxed
from shanhai.matching.columns.stopping import give_up
from shanhai.matching.columns.tree import Tree
from shanhai.matching.columns.warm import old_bound
from shanhai.matching.rows import UNBOUNDED
from shanhai.matching.ties import ROUNDS
from shanhai.matching.watch import Stopped, Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from shanhai.matching.columns.basis import Basis
    from shanhai.matching.columns.branching_variable import Gains
    from shanhai.matching.columns.linear import Stage
    from shanhai.matching.columns.model import Model
    from shanhai.matching.tables import Ints

MOST_NODES = 600
# Parts that a tree may look at before the solver is asked for a plan.
NODES_ALONE = 400
# How far from the bound, in parts of the largest coefficient, the pairs of a tree begin.
NEAR = 0.1
# Pairs of a tree for each person and order, more or less.
MOST_NEAR = 4
# From so many pairs on, stages before fit lean towards those after them.
LEAN_FROM = 50_000
PATIENCE = 20.0
TIES = ("tie", "only")


class NoPlan(Exception):
    """The hard rules cannot all hold."""


class WrongGuess(Exception):
    """A stage does not reach the bound of its relaxation together with those before it."""


@dataclass(frozen=True, eq=False)
class Settled:
    """A stage with its value, its proven bound, how that is shown, the prices of its first bound, and the
    keys of the pairs that it leaves possible (None: all that were).
    """

    stage: Stage
    value: int
    bound: int
    proof: str
    node: Node | None
    prices: Prices
    first: Bound
    sieve: Node | None
    seconds: float
    possible: Ints | None

    @property
    def most(self) -> int:
        """What the proof keeps later plans from passing: the value itself, where prices prove it."""
        return self.value if self.bound == self.value and self.node is not None else UNBOUNDED


@dataclass(frozen=True, eq=False)
class Proof:
    """A stage's bound: by prices, by a tree of them, or (None) by the solver's word; what leaves pairs
    out, and which stay.
    """

    node: Node | None
    sieve: Node | None
    possible: Ints | None

    @property
    def kind(self) -> str:
        return "solver" if self.node is None else "prices" if isinstance(self.node, Leaf) else "tree"


@dataclass
class Search:
    """Settles the stages of a model one after the other.

    Parameters
    ----------
    model : Model
    watch : Watch
    most_nodes : int
        Parts that one tree may look at.
    before : Search, optional
        A finished search of a problem that differs a little.
    useful : int arrays, optional
        Pairs to begin with.

    Raises
    ------
    NoPlan
        From `run`, when the hard rules cannot all hold.
    """

    model: Model
    watch: Watch
    most_nodes: int = MOST_NODES
    before: Search | None = None
    useful: tuple[Ints, Ints] | None = None
    settled: list[Settled] = field(default_factory=list)
    plan: WholePlan | None = None
    unique: bool = False
    bases: dict[str, Basis] = field(default_factory=dict)
    gains: dict[str, Gains] = field(default_factory=dict)
    roots: dict[str, Prices] = field(default_factory=dict)
    relaxation: Relaxation | None = None
    reached: int = 0
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
            self._settle_ties()
        except Stopped:
            give_up(self)
        self.before = None

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
            self.begin()
            return False
        return True

    def _settle_all(self) -> None:
        """Guess on until a plan reaches all that was guessed; settle by a tree what turns out to be wrong."""
        while True:
            try:
                self._guess(lambda _: False)
                break
            except WrongGuess:
                keep_right(self)
                self._settle_surely()

    def _guess(self, is_settled: Callable[[Stage], bool]) -> None:
        """Take it that the stages up to fit reach the bounds of their relaxations; then a plan has to."""
        while (stage := next(self._stages, None)) is not None:
            if stage.limits:
                self._make_sure()
            self.model.add_limits(stage.limits)
            self._look(stage)
            if stage.name != "fit" and is_settled(stage):
                continue
            relaxed = self._relax(stage)
            if not relaxed.possible:
                # Only a contradiction in the first stage has nothing but the rules for its cause: later ones
                # may come from a value, or from pairs that are out, by a guess.
                raise WrongGuess if self.settled else NoPlan
            if stage.name == "fit":
                self._find_plan(stage, relaxed, WrongGuess)
                return
            value = relaxed.bound.whole
            level = self._level(value)
            self._settle_by_prices(stage, relaxed, value)
            for each in level:
                self._settle_under(each, value)

    def _make_sure(self) -> None:
        """Before many stages are guessed: a plan for what has been guessed so far."""
        if self.reached < len(self.settled):
            plan = self.any_plan()
            if plan is None:
                raise WrongGuess
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
        self._look(stage)
        return bool(self.relaxation.optimise(stage.function).bound.whole >= value)

    def _settle_under(self, stage: Stage, value: int) -> None:
        """A stage that reaches the value of the one before it, which it cannot pass."""
        model, nothing = self.model, Prices.none(self.model)
        limits = np.array([stage.under.get(limit.name, 0) for limit in model.limits], np.int64)
        bound = Bound(value, value, np.zeros(model.n, np.int64), 0)
        node = Leaf(stage.under)
        proof = Proof(node, node, None)
        self._settle(stage, value, value, proof, replace(nothing, limits=limits), bound)

    def _settle_surely(self) -> None:
        """The next stage, with a plan for it."""
        stage = next(self._stages)
        self.model.add_limits(stage.limits)
        self._look(stage)
        relaxed = self._relax(stage)
        if not relaxed.possible:
            raise NoPlan
        self._find_plan(stage, relaxed, NoPlan)
        self.reached = len(self.settled)

    def any_plan(self) -> WholePlan | None:
        """Some plan that keeps all limits and reaches the settled values; None: there is none, or it is hard
        to find.

        Fit tells pairs apart, so a tree for it comes upon whole plans sooner than one for a count.
        """
        stage = self.model.fit_stage()
        relaxed = self._relax(stage)
        if not relaxed.possible:
            return None
        tree = self._tree(stage, relaxed, with_plan=False)
        tree.goal = -UNBOUNDED
        tree.grow(NODES_ALONE)
        if self.watch.stopped:
            raise Stopped
        return tree.plan

    def _look(self, stage: Stage) -> None:
        """Ask the watch."""
        if not self.watch.keep_going(stage.name, lambda: -UNBOUNDED, lambda: UNBOUNDED):
            raise Stopped

    def _trusted(self, stage: Stage) -> bool:
        """Settle a stage by the prices of the search before, where they show that it cannot get better."""
        assert self.before is not None
        found = old_bound(self.model, self.before, stage)
        if found is None:
            return False
        self.relaxation = None
        lagrangian, prices, bound = found
        possible = survivors(lagrangian, stage.function, prices, bound, bound.whole, lagrangian.whole)
        node = leaf(lagrangian, prices)
        self._settle(stage, bound.whole, bound.whole, Proof(node, node, possible), prices, bound)
        return True

    def _relax(self, stage: Stage, enough: int | None = None) -> Relaxed:
        """The stage's relaxation, over pairs that were of use before."""
        (i, j), basis = self._columns(stage)
        relaxation = Relaxation(self.model, i, j, self.watch, basis)
        relaxed = relaxation.optimise(stage.function, enough=enough, lean=self._lean(stage))
        self.relaxation, self.bases[stage.name] = relaxation, relaxation.basis
        self.roots[stage.name] = relaxed.prices
        return relaxed

    def _lean(self, stage: Stage) -> Lean | None:
        """A nudge towards later stages, where pairs are many and the stage counts few whole things."""
        function = stage.function
        if len(self.model.open_pairs()[0]) <= LEAN_FROM or function.fit or function.tie or function.pairs:
            return None
        return Lean.of(self.model, frozenset(each.stage.name for each in self.settled) | {stage.name})

    def _columns(self, stage: Stage) -> tuple[tuple[Ints, Ints], Basis | None]:
        """Pairs to begin with, and where a solution like this one stood."""
        # Ties are settled around a plan that is found by now; the one before would only mislead.
        if self.before is not None and stage.name in self.before.bases and not stage.name.startswith(TIES):
            basis = self.before.bases[stage.name]
            return (basis.keys // self.model.m, basis.keys % self.model.m), basis
        if self.relaxation is None:
            return self.useful or first_pairs(self.model), None
        return (self.relaxation.i, self.relaxation.j), self.relaxation.basis

    def _find_plan(self, stage: Stage, relaxed: Relaxed, none: type[Exception]) -> None:
        """A best whole plan for the stage over all pairs, proven if it can be. Raises `none` if there is
        no plan.
        """
        tree = self._tree(stage, relaxed)
        done = tree.grow(min(NODES_ALONE, self.most_nodes))
        if not done and not self.watch.stopped:
            attempt = whole_plan(tree.relaxation, stage.function, self._patience(), tree.plan)
            if attempt.plan is not None:
                tree.know(attempt.plan)
            done = tree.grow(self.most_nodes)
        if tree.plan is None and done:
            raise none
        if tree.plan is not None:
            self.plan = tree.plan
        if self.watch.stopped:
            raise Stopped
        proof = tree.proof() if done else None
        if proof is not None:
            self._settle_proven(stage, relaxed, proof, tree.value)
        else:
            self._exhaust(stage, relaxed, tree, none)

    def _tree(self, stage: Stage, relaxed: Relaxed, *, with_plan: bool = True) -> Tree:
        """A tree over the pairs whose prices are good; it takes in others where they are of use."""
        assert self.relaxation is not None
        large = self.relaxation
        i, j = self._near(stage, relaxed)
        small = Relaxation(self.model, i, j, self.watch, large.basis, like=large)
        relaxed = small.optimise(stage.function)
        known = self.before.gains.get(stage.name, {}) if self.before is not None else {}
        self.gains[stage.name] = dict(known)
        # Counts of seats and violations leave most pairs possible, whatever the prices.
        sharpen = bool(stage.function.fit or stage.function.tie or stage.function.pairs)
        tree = Tree(small, stage.function, relaxed, self.watch, sharpen=sharpen, gains=self.gains[stage.name])
        if self.plan is not None and with_plan:
            self._show(tree, with_seats(self.model, self.plan))
        return tree

    def _show(self, tree: Tree, plan: WholePlan) -> None:
        """Let a tree know a plan, if it reaches what has been guessed since it was found."""
        if self.model.is_open(plan.i, plan.j).all() and tree.relaxation.keeps(plan.i, plan.j, plan.extras):
            tree.know(plan)

    def _near(self, stage: Stage, relaxed: Relaxed) -> tuple[Ints, Ints]:
        """Pairs that are nearly as good as the best at the relaxation's prices, a few for each person."""
        assert self.relaxation is not None
        lagrangian, short = self.relaxation.lagrangian, NEAR * self.relaxation.largest_cost
        while True:
            least = relaxed.bound.whole - max(int(short), 1)
            few = survivors(
                lagrangian, stage.function, relaxed.prices, relaxed.bound, least, lagrangian.whole
            )
            if few is None or len(few) <= MOST_NEAR * (self.model.n + self.model.m) or short <= 1:
                return self._listed(few)
            short /= 2

    def _listed(self, keys: Ints | None) -> tuple[Ints, Ints]:
        """Pairs by their keys; where they are too many to list, those at hand."""
        assert self.relaxation is not None
        if keys is None:
            return self.relaxation.i, self.relaxation.j
        return keys // self.model.m, keys % self.model.m

    def _patience(self) -> float:
        left = PATIENCE if self.watch.limit is None else self.watch.limit - self.watch.seconds
        return min(left, PATIENCE)

    def _exhaust(self, stage: Stage, relaxed: Relaxed, tree: Tree, none: type[Exception]) -> None:
        """No tree of a reasonable size: let the solver look at every pair that could be in a better plan."""
        relaxation, lagrangian = tree.relaxation, tree.relaxation.lagrangian
        settled = False
        while True:
            goal = -UNBOUNDED if tree.value is None else tree.value + 1
            wanted = survivors(
                lagrangian, stage.function, relaxed.prices, relaxed.bound, goal, lagrangian.whole
            )
            added = relaxation.add_pairs(*self._listed(wanted))
            if settled and not added:
                break
            attempt = whole_plan(relaxation, stage.function, self._patience(), tree.plan)
            if attempt.plan is not None:
                tree.know(attempt.plan)
            settled = attempt.settled
            if not settled:
                break
        if tree.plan is None or tree.value is None:
            if settled:
                raise none
            self.watch.stopped = True
            raise Stopped
        self.plan = tree.plan
        bound = tree.value if settled else tree.bound
        first = survivors(
            lagrangian, stage.function, relaxed.prices, relaxed.bound, tree.value, lagrangian.whole
        )
        sieve = leaf(lagrangian, relaxed.prices)
        self._settle(stage, tree.value, bound, Proof(None, sieve, first), relaxed.prices, relaxed.bound)

    def _settle_by_prices(self, stage: Stage, relaxed: Relaxed, value: int) -> None:
        """The value is the bound of the relaxation's own prices."""
        assert self.relaxation is not None
        lagrangian = self.relaxation.lagrangian
        node = leaf(lagrangian, relaxed.prices)
        if self._lean(stage) is not None:
            # Prices that lean leave nearly all pairs possible.
            self._settle(stage, value, value, Proof(node, None, None), relaxed.prices, relaxed.bound)
            return
        possible = survivors(
            lagrangian, stage.function, relaxed.prices, relaxed.bound, value, lagrangian.whole
        )
        self._settle_proven(stage, relaxed, (node, possible), value)

    def _settle_proven(
        self, stage: Stage, relaxed: Relaxed, proof: tuple[Node, Ints | None], value: int | None
    ) -> None:
        assert value is not None
        node, possible = proof
        self._settle(stage, value, value, Proof(node, node, possible), relaxed.prices, relaxed.bound)

    def _settle(
        self, stage: Stage, value: int, bound: int, proof: Proof, prices: Prices, first: Bound
    ) -> None:
        """Write down the stage's proof, keep its value from now on, and drop the pairs that it rules out."""
        told, seconds = "open" if bound > value else proof.kind, self.watch.seconds
        possible = proof.possible
        self.settled.append(
            Settled(stage, value, bound, told, proof.node, prices, first, proof.sieve, seconds, possible)
        )
        self.model.hold(stage, value, prices, possible, self.settled[-1].most)

    def note(self, stage: Stage, value: int, bound: int, node: Node, prices: Prices, first: Bound) -> None:
        """Write down a stage of a search that was stopped: nothing is left out by it."""
        told = "prices" if bound == value else "open"
        self.settled.append(
            Settled(stage, value, bound, told, node, prices, first, None, self.watch.seconds, None)
        )

    def _settle_ties(self) -> None:
        """Choose by seeded keys among equal plans, until one is left."""
        for round_number in range(1, ROUNDS + 1):
            # Before the first round most plans have equals, which one look shows: a tree is not worth its
            # time.
            most = self.most_nodes if round_number > 1 else 1
            if any(each.bound > each.value for each in self.settled) or self._settle_only(most):
                return
            stage = self.model.tie_stage(round_number)
            self._look(stage)
            self._find_plan(stage, self._relax(stage), NoPlan)
        self._settle_only(self.most_nodes)

    def _settle_only(self, most: int) -> bool:
        """Show, if it is so, that no other plan is as good in every stage: none has a placement outside
        this one.
        """
        assert self.plan is not None
        stage = self.model.only_stage(self.plan.i, self.plan.j)
        self._look(stage)
        relaxed = self._relax(stage, enough=0)
        if relaxed.bound.whole <= 0:
            self._settle_by_prices(stage, relaxed, 0)
            self.unique = True
            return True
        if most <= 1:
            return False
        tree = self._tree(stage, relaxed)
        tree.goal = 0
        done = tree.grow(most)
        if self.watch.stopped:
            raise Stopped
        proof = tree.proof() if done and tree.value == 0 else None
        if proof is not None:
            self._settle_proven(stage, relaxed, proof, 0)
            self.unique = True
        elif tree.value == 0:
            self._ask_if_only(stage, relaxed, tree)
        return self.unique

    def _ask_if_only(self, stage: Stage, relaxed: Relaxed, tree: Tree) -> None:
        """No tree of a reasonable size: let the solver look for another plan among all pairs that are
        left.
        """
        tree.relaxation.add_pairs(*self.model.open_pairs())
        attempt = whole_plan(tree.relaxation, stage.function, self._patience(), tree.plan)
        if attempt.plan is None or not attempt.settled:
            return
        tree.know(attempt.plan)
        if tree.value == 0:
            sieve = leaf(tree.relaxation.lagrangian, relaxed.prices)
            self._settle(stage, 0, 0, Proof(None, sieve, None), relaxed.prices, relaxed.bound)
            self.unique = True
