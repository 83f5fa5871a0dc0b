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


def explainer_of(
    result: Result, *, may_see: MaySee = nobody, exact: bool = False, most: int = 5
) -> Explainer:
    """Return the explainer of a result that was just settled (not of one read from a file).

    `exact` settles the problem again for every loss that is told; otherwise losses are told as "at least".
    """
    shortages = {each.order: result.shortages[each.shortage] for each in result.empty}
    return Explainer(
        problem=result.problem,
        scoring=result.workings.scoring,
        plan=result.plan,
        loss=result.workings.loss,
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
