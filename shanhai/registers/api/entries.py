"""Steps of orders and offers, copies of them, what fits them, and whom an order would reach."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, Literal

from ninja import Field, Router, Schema

from shanhai.pages.entry import sent
from shanhai.programme.api.sending import CellsIn, StepIn  # noqa: TC001 - read when the program runs
from shanhai.programme.imports.adaptor import Scope
from shanhai.programme.queries import require, seen
from shanhai.registers import actions, queries
from shanhai.registers.adaptors import Orders
from shanhai.registers.api.sending import the_cohort
from shanhai.registers.forms import entry_form
from shanhai.registers.models import Need, Offer, Order

if TYPE_CHECKING:
    from django.http import HttpRequest

router = Router()
KINDS = {"orders": Order, "offers": Offer}


class EntryOut(Schema):
    """An order or offer after a step."""

    code: str
    state: str
    version: int
    answer: str


class CopyIn(Schema):
    """From which cohort of the programme something is copied."""

    of: str


class BandOut(Schema):
    """A number of people, told in a step of five: at least, and at most."""

    least: int
    most: int


class ShutOut(Schema):
    """What shuts people out: the kind of requirement, what it asks for, and how many."""

    kind: str
    wants: str
    count: BandOut


class ReachOut(Schema):
    """Whom an order would reach; not told without a sealed pool of a cohort before."""

    told: bool
    people: BandOut | None = None
    eligible: BandOut | None = None
    skilled: BandOut | None = None
    shut: list[ShutOut] = Field(default_factory=list)


class SuggestionOut(Schema):
    """What fits: an order, offer or need by its id, the fit out of 100, and the codes in which both meet."""

    kind: Literal["order", "offer", "need"]
    id: str
    title: str
    fit: int
    best: bool
    shared: list[str]


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


@router.post("/{programme}/{cohort}/orders/reach", response=ReachOut, summary="Whom an order would reach")
def order_reach(request: HttpRequest, programme: str, cohort: str, body: CellsIn) -> Any:
    """How many people of the cohort before would have been eligible, told in bands; nothing is kept."""
    at = the_cohort(request.auth, programme, cohort)
    require(request.auth, "orders.write", programme=at.programme_id)
    adaptor = Orders(Scope(request.auth, at.programme, at))
    row = sent(lambda data: entry_form(adaptor, data, None, {"seats": 1, "kind": "post"}), body.cells).row
    found = queries.reach(at, row)
    return {"told": found is not None, **(dataclasses.asdict(found) if found else {})}


@router.post("/{programme}/{cohort}/{kind}/{code}/copy", response=EntryOut, summary="Copy one into a cohort")
def copy_entry(
    request: HttpRequest,
    programme: str,
    cohort: str,
    kind: Literal["orders", "offers"],
    code: str,
    body: CopyIn,
) -> Any:
    """Write a draft in this cohort with what an order or offer of the cohort `of` says."""
    at = the_cohort(request.auth, programme, cohort)
    entry = _entry(request, programme, body.of, kind, code)
    require(request.auth, entry.writes, programme=at.programme_id)
    if kind == "orders":
        return actions.copy_order(by=request.auth, order=entry, cohort=at)
    return actions.copy_offer(by=request.auth, offer=entry, cohort=at)


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
    body: StepIn,
) -> Any:
    """Hand in, take back, accept, return or withdraw."""
    entry = _entry(request, programme, cohort, kind, code)
    return actions.move(by=request.auth, entry=entry, step=step, expected=body.version, reason=body.reason)


def _entry(request: HttpRequest, programme: str, cohort: str, kind: str, code: str) -> Order | Offer:
    records = KINDS[kind].objects
    return seen(request.auth, records, cohort__programme__code=programme, cohort__code=cohort, code=code)
