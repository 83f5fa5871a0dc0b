"""The tie stage: among the plans that are best in fit, the one that the committed seed picks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from shanhai.matching.stages import Prices, StageOutcome
from shanhai.matching.ties import ROUNDS, pair_keys

if TYPE_CHECKING:
    from shanhai.matching.search import Search

Ints = NDArray[np.int64]


def settle_ties(search: Search) -> tuple[list[StageOutcome], bool]:
    """Choose among the plans best in fit by seeded keys, round after round until one is left."""
    master, problem = search.master, search.problem
    if not search.add_tied_pairs():
        return [], False
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
    keyless = np.zeros(problem.factors.m, np.int64)
    outcomes: list[StageOutcome] = []
    for number in range(1, ROUNDS + 1):
        master.freeze_face()
        if not master.can_move():
            return [*outcomes, only_plan(search)], True
        keys = pair_keys(words_i[i], words_j[j], number)
        master.set_scores(keys)
        master.solve()
        value, bound = int(keys[master.chosen()].sum()), master.face_bound()
        prices = Prices.from_potentials(master.potentials(), problem.people, problem.orders)
        outcomes.append(StageOutcome(f"tie-{number}", value, bound, prices, keyless, 0, search.watch.seconds))
    master.freeze_face()
    return (outcomes, False) if master.can_move() else ([*outcomes, only_plan(search)], True)


def only_plan(search: Search) -> StageOutcome:
    """The stage "only": no plan on the face has a placement outside this one. Its prices show it."""
    master, problem = search.master, search.problem
    master.set_scores(np.where(master.chosen(), 0, 1).astype(np.int64))
    master.solve()
    prices = Prices.from_potentials(master.potentials(), problem.people, problem.orders)
    keyless = np.zeros(problem.factors.m, np.int64)
    return StageOutcome("only", 0, master.face_bound(), prices, keyless, 0, search.watch.seconds)
