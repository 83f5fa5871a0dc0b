"""The registers' part of the API: steps of orders and offers, and what fits them.

Their rows are tables of the hub's part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from ninja import Router, Schema

from shanhai.programme.queries import seen
from shanhai.registers import actions, queries
from shanhai.registers.models import Need, Offer, Order

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


class SuggestionOut(Schema):
    """What fits: an order, offer or need by its id, the fit out of 100, and the codes in which both meet."""

    kind: Literal["order", "offer", "need"]
    id: str
    title: str
    fit: int
    best: bool
    shared: list[str]


class NeedOut(Schema):
    """A need after a step."""

    id: int
    state: str
    version: int


@router.get(
    "/{programme}/{cohort}/{kind}/{code}/suggestions",
    response=list[SuggestionOut],
    summary="What fits an order or an offer best",
)
def suggestions(
    request: HttpRequest, programme: str, cohort: str, kind: Literal["orders", "offers"], code: str
) -> Any:
    """The offers for an order, the orders and needs for an offer, with the reasons."""
    entry = _entry(request, programme, cohort, kind, code)
    ask = queries.offers_for if kind == "orders" else queries.orders_for
    return [
        {
            "kind": record._meta.model_name,
            "id": str(record.pk) if isinstance(record, Need) else record.code,
            "title": record.title,
            "fit": found.fit,
            "best": found.best,
            "shared": [each.asked for each in found.matches],
        }
        for found, record in ask(request.auth, entry)
    ]


@router.post(
    "/{programme}/needs/{int:pk}/{step}", response=NeedOut, summary="Set a need aside, or open it again"
)
def move_need(
    request: HttpRequest, programme: str, pk: int, step: Literal["drop", "reopen"], body: EntryStepIn
) -> Any:
    """Set a need aside, with a reason, or open it again."""
    need = seen(request.auth, Need.objects, programme__code=programme, pk=pk)
    if step == "drop":
        return actions.drop_need(by=request.auth, need=need, expected=body.version, reason=body.reason)
    return actions.reopen_need(by=request.auth, need=need, expected=body.version)


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
    entry = _entry(request, programme, cohort, kind, code)
    return actions.move(by=request.auth, entry=entry, step=step, expected=body.version, reason=body.reason)


def _entry(request: HttpRequest, programme: str, cohort: str, kind: str, code: str) -> Order | Offer:
    records = KINDS[kind].objects
    return seen(request.auth, records, cohort__programme__code=programme, cohort__code=cohort, code=code)
