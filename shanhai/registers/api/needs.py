"""Needs: what stayed open, written, set aside, and turned into orders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from ninja import Router, Schema

from shanhai.pages.entry import sent
from shanhai.programme.api.sending import CellsIn, StepIn, the_programme, told
from shanhai.programme.imports.adaptor import Scope
from shanhai.programme.imports.reach import Reach
from shanhai.programme.queries import require, seen
from shanhai.programme.rows import plain_row
from shanhai.registers import actions, queries
from shanhai.registers.api.entries import EntryOut
from shanhai.registers.api.sending import the_cohort
from shanhai.registers.forms import need_form, need_values
from shanhai.registers.tables import NEED_ROWS

if TYPE_CHECKING:
    from django.http import HttpRequest

    from shanhai.programme.models import Programme
    from shanhai.registers.models import Need

router = Router()
READ, WRITE = ("orders.read", "lists.read"), "orders.write"


class NeedOut(Schema):
    """A need after a step."""

    id: int
    state: str
    version: int


@router.get("/{programme}/needs", summary="What stayed open, as far as you may see it")
def needs(request: HttpRequest, programme: str, state: str = "") -> list[dict[str, Any]]:
    """Needs as rows, each with its state; `state` keeps those that are open, ordered or dropped."""
    at = the_programme(request, programme)
    if not any(request.auth.standing.may(each, programme=at.pk) for each in READ):
        require(request.auth, READ[0], programme=at.pk)
    found = queries.needs(request.auth, at)
    return [_told(each) for each in (found.filter(state=state) if state else found)]


@router.post("/{programme}/needs", summary="Write a need")
def write_need(request: HttpRequest, programme: str, body: CellsIn) -> dict[str, Any]:
    """Write down what a place lacks."""
    at = the_programme(request, programme, WRITE)
    return _written(request, at, body, None)


@router.put("/{programme}/needs/{int:pk}", summary="Change a need")
def change_need(request: HttpRequest, programme: str, pk: int, body: CellsIn) -> dict[str, Any]:
    """Change a need that is open."""
    at = the_programme(request, programme)
    found = seen(request.auth, queries.needs(request.auth, at), pk=pk)
    require(request.auth, WRITE, programme=at.pk, path=found.host.path)
    return _written(request, at, body, found)


@router.post("/{programme}/needs/{int:pk}/order", response=EntryOut, summary="Make an order of a need")
def order_of_need(request: HttpRequest, programme: str, pk: int, cohort: str, body: StepIn) -> Any:
    """Make the draft of an order in the cohort `?cohort=`."""
    at = the_cohort(request.auth, programme, cohort)
    found = seen(request.auth, queries.needs(request.auth, at.programme), pk=pk)
    return actions.order_from_need(by=request.auth, need=found, cohort=at, expected=body.version)


@router.post(
    "/{programme}/needs/{int:pk}/{step}", response=NeedOut, summary="Set a need aside, or open it again"
)
def move_need(
    request: HttpRequest, programme: str, pk: int, step: Literal["drop", "reopen"], body: StepIn
) -> Any:
    """Set a need aside, with a reason, or open it again."""
    at = the_programme(request, programme)
    need = seen(request.auth, queries.needs(request.auth, at), pk=pk)
    take = actions.drop_need if step == "drop" else actions.reopen_need
    return take(by=request.auth, need=need, expected=body.version, reason=body.reason)


def _written(request: HttpRequest, at: Programme, body: CellsIn, need: Need | None) -> dict[str, Any]:
    scope = Scope(request.auth, at)
    reach = Reach(scope, WRITE)
    form = sent(lambda data: need_form(scope, reach, data, need), body.cells, body.version)
    values = need_values(request.auth, at, form)
    given = {"by": request.auth, "programme": at, "values": values, "expected": form.expected}
    return _told(actions.write_need(**given, need=need))


def _told(need: Need) -> dict[str, Any]:
    return {**told(need, plain_row(NEED_ROWS.row(need))), "_state": need.state}
