"""What rules and wishes refer to, as rows of the workbook: the hub's registers, and a cohort's people and
orders.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from shanhai.programme.models import Organisation, Place, PoolEntry, Term
from shanhai.registers.queries import in_force, order_rows
from shanhai.sheets import name_key
from shanhai.workbook import as_json, check_records

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from shanhai.programme.models import Cohort, Person
    from shanhai.rounds.models import Nomination
    from shanhai.workbook import Book

    Rows = list[dict[str, Any]]
    World = dict[str, Rows]


def hub_rows() -> World:
    """Places, organisations and codes of expertise."""
    places = Place.objects.select_related("parent").order_by("code")
    organisations = Organisation.objects.select_related("parent", "place").order_by("code")
    terms = Term.objects.filter(scheme=Term.Scheme.EXPERTISE).select_related("parent").order_by("code")
    return {
        "places": [
            {
                "id": each.code,
                "name": each.name,
                "parent": _code(each.parent),
                "kind": each.kind,
                "traits": each.traits,
                "east": each.east,
                "north": each.north,
            }
            for each in places
        ],
        "organisations": [
            {
                "id": each.code,
                "name": each.name,
                "parent": _code(each.parent),
                "kind": each.kind,
                "place": _code(each.place),
            }
            for each in organisations
        ],
        "expertise": [{"id": each.code, "name": each.name, "parent": _code(each.parent)} for each in terms],
    }


def world_of(cohort: Cohort) -> World:
    """The world of a cohort: the hub's registers, its orders in force, and its pool once it is sealed."""
    people = [each.record for each in PoolEntry.objects.filter(cohort=cohort).order_by("pk") if each.record]
    return {**hub_rows(), "orders": with_known_wishes(orders_of(cohort), people), "people": people}


def book_of(world: World) -> Book:
    """A world as the engine reads it, with harmless stand-ins for whatever is wrong in it."""
    return check_records(world).book


def orders_of(cohort: Cohort) -> Rows:
    """The orders in force as rows, dates as JSON holds them."""
    return [as_json(row) for row in order_rows(in_force(cohort))]


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
