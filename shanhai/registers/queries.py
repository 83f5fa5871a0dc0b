"""Reads of the registers; what a person is shown goes through `visible_to`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, Sum

from shanhai.programme.models import Event
from shanhai.registers.models import Entry, LateChange, Need, Offer, Order, PlaceProfile
from shanhai.registers.rules import IN_FORCE, Asker
from shanhai.registers.tables import ORDER_ROWS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from shanhai.programme.models import Account, Cohort, Place, Programme


def orders(account: Account, cohort: Cohort) -> QuerySet[Order]:
    """The orders of a cohort that the account may see, with what a list of them shows."""
    seen = Order.objects.visible_to(account).filter(cohort=cohort)
    return seen.select_related("cohort__programme", "host", "place")


def offers(account: Account, cohort: Cohort) -> QuerySet[Offer]:
    """The offers of a cohort that the account may see, with what a list of them shows."""
    seen = Offer.objects.visible_to(account).filter(cohort=cohort)
    return seen.select_related("cohort__programme", "organisation", "person")


def needs(account: Account, programme: Programme) -> QuerySet[Need]:
    """The needs of a programme that the account may see, the open ones first."""
    seen = Need.objects.visible_to(account).filter(programme=programme)
    return seen.select_related("host", "place", "cohort", "became").order_by("-state", "host__code", "pk")


def profiles(account: Account, programme: Programme) -> QuerySet[PlaceProfile]:
    """The profiles of a programme, with their places."""
    seen = PlaceProfile.objects.visible_to(account).filter(programme=programme)
    return seen.select_related("place", "keeper")


def in_force(cohort: Cohort) -> QuerySet[Order]:
    """The orders from which the plan of a cohort is made."""
    return Order.objects.filter(cohort=cohort, state__in=IN_FORCE).select_related("host", "place")


def unchecked(cohort: Cohort) -> int:
    """How many orders of a cohort were handed in and wait for an answer."""
    return Order.objects.filter(cohort=cohort, state="submitted").count()


def order_rows(found: Iterable[Order]) -> list[dict[str, Any]]:
    """Orders as rows of the workbook, for `workbook.records.book_of`."""
    return [ORDER_ROWS.row(order) for order in found]


def late_changes(found: Iterable[Order]) -> QuerySet[LateChange]:
    """What was changed in these orders after closing, the oldest first."""
    return LateChange.objects.filter(order__in=found).select_related("by", "order")


def asker(account: Account, entry: Entry) -> Asker:
    """What the rules have to know of an account that wants to take a step with an entry."""
    standing, programme = account.standing, entry.cohort.programme_id
    may_check = standing.may("orders.check", programme=programme)
    return Asker(
        may_write=standing.may(entry.writes, programme=programme, path=getattr(entry, entry.owner).path),
        may_check=may_check,
        may_close=standing.may("round.move", programme=programme),
        has_written=may_check and has_written(account, entry),
    )


def has_written(account: Account, entry: Entry) -> bool:
    """Whether any part of an entry's content was ever written, or handed in, by this account."""
    if account.pk == entry.written_by_id:
        return True
    checks = [f"{entry._meta.model_name}s.{name}" for name in ("accept", "return", "close")]
    return Event.objects.about(entry).filter(by=account).exclude(action__in=checks).exists()


def next_code(kind: type[Entry], cohort: Cohort, prefix: str) -> str:
    """A free id for a new entry: the prefix with the next number."""
    start = f"{prefix}-"
    taken = kind.objects.filter(cohort=cohort, code__startswith=start).values_list("code", flat=True)
    numbers = [int(code[len(start) :]) for code in taken if code[len(start) :].isdigit()]
    return f"{start}{max(numbers, default=0) + 1:02d}"


def history_of(account: Account, programme: Programme, place: Place) -> QuerySet:
    """What a place asked for in each cohort, as far as the account sees it: orders and seats."""
    seen = Order.objects.visible_to(account).filter(cohort__programme=programme)
    there = Q(place=place) | Q(place=None, host__place=place)
    return (
        seen.filter(there)
        .values("cohort__code", "cohort__name")
        .annotate(orders=Count("pk"), seats=Sum("seats"))
        .order_by("-cohort__code")
    )
