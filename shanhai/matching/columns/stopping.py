"""A search that was told to stop: the best plan so far, and how far every stage may be from its best."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from shanhai.matching.columns.branching_guess import with_seats
from shanhai.matching.columns.first_pairs import first_pairs
from shanhai.matching.columns.integer import Standing, WholePlan, whole_plan
from shanhai.matching.columns.lagrange import Bound, Prices, proven
from shanhai.matching.columns.linear import Linear, Stage
from shanhai.matching.columns.model import Model
from shanhai.matching.columns.priced_list import rank_within
from shanhai.matching.columns.relaxation import Relaxation
from shanhai.matching.rows import UNBOUNDED, Term
from shanhai.matching.ties import ROUNDS
from shanhai.matching.watch import Watch

if TYPE_CHECKING:
    from shanhai.matching.certificate import Leaf
    from shanhai.matching.columns.branching import Search
    from shanhai.matching.groups import Mask
    from shanhai.matching.tables import Ints

# A plan found in a hurry gets so many seconds beyond the limit, for each of the ways to find it.
GRACE_SECONDS = 2.0
# What a filled seat of the last tier and a unit of violation weigh against fit there, and how much more a
# seat of one tier weighs than one of the next.
SEAT, VIOLATION, RATIO = 2**18, 2**26, 4
# What counts as a whole pair in a solution, and how many pairs more somebody who has none may choose from.
WHOLE, CHOICES = 1e-6, 6
# Programmes of more columns than this are not solved in whole numbers in a hurry.
MOST_COLUMNS = 12_000


def any_plan(model: Model, standing: Standing | None = None) -> WholePlan | None:
    """Some plan that keeps the rules, as good as a few seconds allow; None if none was found.

    Where a relaxation has been solved, what is whole in its solution is taken as decided first.
    """
    if standing is None and model.known.nested is not None:
        person, order = model.known.nested.person, model.known.nested.order
        standing = Standing(person, order, np.ones(len(person)))
    if standing is None:
        i, j = first_pairs(model)
        few = Relaxation(model, i, j, Watch()) if len(i) <= MOST_COLUMNS else None
        return None if few is None else whole_plan(few, _all_at_once(model), GRACE_SECONDS).plan
    sure, i, j = _around(model, standing)
    relaxation = Relaxation(model, i, j, Watch())
    decided = frozenset(zip(i[sure].tolist(), j[sure].tolist(), strict=True))
    for inside in (decided, frozenset[tuple[int, int]]()):
        part = replace(relaxation.lagrangian.whole, inside=inside)
        attempt = whole_plan(relaxation, _all_at_once(model), GRACE_SECONDS, part=part)
        if attempt.plan is not None:
            return attempt.plan
    return None


def _around(model: Model, standing: Standing) -> tuple[Mask, Ints, Ints]:
    """The pairs that a solution uses, and choices for people who are not placed in it for sure. Returns:
    which of them are whole, people and orders.
    """
    sure = standing.share > 1 - WHOLE
    used = np.bincount(standing.i[sure], minlength=model.n) >= model.capacity
    free = ~sure & ~used[standing.i]
    value = model.fit(standing.i[free], standing.j[free]) + SEAT * (standing.share[free] > WHOLE)
    kept = sure.copy()
    kept[np.flatnonzero(free)[rank_within(standing.i[free], value) < CHOICES]] = True
    return sure[kept], standing.i[kept], standing.j[kept]


def _all_at_once(model: Model) -> Linear:
    """All stages in one number; not strictly one before the other."""
    tier = model.problem.orders.tier
    behind = np.array([len(np.unique(tier[tier > each])) for each in tier], np.int64)
    everything = Term(np.ones(model.n, np.int64), SEAT * RATIO**behind)
    weights = {number: VIOLATION * weight for number, weight in model.slack_weights("elastic").items()}
    weights |= {number: VIOLATION * 2**10 * weight for number, weight in model.slack_weights("hard").items()}
    return Linear((everything,), fit=1, extras=weights | model.slack_weights("priced"))


def counted(model: Model, plan: WholePlan) -> WholePlan:
    """The plan's placements with every rule's own numbers chosen so that its violation is least."""
    weights = {number: -1 for number, name in enumerate(model.extras.names) if name[0] != "aux"}
    relaxation = Relaxation(model, plan.i, plan.j, Watch())
    inside = frozenset(zip(plan.i.tolist(), plan.j.tolist(), strict=True))
    part = replace(relaxation.lagrangian.whole, inside=inside)
    found = whole_plan(relaxation, Linear(extras=weights), GRACE_SECONDS, plan, part).plan
    return plan if found is None else found


def give_up(search: Search) -> None:
    """Write down, for every stage, what the best plan so far reaches and what its bound is; what is proven
    stays so.
    """
    search.watch.stopped = True
    search.model.reset()
    plan, known = search.plan, dict(search.roots)
    if plan is not None:
        # Numbers of classes' seats come last, and are there once fairness is looked at.
        plan = replace(plan, extras=plan.extras[: len(search.model.extras)])
    if plan is None:
        plan = any_plan(search.model, search.standing)
    if plan is None:
        # Not found in time: a plan that bends rules at least says which.
        model = search.model
        search.model = Model(model.problem, model.scoring, bend=True, keep=model.keep, like=model)
        plan, known = any_plan(search.model, search.standing) or nothing(search.model), {}
    Ledger(search, counted(search.model, plan), known).write()


class Ledger:
    """Goes through all stages with a plan that may not be the best."""

    def __init__(self, search: Search, plan: WholePlan, prices: dict[str, Prices]) -> None:
        self.search, self.model, self.prices = search, search.model, prices
        self.proven = {each.stage.name: each for each in search.settled if each.bound == each.value}
        # Proofs hold as long as the plan reaches every value on the way.
        self.intact = True
        self.plan = plan
        search.settled, search.unique = [], False

    def write(self) -> None:
        for stage in self.model.stages():
            self._write(stage)
        for number in range(1, ROUNDS + 1):
            if self.intact:
                self._write(self.model.tie_stage(number))
        self.search.plan = self.plan

    def _write(self, stage: Stage) -> None:
        self.model.add_limits(stage.limits)
        self.plan = with_seats(self.model, self.plan)
        value = self.model.value(stage.function, self.plan.i, self.plan.j, self.plan.extras)
        old = self.proven.get(stage.name)
        self.intact = self.intact and old is not None and old.value == value
        if self.intact and old is not None:
            self.search.settled.append(old)
            prices, most = old.prices, old.most
        else:
            prices, most = self._note(stage, value), UNBOUNDED
        self.model.hold(stage, value, prices, None, most)

    def _note(self, stage: Stage, value: int) -> Prices:
        """A stage that is open, or bounded after all by the prices known for it."""
        lagrangian = self.model.lagrangian
        prices = self.prices.get(stage.name, Prices.none(self.model))
        limits: Ints = np.zeros(len(self.model.limits), np.int64)
        count = min(len(limits), len(prices.limits))
        limits[:count] = prices.limits[:count]
        # A stage that was proven then and is open now bounds nothing from above.
        limits[(limits > 0) & (lagrangian.high >= UNBOUNDED)] = 0
        prices = Prices(prices.seats, limits, prices.shift)
        node, bound = self._told(stage, prices)
        if node is None:
            prices = Prices.none(self.model)
            node, bound = self._told(stage, prices)
        assert node is not None
        self.search.note(stage, value, max(bound.whole, value), node, prices, bound)
        return prices

    def _told(self, stage: Stage, prices: Prices) -> tuple[Leaf | None, Bound]:
        """Prices as a certificate has them, and their bound. None where they are too large for the proof."""
        lagrangian = self.model.lagrangian
        node = proven(lagrangian, stage.function, prices)
        used = Prices.none(self.model) if node is None else prices
        return node, lagrangian.bound(stage.function, used, lagrangian.whole)


def nothing(model: Model) -> WholePlan:
    """Nobody goes anywhere."""
    empty = np.zeros(0, np.int64)
    return WholePlan(empty, empty, np.zeros(len(model.extras), np.int64), best=False)
