"""A search that was told to stop: the best plan so far, and how far every stage may be from its best."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from shanhai.matching.certificate import Leaf
from shanhai.matching.columns.branching_guess import with_seats
from shanhai.matching.columns.first_pairs import first_pairs
from shanhai.matching.columns.integer import Standing, WholePlan, whole_plan
from shanhai.matching.columns.lagrange import Prices, proven
from shanhai.matching.columns.linear import Linear, Stage
from shanhai.matching.columns.model import Model
from shanhai.matching.columns.priced_list import rank_within
from shanhai.matching.columns.relaxation import Relaxation
from shanhai.matching.columns.warm import OldPrices, old_stage
from shanhai.matching.distinct import among
from shanhai.matching.rows import UNBOUNDED, Term
from shanhai.matching.ties import ROUNDS
from shanhai.matching.watch import Stopped, Watch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shanhai.matching.columns.branching import Search
    from shanhai.matching.groups import Mask
    from shanhai.matching.tables import Ints

# A plan found in a hurry gets so many seconds beyond the limit, for each of the ways to find it.
GRACE_SECONDS = 2.0
# A relaxation of all stages at once gets so many: at 3,000 people it takes 3, and without it the plan found
# there fell short of its bound by an eighth, with it by a hundred-thousandth.
NEAR_SECONDS = 10.0
# What a filled seat of the last tier and a unit of violation weigh against fit there, and how much more a
# seat of one tier weighs than one of the next.
SEAT, VIOLATION, RATIO = 2**18, 2**26, 4
# What counts as a whole pair in a solution, how many pairs more somebody who has none may choose from, and
# how many an order with room where what is whole is not kept.
WHOLE, CHOICES, OTHERS = 1e-6, 6, 4
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
    whole = standing.share > 1 - WHOLE
    return _around(model, standing, whole) or _around(model, standing, whole, decided=False)


def near(model: Model, before: Search) -> WholePlan | None:
    """A plan near that of a search before an edit; None if none was found soon.

    What that plan and a relaxation of all stages at once have in common is taken as decided (Danna, Rothberg
    and Le Pape 2005, "Exploring relaxation induced neighborhoods to improve MIP solutions", Mathematical
    Programming 102).
    """
    basis, plan = before.bases.get("fit"), before.plan
    if basis is None or plan is None:
        return None
    watch = Watch(time_limit=NEAR_SECONDS)
    relaxation = Relaxation(model, basis.keys // model.m, basis.keys % model.m, watch, basis)
    try:
        relaxed = relaxation.optimise(_all_at_once(model))
    except (Stopped, OverflowError):
        # It takes too long, or large amounts and large weights together are more than one number can hold.
        return None
    if relaxed.pairs is None:
        return None
    standing = Standing(relaxation.i, relaxation.j, relaxed.pairs)
    kept = among(standing.i * model.m + standing.j, plan.i * model.m + plan.j)
    sure = kept & (standing.share > 1 - WHOLE)
    return _around(model, standing, sure) or _around(model, standing, sure, decided=False)


def _around(model: Model, standing: Standing, sure: Mask, *, decided: bool = True) -> WholePlan | None:
    """A plan of the pairs that are sure, the best ones of everybody else and, unless these are `decided`, the
    best ones of every order that they leave room in.
    """
    i, j = standing.i, standing.j
    used = np.bincount(i[sure], minlength=model.n) >= model.capacity
    full = np.bincount(j[sure], minlength=model.m) >= model.seats
    value = model.fit(i, j) + SEAT * (standing.share > WHOLE)
    kept = sure.copy()
    wanted = [(i, ~sure & ~used[i], CHOICES)]
    if not decided:
        wanted.append((j, ~sure & ~full[j], OTHERS))
    for side, free, most in wanted:
        kept[np.flatnonzero(free)[rank_within(side[free], value[free]) < most]] = True
    relaxation = Relaxation(model, i[kept], j[kept], Watch())
    inside = frozenset(zip(i[sure].tolist(), j[sure].tolist(), strict=True)) if decided else frozenset()
    part = replace(relaxation.lagrangian.whole, inside=inside)
    return whole_plan(relaxation, _all_at_once(model), GRACE_SECONDS, part=part).plan


def _all_at_once(model: Model) -> Linear:
    """All stages in one number; not strictly one before the other."""
    tiers, rank = np.unique(model.problem.orders.tier, return_inverse=True)
    behind = len(tiers) - 1 - rank
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
        plan = _found(search)
    if plan is None:
        # Not found in time: a plan that bends rules at least says which.
        model = search.model
        search.model = Model(model.problem, model.scoring, bend=True, keep=model.keep, like=model)
        plan, known = _found(search) or nothing(search.model), {}
    Ledger(search, counted(search.model, plan), known).write()


def _found(search: Search) -> WholePlan | None:
    """A plan near the one before an edit, or else any."""
    plan = None if search.before is None else near(search.model, search.before)
    return any_plan(search.model, search.standing) if plan is None else plan


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
        else:
            self._note(stage, value)
        last = self.search.settled[-1]
        self.model.hold(stage, value, last.prices, None, last.most)

    def _note(self, stage: Stage, value: int) -> None:
        """A stage that is open, or bounded after all by the best of the prices that are known for it."""
        nothing, lagrangian = Prices.none(self.model), self.model.lagrangian
        bounded = [(nothing, lagrangian.bound(stage.function, nothing, lagrangian.whole), Leaf({}))]
        for prices in self._known(stage):
            node = proven(lagrangian, stage.function, prices)
            if node is not None:
                bounded.append((prices, lagrangian.bound(stage.function, prices, lagrangian.whole), node))
        prices, bound, node = min(bounded, key=lambda each: each[1].whole)
        self.search.note(stage, value, max(bound.whole, value), node, prices, bound)

    def _known(self, stage: Stage) -> Iterator[Prices]:
        """Prices of this stage from its relaxation, and from the search before the edit."""
        if (found := self.prices.get(stage.name)) is not None:
            limits: Ints = np.zeros(len(self.model.limits), np.int64)
            count = min(len(limits), len(found.limits))
            limits[:count] = found.limits[:count]
            yield self._closed(Prices(found.seats, limits, found.shift))
        before = self.search.before
        old = None if before is None else old_stage(before, stage)
        if before is not None and old is not None:
            with suppress(OverflowError):
                yield self._closed(OldPrices(self.model, before, old, stage).root().prices)

    def _closed(self, prices: Prices) -> Prices:
        """Without prices on sides of limits that are open here: a stage may stand otherwise than it did."""
        lagrangian, limits = self.model.lagrangian, prices.limits.copy()
        limits[(limits > 0) & (lagrangian.high >= UNBOUNDED)] = 0
        limits[(limits < 0) & (lagrangian.low <= -UNBOUNDED)] = 0
        return Prices(prices.seats, limits, prices.shift)


def nothing(model: Model) -> WholePlan:
    """Nobody goes anywhere."""
    empty = np.zeros(0, np.int64)
    return WholePlan(empty, empty, np.zeros(len(model.extras), np.int64), best=False)
