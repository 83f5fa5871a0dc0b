"""What the routes of plans and boards are asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shanhai.plans import actions
from shanhai.plans.models import Explanation
from shanhai.programme.models import Grant
from shanhai.programme.trail import writing
from tests.access.table import Subject, subject
from tests.plans import scene

if TYPE_CHECKING:
    from shanhai.plans.models import Board, Plan
    from tests.cast import Cast

ROUND = {"programme": "haiyue", "cohort": "2022"}


def _of(plan: Plan, **more: Any) -> dict[str, Any]:
    return {**ROUND, "number": plan.number, **more}


def _board(cast: Cast) -> Board:
    return actions.open_board(by=cast.office, plan=scene.verified(cast))


def _change(cast: Cast, board: Board, **body: Any) -> Subject:
    return Subject(_of(board.plan, pk=board.pk), {"version": board.version, **body})


@subject("plans", "sealed")
def _(cast: Cast) -> Subject:
    scene.sealed(cast)
    return Subject(ROUND, {"title": "one"})


@subject("plans", "not_sealed")
def _(cast: Cast) -> Subject:
    return Subject(ROUND, {"title": "one"})


@subject("plan", "waiting")
def _(cast: Cast) -> Subject:
    plan = scene.asked(cast)
    return Subject(_of(plan), {"step": "stop", "version": plan.version})


@subject("plan", "verified")
def _(cast: Cast) -> Subject:
    plan = scene.verified(cast)
    return Subject(_of(plan), {"step": "hand_in", "version": plan.version})


@subject("plan", "proposed")
def _(cast: Cast) -> Subject:
    plan = scene.proposed(cast)
    return Subject(_of(plan), {"step": "take_back", "version": plan.version})


@subject("plan", "signed")
def _(cast: Cast) -> Subject:
    plan = actions.decide(by=cast.panel, plan=scene.proposed(cast), step="sign")
    return Subject(_of(plan), {"step": "take_back", "version": plan.version})


@subject("two_plans", "verified")
def _(cast: Cast) -> Subject:
    one, two = scene.verified(cast), scene.verified(cast)
    return Subject(_of(one, other=two.number))


@subject("board", "open")
def _(cast: Cast) -> Subject:
    board = _board(cast)
    return Subject(_of(board.plan, pk=board.pk), query=f"?version={board.version}")


@subject("person_on_board", "open")
def _(cast: Cast) -> Subject:
    board = _board(cast)
    order = scene.order("海水养殖技术员")
    query = f"?person={cast.people['li'].pk}&order={order.code}"
    return Subject(_of(board.plan, pk=board.pk), query=query)


@subject("pin", "open")
def _(cast: Cast) -> Subject:
    order = scene.board_order(cast)
    return _change(cast, _board(cast), kind="pin", person=cast.people["wang"].pk, order=order.pk)


@subject("pin", "foreign_person")
def _(cast: Cast) -> Subject:
    order = scene.board_order(cast)
    return _change(cast, _board(cast), kind="pin", person=cast.people["zhou"].pk, order=order.pk)


@subject("pin", "stale")
def _(cast: Cast) -> Subject:
    order, board = scene.board_order(cast), _board(cast)
    body = {"version": board.version + 7, "kind": "pin", "person": cast.people["wang"].pk, "order": order.pk}
    return Subject(_of(board.plan, pk=board.pk), body)


def _tried(cast: Cast, reason: str = "") -> Board:
    board = _board(cast)
    values = {"kind": "withdraw", "person": cast.people["li"], "reason": reason}
    return actions.change(by=cast.office, board=board, values=values)


@subject("undo", "tried")
def _(cast: Cast) -> Subject:
    return _change(cast, _tried(cast), to=0)


@subject("keep_others", "open")
def _(cast: Cast) -> Subject:
    return _change(cast, _board(cast), keeps="yes")


@subject("reason", "tried")
def _(cast: Cast) -> Subject:
    board = _tried(cast)
    return _change(cast, board, edit=board.edits.get().pk, reason="Because.")


@subject("make", "tried")
def _(cast: Cast) -> Subject:
    return _change(cast, _tried(cast, "Because."), title="two")


@subject("make", "without_reason")
def _(cast: Cast) -> Subject:
    return _change(cast, _tried(cast), title="two")


@subject("explanation", "of_li")
def _(cast: Cast) -> Subject:
    scene.verified(cast)
    told = Explanation.objects.get(audience="person", person=cast.people["li"])
    return Subject({**ROUND, "pk": told.pk})


@subject("explanation", "of_mutual_wishes")
def _(cast: Cast) -> Subject:
    scene.verified(cast)
    return Subject({**ROUND, "pk": Explanation.objects.get(audience="wishes").pk})


@subject("explanation", "of_li_granted")
def _(cast: Cast) -> Subject:
    scene.verified(cast)
    told = Explanation.objects.get(audience="person", person=cast.people["li"])
    with writing(by=None, action="test") as write:
        write.save(Grant(kind=Explanation.label(), object_id=told.pk, account=cast.secondee, why="published"))
    return Subject({**ROUND, "pk": told.pk})
