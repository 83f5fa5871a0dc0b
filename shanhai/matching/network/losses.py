"""What forcing a pair into a plan of nested caps costs at least, one pair after another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from shanhai.matching.result import Loss

if TYPE_CHECKING:
    from shanhai.matching.network.nested import NestedPlan


class NetworkLosses:
    """Losses by the prices of fit, worked out once; equal to `NestedPlan.forced_loss`.

    Parameters
    ----------
    plan : NestedPlan
    """

    def __init__(self, plan: NestedPlan) -> None:
        fit, problem = plan.stage("fit"), plan.problem
        self._names = [stage.name for stage in plan.stages if not stage.name.startswith(("tie", "only"))]
        self._person = fit.prices.person + problem.people.sum_up(fit.prices.home)
        self._order = fit.prices.order + problem.orders.sum_up(fit.prices.host) - fit.weights - fit.gap
        self._placed = frozenset(zip(plan.person.tolist(), plan.order.tolist(), strict=True))
        self._factors, self._ladder = problem.factors, plan.search.ladder

    def at_least(self, i: int, j: int) -> Loss:
        """The least loss if person row i had to go to order row j; none for a pair of the plan."""
        if (i, j) in self._placed:
            return Loss("", 0, False)
        score = int(self._factors.score_of(np.array([i]), np.array([j]))[0])
        reduced = max(0, int(self._person[i] + self._order[j]) - score)
        digits = self._ladder.digits(np.array([reduced]))[:, 0].tolist()
        worse = next((at for at, digit in enumerate(digits) if digit), None)
        return Loss("", 0, False) if worse is None else Loss(self._names[worse], digits[worse], False)
