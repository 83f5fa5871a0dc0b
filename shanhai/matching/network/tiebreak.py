"""The tie stage: among the plans that are best in fit, the one that the committed seed picks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from shanhai.matching.distinct import without
from shanhai.matching.network.stages import Prices, StageOutcome
from shanhai.matching.ties import BITS, ROUNDS

if TYPE_CHECKING:
    from shanhai.matching.network.search import Search
    from shanhai.matching.network.tied import TiedPairs

Ints = NDArray[np.int64]


def settle_ties(search: Search, tied: TiedPairs) -> tuple[list[StageOutcome], bool]:
    """Choose among the plans best in fit by seeded keys, round after round until one is left.

    Parameters
    ----------
    search : Search
        Finished. Its basis becomes that of the plan chosen, which is as good up to fit.
    tied : TiedPairs
        All pairs that may be in a plan as good, or not.

    Returns
    -------
    stages : list of StageOutcome
    unique : bool
        Whether no other plan is as good in every stage.
    """
    master, known = search.master, search.master.arcs
    scores, keyless = master.scores(), np.zeros(search.problem.factors.m, np.int64)
    outcomes: list[StageOutcome] = []
    proven = search.proven_by()
    settled, unlisted = True, len(tied) > int(master.level(proven).sum())
    for number in range(1, ROUNDS + 1):
        master.freeze_face(proven if number == 1 else None)
        if not (unlisted or master.can_move()):
            break
        value, bound, settled = _settle(search, tied, number, unlisted=unlisted)
        outcomes.append(
            StageOutcome(f"tie-{number}", value, bound, _prices(search), keyless, 0, search.watch.seconds)
        )
        unlisted = unlisted and not (settled and _listed(search, tied, number))
        if unlisted or not settled:
            break
    master.freeze_face()
    unique = settled and not (unlisted or master.can_move())
    if unique:
        outcomes.append(_only(search, keyless))
    # The last basis lies on the face, so it is optimal for the scores as well: ready for what-ifs.
    master.thaw()
    i, j = (side[known - master.pair_arcs.start :] for side in master.pairs())
    later = search.problem.factors.score_of(i, j) + search.bonus[j]
    master.set_scores(np.concatenate([scores, later]))
    return outcomes, unique


def _settle(search: Search, tied: TiedPairs, number: int, *, unlisted: bool) -> tuple[int, int, bool]:
    """The best sum of keys on the frozen face, its bound, and whether the search for it came to its end.

    Pairs that the master lacks are added while they gain.
    """
    master, most = search.master, np.zeros(search.problem.factors.n, np.int64)
    i, j = master.pairs()
    keys, face = np.zeros(len(i), np.int64), master.on_face()
    keys[face] = tied.keys(number, i[face], j[face])
    master.set_scores(keys)

    def tell() -> bool:
        value = master.value()
        room = (1 << BITS) * len(master.chosen())
        return search.watch.keep_going(f"tie-{number}", lambda: value, lambda: room)

    while True:
        settled = master.solve(tell)
        if unlisted:
            worth = master.person_worth(), master.order_worth()
            pairs, most = tied.gaining(number, search.plan(), worth)
            if settled and len(pairs[0]):
                search.supply.note(*pairs[:2])
                master.add_pairs(*pairs)
                continue
        bound = master.face_bound() + int(most @ search.problem.people.size)
        return master.value() - master.held_value(), bound - master.held_value(), settled


def _prices(search: Search) -> Prices:
    """The prices on the face. What nobody can use there costs nothing: it is held by a cost of the master's
    own, and the prices of fit have left its pairs out already.
    """
    master = search.master
    prices = Prices.from_potentials(master.potentials(), search.problem.people, search.problem.orders)
    orders, hosts = master.held_empty()
    return replace(prices, order=np.where(orders, 0, prices.order), host=np.where(hosts, 0, prices.host))


def _listed(search: Search, tied: TiedPairs, number: int) -> bool:
    """Tell the master all pairs that may still be exchanged after a round; False when they are too many."""
    master, width = search.master, search.problem.factors.m
    found = tied.level(number, (master.person_worth(), master.order_worth()))
    if found is None:
        return False
    i, j = master.pairs()
    pair = without(found[0] * width + found[1], i * width + j)
    i, j = np.divmod(pair, max(1, width))
    search.supply.note(i, j)
    master.add_pairs(i, j, tied.keys(number, i, j))
    return True


def _only(search: Search, keyless: Ints) -> StageOutcome:
    """The stage "only": nothing on the face lies outside the plan. Its prices show it to anybody."""
    master = search.master
    outside = np.zeros(len(master.pairs()[0]), np.int64)
    outside[master.on_face()] = 1
    outside[master.chosen()] = 0
    master.set_scores(outside)
    master.solve()
    bound = master.face_bound() - master.held_value()
    return StageOutcome("only", 0, bound, _prices(search), keyless, 0, search.watch.seconds)
