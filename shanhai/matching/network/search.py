"""The search: master and supply of pairs working together until nothing is left to gain."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from shanhai.matching.distinct import distinct
from shanhai.matching.network.candidates import PricedPairs
from shanhai.matching.network.master import Master
from shanhai.matching.network.stages import Prices, StageOutcome
from shanhai.matching.network.supply import DensePairs
from shanhai.matching.watch import Stopped, Watch

if TYPE_CHECKING:
    from shanhai.matching.network.ladder import Ladder
    from shanhai.matching.network.nesting import NestedProblem
    from shanhai.matching.network.pricers import Pricer
    from shanhai.matching.network.supply import PairSupply
    from shanhai.matching.saved import Save

Ints = NDArray[np.int64]

DENSE_PAIRS = 200_000
"""Up to this many pairs all of them go to the master at once."""


class Search:
    """Stages "seats" and "fit" of a problem without closed members.

    Parameters
    ----------
    problem : NestedProblem
    ladder : Ladder
        What seats count beside fit.
    watch : Watch
    start : Prices or None
        Prices to begin with; None: all pairs go to the master at once.
    pricer : Pricer or None
        Who prices blocks of pairs; None: threads of this process.
    supply : PairSupply or None
        One that knows something already; then `start` and `pricer` are not asked.
    debug : bool

    Attributes
    ----------
    finished : bool
        True once the master is optimal over all pairs.
    at_least : int64 (placements,), twice
        People and orders of a plan to fall back on when the search is stopped before it has one of its own.
    bound : int
        Lowest bound so far on the combined objective.
    """

    def __init__(
        self,
        problem: NestedProblem,
        ladder: Ladder,
        watch: Watch,
        *,
        start: Prices | None = None,
        pricer: Pricer | None = None,
        supply: PairSupply | None = None,
        debug: bool = False,
    ) -> None:
        self.problem, self.ladder, self.watch, self._start = problem, ladder, watch, start
        self.bonus = ladder.bonus(problem.factors.m)
        self.master = Master(problem.people, problem.orders, debug=debug)
        least = self.least
        self.supply: PairSupply
        if supply is not None:
            self.supply = supply
        elif start is None:
            self.supply = DensePairs(problem.factors, least)
        else:
            self.supply = PricedPairs(
                problem.factors,
                problem.people,
                self.bonus,
                least,
                start.order + problem.orders.sum_up(start.host),
                pricer=pricer,
                keep_going=watch.still,
            )
        self.finished, self.at_least = False, (np.zeros(0, np.int64),) * 2
        self.save: Save | None = None
        self.shut_people = self.shut_orders = self._pinned = self._banned = np.zeros(0, np.int64)
        self._potentials = self.master.potentials()
        self.bound = int(problem.people.size.sum()) * (problem.factors.top + int(self.bonus.max(initial=0)))

    def run(self, gap: float = 0.0) -> None:
        """Solve until no pair violates the prices, the gap is small enough, or the watch says stop.

        Parameters
        ----------
        gap : float
            Stop once ``bound - value <= gap * fit``.
        """
        try:
            self._take(self._fresh(self.master.potentials()))
        except Stopped:
            self._hold(*self.at_least)
            return
        if self._start is not None:
            self.master.charge(self._start)
            self.master.solve(self._tell)
            self.master.charge(Prices.free(self.problem.people, self.problem.orders))
        self.improve(gap)

    def improve(self, gap: float = 0.0, near: Ints | None = None) -> None:
        """Go on from the present basis until nothing is left to gain, as `run` does.

        Parameters
        ----------
        near : int64 (nodes,), optional
            Potentials that proved nearly the same plan: pairs are priced near them (see `nearby`).
        """
        while True:
            if not self.master.solve(self._tell):
                return
            potentials = self.master.potentials() if near is None else self.master.nearby(near)
            try:
                pairs = self._fresh(potentials)
            except Stopped:
                return
            dual = self.master.dual_value(potentials) - self.raised
            self._note_bound(dual + self.supply.excess, potentials)
            self._take(pairs)
            self.finished = self.supply.excess == 0
            if self.save is not None:
                self.save(self.state)
            # Against fit alone: seats count so much that any gap would look small beside them.
            if not self._tell() or self.finished or self.bound - self.value() <= gap * self.fit():
                return

    def decide(self, pinned: Ints, banned: Ints) -> None:
        """Let the pairs of some arcs count for so much, or so little, that they must, or must not, be used.

        A plan may not have room for what is pinned: see whether it is there.
        """
        self.master.shift(pinned, self.decided)
        self.master.shift(banned, -self.decided)
        self._pinned, self._banned = (arcs - self.master.pair_arcs.start for arcs in (pinned, banned))

    @property
    def decided(self) -> int:
        """What a pin adds to a pair and a ban takes off: whole steps of the ladder, and beyond any price."""
        step = self.ladder.steps[0] if self.ladder.steps else 1
        return -(-2 * self.beyond_price() // step) * step

    @property
    def raised(self) -> int:
        """What pins add to the value of a plan that keeps them."""
        return self.decided * len(self._pinned)

    def value(self) -> int:
        """What the present plan is worth, pins left out."""
        return self.master.value() - self.raised

    def known_face(self) -> tuple[Ints, Ints]:
        """Pairs known to the master that neither gain nor lose, sorted by person, then order."""
        i, j = (side[self.master.level(self._potentials)] for side in self.master.pairs())
        return self._sorted(i, j)

    def face(self) -> tuple[Ints, Ints] | None:
        """All pairs that neither gain nor lose at final prices, sorted; None when they are too many to list.

        Every pair that is in one plan as good as this, and not in another, is among them. None, too, when the
        watch says stop. (Pins and bans are not looked at: a search that has any goes on from one without.)
        """
        try:
            tied = self.supply.tied(*self._worth(self._potentials))
        except Stopped:
            return None
        if tied is None:
            return None
        both = zip(self.known_face(), tied, strict=True)
        return self._sorted(*(np.concatenate(sides) for sides in both))

    def moved_since(self, before: Ints) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """People and orders whose prices are not those before, or whom pins, bans or withdrawals concern."""
        worth, old = self.master.worth(self._potentials), self.master.worth(before)
        people, orders = (new != was for new, was in zip(worth, old, strict=True))
        i, j = self.master.pairs(np.concatenate([self._pinned, self._banned]))
        people[i], orders[j] = True, True
        people[self.shut_people], orders[self.shut_orders] = True, True
        return people, orders

    def learn_face_of(self, people: NDArray[np.bool_], orders: NDArray[np.bool_]) -> bool:
        """Tell the master all pairs of some people and orders that neither gain nor lose.

        False when they are too many, or the watch says stop.
        """
        given = np.flatnonzero(people), np.flatnonzero(orders)
        try:
            tied = self.supply.tied_of(*given, *self._worth(self._potentials))
        except Stopped:
            return False
        if tied is None:
            return False
        self._take((*tied, self.problem.factors.score_of(*tied)))
        return True

    def _sorted(self, i: Ints, j: Ints) -> tuple[Ints, Ints]:
        """Pairs by person, then order, each once."""
        return np.divmod(distinct(i * self.problem.factors.m + j), max(1, self.problem.factors.m))

    def _hold(self, person: Ints, order: Ints) -> None:
        """Take over a plan of which nothing is known, to have one."""
        pair, times = np.unique(person * self.problem.factors.m + order, return_counts=True)
        i, j = np.divmod(pair, self.problem.factors.m)
        self._take((i, j, self.problem.factors.score_of(i, j)))
        self.master.hold(times)

    def start_from(self, pairs: tuple[Ints, Ints, Ints], used: Ints, potentials: Ints, bound: int) -> None:
        """Take over a plan that is optimal over all pairs.

        Parameters
        ----------
        pairs : int64 (pairs,), three times
            People, orders and scores of pairs for the master.
        used : int64 (pairs,)
            How often each is used.
        potentials, bound : int64 (nodes,), int
            What proves the plan.
        """
        self._take(pairs)
        self.master.start_from(used, potentials)
        self._potentials, self.bound, self.finished = potentials, bound, True

    def _fresh(self, potentials: Ints) -> tuple[Ints, Ints, Ints]:
        """New pairs at the given prices."""
        return self.supply.fresh(*self._worth(potentials))

    def _worth(self, potentials: Ints) -> tuple[Ints, Ints]:
        """What people and orders are worth by some prices; members that are shut are beyond price."""
        worth_i, worth_j = self.master.worth(potentials)
        beyond = self.beyond_price()
        worth_i[self.shut_people], worth_j[self.shut_orders] = beyond, beyond
        return worth_i, worth_j

    def beyond_price(self) -> int:
        """More points than any pair is worth, or costs, in any plan."""
        return 2 * (self.problem.factors.top + int(self.bonus.max(initial=0)) + 1)

    def proven_by(self) -> Ints:
        """The potentials behind the bound: int64 (nodes,)."""
        return self._potentials

    def copy(self) -> Search:
        """An independent copy to try changes on; it tells no progress."""
        twin = copy(self)
        twin.master, twin.supply = self.master.copy(), self.supply.copy()
        twin.watch, twin.save, twin.finished = Watch(), None, False
        return twin

    def state(self) -> dict[str, NDArray[Any]]:
        """The search as arrays, to go on from after the process has ended."""
        own = {
            "bound": np.array([self.bound]),
            "potentials": self._potentials,
            "steps": np.array(self.ladder.steps, np.int64),
        }
        return own | {name: a.copy() for name, a in (self.supply.state() | self.master.state()).items()}

    def restore(self, state: dict[str, NDArray[Any]]) -> None:
        """Take over the state of a search of the same problem."""
        self.bound, self._potentials = int(state["bound"][0]), state["potentials"]
        self.supply.restore(state)
        self.master.restore(state)

    def _take(self, pairs: tuple[Ints, Ints, Ints]) -> None:
        """Hand new pairs to the master."""
        person, order, score = pairs
        self.master.add_pairs(person, order, score + self.bonus[order])

    def _note_bound(self, bound: int, potentials: Ints) -> None:
        """Keep the lowest bound and the prices behind it."""
        if bound <= self.bound:
            self.bound, self._potentials = bound, potentials

    def fit(self) -> int:
        """Total fit of the present plan."""
        _, order = self.master.pairs(self.master.chosen())
        return self.value() - int(self.bonus[order].sum())

    def _tell(self) -> bool:
        stage, value, gap = self._standing() if self.watch.is_told else ("fit", 0, 0)
        return self.watch.keep_going(stage, lambda: value, lambda: value + gap)

    def _standing(self) -> tuple[str, int, int]:
        """The first stage that is not proven yet, its value, and its gap in its own units."""
        gap = max(self.bound - self.value(), 0)
        _, order = self.plan()
        for place, step in enumerate(self.ladder.steps):
            if gap >= step:
                filled = int((self.ladder.rank[order] == place).sum())
                return f"seats-{self.ladder.tiers[place]}", filled, gap // step
        return "fit", self.value() - int(self.bonus[order].sum()), gap

    def plan(self) -> tuple[Ints, Ints]:
        """People and orders of the plan, sorted."""
        i, j = self.master.pairs(self.master.chosen())
        return np.divmod(np.sort(i * self.problem.factors.m + j), self.problem.factors.m)

    @property
    def least(self) -> int:
        """Lowest score of a pair that may be used: seats are worth filling with a fit of 0."""
        return 0 if self.ladder.steps else 1

    def is_read_safely(self) -> bool:
        """Whether the stages can be told apart in the present prices."""
        return self.ladder.is_read_safely(*self.master.worth(self._potentials), self.problem.factors.top)

    def outcomes(self) -> list[StageOutcome]:
        """The stages of seats (when asked for), tier by tier, and of fit, as they stand."""
        people, orders, ladder = self.problem.people, self.problem.orders, self.ladder
        (i, j), out = self.plan(), []
        filled = (
            np.bincount(ladder.rank[j], minlength=len(ladder.steps)) if ladder.steps else np.zeros(0, int)
        )
        for place, step in enumerate(ladder.steps):
            prices = Prices.from_potentials(ladder.prefix(self._potentials, place), people, orders).clipped()
            weights = ladder.prefix_weights(place)
            before = sum(int(filled[k]) * (ladder.steps[k] // step) for k in range(place))
            bound = self._seat_bound(prices, weights, step) - before
            name, value = f"seats-{ladder.tiers[place]}", int(filled[place])
            decided = self.decided // step
            out.append(StageOutcome(name, value, bound, prices, weights, before, self.watch.seconds, decided))
        fit = int(self.problem.factors.score_of(i, j).sum())
        before = sum(int(count) * step for count, step in zip(filled, ladder.steps, strict=True))
        prices = Prices.from_potentials(self._potentials, people, orders).clipped()
        bound, seconds = self.bound - before, self.watch.seconds
        return [*out, StageOutcome("fit", fit, bound, prices, self.bonus, before, seconds, self.decided)]

    def _seat_bound(self, prices: Prices, weights: Ints, step: int) -> int:
        """Most weighted seats that any plan fills, by the seats' part of the prices.

        Where the search has finished and the stages can be told apart, no pair outside the master can gain
        anything; otherwise every order counts as open to everybody.
        """
        people, orders = self.problem.people, self.problem.orders
        person_worth = prices.person + people.sum_up(prices.home)
        order_worth = prices.order + orders.sum_up(prices.host)
        total = prices.on_caps(people, orders)
        if self.finished and self.is_read_safely():
            (i, j), room = self.master.pairs(), self.master.room()
            gain = weights[j] - person_worth[i] - order_worth[j]
            gain[self._pinned] += self.decided // step
            gain[self._banned] -= self.decided // step
            total -= self.raised // step
            return total + int(prices.person @ people.size) + int(np.maximum(gain, 0) @ room)
        best = int((weights - order_worth).max(initial=0))
        return total + int(np.maximum(best - people.sum_up(prices.home), 0) @ people.size)
