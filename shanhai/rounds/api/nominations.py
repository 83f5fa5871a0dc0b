"""Nominations: putting people forward, completing dossiers, vetting."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from ninja import Field, Router, Schema

from shanhai.pages.words import current_language
from shanhai.programme.models import Person
from shanhai.programme.queries import seen
from shanhai.rounds import actions, queries
from shanhai.rounds.api.sending import COHORT, StepIn, the_cohort
from shanhai.rounds.models import Nomination

if TYPE_CHECKING:
    from django.http import HttpRequest

router = Router()


class NominationOut(Schema):
    """A nomination."""

    id: int
    person: str = Field(alias="person.code")
    home: str = Field(alias="home.code")
    state: str
    wishes: list[str]
    directions: list[str]
    start: date | None
    end: date | None
    version: int


class PutForwardIn(Schema):
    """Whom to put forward, by the ids of the home and of the person, and why."""

    home: str
    person: str
    why: str = ""


class DossierIn(Schema):
    """Where to, when, and that the person agrees; `on_paper` when the home enters what they have signed."""

    version: int
    consents: bool
    on_paper: bool = False
    wishes: list[str] = Field(default_factory=list)
    directions: list[str] = Field(default_factory=list)
    start: date | None = None
    end: date | None = None


class VettingIn(Schema):
    """The yes or no of the vetting body, and nothing else of it."""

    version: int
    passed: bool
    body: str
    signer: str
    on: date


class OrderOut(Schema):
    """An order as one person sees it: the rank of the wish for it, 0 for none, and what shuts it."""

    order: str
    title: str
    wish: int
    shut_by: list[str]


class OrdersOut(Schema):
    """Orders, open and shut; not told before rules are frozen, or while the dossier is wrong."""

    told: bool
    errors: list[str] = Field(default_factory=list)
    open: list[OrderOut] = Field(default_factory=list)
    shut: list[OrderOut] = Field(default_factory=list)


@router.get(f"{COHORT}/nominations", response=list[NominationOut], summary="The nominations that you may see")
def nominations(request: HttpRequest, programme: str, cohort: str) -> Any:
    """Nominations."""
    at = the_cohort(request, programme, cohort)
    return queries.nominations(request.auth, at).select_related("person", "home")


@router.post(f"{COHORT}/nominations", response=NominationOut, summary="Put somebody forward")
def put_forward(request: HttpRequest, programme: str, cohort: str, body: PutForwardIn) -> Any:
    """Put somebody of one's roster forward."""
    at = the_cohort(request, programme, cohort)
    person = seen(request.auth, Person.objects, home__code=body.home, code=body.person)
    return actions.put_forward(by=request.auth, cohort=at, person=person, why=body.why)


@router.post(f"{COHORT}/nominations/{{int:pk}}/vetting", response=NominationOut, summary="Enter a vetting")
def vet(request: HttpRequest, programme: str, cohort: str, pk: int, body: VettingIn) -> Any:
    """Enter the answer of the vetting body."""
    nomination = _nomination(request, programme, cohort, pk)
    actions.vet(
        by=request.auth,
        nomination=nomination,
        passed=body.passed,
        body=body.body,
        signer=body.signer,
        on=body.on,
        expected=body.version,
    )
    return seen(request.auth, Nomination.objects, pk=pk)


@router.get(f"{COHORT}/nominations/{{int:pk}}", response=NominationOut, summary="One nomination")
def nomination(request: HttpRequest, programme: str, cohort: str, pk: int) -> Any:
    """One nomination, as it stands."""
    return _nomination(request, programme, cohort, pk)


@router.get(
    f"{COHORT}/nominations/{{int:pk}}/orders", response=OrdersOut, summary="Which orders are open to somebody"
)
def orders_for(request: HttpRequest, programme: str, cohort: str, pk: int) -> Any:
    """The orders that the rules in force leave open, and what shuts the others: recusal, requirements."""
    found = _nomination(request, programme, cohort, pk)
    orders = queries.orders_for(request.auth, found, current_language())
    if orders is None:
        return {"told": False}
    return {
        "told": not orders.errors,
        "errors": orders.errors,
        "open": [_order(each) for each in orders.open],
        "shut": [_order(each) for each in orders.shut],
    }


@router.post(f"{COHORT}/nominations/{{int:pk}}/dossier", response=NominationOut, summary="Complete a dossier")
def complete(request: HttpRequest, programme: str, cohort: str, pk: int, body: DossierIn) -> Any:
    """Say where to and when, and confirm."""
    actions.complete(
        by=request.auth,
        nomination=_nomination(request, programme, cohort, pk),
        values=body.dict(include={"wishes", "directions", "start", "end"}, exclude_unset=True),
        consents=body.consents,
        on_paper=body.on_paper,
        expected=body.version,
    )
    return _nomination(request, programme, cohort, pk)


@router.post(f"{COHORT}/nominations/{{int:pk}}/{{step}}", response=NominationOut, summary="Take a step")
def move_nomination(
    request: HttpRequest,
    programme: str,
    cohort: str,
    pk: int,
    step: Literal["withdraw", "return", "put_forward"],
    body: StepIn,
) -> Any:
    """Withdraw, give the dossier back, both with a reason; or put somebody forward again."""
    given = {"by": request.auth, "expected": body.version}
    given["nomination"] = _nomination(request, programme, cohort, pk)
    if step == "put_forward":
        actions.put_forward_again(**given)
    else:
        taken = {"withdraw": actions.withdraw, "return": actions.return_nomination}[step]
        taken(**given, reason=body.reason)
    return _nomination(request, programme, cohort, pk)


def _order(shown: queries.OrderShown) -> dict[str, Any]:
    shut_by = [each.text(current_language()) for each in shown.shut_by]
    return {"order": shown.order.code, "title": shown.order.title, "wish": shown.rank, "shut_by": shut_by}


def _nomination(request: HttpRequest, programme: str, cohort: str, pk: int) -> Nomination:
    at = the_cohort(request, programme, cohort)
    return seen(request.auth, Nomination.objects.select_related("person", "home"), cohort=at, pk=pk)
