"""One stage at a time: its relaxation, a plan for it, and the tree that proves it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from shanhai.matching.columns.branching_guess import with_seats
from shanhai.matching.columns.branching_settled import NoPlan, Proof, Settled
from shanhai.matching.columns.first_pairs import first_columns
from shanhai.matching.columns.integer import Standing, WholePlan, whole_plan
from shanhai.matching.columns.lagrange import Bound, Prices, proven, survivors
from shanhai.matching.columns.lean import Lean
from shanhai.matching.columns.relaxation import Relaxation, Relaxed
from shanhai.matching.columns.tree import Tree
from shanhai.matching.columns.warm import OldPrices, old_stage
from shanhai.matching.rows import UNBOUNDED
from shanhai.matching.watch import Stopped, Watch

if TYPE_CHECKING:
    from collections.abc import Callable

    from shanhai.matching.certificate import Node
    from shanhai.matching.columns.basis import Basis
    from shanhai.matching.columns.branching import Search
    from shanhai.matching.columns.branching_variable import Gains
    from shanhai.matching.columns.lagrange import Lagrangian
    from shanhai.matching.columns.linear import Stage
    from shanhai.matching.columns.model import Model
    from shanhai.matching.tables import Ints

MOST_NODES = 900
# Parts that a tree may look at before the solver is asked for a plan.
NODES_ALONE = 400
# How far from the bound, in parts of the largest coefficient, the pairs of a tree begin.
NEAR = 0.1
# Pairs of a tree for each person and order, more or less.
MOST_NEAR = 4
# From so many pairs on, stages before fit lean towards those after them.
LEAN_FROM = 50_000
PATIENCE = 20.0
# An old tree of more leaves than this is not gone through again.
MOST_OLD = 200
# Trees of up to so many pairs have the prices of their leaves sharpened.
MOST_SHARPENED = 20_000
TIES = ("tie", "only")


@dataclass(frozen=True, eq=False)
class _Known:
    """A stage's relaxation behind some settled stages."""

    settled: list[Settled]
    relaxation: Relaxation
    relaxed: Relaxed

    def fits(self, search: StageSearch) -> bool:
        """Whether a search stands there (again)."""
        limits = [limit.name for limit in search.model.limits]
        extras = search.model.extras.names
        same = self.relaxation.limit_names == limits and self.relaxation.extra_names == extras
        return same and self.settled == search.settled


@dataclass
class StageSearch:
    """Settles single stages of a model, each behind those that are settled already.

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
    save : callable, optional
        Called after every stage that is settled, to keep the state.
    """

    model: Model
    watch: Watch
    most_nodes: int = MOST_NODES
    before: Search | None = None
    useful: tuple[Ints, Ints] | None = None
    settled: list[Settled] = field(default_factory=list)
    plan: WholePlan | None = None
    unique: bool = False
    save: Callable[[], None] | None = None
    bases: dict[str, Basis] = field(default_factory=dict)
    gains: dict[str, Gains] = field(default_factory=dict)
    roots: dict[str, Prices] = field(default_factory=dict)
    relaxation: Relaxation | None = None
    standing: Standing | None = None
    _relaxed: dict[str, _Known] = field(default_factory=dict, init=False)

    def any_plan(self) -> WholePlan | None:
        """Some plan that keeps all limits and reaches the settled values; None: there is none, or it is hard
        to find.

        Fit tells pairs apart, so a tree for it comes upon whole plans sooner than one for a count.
        """
        stage = self.model.fit_stage()
        relaxed = self.relax(stage)
        if not relaxed.possible:
            return None
        tree = self.tree(stage, relaxed, with_plan=False)
        tree.dive()
        tree.grow(NODES_ALONE)
        if self.watch.stopped:
            raise Stopped
        return tree.plan

    def look(self, stage: Stage) -> None:
        """Ask the watch."""
        if not self.watch.keep_going(stage.name, lambda: -UNBOUNDED, lambda: UNBOUNDED):
            raise Stopped

    def without_prices(self, stage: Stage) -> Relaxed:
        """The stage's bound where nothing costs anything: enough where few pairs are left."""
        prices, lagrangian = Prices.none(self.model), self.model.lagrangian
        return Relaxed(prices, lagrangian.bound(stage.function, prices, lagrangian.whole))

    def relax(self, stage: Stage, enough: int | None = None) -> Relaxed:
        """The stage's relaxation, over pairs that were of use before; the last one of this stage, if it stood
        behind the same values.
        """
        known = self._relaxed.pop(stage.name, None)
        if known is not None and known.fits(self):
            self.relaxation = known.relaxation
            return known.relaxed
        (i, j), basis = self._columns(stage)
        relaxation = Relaxation(self.model, i, j, self.watch, basis)
        relaxed = relaxation.optimise(stage.function, enough=enough, lean=self._lean(stage))
        self._stand(relaxation, relaxed)
        self.relaxation, self.roots[stage.name] = relaxation, relaxed.prices
        if stage.name != "only":
            self.bases[stage.name] = relaxation.basis
        if enough is None and len(relaxation.i) < LEAN_FROM:
            self._relaxed[stage.name] = _Known(list(self.settled), relaxation, relaxed)
        return relaxed

    def _stand(self, relaxation: Relaxation, relaxed: Relaxed) -> None:
        """Remember a solution: where a plan is looked for if the search is stopped before it has one."""
        if relaxed.pairs is not None:
            self.standing = Standing(relaxation.i, relaxation.j, relaxed.pairs)

    def _lean(self, stage: Stage) -> Lean | None:
        """A nudge towards later stages, where pairs are many and the stage counts few whole things."""
        function = stage.function
        if len(self.model.open_pairs()[0]) <= LEAN_FROM or function.fit or function.tie or function.pairs:
            return None
        return Lean.of(self.model, frozenset(each.stage.name for each in self.settled) | {stage.name})

    def _columns(self, stage: Stage) -> tuple[tuple[Ints, Ints], Basis | None]:
        """Pairs to begin with, and where a solution like this one stood."""
        basis = self._last_basis(stage)
        if basis is not None:
            return (basis.keys // self.model.m, basis.keys % self.model.m), basis
        if self.relaxation is None:
            return (self.useful, None) if self.useful else first_columns(self.model, self.watch)
        return (self.relaxation.i, self.relaxation.j), self.relaxation.basis

    def _last_basis(self, stage: Stage) -> Basis | None:
        """Where the stage stood behind a former guess, or in the search before."""
        # Ties are settled around a plan that is found by now; one before would only mislead.
        if stage.name.startswith(TIES):
            return None
        known = self.bases.get(stage.name)
        return known if known is not None or self.before is None else self.before.bases.get(stage.name)

    def find_plan(self, stage: Stage) -> None:
        """A best whole plan for the stage over all pairs, proven if it can be.

        Raises
        ------
        NoPlan
        """
        tree = self._old_tree(stage) or self._new_tree(stage)
        done = tree.grow(min(NODES_ALONE, self.most_nodes))
        if not done and not self.watch.stopped:
            attempt = whole_plan(tree.relaxation, stage.function, self.patience(), tree.plan)
            if attempt.plan is not None:
                tree.know(attempt.plan)
            done = tree.grow(self.most_nodes)
        if tree.plan is None and done:
            raise tree.without_plan()
        if tree.plan is not None:
            self.plan = tree.plan
        if self.watch.stopped:
            raise Stopped
        proof = tree.proof() if done else None
        if proof is not None:
            self.settle_proven(stage, tree.root, proof, tree.value)
        else:
            self._exhaust(stage, tree)

    def _new_tree(self, stage: Stage) -> Tree:
        relaxed = self.relax(stage)
        if not relaxed.possible:
            raise NoPlan([relaxed])
        return self.tree(stage, relaxed)

    def _old_tree(self, stage: Stage) -> Tree | None:
        """The tree that proved the stage before the edit, to go on from; None where there is none."""
        old = None if self.before is None else old_stage(self.before, stage)
        if self.before is None or old is None or self.model.listing is None or old.size > MOST_OLD:
            return None
        prices = OldPrices(self.model, self.before, old, stage)
        try:
            trunk = prices.trunk()
            near = self._near(stage, prices.root(), prices.lagrangian, prices.largest)
        except OverflowError:
            return None
        assert near is not None
        i, j, basis = near // self.model.m, near % self.model.m, self.before.bases.get(stage.name)
        self.relaxation = small = Relaxation(self.model, i, j, self.watch, basis)
        relaxed = small.optimise(stage.function)
        self.bases[stage.name] = small.basis
        self._stand(small, relaxed)
        if not relaxed.possible:
            raise NoPlan([relaxed])
        tree = self._tree(stage, small, relaxed)
        return tree if tree.regrow(trunk) else None

    def tree(self, stage: Stage, relaxed: Relaxed, *, with_plan: bool = True) -> Tree:
        """A tree over the pairs whose prices are good; it takes in others where they are of use."""
        assert self.relaxation is not None
        large = self.relaxation
        i, j = self._listed(self._near(stage, relaxed, large.lagrangian, large.largest_cost))
        small = Relaxation(self.model, i, j, self.watch, large.basis, like=large)
        root = small.optimise(stage.function)
        self._stand(small, root)
        return self._tree(stage, small, root, with_plan=with_plan)

    def gains_of(self, stage: Stage) -> Gains:
        """What splits have brought in this stage, by earlier trees and by the search before."""
        if stage.name not in self.gains:
            known = {} if self.before is None else self.before.gains.get(stage.name, {})
            self.gains[stage.name] = dict(known)
        return self.gains[stage.name]

    def _tree(self, stage: Stage, small: Relaxation, root: Relaxed, *, with_plan: bool = True) -> Tree:
        # Counts of seats and violations leave most pairs possible, whatever the prices; large programmes take
        # longer to sharpen than ties take without.
        tells_apart = bool(stage.function.fit or stage.function.tie or stage.function.pairs)
        sharpen = tells_apart and len(small.i) < MOST_SHARPENED
        gains = self.gains_of(stage)
        tree = Tree(small, stage.function, root, self.watch, sharpen=sharpen, gains=gains)
        if self.plan is not None and with_plan:
            self._show(tree, with_seats(self.model, self.plan))
        return tree

    def _show(self, tree: Tree, plan: WholePlan) -> None:
        """Let a tree know a plan, if it reaches what has been guessed since it was found."""
        if self.model.is_open(plan.i, plan.j).all() and tree.relaxation.keeps(plan.i, plan.j, plan.extras):
            tree.know(plan)

    def _near(self, stage: Stage, relaxed: Relaxed, lagrangian: Lagrangian, largest: float) -> Ints | None:
        """Keys of pairs that are nearly as good as the best at a relaxation's prices, a few for each person.
        None: too many to list.
        """
        short = NEAR * largest
        while True:
            least = relaxed.bound.whole - max(int(short), 1)
            few = survivors(
                lagrangian, stage.function, relaxed.prices, relaxed.bound, least, lagrangian.whole
            )
            if few is None or len(few) <= MOST_NEAR * (self.model.n + self.model.m) or short <= 1:
                return few
            short /= 2

    def _listed(self, keys: Ints | None) -> tuple[Ints, Ints]:
        """Pairs by their keys; where they are too many to list, those at hand."""
        assert self.relaxation is not None
        if keys is None:
            return self.relaxation.i, self.relaxation.j
        return keys // self.model.m, keys % self.model.m

    def patience(self, *, is_last: bool = False) -> float:
        """Seconds for the solver: with a limit half of what is left, so that what comes later has some, too;
        all of it where nothing does.
        """
        if self.watch.limit is None:
            return PATIENCE
        left = self.watch.limit - self.watch.seconds
        return min(left, max(left if is_last else left / 2, PATIENCE))

    def _exhaust(self, stage: Stage, tree: Tree) -> None:
        """No tree of a reasonable size: let the solver look at every pair that could be in a better plan."""
        relaxation, lagrangian, relaxed = tree.relaxation, tree.relaxation.lagrangian, tree.root
        # Behind a stage from fit on that stays open no other is looked at.
        is_last, settled = stage.name == "fit" or stage.name.startswith(TIES), False
        while True:
            goal = -UNBOUNDED if tree.value is None else tree.value + 1
            wanted = survivors(
                lagrangian, stage.function, relaxed.prices, relaxed.bound, goal, lagrangian.whole
            )
            added = relaxation.add_pairs(*self._listed(wanted))
            if settled and not added:
                break
            attempt = whole_plan(relaxation, stage.function, self.patience(is_last=is_last), tree.plan)
            if attempt.plan is not None:
                tree.know(attempt.plan)
            settled = attempt.settled
            if not settled:
                break
        if tree.plan is None or tree.value is None:
            if settled:
                raise NoPlan
            self.watch.stopped = True
            raise Stopped
        self.plan = tree.plan
        bound = tree.value if settled else tree.bound
        first = survivors(
            lagrangian, stage.function, relaxed.prices, relaxed.bound, tree.value, lagrangian.whole
        )
        sieve = proven(lagrangian, stage.function, relaxed.prices)
        proof = Proof(None, sieve, None if sieve is None else first)
        self.settle(stage, tree.value, bound, proof, relaxed.prices, relaxed.bound)

    def settle_by_prices(self, stage: Stage, relaxed: Relaxed, value: int) -> None:
        """The value is the bound of the relaxation's own prices."""
        lagrangian = self.model.lagrangian
        node = proven(lagrangian, stage.function, relaxed.prices)
        if self._lean(stage) is not None or node is None:
            # Prices that lean leave nearly all pairs possible.
            self.settle(stage, value, value, Proof(node, None, None), relaxed.prices, relaxed.bound)
            return
        possible = survivors(
            lagrangian, stage.function, relaxed.prices, relaxed.bound, value, lagrangian.whole
        )
        self.settle_proven(stage, relaxed, (node, possible), value)

    def settle_proven(
        self, stage: Stage, relaxed: Relaxed, proof: tuple[Node, Ints | None], value: int | None
    ) -> None:
        assert value is not None
        node, possible = proof
        self.settle(stage, value, value, Proof(node, node, possible), relaxed.prices, relaxed.bound)

    def settle(
        self, stage: Stage, value: int, bound: int, proof: Proof, prices: Prices, first: Bound
    ) -> None:
        """Write down the stage's proof, keep its value from now on, and drop the pairs that it rules out."""
        told, seconds = "open" if bound > value else proof.kind, self.watch.seconds
        possible = proof.possible
        self.settled.append(
            Settled(stage, value, bound, told, proof.node, prices, first, proof.sieve, seconds, possible)
        )
        self.model.hold(stage, value, prices, possible, self.settled[-1].most)
        if self.save is not None:
            self.save()

    def note(self, stage: Stage, value: int, bound: int, node: Node, prices: Prices, first: Bound) -> None:
        """Write down a stage of a search that was stopped: nothing is left out by it."""
        told = "prices" if bound == value else "open"
        self.settled.append(
            Settled(stage, value, bound, told, node, prices, first, None, self.watch.seconds, None)
        )
