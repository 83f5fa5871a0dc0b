"""Reads of the registers; what a person is shown goes through `visible_to`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, F, Q, Sum

from shanhai.programme.imports.adaptor import Scope
from shanhai.programme.imports.reach import Reach
from shanhai.programme.models import Cohort, Event, Organisation, Place, PoolEntry, Term
from shanhai.registers import fitting
from shanhai.registers.models import Entry, LateChange, Need, Offer, Order, PlaceProfile
from shanhai.registers.rules import IN_FORCE, Asker
from shanhai.registers.tables import NEED_ROWS, OFFER_ROWS, ORDER_ROWS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from shanhai.programme.models import Account, Programme


#: Outlines are many numbers, which only a map asks for: reading them takes most of the time of a list.
_OUTLINE = "place__outline"


def may_read_drafts(account: Account, entry: Entry) -> bool:
    """Whether an account may read all of an entry, as whoever reads drafts of its organisation may."""
    path = getattr(entry, entry.owner).path
    return account.standing.may(entry.reads, programme=entry.cohort.programme_id, path=path)


def orders(account: Account, cohort: Cohort) -> QuerySet[Order]:
    """The orders of a cohort that the account may see, with what a list of them shows."""
    seen = Order.objects.visible_to(account).filter(cohort=cohort)
    return seen.select_related("cohort__programme", "host", "place").defer(_OUTLINE)


def offers(account: Account, cohort: Cohort) -> QuerySet[Offer]:
    """The offers of a cohort that the account may see, with what a list of them shows."""
    seen = Offer.objects.visible_to(account).filter(cohort=cohort)
    return seen.select_related("cohort__programme", "organisation", "person")


def needs(account: Account, programme: Programme) -> QuerySet[Need]:
    """The needs of a programme that the account may see, the open ones first."""
    seen = Need.objects.visible_to(account).filter(programme=programme)
    found = seen.select_related("host", "place", "cohort", "became").defer(_OUTLINE)
    return found.order_by("-state", "host__code", "pk")


def profiles(account: Account, programme: Programme) -> QuerySet[PlaceProfile]:
    """The profiles of a programme, with their places."""
    seen = PlaceProfile.objects.visible_to(account).filter(programme=programme)
    return seen.select_related("place", "keeper").defer(_OUTLINE)


def in_force(cohort: Cohort) -> QuerySet[Order]:
    """The orders from which the plan of a cohort is made."""
    found = Order.objects.filter(cohort=cohort, state__in=IN_FORCE)
    return found.select_related("host", "place").defer(_OUTLINE)


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


def keeper_of(
    account: Account, cohort: Cohort, place: Place, profile: PlaceProfile | None
) -> Organisation | None:
    """The organisation that keeps the profile, if the reader may write for it; for a new one, theirs."""
    if profile is not None:
        may = account.standing.may
        is_theirs = may("profiles.write", programme=cohort.programme_id, path=profile.keeper.path)
        return profile.keeper if is_theirs else None
    return keepers(account, cohort).filter(place=place).first()


def keepers(account: Account, cohort: Cohort) -> QuerySet[Organisation]:
    """The organisations of the reader that may keep a profile: hosts with nobody above them there."""
    reach = Reach(Scope(account, cohort.programme, cohort), "profiles.write")
    hosts = Organisation.objects.visible_to(account).filter(
        participations__programme=cohort.programme, participations__is_host=True, pk__in=reach.ids
    )
    return hosts.exclude(place=None).exclude(parent__place=F("place")).order_by("path")


def own_host(account: Account, cohort: Cohort) -> Organisation:
    """The first organisation that an account writes orders for. Raises: PermissionDenied without any."""
    ids = Reach(Scope(account, cohort.programme, cohort), "orders.write").ids
    found = Organisation.objects.visible_to(account).filter(pk__in=ids).order_by("path").first()
    if found is None:
        raise PermissionDenied("orders.write")
    return found


def newest_cohort(account: Account, programme: Programme) -> Cohort | None:
    """The cohort that copies go to: the newest of the programme."""
    return Cohort.objects.visible_to(account).filter(programme=programme).order_by("-code").first()


def world(programme: Programme) -> fitting.World:
    """What orders, people and offers of a programme refer to, as rows."""
    organisations = Organisation.objects.filter(participations__programme=programme)
    return fitting.World(
        organisations=[
            {"id": code, "parent": None, "kind": kind or None, "place": place}
            for code, kind, place in organisations.values_list("code", "kind", "place__code")
        ],
        places=[
            {"id": code, "parent": parent}
            for code, parent in Place.objects.values_list("code", "parent__code")
        ],
        expertise=[
            {"id": code, "parent": parent}
            for code, parent in Term.objects.filter(scheme="expertise").values_list("code", "parent__code")
        ],
    )


def reach(cohort: Cohort, row: dict[str, Any]) -> fitting.Reach | None:
    """How many people of the last cohort would have been eligible for an order, in bands.

    They are nobody's to see here: only counts in steps of five leave this function.
    """
    if cohort.previous_id is None:
        return None
    people = list(PoolEntry.objects.filter(cohort=cohort.previous).values_list("record", flat=True))
    if not people:
        return None
    return fitting.reach_of(_moved_back(cohort, row), people, world(cohort.programme))


def offers_for(account: Account, order: Order | Need) -> list[tuple[fitting.Suggestion, Offer]]:
    """The offers in force that fit an order or a need best, of those that the account may see."""
    cohort = order.cohort or newest_cohort(account, order.programme)
    if cohort is None:
        return []
    found = {each.code: each for each in offers(account, cohort).filter(state__in=IN_FORCE)}
    row = ORDER_ROWS.row(order) if isinstance(order, Order) else need_row(order)
    suggested = _suggest([row], found.values(), cohort)
    return [(each, found[each.offer]) for each in suggested.for_order(row["id"])] if suggested else []


def orders_for(account: Account, offer: Offer) -> list[tuple[fitting.Suggestion, Order | Need]]:
    """The orders in force and the open needs that an offer fits best, of those that the account may see."""
    cohort = offer.cohort
    asked: dict[str, Order | Need] = {
        each.code: each for each in orders(account, cohort).filter(state__in=IN_FORCE)
    }
    rows = [ORDER_ROWS.row(order) for order in asked.values()]
    for need in needs(account, cohort.programme).filter(state="open"):
        row = need_row(need)
        asked[row["id"]] = need
        rows.append(row)
    suggested = _suggest(rows, [offer], cohort)
    return [(each, asked[each.order]) for each in suggested.for_offer(offer.code)] if suggested else []


def need_row(need: Need) -> dict[str, Any]:
    """A need as a row of orders, with an id that no order has."""
    row = NEED_ROWS.row(need)
    return {**row, "id": f"need {need.pk}"}


def _suggest(
    rows: list[dict[str, Any]], offered: Iterable[Offer], cohort: Cohort
) -> fitting.Suggestions | None:
    given = [OFFER_ROWS.row(offer) for offer in offered]
    return fitting.suggest(rows, given, world(cohort.programme)) if rows and given else None


def _moved_back(cohort: Cohort, row: dict[str, Any]) -> dict[str, Any]:
    """The order as the last cohort would have seen it: its dates as much earlier as that cohort was."""
    before = cohort.previous.starts
    if not (before and cohort.starts):
        return {**row, "start": None, "end": None}
    months = (cohort.starts.year - before.year) * 12 + cohort.starts.month - before.month
    return {**row, **{name: _earlier(row.get(name), months) for name in ("start", "end")}}


def _earlier(day: date | None, months: int) -> date | None:
    if day is None:
        return None
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, 1)
