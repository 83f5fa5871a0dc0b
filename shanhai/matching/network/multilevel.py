"""Prices to start from: a sample of people and orders is solved first, and its sample before it.

Near-optimal prices make the first candidates good ones: the best few pairs of each row by raw score lose
people when many want the same orders, the best few at nearly right prices do not.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from shanhai.matching.network.ladder import Ladder, ladders
from shanhai.matching.network.nesting import NO_CAP, NestedProblem, Nesting
from shanhai.matching.network.pricers import LocalPricer, Terms
from shanhai.matching.network.pricing import NONE
from shanhai.matching.network.search import DENSE_PAIRS, Search
from shanhai.matching.network.stages import Prices
from shanhai.matching.watch import Stopped

if TYPE_CHECKING:
    from collections.abc import Callable

    from shanhai.matching.factors import Factors
    from shanhai.matching.network.pricers import Pricer
    from shanhai.matching.saved import Save, State
    from shanhai.matching.watch import Watch

Ints = NDArray[np.int64]

SHARE = 6
"""One in so many people and orders is in the sample."""
SAMPLE_GAP = 5e-4
SAMPLE_SEED = 20_220_501


def searched(
    problem: NestedProblem,
    watch: Watch,
    *,
    seats: bool = True,
    gap: float = 0.0,
    threads: int = 2,
    pricer_of: Callable[[Factors], Pricer] | None = None,
    save: Save | None = None,
    state: State | None = None,
    debug: bool = False,
) -> Search:
    """Search in the way that suits the size: all pairs at once, or priced from the prices of a sample.

    Parameters
    ----------
    problem : NestedProblem
        Without closed members.
    seats : bool
        Fill seats by tier before fit counts.
    gap : float
        Stop once ``bound - value <= gap * fit``.
    pricer_of, save, state
        See `solve_nested`.

    Raises
    ------
    ValueError
        When there are more tiers than the numbers have room for.
    """
    factors = problem.factors
    n, m = factors.n, factors.m
    rungs = ladders(problem.tier, n, m, factors.top, dense=n * m <= DENSE_PAIRS) if seats else [Ladder()]
    # Samples are small: only the whole problem goes to whoever else prices.
    pricer = LocalPricer(factors, threads) if pricer_of is None else pricer_of(factors)
    search = None
    for ladder in rungs:
        if state is not None and tuple(state["steps"].tolist()) == ladder.steps:
            search = _resumed(problem, ladder, watch, pricer, debug, state)
            search.save = save
            search.improve(gap)
        else:
            search = _search(problem, ladder, watch, threads, debug, pricer)
            search.save = save
            search.run(gap)
        if not search.finished or search.is_read_safely():
            break
    if search is None:
        raise ValueError(
            f"scores up to {factors.top} in {_tiers(problem)} tiers do not fit 48 bits. "
            "Give smaller weights or fewer tiers."
        )
    return search


def _tiers(problem: NestedProblem) -> int:
    return 1 if problem.tier is None else len(np.unique(problem.tier))


def _search(
    problem: NestedProblem, ladder: Ladder, watch: Watch, threads: int, debug: bool, pricer: Pricer
) -> Search:
    if problem.factors.n * problem.factors.m <= DENSE_PAIRS:
        return Search(problem, ladder, watch, debug=debug)
    part, rows, columns = _sampled(problem)
    local = LocalPricer(part.factors, threads)
    search = _search(part, ladder.select(columns), watch, threads, debug, local)
    search.run(SAMPLE_GAP)
    try:
        start = _extended(problem, ladder.bonus(problem.factors.m), rows, search, pricer)
    except Stopped:
        start = Prices.free(problem.people, problem.orders)
    whole = Search(problem, ladder, watch, start=start, pricer=pricer, debug=debug)
    i, j = search.plan()
    # The plan of the sample keeps all caps.
    whole.at_least = rows[i], columns[j]
    return whole


def _resumed(
    problem: NestedProblem,
    ladder: Ladder,
    watch: Watch,
    pricer: Pricer,
    debug: bool,
    state: State,
) -> Search:
    """The search that an earlier run had come to."""
    small = problem.factors.n * problem.factors.m <= DENSE_PAIRS
    start = None if small else Prices.free(problem.people, problem.orders)
    search = Search(problem, ladder, watch, start=start, pricer=pricer, debug=debug)
    search.restore(state)
    return search


def _sampled(problem: NestedProblem) -> tuple[NestedProblem, Ints, Ints]:
    """A seeded sixth of the people and of the orders, caps cut to that share; and which entries they are."""
    draw = np.random.default_rng(SAMPLE_SEED)
    rows, people = _sixth(problem.people, draw)
    columns, orders = _sixth(problem.orders, draw)
    part = problem.select(rows, columns)
    return NestedProblem(part.factors, people, orders, part.tier), rows, columns


def _sixth(side: Nesting, draw: np.random.Generator) -> tuple[Ints, Nesting]:
    """The entries that have a member among the sixth drawn, and the side with these members only."""
    everybody = np.repeat(np.arange(len(side.size)), side.count)
    drawn = draw.choice(everybody, max(1, len(everybody) // SHARE), replace=False)
    entries, many = np.unique(drawn, return_counts=True)
    part = side.select(entries)
    cap = np.where(side.cap == NO_CAP, NO_CAP, -(-side.cap // SHARE))
    return entries, Nesting(part.each * many, part.group, part.parent, cap, many)


def _extended(problem: NestedProblem, bonus: Ints, rows: Ints, search: Search, pricer: Pricer) -> Prices:
    """Prices from a sample: of hosts as there, of orders what the most eager sampled person would pay."""
    worth = search.master.person_worth()
    terms = Terms(bonus, worth, search.least, 1, 1, row_floor=-NONE, column_floor=0)
    _, columns = pricer.price(rows, np.arange(problem.factors.m), terms, search.watch.still)
    # Prices of home organisations stay 0: a sixth of so few people says little about them.
    people, orders = search.problem.people, search.problem.orders
    host = Prices.from_potentials(search.master.potentials(), people, orders).host
    start = Prices.free(problem.people, problem.orders)
    on_top = np.maximum(columns.worth[:, 0] - problem.orders.sum_up(host), 0)
    return replace(start, order=on_top, host=host)
