"""What stands behind a result, whichever way it was found: the plan, its proof, and questions that can
still be asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

import numpy as np

from shanhai.matching.caps import Fullness
from shanhai.matching.certificate import Certificate, StageProof, leaves_of
from shanhai.matching.columns.branching import Search
from shanhai.matching.columns.branching_settled import NoPlan
from shanhai.matching.columns.conflict import conflict_of, force
from shanhai.matching.columns.losses import Losses
from shanhai.matching.columns.model import Model, keep_pairs
from shanhai.matching.columns.resuming import MADE_BY, state_of, take_up
from shanhai.matching.laminar import Laminar, binding, certificate_of, stages_of
from shanhai.matching.network.losses import NetworkLosses
from shanhai.matching.network.nested import NestedPlan, solve_nested
from shanhai.matching.result import Conflict, Loss, Plan, Stage
from shanhai.matching.violation import Counted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from shanhai.matching.factors import Factors
    from shanhai.matching.network.pricers import Pricer
    from shanhai.matching.network.replan import Edit
    from shanhai.matching.problem import Problem
    from shanhai.matching.rows import Row
    from shanhai.matching.saved import Save, State
    from shanhai.matching.scoring import Scoring
    from shanhai.matching.tables import Ints
    from shanhai.matching.watch import Watch


@dataclass(frozen=True, eq=False)
class Start:
    """What is known beforehand: the search of a problem that differs a little, by columns or by the network,
    or pairs that are likely to be of use; and the pairs of a plan to be changed as little as can be.
    """

    before: Search | None = None
    nested: NestedPlan | None = None
    useful: tuple[Ints, Ints] | None = None
    keep: tuple[Ints, Ints] | None = None


@dataclass(frozen=True, eq=False)
class Means:
    """What a large search is given: when it may stop short, who prices, and where its state is kept.

    See `solve_nested` for each.
    """

    gap_limit: float = 0.0
    pricer_of: Callable[[Factors], Pricer] | None = None
    save: Save | None = None
    state: State | None = None


AT_HOME = Means()


@dataclass(frozen=True, eq=False)
class Settlement:
    """A plan with its stages and certificate.

    Attributes
    ----------
    loss : callable
        What forcing person row i onto order row j costs at least.
    force : callable
        The rules and stages that together forbid one more placement in an order row; none of them
        superfluous.
    search : Search or NestedPlan
        The finished search, for warm edits.
    """

    problem: Problem
    scoring: Scoring
    plan: Plan
    stages: tuple[Stage, ...]
    certificate: Certificate
    unique: bool
    conflict: Conflict | None
    loss: Callable[[int, int], Loss]
    force: Callable[[int], tuple[tuple[str, ...], tuple[str, ...]]]
    search: Search | NestedPlan
    fullness: Fullness | None = None

    @cached_property
    def rows(self) -> dict[str, Sequence[Row]]:
        """The rows of each rule, as the search has compiled them already."""
        if isinstance(self.search, Search):
            return {rule.id: self.search.model.rows_of(rule) for rule in self.problem.rules}
        return {rule.id: rule.rows(self.problem) for rule in self.problem.rules}

    @cached_property
    def violations(self) -> dict[str, int]:
        """Units of violation of every rule."""
        if self.fullness is not None:
            return self.fullness.violations
        return {rule: counted.units for rule, counted in self._counted.items()}

    @cached_property
    def _counted(self) -> dict[str, Counted]:
        n_orders, plan = self.problem.n_orders, self.plan
        return {rule: Counted(rows, n_orders, plan.i, plan.j) for rule, rows in self.rows.items()}

    @cached_property
    def priced(self) -> frozenset[str]:
        """Rules that have a price anywhere in the proof: those that hold the plan back."""
        proofs = (proof.node for proof in self.certificate.stages if proof.node is not None)
        return frozenset(
            name[1]
            for node in proofs
            for leaf in leaves_of(node)
            for name in leaf.prices
            if name[0] == "rule"
        )

    def blocking(self, i: int, able: Ints) -> tuple[str, ...]:
        """The fewest hard rules that keep person row i from a seat which is empty, in some order rows; () if
        there is none.
        """
        if self.fullness is not None:
            return self.fullness.blocking(i, able)
        filled = np.bincount(self.plan.j, minlength=self.problem.n_orders)
        seats = able[filled[able] < self.problem.orders.seats[able]]
        hard = [rule.id for rule in self.problem.rules if rule.strength == "hard"]
        broken = [self._counted[rule].units_with(i, seats) > self.violations[rule] for rule in hard]
        sets = (
            tuple(rule for rule, breaks in zip(hard, found, strict=True) if breaks)
            for found in zip(*broken, strict=True)
        )
        return min((each for each in sets if each), key=len, default=())


def by_columns(
    problem: Problem, scoring: Scoring, watch: Watch, start: Start, means: Means = AT_HOME
) -> Settlement:
    """Any mixture of rules; where hard ones cannot all hold, they are bent as little as can be."""
    before, keep = start.before, keep_pairs(*start.keep) if start.keep is not None else None
    like = None if before is None else before.model
    search = Search(Model(problem, scoring, keep=keep, like=like), watch, before=before, useful=start.useful)
    try:
        _run(search, means)
    except NoPlan:
        bent = Model(problem, scoring, bend=True, keep=keep, like=search.model)
        search = Search(bent, watch, before=before, useful=start.useful)
        _run(search, means)
    # A search stopped before it could show that something must be bent does not say so.
    conflict = conflict_of(problem, search) if search.model.bend and search.settled[0].bound < 0 else None
    assert search.plan is not None
    return Settlement(
        problem=problem,
        scoring=scoring,
        plan=Plan(search.plan.i, search.plan.j),
        stages=tuple(Stage(s.stage.name, s.value, s.bound, s.proof, s.seconds) for s in search.settled),
        certificate=Certificate(
            tuple(StageProof(s.stage.name, s.value, s.node, s.prices.shift, s.sieve) for s in search.settled)
        ),
        unique=search.unique,
        conflict=conflict,
        loss=Losses(search).at_least,
        force=lambda order: force(problem, search, order),
        search=search,
    )


def _run(search: Search, means: Means) -> None:
    """Go on from where an earlier run stood, and let the state be kept from then on."""
    if means.state is not None:
        take_up(search, means.state)
    save = means.save
    if save is not None:
        search.save = lambda: save(partial(state_of, search))
    search.run()


def by_network(
    problem: Problem,
    scoring: Scoring,
    watch: Watch,
    laminar: Laminar,
    means: Means = AT_HOME,
    before: NestedPlan | None = None,
) -> Settlement | None:
    """Caps that nest, at any size, with pins and bans beside them.

    Parameters
    ----------
    before : NestedPlan, optional
        A plan to start from, if it is one under the same caps.

    Returns
    -------
    Settlement or None
        None when pins and bans cannot all hold, or were not settled before the watch said stop.
    """
    edit = laminar.edit
    if before is None or not before.search.finished or not before.problem.is_like(laminar.nested):
        before = solve_nested(
            laminar.nested,
            watch=watch,
            gap_limit=means.gap_limit,
            pricer_of=means.pricer_of,
            save=means.save,
            state=None if means.state is None or MADE_BY in means.state else means.state,
        )
        nested = before if not edit else _edited(before, edit, watch)
    else:
        nested = _edited(before, edit, watch)
    if nested is None:
        return None
    plan = Plan(nested.person, nested.order)
    return Settlement(
        problem=problem,
        scoring=scoring,
        plan=plan,
        stages=tuple(
            # The prices of a search that was stopped prove its gap just as well.
            Stage(s.name, s.value, s.bound, "prices", s.seconds)
            for s in stages_of(laminar, nested)
        ),
        certificate=certificate_of(problem, laminar, nested),
        unique=nested.unique,
        conflict=None,
        loss=NetworkLosses(nested).at_least,
        force=lambda order: _caps_against(problem, laminar, nested, order),
        search=nested,
        fullness=Fullness(problem, plan, laminar.caps, laminar.decided),
    )


def _edited(before: NestedPlan, edit: Edit, watch: Watch) -> NestedPlan | None:
    """The plan under pins and bans; None where they cannot all hold, or the search ended too early."""
    if not before.search.finished or not before.has_room_for(edit):
        return None
    nested = before.edited(edit, watch)
    return nested if nested.keeps_edit() and (watch.stopped or nested.status == "proven") else None


def _caps_against(
    problem: Problem, laminar: Laminar, nested: NestedPlan, order: int
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The caps that are full around an order, and the stages that would lose."""
    tier = f"seats-{problem.orders.tier[order]}"
    stage = next(each for each in stages_of(laminar, nested) if each.name == tier)
    caps = (
        *zip(laminar.homes, stage.prices.home, strict=True),
        *zip(laminar.hosts, stage.prices.host, strict=True),
    )
    decided = binding(laminar, stage)
    rules = dict.fromkeys([*(cap.name[1] for cap, price in caps if price), *(name[1] for name in decided)])
    return tuple(rules), (tier,)
