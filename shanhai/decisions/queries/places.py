"""What was decided: for the rooms above one row a place, for the public the list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shanhai.decisions.models import Decided, Publication
from shanhai.decisions.rules import STANDING_PUBLICATIONS
from shanhai.plans import queries as plans
from shanhai.plans.models import Explanation
from shanhai.programme.models import Attachment

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from shanhai.plans.models import Placed, Plan
    from shanhai.programme.models import Account, Cohort, Organisation

    Row = dict[str, Any]

#: How the places of a list are ordered.
_ORDERS = {
    "unit": ("order__host__code", "order__code", "seat"),
    "strokes": ("person__by_strokes", "person__code"),
    "pinyin": ("person__by_pinyin", "person__code"),
}


def publication_of(cohort: Cohort) -> Publication | None:
    """The list of a cohort that is public now, if there is one."""
    standing = Publication.objects.filter(cohort=cohort, state__in=STANDING_PUBLICATIONS)
    return standing.select_related("cohort__programme", "decision__plan").first()


def publications(account: Account, cohort: Cohort) -> QuerySet[Publication]:
    """The lists of a cohort that the account may see, the newest first."""
    seen = Publication.objects.visible_to(account).filter(cohort=cohort)
    return seen.select_related("cohort__programme", "decision__plan__rule_set", "decision__plan__pool")


def public(key: str) -> Publication | None:
    """The list of a public address, for anybody. One that was taken back is no longer public."""
    found = Publication.objects.filter(key=key).exclude(state="taken_back")
    return found.select_related(
        "cohort__programme", "decision__plan__rule_set", "decision__plan__pool"
    ).first()


def decided(cohort: Cohort) -> QuerySet[Decided]:
    """Every place on the list of a cohort that is public now, withdrawn ones included.

    A place whose `state` is "standing" holds. `publication.state` is "settled" once letters were sent: from
    then on the list is only replaced. `carries` is the row of the same person in the same order on the list
    that this one replaced, so that what hangs on that row can be carried over.
    """
    places = Decided.objects.filter(publication__cohort=cohort, publication__state__in=STANDING_PUBLICATIONS)
    return places.select_related(
        "publication__cohort__programme", "person__home", "person__account", "order__host__place", "carries"
    )


def places_listed(publication: Publication, order: str = "") -> QuerySet[Decided]:
    """The places of one list that were not withdrawn, in one of the orders of lists."""
    places = Decided.objects.filter(publication=publication).exclude(state="withdrawn")
    places = places.select_related("person__home", "order__host", "publication__cohort__programme")
    return places.order_by(*_ORDERS.get(order or publication.order, _ORDERS["unit"]))


def rows_to_publish(plan: Plan, shows: list[str]) -> list[Row]:
    """The rows that a plan makes public, as they are ordered by unit."""
    return [row_of(placed, shows) for placed in plans.placements_of(plan)]


def row_of(placed: Placed, shows: list[str]) -> Row:
    """What becomes public of one placement: only what `shows` names, in words that need no language."""
    person, order = placed.person, placed.order
    start, end = term_of(placed)
    known: Row = {
        "name": person.name,
        "home": person.home.name,
        "level": person.level or None,
        "direction": order.direction,
        "host": order.host.name,
        "order": order.title,
        "term": "/".join(f"{day:%Y-%m}" if day else "" for day in (start, end)),
    }
    return {name: value for name, value in known.items() if name in shows}


def attachment(pk: int) -> Attachment | None:
    """A file by its key, for the room's own use: who may have it was asked before."""
    return Attachment.objects.filter(pk=pk).exclude(file="").first()


def term_of(placed: Placed) -> tuple[date | None, date | None]:
    """From when to when somebody goes: as the order says, or else the cohort."""
    order, cohort = placed.order, placed.plan.cohort
    return order.start or cohort.starts, order.end or cohort.ends


def is_letter_of(account: Account, publication: Publication, side: str, unit: Organisation) -> bool:
    """Whether a letter to a unit is the account's to have: letters were sent, and it acts for the unit."""
    permission = "orders.write" if side == "host" else "nominations.write"
    return publication.state == "settled" and account.standing.may(
        permission, programme=publication.programme_of(), path=unit.path
    )


def with_names(places: QuerySet[Decided]) -> QuerySet[Decided]:
    """Places with everything that a page or a paper says of them."""
    return places.select_related(
        "publication__cohort__programme",
        "publication__decision",
        "placed__plan__cohort",
        "person__home",
        "order__host",
    )


def explanations(account: Account, publication: Publication, host: Organisation) -> QuerySet[Explanation]:
    """What a host is told of its orders in a published plan, as far as the account may read it."""
    told = Explanation.objects.visible_to(account).filter(
        plan=publication.decision.plan, audience="host", order__host=host
    )
    return told.exclude(texts={}).select_related("order__host").order_by("order__code")


def own_explanation(account: Account, publication: Publication) -> Explanation | None:
    """What a person is told of a plan that is public: their own text alone."""
    told = Explanation.objects.filter(
        plan=publication.decision.plan, audience="person", person__account=account
    )
    # One that its job has not filled in yet says nothing.
    return told.exclude(texts={}).select_related("person", "plan__cohort").first()
