"""The pairs that nothing bars: all in one list where they are few, else looked at by blocks of people."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from shanhai.matching.columns.listing import places_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shanhai.matching.groups import Mask
    from shanhai.matching.scoring import Scoring, Whole
    from shanhai.matching.tables import Ints

# Up to so many pairs stand in one list, with their coefficients in every limit.
MOST_LISTED = 1_500_000
# Scores worked out at once.
SCORES_AT_ONCE = 2**22


class Eligible:
    """Eligible pairs and their fit.

    Parameters
    ----------
    scoring : Scoring

    Attributes
    ----------
    keys, fit : int64 arrays (n_pairs), or None
        Pairs as person * n_orders + order, ascending, with their fit; None where they are too many to list.
    """

    def __init__(self, scoring: Scoring) -> None:
        self.scoring, self.n, self.m = scoring, scoring.n_people, scoring.n_orders
        self.keys: Ints | None = None
        self.fit: Ints | None = None
        self._list()

    def _list(self) -> None:
        keys, fit, count = [], [], 0
        for start, scores in self.blocks():
            i, j = np.nonzero(scores >= 0)
            count += len(i)
            if count > MOST_LISTED:
                return
            keys.append((i + start) * self.m + j)
            fit.append(scores[i, j].astype(np.int64))
        empty = np.zeros(0, np.int64)
        self.keys, self.fit = np.concatenate((empty, *keys)), np.concatenate((empty, *fit))

    def blocks(self) -> Iterator[tuple[int, Whole]]:
        """Scores of all pairs by blocks: (first person, int array (people, m)); negative: barred."""
        people = max(1, SCORES_AT_ONCE // max(1, self.m))
        for start in range(0, self.n, people):
            yield start, self.scoring.block(slice(start, min(start + people, self.n)))

    def scores(self, i: Ints, j: Ints) -> Ints:
        """Fit of pairs, 0 for those that are barred. Returns: int64 (n_pairs)."""
        if self.keys is None or self.fit is None:
            return np.maximum(self.scoring.scores(i, j), 0)
        if not len(self.keys):
            return np.zeros(len(i), np.int64)
        at = places_in(self.keys, i * self.m + j)
        return np.where(at >= 0, self.fit[at], 0)

    def among(self, i: Ints, j: Ints) -> Mask:
        """Which of these pairs are eligible. Returns: bool array (n_pairs)."""
        if self.keys is None:
            return self.scoring.eligible(i, j)
        found: Mask = places_in(self.keys, i * self.m + j) >= 0
        return found

    @cached_property
    def mask(self) -> Mask:
        """All pairs at once: bool array (n_people, n_orders)."""
        return np.concatenate([scores >= 0 for _, scores in self.blocks()] or [np.zeros((0, self.m), bool)])
