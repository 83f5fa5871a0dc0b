"""The units that requests are given to, as people read them and as the engine does."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count

from shanhai.desk import fitting
from shanhai.desk.models import Competence, Request
from shanhai.programme.models import Organisation, Participation, Place
from shanhai.programme.queries import seen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shanhai.programme.models import Account, Programme


class Choice(NamedTuple):
    """A unit as it is offered: by its code, its name, and whether it says that it takes the like there."""

    code: str
    name: str
    takes_it: bool


def units_to_choose(request: Request) -> list[Choice]:
    """The units that a request can go to next, those first that say that they take its topic at its place."""
    rows = list(
        Competence.objects.filter(programme=request.programme_id, is_open=True)
        .exclude(unit=request.unit_id)
        .order_by("unit__code")
        .values_list("unit__path", "unit__code", "unit__name", "topics", "places")
    )
    here = _taking_part(request.programme_id, [path for path, *_ in rows])
    topic, place = (each.code if each else "" for each in (request.topic, request.place))
    places = place_map() if place else fitting.Map()
    found = [
        Choice(code, name, fitting.takes(_unit(code, topics, taken_at), topic, place, places))
        for path, code, name, topics, taken_at in rows
        if path in here
    ]
    return sorted(found, key=lambda each: not each.takes_it)


def _unit(key: str, topics: Iterable[str], places: Iterable[str]) -> fitting.Unit:
    return fitting.Unit(key, frozenset(topics), frozenset(places), room=0)


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
    # Looked up by their paths: by a join a database may begin with all that take part.
    named = Organisation.objects.filter(path__in=asked).order_by().values("pk")
    taking_part = Participation.objects.filter(programme=programme, organisation__in=named)
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
