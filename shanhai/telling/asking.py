"""Asking the engine to explain a result that it has just settled."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from shanhai.matching.answers.explain import Explainer, nobody
from shanhai.matching.whatif import Pin, what_if

if TYPE_CHECKING:
    from shanhai.matching.answers.explain import MaySee
    from shanhai.matching.answers.reasons import LossOf
    from shanhai.matching.result import Loss, Result


def everybody(_: str) -> bool:
    """The asker may see every person: the office and the panel."""
    return True


# So many losses of which the bounds say nothing are worked out for one explainer; each is a solve of its own.
MOST_WORKED_OUT = 20


def explainer_of(
    result: Result, *, may_see: MaySee = nobody, exact: bool = False, most: int = 5, work_out: bool = False
) -> Explainer:
    """Return the explainer of a result that was just settled (not of one read from a file).

    `exact` settles the problem again for every loss that is told; otherwise losses are told as "at least".
    With `work_out` those are settled again of which "at least" would say nothing.
    """
    shortages = {each.order: result.shortages[each.shortage] for each in result.empty}
    return Explainer(
        problem=result.problem,
        scoring=result.workings.scoring,
        plan=result.plan,
        loss=_where_nothing_is_known(result) if work_out else result.workings.loss,
        exact=_by_solving(result) if exact else None,
        unplaced={each.person: each for each in result.unplaced},
        shortages=shortages,
        may_see=may_see,
        most=most,
    )


def _by_solving(result: Result) -> LossOf:
    """The loss of forcing a pair, by settling the problem again with that pair pinned."""
    people, orders = result.problem.people.id, result.problem.orders.id

    @cache
    def loss(i: int, j: int) -> Loss:
        return what_if(result, [Pin(people[i], orders[j])]).loss

    return loss


def _where_nothing_is_known(result: Result) -> LossOf:
    """The bound of a loss; where it says nothing, the loss itself, for the first few that are asked for."""
    exactly, asked = _by_solving(result), 0

    @cache
    def loss(i: int, j: int) -> Loss:
        nonlocal asked
        bound: Loss = result.workings.loss(i, j)
        if bound.stage or bound.exact or asked >= MOST_WORKED_OUT:
            return bound
        asked += 1
        return exactly(i, j)

    return loss
