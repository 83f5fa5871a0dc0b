"""How many of the values that relaxations promise can be had together, found by halving."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shanhai.matching.columns.branching import Search, Settled
    from shanhai.matching.columns.integer import WholePlan
    from shanhai.matching.columns.model import Model


def with_seats(model: Model, plan: WholePlan) -> WholePlan:
    """The plan with the numbers of classes' seats, where the model has them by now, as they are counted."""
    return replace(plan, extras=model.fairness.counted(model.extras.names, plan.extras, plan.j))


def keep_right(search: Search, known: int) -> int:
    """Begin anew behind those guessed stages that a plan is known to reach, with that plan.

    Parameters
    ----------
    known : int
        So many stages are reached by the search's plan (0: none need one).

    Returns
    -------
    int
        How many stages are settled.
    """
    guessed = list(search.settled)
    # A plan reaches all stages below `low`; none, or none that is easily found, reaches all below `high`.
    low, high = known, len(guessed)
    while high - low > 1:
        middle = (low + high) // 2
        search.begin(guessed[:middle])
        plan = search.any_plan()
        if plan is None:
            high = middle
        else:
            search.plan, low = plan, max(middle, _reached(search, guessed, plan))
    search.begin(guessed[:low])
    return low


def _reached(search: Search, guessed: Sequence[Settled], plan: WholePlan) -> int:
    """How many of the stages, from the first on, the plan reaches."""
    plan = with_seats(search.model, plan)
    for number, each in enumerate(guessed):
        function = each.stage.function
        if max(function.extras, default=-1) >= len(plan.extras):
            return number
        if search.model.value(function, plan.i, plan.j, plan.extras) < each.value:
            return number
    return len(guessed)
