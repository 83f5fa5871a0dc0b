"""The registers' part of the API: the steps of orders and offers. Their rows are tables of the hub's part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from django.http import Http404
from ninja import Router, Schema

from shanhai.programme.queries import seen
from shanhai.registers import actions
from shanhai.registers.models import Offer, Order

if TYPE_CHECKING:
    from django.http import HttpRequest

router = Router(tags=["registers"])
KINDS = {"orders": Order, "offers": Offer}


class EntryStepIn(Schema):
    """A step in the life of an order or offer: the version that was read, and why."""

    version: int
    reason: str = ""


class EntryOut(Schema):
    """An order or offer after a step."""

    code: str
    state: str
    version: int
    answer: str


@router.post(
    "/{programme}/{cohort}/{kind}/{code}/{step}",
    response=EntryOut,
    summary="Take a step with an order or offer",
)
def take_step(
    request: HttpRequest,
    programme: str,
    cohort: str,
    kind: Literal["orders", "offers"],
    code: str,
    step: Literal["submit", "take_back", "accept", "return", "withdraw"],
    body: EntryStepIn,
) -> Any:
    """Hand in, take back, accept, return or withdraw."""
    if kind not in KINDS:
        raise Http404
    records = KINDS[kind].objects
    entry = seen(request.auth, records, cohort__programme__code=programme, cohort__code=cohort, code=code)
    return actions.move(by=request.auth, entry=entry, step=step, expected=body.version, reason=body.reason)
