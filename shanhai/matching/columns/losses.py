"""What it would cost at least to force a pair into the plan, read off the bounds of the stages."""

from __future__ import annotations

from copy import copy
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from shanhai.matching.columns.lagrange import Dense
from shanhai.matching.result import Loss

if TYPE_CHECKING:
    from shanhai.matching.columns.branching import Search, Settled
    from shanhai.matching.tables import Ints

# People whose reduced values are worked out together: whoever explains goes from one to the next.
AT_ONCE = 64


class Losses:
    """Lower bounds on the loss of forcing single pairs, stage by stage.

    Prices are not unique and are not quoted; a bound that they give holds whatever they are.
    """

    def __init__(self, search: Search) -> None:
        assert search.plan is not None
        self._placed = set(zip(search.plan.i.tolist(), search.plan.j.tolist(), strict=True))
        self._search = search

    @cached_property
    def _stages(self) -> list[_Stage]:
        stages = [each for each in self._search.settled if not each.stage.name.startswith(("tie", "only"))]
        return [_Stage(self._search, each) for each in stages]

    def at_least(self, i: int, j: int) -> Loss:
        """The first stage that must get worse if person row i goes to order row j, and by how much."""
        if (i, j) in self._placed:
            return Loss("", 0, True)
        for stage in self._stages:
            missed = stage.settled.value - stage.bound_with(i, j)
            if missed > 0:
                return Loss(stage.settled.stage.name, missed, False)
        return Loss("", 0, False)


class _Stage:
    """The reduced values of one settled stage, for all pairs, those that are out by now included."""

    def __init__(self, search: Search, settled: Settled) -> None:
        self.settled = settled
        model = copy(search.model)
        model.limits, model.alive = search.model.limits[: len(settled.prices.limits)], search.model.eligible
        self._dense = Dense(model)
        self._start, self._reduced = -1, np.zeros((0, 0), np.int64)

    def bound_with(self, i: int, j: int) -> int:
        """The stage's bound when the pair is forced."""
        start, settled = i - i % AT_ONCE, self.settled
        if start != self._start:
            stop = min(start + AT_ONCE, self._dense.model.n)
            self._start = start
            self._reduced = self._dense.block(settled.stage.function, settled.prices, start, stop)
        reduced: Ints = self._reduced[i - start]
        return int(settled.first.total + int(reduced[j]) - settled.first.threshold[i]) >> settled.first.shift
