"""The invented units: provincial ones by name; in every programme county a government, bureaus and firms."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from shanhai.haiyue.geography import Place, place_by_name, programme_counties
from shanhai.haiyue.names import Name
from shanhai.haiyue.registers import Weighted, county_units, provincial_units, specialities

GOVERNMENT = Name("人民政府", "人民政府", "Government")
COMPANY = Name("有限公司", "有限公司", "Company")
HAIYUE = Name("海岳", "海岳", "Haiyue")

# Which kinds of home organisation count together in the programme's targets.
ORGANS, ENTERPRISES, SCIENCE = (
    ("organ", "central"),
    ("enterprise",),
    ("university", "institute", "hospital", "school"),
)


@dataclass(frozen=True)
class Unit:
    """An organisation; `key` says which of a county's units it is ("farm", "hospital", "tea" …)."""

    id: str
    key: str
    kind: str
    name: Name
    parent: str
    place: str
    industry: str
    fields: Weighted = ()
    nominates: int = 0
    seats: int = 0


@lru_cache(maxsize=1)
def provincial() -> tuple[Unit, ...]:
    """Organs, central units, enterprises, universities, hospitals, schools and institutes of the province."""
    kinds = provincial_units()
    ids = {kind.name.hans: f"U{number:03d}" for number, kind in enumerate(kinds, 1)}
    places = place_by_name()
    return tuple(
        Unit(
            ids[kind.name.hans], "", kind.kind, kind.name, ids.get(kind.parent, ""), places[kind.seat].id,
            kind.industry, kind.fields, kind.nominates, kind.seats,
        )
        for kind in kinds
    )  # fmt: skip


@lru_cache(maxsize=1)
def county() -> dict[str, tuple[Unit, ...]]:
    """The units of each programme county by the county's id: the government first, then bureaus and firms."""
    return {place.id: _units_of(place) for place in programme_counties()}


def unit_of(place: Place, key: str) -> Unit:
    """The unit of a county by its key: "farm", "hospital", a speciality …"""
    return next(unit for unit in county()[place.id] if unit.key == key)


def _units_of(place: Place) -> tuple[Unit, ...]:
    top = "C" + place.id.removeprefix("HY")
    government = Unit(top, "government", "government", place.name + GOVERNMENT, "", place.id, "S9221")
    found = [government]
    for kind in county_units().values():
        # Islands keep no forestry bureau, mountains no bureau for the sea.
        if kind.key == {"island": "forest", "mountain": "ocean"}[place.traits[0]]:
            continue
        unit_id = f"{top}-{len(found):02d}"
        found.append(
            Unit(
                unit_id,
                kind.key,
                kind.kind,
                _named(place, kind.name),
                top,
                place.id,
                kind.industry,
                kind.fields,
            )
        )
    for key in place.lives_from:
        speciality = specialities()[key]
        name = HAIYUE + place.short + speciality.trade + COMPANY
        found.append(Unit(f"{top}-{len(found):02d}", key, "firm", name, "", place.id, speciality.industry))
    return tuple(found)


def _named(place: Place, name: Name) -> Name:
    return place.name + name
