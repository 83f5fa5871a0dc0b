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
    for number in range(ROUNDS):
        master.freeze_face()
        if not master.can_move():
            return outcomes, True
        keys = pair_keys(words_i[i], words_j[j], number)
        master.set_scores(keys)
        master.solve()
        value, bound = int(keys[master.chosen()].sum()), master.face_bound()
        prices = Prices.from_potentials(master.potentials(), problem.people, problem.orders)
        outcomes.append(StageOutcome(f"tie-{number}", value, bound, prices, keyless, 0, search.watch.seconds))
    master.freeze_face()
    return outcomes, not master.can_move()
