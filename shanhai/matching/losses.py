"""What it would cost at least to force a pair into the plan, read off the bounds of the stages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from shanhai.matching.model import coefficients
from shanhai.matching.result import Loss

if TYPE_CHECKING:
    from shanhai.matching.branching import Search, Settled
    from shanhai.matching.tables import Ints


class Losses:
    """Lower bounds on the loss of forcing single pairs, stage by stage.

    Prices are not unique and are not quoted; a bound that they give holds whatever they are.
    """

    def __init__(self, search: Search) -> None:
        self.search = search

    def at_least(self, i: int, j: int) -> Loss:
        """The first stage that must get worse if person row i goes to order row j, and by how much at
        least.
        """
        assert self.search.plan is not None
        if ((self.search.plan.i == i) & (self.search.plan.j == j)).any():
            return Loss("", 0, True)
        for settled in self.search.settled:
            missed = settled.value - self._bound_with(settled, i, j)
            if missed > 0:
                return Loss(settled.stage.name, missed, False)
        return Loss("", 0, False)

    def _bound_with(self, settled: Settled, i: int, j: int) -> int:
        """The stage's bound when the pair is forced."""
        reduced = self._reduced(settled, np.array([i]), np.array([j]))
        return int(settled.first.total + reduced - settled.first.threshold[i]) >> settled.first.shift

    def _reduced(self, settled: Settled, i: Ints, j: Ints) -> int:
        model, prices = self.search.model, settled.prices
        limits = model.limits[: len(prices.limits)]
        paid = np.flatnonzero(prices.limits)
        functions = [settled.stage.function, *(limits[at].function for at in paid)]
        _, row, value = coefficients(model, functions, i, j)
        times = np.concatenate(([1 << prices.shift], -prices.limits[paid]))
        return int(sum(int(times[at]) * int(v) for at, v in zip(row, value, strict=True))) - int(
            prices.seats[j[0]]
        )
