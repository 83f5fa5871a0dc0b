"""The units that requests are given to, as people read them and as the engine does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count

from shanhai.desk import fitting
from shanhai.desk.models import Competence, Request
from shanhai.programme.models import Organisation, Participation, Place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from shanhai.programme.models import Programme


def units(programme: Programme | int, *, but: Iterable[int] = ()) -> QuerySet[Organisation]:
    """The units that a request can be given to: those that take part, with all below them, that say so."""
    open_ones = Competence.objects.filter(programme=programme, is_open=True).exclude(unit__in=list(but))
    return Organisation.objects.filter(pk__in=open_ones.values("unit")).order_by("code")


def takes_part(unit: Organisation, programme_id: int) -> bool:
    """Whether a unit, or what it is part of, takes part in a programme now."""
    above = _above(unit.path)
    return Participation.objects.filter(programme=programme_id, organisation__path__in=above).exists()


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
    taking_part = Participation.objects.filter(programme=programme)
    here = set(taking_part.values_list("organisation__path", flat=True))
    found = Competence.objects.filter(programme=programme, is_open=True).select_related("unit__place")
    found = found.defer("unit__place__outline")
    return [
        fitting.Unit(
            key=str(each.unit_id),
            topics=frozenset(each.topics),
            places=frozenset(each.places),
            room=max(0, each.capacity - loaded.get(each.unit_id, 0)),
            at=each.unit.place.code if each.unit.place else "",
        )
        for each in found
        if not here.isdisjoint(_above(each.unit.path))
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
