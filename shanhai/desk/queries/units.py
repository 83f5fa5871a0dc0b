"""The units that requests are given to, as people read them and as the engine does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count

from shanhai.desk import fitting
from shanhai.desk.models import Competence, Request
from shanhai.programme.models import Organisation, Participation, Place
from shanhai.programme.queries import seen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from shanhai.programme.models import Account, Programme


def units(programme: Programme | int, *, but: Iterable[int] = ()) -> QuerySet[Organisation]:
    """The units that a request can be given to: those that take part, with all below them, that say so."""
    open_ones = Competence.objects.filter(programme=programme, is_open=True).exclude(unit__in=list(but))
    paths = dict(open_ones.values_list("unit", "unit__path"))
    here = _taking_part(programme, paths.values())
    return Organisation.objects.filter(pk__in=[pk for pk, path in paths.items() if path in here]).order_by(
        "code"
    )


def units_by_fit(request: Request) -> tuple[list[Organisation], list[Organisation]]:
    """The units that a request can go to next: those that say that they take it there, and the others."""
    at = request.programme_id
    found = list(units(at, but=[request.unit_id] if request.unit_id else []))
    topic, place = (each.code if each else "" for each in (request.topic, request.place))
    places = place_map() if place else fitting.Map()
    able = {unit.key for unit in units_to_fit(at) if fitting.takes(unit, topic, place, places)}
    fits = [each for each in found if str(each.pk) in able]
    return fits, [each for each in found if str(each.pk) not in able]


def unit_chosen(account: Account, programme: Programme | int, code: str) -> Organisation | None:
    """The unit of that code; None for none. Raises: Http404 for one that the account does not see.

    Whoever chooses a unit that has left since is to read why it cannot be, though they see it no longer.
    """
    if not code:
        return None
    giving = Competence.objects.filter(programme=programme)
    known = Organisation.objects.filter(code=code, pk__in=giving.values("unit")).first()
    return known or seen(account, Organisation.objects, code=code)


def takes_part(unit: Organisation, programme_id: int) -> bool:
    """Whether a unit, or what it is part of, takes part in a programme now."""
    return bool(_taking_part(programme_id, [unit.path]))


def _taking_part(programme: Programme | int, paths: Iterable[str]) -> set[str]:
    """The paths of units, of those given, that take part themselves or by what they are part of."""
    above = {path: _above(path) for path in paths}
    asked = {each for several in above.values() for each in several}
    taking_part = Participation.objects.filter(programme=programme, organisation__path__in=asked)
    here = set(taking_part.values_list("organisation__path", flat=True))
    return {path for path, several in above.items() if not here.isdisjoint(several)}


def _above(path: str) -> list[str]:
    parts = path.strip("/").split("/")
    return ["/" + "/".join(parts[: end + 1]) + "/" for end in range(len(parts))]


def loads(programme: Programme | int) -> dict[int, int]:
    """How many open requests each unit leads now."""
    rows = (
        Request.objects.filter(programme=programme, state__in=("routed", "taken_on", "on_hold", "answered"))
        .values("unit")
        .annotate(count=Count("pk"))
    )
    return {row["unit"]: row["count"] for row in rows if row["unit"]}


def units_to_fit(programme: Programme | int) -> list[fitting.Unit]:
    """Units as the engine reads them: what they take, and the room that they have left."""
    loaded = loads(programme)
    found = Competence.objects.filter(programme=programme, is_open=True).select_related("unit__place")
    found = found.defer("unit__place__outline")
    here = _taking_part(programme, [each.unit.path for each in found])
    return [
        fitting.Unit(
            key=str(each.unit_id),
            topics=frozenset(each.topics),
            places=frozenset(each.places),
            room=max(0, each.capacity - loaded.get(each.unit_id, 0)),
            at=each.unit.place.code if each.unit.place else "",
        )
        for each in found
        if each.unit.path in here
    ]


def place_map() -> fitting.Map:
    """The places as the engine reads them."""
    return fitting.Map(
        [
            {"id": code, "parent": parent, "east": east, "north": north}
            for code, parent, east, north in Place.objects.values_list(
                "code", "parent__code", "east", "north"
            )
        ]
    )
