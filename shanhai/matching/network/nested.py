"""Plans under caps that nest, at any size: seats by tier, then fit, then ties, each proven before the next.

``solve_nested(problem, stages=("seats", "fit", "ties"), progress=None, …) -> NestedPlan``

One flow serves all stages: a seat of tier t counts a number of points that outweighs everything after it,
and the prices of the optimum are read digit by digit (see `ladder`): the first digit proves the first tier,
and so on down to fit. Ties are then settled on the *face* of the optimum, among the pairs and caps that all
equally good plans share.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from shanhai.matching.distinct import among
from shanhai.matching.network.alike import Alike, Classes, alike
from shanhai.matching.network.apart import taken_apart
from shanhai.matching.network.multilevel import searched
from shanhai.matching.network.pricers import LocalPricer
from shanhai.matching.network.replan import Edit, Replanned, compared, keeps, tried
from shanhai.matching.network.stages import Prices, StageOutcome
from shanhai.matching.network.tiebreak import settle_ties
from shanhai.matching.network.tied import TiedPairs
from shanhai.matching.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from shanhai.matching.factors import Factors
    from shanhai.matching.network.nesting import NestedProblem
    from shanhai.matching.network.pricers import Pricer
    from shanhai.matching.network.search import Search
    from shanhai.matching.saved import Save, State

Ints = NDArray[np.int64]

STAGES = ("seats", "fit", "ties")
NO_EDIT = Edit()


@dataclass(frozen=True)
class NestedPlan:
    """A plan and its proof.

    Attributes
    ----------
    person, order : int64 (placements,)
        Pairs in the plan, sorted by person, then order.
    stages : tuple of StageOutcome
    status : str
        "proven" (every stage asked for has gap 0) or "limited".
    unique : bool
        True when ties are settled: no other plan is as good in every stage.
    problem : NestedProblem
    search : Search
        The warm state behind `what_if`, over the open `people` and `orders` only; pins and bans left out.
    tied : TiedPairs or None
        All pairs that neither gain nor lose at the prices of `search`, if they were listed.
    edit : Edit
        Pins, bans and withdrawals that the plan keeps besides.
    """

    person: Ints
    order: Ints
    stages: tuple[StageOutcome, ...]
    status: str
    unique: bool
    problem: NestedProblem = field(repr=False)
    search: Search = field(repr=False)
    people: Ints = field(repr=False)
    orders: Ints = field(repr=False)
    tied: TiedPairs | None = field(default=None, repr=False)
    edit: Edit = NO_EDIT

    def stage(self, name: str) -> StageOutcome:
        """The stage of that name. Raises: KeyError."""
        for each in self.stages:
            if each.name == name:
                return each
        raise KeyError(name)

    def known_pairs(self) -> tuple[Ints, Ints]:
        """Pairs that a search of a problem much like this one should know: people and orders, int64 (pairs,).

        Those of the plan alone when the search was stopped while people were counted by class.
        """
        if self.search.problem.people.many is not None:
            return self.person, self.order
        i, j = self.search.master.pairs()
        return self.people[i], self.orders[j]

    def forced_loss(self, person: Ints, order: Ints) -> Ints:
        """Least loss if each pair had to be in the plan: int64 (stages up to fit, pairs).

        Read a column as a vector, the first stage first: the true loss is not smaller. 0 for pairs in the
        plan.
        """
        fit, problem = self.stage("fit"), self.problem
        worth_i = fit.prices.person + problem.people.sum_up(fit.prices.home)
        worth_j = fit.prices.order + problem.orders.sum_up(fit.prices.host)
        reduced = (
            worth_i[person] + worth_j[order] - fit.weights[order] - problem.factors.score_of(person, order)
        )
        width = problem.factors.m
        placed = among(person * width + order, self.person * width + self.order)
        return self.search.ladder.digits(np.where(placed, 0, np.maximum(reduced - fit.gap, 0)))

    def what_if(self, edit: Edit) -> Replanned:
        """The plan after an edit, re-solved warm and proven over all pairs; this plan stays as it is.

        Raises
        ------
        ValueError
            When the plan was not solved to the end, or a pin names somebody who cannot be used at all.
        """
        inner = self._inner(self.edit.joined(edit))
        trial, (row, column) = tried(self.search, inner), self._places()
        new = compared(self.search, (row[self.person], column[self.order]), trial, inner)
        return replace(
            new, person=self.people[new.person], order=self.orders[new.order], moved=self.people[new.moved]
        )

    def edited(self, edit: Edit, watch: Watch | None = None) -> NestedPlan:
        """The plan under these pins, bans and withdrawals instead of its own, all stages settled again.

        Raises: ValueError, as `what_if` does.
        """
        trial = tried(self.search, self._inner(edit), watch)
        outcomes, unique = trial.outcomes(), False
        if self.tied is not None and trial.finished:
            # Pairs of people and orders whose prices are the old ones are tied if they were before.
            moved = trial.moved_since(self.search.proven_by())
            if trial.learn_face_of(*moved):
                ties, unique = settle_ties(trial, self.tied.without(*moved))
                outcomes += ties
        i, j = trial.plan()
        proven = trial.finished and all(each.gap == 0 for each in outcomes)
        return replace(
            self,
            person=self.people[i],
            order=self.orders[j],
            stages=tuple(_widened(each, self.problem, self.people, self.orders) for each in outcomes),
            status="proven" if proven and (unique or not trial.watch.stopped) else "limited",
            unique=unique,
            edit=edit,
        )

    def keeps_edit(self) -> bool:
        """Whether all pins are in the plan, and nothing that is banned or withdrawn."""
        width, edit = self.problem.factors.m, self.edit
        if not keeps((self.person, self.order), edit, width):
            return False
        banned = np.array(edit.bans, np.int64).reshape(-1, 2)
        return not (
            among(banned[:, 0] * width + banned[:, 1], self.person * width + self.order).any()
            or among(self.person, np.array(edit.people, np.int64)).any()
            or among(self.order, np.array(edit.orders, np.int64)).any()
        )

    def has_room_for(self, edit: Edit) -> bool:
        """Whether nobody who is to be pinned is closed by capacities or caps of 0."""
        row, column = self._places()
        return all(row[i] >= 0 and column[j] >= 0 for i, j in edit.pins)

    def _places(self) -> tuple[Ints, Ints]:
        """Where each person and each order stands among the open ones; -1 for those that are not open."""
        row, column = np.full(self.problem.factors.n, -1), np.full(self.problem.factors.m, -1)
        row[self.people], column[self.orders] = np.arange(len(self.people)), np.arange(len(self.orders))
        return row, column

    def _inner(self, edit: Edit) -> Edit:
        """An edit in the numbers of the open people and orders."""
        row, column = self._places()
        for i, j in edit.pins:
            if row[i] < 0 or column[j] < 0:
                raise ValueError(
                    f"person {i} cannot be pinned to order {j}: one of them has no room under its caps."
                )
        return Edit(
            pins=[(int(row[i]), int(column[j])) for i, j in edit.pins],
            bans=[(int(row[i]), int(column[j])) for i, j in edit.bans if row[i] >= 0 and column[j] >= 0],
            people=[int(row[i]) for i in edit.people if row[i] >= 0],
            orders=[int(column[j]) for j in edit.orders if column[j] >= 0],
        )


def solve_nested(
    problem: NestedProblem,
    *,
    stages: Sequence[str] = STAGES,
    watch: Watch | None = None,
    gap_limit: float = 0.0,
    threads: int = 2,
    pricer_of: Callable[[Factors], Pricer] | None = None,
    save: Save | None = None,
    state: State | None = None,
    debug: bool = False,
) -> NestedPlan:
    """Best plan under nested caps, proven over all pairs.

    Parameters
    ----------
    problem : NestedProblem
    stages : sequence of str
        "seats", "fit", "ties" or a selection that contains "fit". Without "seats" only pairs of positive
        score are used and seats are not filled for their own sake.
    watch : Watch, optional
        Tells progress; once it says stop, the best plan so far is returned with its gap.
    gap_limit : float
        Stop once ``bound - value <= gap_limit * fit``.
    threads : int
        Workers for pricing, each with one BLAS thread.
    pricer_of : callable, optional
        Makes who prices all pairs of given factors, in place of threads of this process (see `cluster`).
    save : callable, optional
        Asked to keep the whole state as arrays after every round of a large problem (see `checkpoint`).
    state : dict, optional
        What `save` kept of an earlier, interrupted run on the same problem: go on from there.
    debug : bool
        Check the basis after every pivot.

    Raises
    ------
    ValueError
        When a stage is unknown or the figures do not fit the number types.
    """
    unknown = set(stages) - set(STAGES)
    if unknown or "fit" not in stages:
        raise ValueError(f"stages {tuple(stages)}: give a selection of {STAGES} that contains 'fit'.")
    watch = watch or Watch()
    people, orders = np.flatnonzero(~problem.people.closed()), np.flatnonzero(~problem.orders.closed())
    opened = problem.select(people, orders)
    classes = alike(opened)
    search = searched(
        opened if classes is None else classes.problem,
        watch,
        seats="seats" in stages,
        gap=gap_limit,
        threads=threads,
        pricer_of=pricer_of,
        save=save,
        state=state,
        debug=debug,
    )
    outcomes, (i, j), face = search.outcomes(), search.plan(), None
    if "ties" in stages and search.finished:
        face = search.face()
    if classes is not None:
        outcomes, (i, j) = [classes.apart(each) for each in outcomes], classes.deal(i, j)
        if search.finished:
            search = taken_apart(search, classes, opened, LocalPricer(opened.factors, threads), debug=debug)
    unique, tied = False, None
    if face is not None:
        tied = TiedPairs.of(_sides(opened, classes), face, opened.words())
        ties, unique = settle_ties(search, tied)
        outcomes, (i, j) = outcomes + ties, search.plan()
    broken_off = "ties" in stages and (not search.finished or (watch.stopped and not unique))
    settled = all(each.gap == 0 for each in outcomes) and not broken_off
    wide = [_widened(each, problem, people, orders) for each in outcomes]
    status = "proven" if settled else "limited"
    return NestedPlan(
        people[i], orders[j], tuple(wide), status, unique, problem, search, people, orders, tied
    )


def _sides(problem: NestedProblem, classes: Alike | None) -> tuple[Classes, Classes]:
    """The classes of people and orders; everybody alone where they are not counted together."""
    if classes is None:
        return Classes.single(problem.factors.n), Classes.single(problem.factors.m)
    return classes.people, classes.orders


def _widened(outcome: StageOutcome, problem: NestedProblem, people: Ints, orders: Ints) -> StageOutcome:
    """Prices for closed members too: so high that no pair of theirs counts; they have no room to pay for."""
    n, m, prices = problem.factors.n, problem.factors.m, outcome.prices
    top = int(outcome.weights.max(initial=0)) + problem.factors.top + 1
    person, order, weights = np.full(n, top), np.full(m, top), np.zeros(m, np.int64)
    person[people], order[orders], weights[orders] = prices.person, prices.order, outcome.weights
    order[problem.orders.closed() & (problem.orders.size > 0)] = 0
    home, host = (
        np.where(side.cap == 0, top, price)
        for side, price in ((problem.people, prices.home), (problem.orders, prices.host))
    )
    return replace(outcome, prices=Prices(person, home, order, host), weights=weights)
