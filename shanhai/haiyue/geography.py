"""The places of the invented province: names, seats, outlines, and which counties the programme is for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from shanhai.haiyue.names import Name
from shanhai.haiyue.outlines import Point, outlines
from shanhai.haiyue.regions import CITY_SITES, MAINLAND_COUNTIES, regions
from shanhai.haiyue.registers import PlaceName, place_names
from shanhai.haiyue.terrain import terrain

PROVINCE = Name("海岳省", "海岳省", "Haiyue")
MOUNTAIN_COUNTIES = 26
STATUS = {
    "市": Name("市", "市", "City"),
    "区": Name("区", "區", "District"),
    "县": Name("县", "縣", "County"),
}


@dataclass(frozen=True)
class Place:
    """The province, a city, a district or a county.

    `east`, `north`: the seat in kilometres, one decimal. `outline`: rings of points in metres, the largest
    first, empty for the province and its cities, whose land is that of their counties. `short`: the name
    without its rank.
    """

    id: str
    kind: str
    parent: str
    name: Name
    short: Name
    traits: tuple[str, ...]
    east: float
    north: float
    lives_from: tuple[str, ...] = ()
    outline: tuple[tuple[Point, ...], ...] = ()

    @property
    def outline_text(self) -> str:
        """The outline as one cell of a sheet: `x,y x,y …` in kilometres, pieces parted by `;`."""
        return ";".join(" ".join(f"{x / 1000:.1f},{y / 1000:.1f}" for x, y in ring) for ring in self.outline)


@lru_cache(maxsize=1)
def places() -> tuple[Place, ...]:
    """The province, then each city followed by its counties."""
    names = place_names()
    cities, counties = names[: len(CITY_SITES)], names[len(CITY_SITES) :]
    grouped = [_counties_of(city, counties) for city in range(len(cities))]
    found = []
    for number, (city, members) in enumerate(zip(cities, grouped, strict=True)):
        seat = min(members, key=lambda place: (place.kind != "district", _off_site(place, number)))
        found.append(Place(_city_id(number), "city", "HY", _full(city), city.name, (), seat.east, seat.north))
        found += members
    capital = found[0]
    return (Place("HY", "province", "", PROVINCE, PROVINCE, (), capital.east, capital.north), *found)


@lru_cache(maxsize=1)
def place_by_name() -> dict[str, Place]:
    """Cities and counties by simplified name without rank; a district hides the city of the same name."""
    return {place.short.hans: place for place in places()}


def programme_counties() -> tuple[Place, ...]:
    """The 26 mountain and 6 island counties that the programme is for."""
    return tuple(place for place in places() if place.traits)


def _city_id(city: int) -> str:
    return f"HY{city + 1:02d}"


def _counties_of(city: int, names: tuple[PlaceName, ...]) -> list[Place]:
    owned = [at for at, owner in enumerate(regions().city_of_county) if owner == city]
    return [_county(at, city, number + 1, names[at]) for number, at in enumerate(owned)]


def _county(at: int, city: int, number: int, named: PlaceName) -> Place:
    ground, seat = terrain(), regions().seats[at]
    return Place(
        id=f"{_city_id(city)}{number:02d}",
        kind="district" if named.status == "区" else "county",
        parent=_city_id(city),
        name=_full(named),
        short=named.name,
        traits=_traits(at),
        east=int(ground.centre_x[seat]) // 100 / 10,
        north=int(ground.centre_y[seat]) // 100 / 10,
        lives_from=named.lives_from,
        outline=outlines()[at],
    )


def _full(named: PlaceName) -> Name:
    return named.name + STATUS[named.status]


def _traits(at: int) -> tuple[str, ...]:
    if at >= MAINLAND_COUNTIES:
        return ("island",)
    return ("mountain",) if at in _mountain_counties() else ()


@lru_cache(maxsize=1)
def _mountain_counties() -> frozenset[int]:
    """The counties of the mainland that lie highest on average."""
    county, height = regions().county, terrain().height
    mean = {}
    for at in range(MAINLAND_COUNTIES):
        cells = county == at
        mean[at] = int(height[cells].sum()) * 100 // int(cells.sum())
    return frozenset(sorted(mean, key=lambda at: (-mean[at], at))[:MOUNTAIN_COUNTIES])


def _off_site(place: Place, city: int) -> float:
    east, north, *_ = CITY_SITES[city]
    return (place.east - east) ** 2 + (place.north - north) ** 2
