"""The tie stage: among the plans that are best in fit, the one that the committed seed picks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from shanhai.matching.network.stages import Prices, StageOutcome
from shanhai.matching.ties import ROUNDS, pair_keys

if TYPE_CHECKING:
    from shanhai.matching.network.search import Search

Ints = NDArray[np.int64]
Words = NDArray[np.uint64]


def settle_ties(search: Search) -> tuple[list[StageOutcome], bool]:
    """Choose among the plans best in fit by seeded keys, round after round until one is left.

    The master must know all pairs that may be in such a plan (see `Search.add_tied_pairs`).
    """
    master, problem = search.master, search.problem
    i, j = master.pairs()
    scores, width = master.scores(), problem.factors.m
    words_i = _words(problem.person_words, problem.factors.n)
    words_j = _words(problem.order_words, width)
    keyless = np.zeros(width, np.int64)
    outcomes: list[StageOutcome] = []
    for number in range(1, ROUNDS + 1):
        master.freeze_face()
        if not master.can_move():
            break
        keys, face = np.zeros(len(i), np.int64), master.on_face()
        keys[face] = pair_keys(words_i[i[face]], words_j[j[face]], number)
        master.set_scores(keys)
        master.solve()
        value, bound = int(keys[master.chosen()].sum()), master.face_bound()
        prices = Prices.from_potentials(master.potentials(), problem.people, problem.orders)
        outcomes.append(StageOutcome(f"tie-{number}", value, bound, prices, keyless, 0, search.watch.seconds))
    master.freeze_face()
    unique = not master.can_move()
    if unique:
        outcomes.append(_only(search, keyless))
    # The last basis lies on the face, so it is optimal for the scores as well: ready for what-ifs.
    master.thaw()
    master.set_scores(scores)
    return outcomes, unique


def _only(search: Search, keyless: Ints) -> StageOutcome:
    """The stage "only": nothing on the face lies outside the plan. Its prices show it to anybody."""
    master, problem = search.master, search.problem
    outside = np.zeros(len(master.pairs()[0]), np.int64)
    outside[master.on_face()] = 1
    outside[master.chosen()] = 0
    master.set_scores(outside)
    master.solve()
    prices = Prices.from_potentials(master.potentials(), problem.people, problem.orders)
    return StageOutcome("only", 0, master.face_bound(), prices, keyless, 0, search.watch.seconds)


def _words(words: Words | None, count: int) -> Words:
    """64 bits for each id; row numbers where none were given."""
    return np.arange(count, dtype=np.uint64) if words is None else words
