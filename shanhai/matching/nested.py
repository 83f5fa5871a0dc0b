"""Plans under caps that nest, at any size: seats by tier, then fit, then ties, each proven before the next.

``solve_nested(problem, stages=("seats", "fit", "ties"), progress=None, …) -> NestedPlan``

One flow serves all stages. With ``w[j] = T + 1 - tier[j]`` the master maximises ``M * w + fit``, where ``M``
exceeds twice what fit can add up to along any path of the tree; so every potential reads as
``M * (price of seats) + (price of fit)``: the first part proves the seats, the whole proves the fit.

Why decreasing tier weights are lexicographic: the sets of seats that can be filled together are the
independent sets of a gammoid, because a plan is a flow from people to seats through nodes with capacities. In
a matroid the greedy basis has the most elements in every prefix of the order (Rado 1957; Edmonds 1971), and
every choice of positive weights that decrease from tier to tier picks out just these bases. So ``T … 1``
fills tier 1 as far as possible, then tier 2 as far as that allows, and so on.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from shanhai.matching.master import Master
from shanhai.matching.stages import Prices, StageOutcome, seat_weight, split, tier_weights
from shanhai.matching.supply import DensePairs, PairSupply
from shanhai.matching.ties import ROUNDS, pair_keys
from shanhai.matching.watch import Progress, Watch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shanhai.matching.factors import Factors
    from shanhai.matching.nesting import Nesting

Ints = NDArray[np.int64]
Words = NDArray[np.uint64]

STAGES = ("seats", "fit", "ties")


@dataclass(frozen=True)
class NestedProblem:
    """People, orders, their scores and the nested caps on either side.

    Attributes
    ----------
    factors : Factors
        Scores of all pairs in factor form.
    people, orders : Nesting
        Capacities and home groups; seats and host groups.
    tier : int64 (m,) or None
        Priority of each order, 1 the most urgent; None: all alike.
    person_words, order_words : uint64 (n,), (m,) or None
        64 stable bits for each id, for the tie stage; None: row numbers (then the order of rows matters).
    """

    factors: Factors
    people: Nesting
    orders: Nesting
    tier: Ints | None = None
    person_words: Words | None = None
    order_words: Words | None = None

    def __post_init__(self) -> None:
        for name, side, count in (
            ("people", self.people, self.factors.n),
            ("orders", self.orders, self.factors.m),
        ):
            if len(side.size) != count:
                raise ValueError(
                    f"{len(side.size)} {name} have a size but {count} have factors: give one each."
                )
        if self.tier is not None and len(self.tier) != self.factors.m:
            raise ValueError(f"{len(self.tier)} tiers for {self.factors.m} orders: give one each.")

    def select(self, people: Ints, orders: Ints) -> NestedProblem:
        """The problem among some people and orders, renumbered; groups stay."""
        return NestedProblem(
            self.factors.select(people, orders),
            self.people.select(people),
            self.orders.select(orders),
            None if self.tier is None else self.tier[orders],
            None if self.person_words is None else self.person_words[people],
            None if self.order_words is None else self.order_words[orders],
        )


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
    """

    person: Ints
    order: Ints
    stages: tuple[StageOutcome, ...]
    status: str
    unique: bool
    problem: NestedProblem = field(repr=False)

    def stage(self, name: str) -> StageOutcome:
        """The stage of that name. Raises: KeyError."""
        for each in self.stages:
            if each.name == name:
                return each
        raise KeyError(name)

    def forced_loss(self, person: Ints, order: Ints) -> tuple[Ints, Ints]:
        """Least loss if each pair had to be in the plan, as (weighted seats, points of fit).

        Read it as a vector, seats before fit: the true loss is not smaller. 0, 0 for pairs in the plan.
        Returns two int64 arrays of the length of `person`.
        """
        fit, problem = self.stage("fit"), self.problem
        weights = tier_weights(problem.tier, problem.factors.m) * fit.seat_weight
        worth_i = fit.prices.person + problem.people.sum_up(fit.prices.home)
        worth_j = fit.prices.order + problem.orders.sum_up(fit.prices.host)
        reduced = worth_i[person] + worth_j[order] - weights[order] - problem.factors.score_of(person, order)
        width = problem.factors.m
        placed = np.isin(person * width + order, self.person * width + self.order)
        return split(np.where(placed, 0, np.maximum(reduced, 0)), fit.seat_weight)


def solve_nested(
    problem: NestedProblem,
    *,
    stages: Sequence[str] = STAGES,
    progress: Progress | None = None,
    time_limit: float | None = None,
    debug: bool = False,
) -> NestedPlan:
    """Best plan under nested caps, proven over all pairs.

    Parameters
    ----------
    problem : NestedProblem
    stages : sequence of str
        "seats", "fit", "ties" or a selection that contains "fit". Without "seats" only pairs of positive
        score are used and seats are not filled for their own sake.
    progress : callable, optional
        Called as ``progress(stage, value, bound, seconds)``; returning False stops the search with the best
        plan so far and its gap.
    time_limit : float, optional
        Seconds after which the search stops likewise.
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
    watch = Watch(progress, time_limit)
    people, orders = np.flatnonzero(~problem.people.closed()), np.flatnonzero(~problem.orders.closed())
    weights = tier_weights(problem.tier, problem.factors.m)[orders] if "seats" in stages else None
    search = _Search(problem.select(people, orders), weights, watch, debug)
    search.run()
    outcomes, unique = search.outcomes(), False
    if "ties" in stages and search.finished:
        ties, unique = settle_ties(search, watch)
        outcomes += ties
    i, j = search.plan()
    settled = all(each.gap == 0 for each in outcomes) and ("ties" not in stages or search.finished)
    opened = [replace(each, prices=_widened(each, problem, people, orders)) for each in outcomes]
    return NestedPlan(
        people[i], orders[j], tuple(opened), "proven" if settled else "limited", unique, problem
    )


class _Search:
    """Master and supply of pairs working together on the stages "seats" and "fit"."""

    def __init__(self, problem: NestedProblem, weights: Ints | None, watch: Watch, debug: bool) -> None:
        factors, m = problem.factors, problem.factors.m
        seats = weights is not None
        self.problem, self.seats, self.watch = problem, seats, watch
        self.weights = weights if weights is not None else np.zeros(m, np.int64)
        tiers = int(self.weights.max(initial=0))
        self.scale = seat_weight(factors.top, factors.n, m, tiers) if seats else 0
        self.bonus = self.weights * self.scale
        self.master = Master(problem.people, problem.orders, debug=debug)
        self.supply: PairSupply = DensePairs(
            factors, problem.people, problem.orders, self.bonus, least=0 if seats else 1
        )
        self.finished = False

    def run(self) -> None:
        """Solve until no pair violates the prices, or the watch says stop."""
        while True:
            person, order, score = self.supply.fresh(self.prices())
            if not len(person):
                self.finished = True
                return
            self.master.add_pairs(person, order, score + self.bonus[order])
            if not self.master.solve(self._keep_going):
                return

    def _keep_going(self) -> bool:
        return self.watch.keep_going("fit")

    def prices(self) -> Prices:
        """Prices of the master's basis for the combined objective."""
        return Prices.from_potentials(self.master.potentials(), self.problem.people, self.problem.orders)

    def plan(self) -> tuple[Ints, Ints]:
        """People and orders of the plan, sorted."""
        i, j = self.master.pairs()
        chosen = self.master.chosen()
        i, j = i[chosen], j[chosen]
        by_row = np.lexsort((j, i))
        return i[by_row], j[by_row]

    def outcomes(self) -> list[StageOutcome]:
        """The stages "seats" (when asked for) and "fit" as they stand."""
        problem, (i, j), seconds = self.problem, self.plan(), self.watch.seconds
        fit = int(problem.factors.score_of(i, j).sum())
        combined = self.prices().clipped()
        bound = self.supply.bound(combined) + combined.on_caps(problem.people, problem.orders)
        if not self.seats:
            return [StageOutcome("fit", fit, bound, combined, 0, seconds)]
        whole, _ = split(self.master.potentials(), self.scale)
        prices = Prices.from_potentials(whole, problem.people, problem.orders).clipped()
        filled, most = int(self.weights[j].sum()), prices.on_caps(problem.people, problem.orders)
        most += self.supply.seat_bound(prices, self.weights)
        return [
            StageOutcome("seats", filled, most, prices, 0, seconds),
            StageOutcome("fit", fit, bound - self.scale * most, combined, self.scale, seconds),
        ]


def settle_ties(search: _Search, watch: Watch) -> tuple[list[StageOutcome], bool]:
    """Choose among the plans best in fit by seeded keys, round after round until one is left."""
    master, problem = search.master, search.problem
    i, j = master.pairs()
    words_i = (
        problem.person_words
        if problem.person_words is not None
        else np.arange(problem.factors.n, dtype=np.uint64)
    )
    words_j = (
        problem.order_words
        if problem.order_words is not None
        else np.arange(problem.factors.m, dtype=np.uint64)
    )
    outcomes: list[StageOutcome] = []
    for number in range(ROUNDS):
        master.freeze_face()
        if not master.can_move():
            return outcomes, True
        keys = pair_keys(words_i[i], words_j[j], number)
        master.set_scores(keys)
        master.solve()
        value, bound = int(keys[master.chosen()].sum()), master.face_bound()
        prices = Prices.from_potentials(master.potentials(), problem.people, problem.orders)
        outcomes.append(StageOutcome(f"tie-{number}", value, bound, prices, 0, watch.seconds))
    master.freeze_face()
    return outcomes, not master.can_move()


def _widened(outcome: StageOutcome, problem: NestedProblem, people: Ints, orders: Ints) -> Prices:
    """Prices for closed members too: so high that no pair of theirs counts; they have no room to pay for."""
    top = (
        outcome.seat_weight * int(tier_weights(problem.tier, problem.factors.m).max(initial=1))
        + problem.factors.top
        + 1
    )
    prices = outcome.prices
    person, order = np.full(problem.factors.n, top), np.full(problem.factors.m, top)
    person[people], order[orders] = prices.person, prices.order
    home, host = (
        np.where(side.cap == 0, top, price)
        for side, price in ((problem.people, prices.home), (problem.orders, prices.host))
    )
    return Prices(person, home, np.where(problem.orders.closed() & (problem.orders.size > 0), 0, order), host)
