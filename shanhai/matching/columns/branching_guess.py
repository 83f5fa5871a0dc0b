"""How many of the values that relaxations promise can be had together, found by halving."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from shanhai.matching.columns.branching import Search
    from shanhai.matching.columns.branching_settled import Settled
    from shanhai.matching.columns.integer import WholePlan
    from shanhai.matching.columns.model import Model
    from shanhai.matching.columns.relaxation import Relaxed


def keep_right(search: Search, within: int) -> None:
    """Begin anew behind those guessed stages that a plan is known to reach, with that plan.

    A contradiction that speaks of none but the first `within` stages makes it needless to ask behind them.
    """
    guessed = list(search.settled)
    # A plan reaches the first `low` stages; none, or none that is easily found, the first `high`.
    low = search.reached
    high = max(min(within, len(guessed)), low + 1)
    while high - low > 1:
        middle = (low + high) // 2
        search.begin(guessed[:middle])
        plan = search.any_plan()
        if plan is None:
            high = middle
        else:
            search.plan, low = plan, max(middle, _reached(search, guessed, plan))
    search.begin(guessed[:low])
    search.reached = low


def spoken_of(search: Search, contradictions: Sequence[Relaxed]) -> int:
    """The last stage that has a price in these contradictions, counted from 1. All, where there are none."""
    if not contradictions:
        return len(search.settled)
    numbers = {each.stage.name: number for number, each in enumerate(search.settled, 1)}
    limits = enumerate(search.model.limits)
    rows = [(at, numbers[limit.name[1]]) for at, limit in limits if limit.name[0] == "stage"]
    prices = [each.ray.limits for each in contradictions if each.ray is not None]
    return max((number for at, number in rows if any(ray[at] for ray in prices)), default=0)


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


def with_seats(model: Model, plan: WholePlan) -> WholePlan:
    """The plan with the numbers of classes' seats, where the model has them by now, as they are counted."""
    return replace(plan, extras=model.fairness.counted(model.extras.names, plan.extras, plan.j))


def longest(most: int, holds: Callable[[int], bool]) -> int:
    """How many of the numbers 0, 1, ... below `most` are held, where none is held after one that is not.

    Asked in growing steps, then by halving: few questions where few are held.
    """
    low, step, high = 0, 1, most
    while low < high:
        at = min(low + step, high) - 1
        if holds(at):
            low, step = at + 1, 2 * step if high == most else max((high - at) // 2, 1)
        else:
            high, step = at, max((at - low + 1) // 2, 1)
    return low
