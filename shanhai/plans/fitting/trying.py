"""A change that somebody wants to try on a board: whether it can be made, and what exactly it means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from shanhai.plans.fitting.changes import Change, ChangeError, fits
from shanhai.plans.fitting.checking import change_of
from shanhai.plans.fitting.warm import Warm, warm
from shanhai.plans.models import Edit
from shanhai.plans.rules import KINDS_OF_EDITS
from shanhai.registers.models import Order

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shanhai.plans.models import Board, Plan


def changes_on(plan: Plan, edits: Sequence[Edit]) -> tuple[Change, ...]:
    """The changes of a board as the engine understands them."""
    if not edits:
        return ()
    ids = warm(plan).ids
    return tuple(change_of(each, ids) for each in edits)


def asked_of(board: Board) -> Warm:
    """The plan of a board, to ask questions of as the board is set. Raises: Unplannable, ChangeError."""
    return warm(board.plan, keeps_others=board.keeps_others)


def checked_change(board: Board, edits: Sequence[Edit], values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a change, looked over; a swap is told where its two people go.

    Raises: ChangeError when it names somebody who is not in the pool, or an order that bars the person, or
    leaves no seat for those who are pinned there already.
    """
    given = {"kind": "", "person": None, "other": None, "order": None, "rule": "", "values": {}, "reason": ""}
    given |= dict(values)
    if given["kind"] not in KINDS_OF_EDITS:
        raise ChangeError("unknown_kind", kind=str(given["kind"]))
    plan = board.plan
    asked, before = asked_of(board), changes_on(plan, edits)
    if given["kind"] == "swap":
        given = _swap(asked, before, given)
    wanted = changes_on(plan, [Edit(**given)])[0]
    _whole(wanted)
    everything = (*asked.own, *before, wanted)
    asked.problem((*before, wanted))
    fits(everything, asked.base.problem)
    for person, order in wanted.pairs if wanted.kind != "forbid" else ():
        _open(asked, person, order)
    return given


def barriers(asked: Warm, person: str, order: str) -> list[str]:
    """The hard criteria that bar somebody from an order; none: it is open to them."""
    problem = asked.base.problem
    i, j = problem.person_row[person], problem.order_row[order]
    blocks = asked.ground.scoring.barred_block(np.array([i]))
    return [kind for kind, block in blocks.items() if block[0, j]]


def _open(asked: Warm, person: str, order: str) -> None:
    if barred := barriers(asked, person, order):
        raise ChangeError("barred", person=person, order=order, criterion=barred[0])


def _whole(change: Change) -> None:
    """Go on only with a change that names all that its kind needs. Raises: ChangeError."""
    needs = {
        "pin": (change.person, change.order),
        "forbid": (change.person, change.order),
        "withdraw": (change.person,),
        "swap": (change.person, change.other, change.order, change.other_order),
        "set_rule": (change.rule, change.values),
        "drop_rule": (change.rule,),
    }
    if not all(needs[change.kind]):
        raise ChangeError("incomplete", kind=change.kind)


def _swap(asked: Warm, before: tuple[Change, ...], given: dict[str, Any]) -> dict[str, Any]:
    """Two people who have one place each: each is pinned to where the other is now."""
    if given["person"] is None or given["other"] is None:
        raise ChangeError("incomplete", kind="swap")
    result, ids, where = asked.shown(before), asked.ids, {}
    for each in (given["person"], given["other"]):
        name = ids.get(each.pk, "")
        orders = [placed.order for placed in result.placements if placed.person == name]
        if len(orders) != 1:
            raise ChangeError("no_single_place", person=name)
        where[each.pk] = orders[0]
    if where[given["person"].pk] == where[given["other"].pk]:
        raise ChangeError("same_place", person=ids[given["person"].pk], other=ids[given["other"].pk])
    order = Order.objects.get(pk=asked.base.orders[where[given["other"].pk]])
    return {**given, "order": order, "values": {"other_order": where[given["person"].pk]}}
