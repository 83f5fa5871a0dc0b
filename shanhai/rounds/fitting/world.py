"""What rules and wishes refer to, as rows of the workbook: the hub's registers, and a cohort's people and
orders.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from shanhai.programme.models import Event, Organisation, Place, PoolEntry, Term
from shanhai.registers.models import Order
from shanhai.registers.queries import in_force, order_rows
from shanhai.registers.rules import IN_FORCE
from shanhai.sheets import name_key
from shanhai.workbook import as_json, check_records

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.db.models import QuerySet

    from shanhai.programme.models import Cohort, Person
    from shanhai.rounds.models import Nomination
    from shanhai.workbook import Book

    Rows = list[dict[str, Any]]
    World = dict[str, Rows]


#: The kinds of records whose rows make a world.
_MADE_OF = tuple(kind.label() for kind in (Place, Organisation, Term, Order))


def hub_rows(codes: Iterable[str] | None = None) -> World:
    """Places, organisations and codes of expertise; with `codes` only those, without what is above them."""
    named = {} if codes is None else {"code__in": list(codes)}
    above = "parent__code" if codes is None else None
    terms = Term.objects.filter(scheme=Term.Scheme.EXPERTISE, **named)
    return {
        # The outlines of places are large, and no rule asks for them.
        "places": _rows(Place.objects.filter(**named), above, "kind", "traits", "east", "north"),
        "organisations": _rows(Organisation.objects.filter(**named), above, "kind", place="place__code"),
        "expertise": _rows(terms, above),
    }


def _rows(records: QuerySet, above: str | None, *plain: str, **called: str) -> Rows:
    """Records of the hub as rows: id, name, what is above, and the named fields."""
    columns = {"id": "code", "name": "name", **{name: name for name in plain}, **called}
    if above:
        columns["parent"] = above
    else:
        columns.pop("place", None)
    values = records.order_by("code").values_list(*columns.values())
    return [dict(zip(columns, row, strict=True)) for row in values]


def world_of(cohort: Cohort) -> World:
    """The world of a cohort: the hub's registers, its orders in force, and its pool once it is sealed."""
    people = [each.record for each in PoolEntry.objects.filter(cohort=cohort).order_by("pk") if each.record]
    around = world_without_people(cohort)
    return {**around, "orders": with_known_wishes(around["orders"], people), "people": people}


def world_without_people(cohort: Cohort) -> World:
    """The same without a pool, and with wishes as typed; not to be changed, since it is kept."""
    return _kept(cohort.pk, _stamp())


@lru_cache(maxsize=8)
def _kept(cohort: int, stamp: tuple[int, str]) -> World:
    return {**hub_rows(), "orders": [as_json(row) for row in order_rows(in_force(cohort))]}


def _stamp() -> tuple[int, str]:
    """What changes with every write to what a world is made of: how many events there are, and the last one.

    The number alone would do, but for a transaction that read what it wrote and was then taken back; and the
    last alone, but for one that began earlier and ended later.
    """
    events = Event.objects.filter(kind__in=_MADE_OF)
    last = events.order_by("-pk").values_list("commitment", flat=True).first()
    return events.count(), last or ""


def book_of(world: World) -> Book:
    """A world as the engine reads it, with harmless stand-ins for whatever is wrong in it."""
    return check_records(world).book


def orders_of(cohort: Cohort) -> Rows:
    """The orders in force as rows, dates as JSON holds them."""
    return [as_json(row) for row in order_rows(in_force(cohort))]


def world_named_in(person: Mapping[str, Any], cohort: Cohort) -> World:
    """As much of the world as one dossier names, by id or by name: enough to say whether it can be read."""
    held = [each[0] for each in person["expertise"]] + [each[0] for each in person["barred"]]
    wishes = [str(each) for each in person["wishes"]]
    found = hub_rows({*held, *wishes, person["home"], person["native"] or ""})
    orders = Order.objects.filter(cohort=cohort, state__in=IN_FORCE)
    found["orders"] = _orders(orders.filter(code__in=wishes))
    known = {row["id"] for rows in found.values() for row in rows}
    if typed := {name_key(each) for each in wishes if each not in known}:
        # A name may be typed in either script and with blanks in it, so all names are looked through.
        for table, records in (("places", Place.objects), ("organisations", Organisation.objects)):
            found[table] += [
                {"id": code, "name": name}
                for code, name in records.exclude(code__in=known).values_list("code", "name")
                if name_key(name) in typed
            ]
        found["orders"] += [row for row in _orders(orders) if name_key(row["name"]) in typed]
    return found


def _orders(orders: QuerySet) -> Rows:
    return [{"id": code, "name": title} for code, title in orders.values_list("code", "title")]


def person_rows(nominations: Iterable[Nomination]) -> Rows:
    """The dossiers of nominated people as rows of "people", each with an id of its own among them."""
    listed = list(nominations)
    ids = ids_of([each.person for each in listed])
    return [person_row(each, ids[each.person_id]) for each in listed]


def ids_of(people: Sequence[Person]) -> dict[int, str]:
    """An id for each person: the roster's code, with the home's in front where two homes use the same one."""
    times = Counter(person.code for person in people)
    return {
        person.pk: person.code if times[person.code] == 1 else f"{person.home.code}-{person.code}"
        for person in people
    }


def person_row(nomination: Nomination, name: str = "") -> dict[str, Any]:
    """One dossier as a row: what stands on the roster, with what the person said for this cohort."""
    person = nomination.person
    return {
        "id": name or person.code,
        "name": person.name,
        "home": person.home.code,
        "native": _code(person.native),
        "level": person.level or None,
        "industry": person.industry,
        "experience": person.experience,
        "capacity": person.capacity,
        "start": _day(nomination.start or person.start),
        "end": _day(nomination.end or person.end),
        "directions": nomination.directions or person.directions,
        "expertise": person.expertise,
        "qualifications": person.qualifications,
        "wishes": nomination.wishes,
        "barred": person.barred,
        "groups": person.groups,
    }


def with_known_wishes(orders: Iterable[Mapping[str, Any]], people: Rows) -> Rows:
    """Orders whose wished-for people are those of the pool, by id; hosts type names that may be nobody's."""
    by_name: dict[str, set[str]] = {}
    for person in people:
        for name in (person["id"], person.get("name") or ""):
            by_name.setdefault(name_key(str(name)), set()).add(person["id"])
    found = []
    for order in orders:
        meant = [by_name.get(name_key(str(each)), set()) for each in order.get("wishes") or ()]
        # Somebody wished for twice, by id and by name, is wished for once; a name of two people is nobody's.
        wished = dict.fromkeys(next(iter(each)) for each in meant if len(each) == 1)
        found.append({**order, "wishes": list(wished)})
    return found


def _code(record: Any) -> str | None:
    return record.code if record is not None else None


def _day(value: Any) -> str | None:
    return value.isoformat() if value else None
