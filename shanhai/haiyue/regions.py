"""Cities and counties as sets of cells of the mesh: every land cell belongs to one county."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from shanhai.haiyue.terrain import COLUMNS, ROWS, noise, terrain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Cells = NDArray[np.int64]

# Each city as centre east, centre north in kilometres, weight in kilometres and number of mainland counties.
CITY_SITES = (
    (216, 290, 10, 11), (292, 328, 0, 8), (206, 364, 0, 7), (120, 346, 0, 8), (84, 262, 0, 8),
    (164, 226, 0, 9), (292, 230, 0, 8), (268, 148, 0, 7), (96, 142, 0, 10), (186, 76, 0, 8),
    (362, 268, 0, 0),
)  # fmt: skip

# Each island county as city, centre east and centre north in kilometres.
ISLAND_SITES = ((10, 358, 262), (10, 384, 256), (10, 352, 304), (10, 384, 318), (6, 340, 176), (7, 304, 108))

MAINLAND_COUNTIES = sum(count for *_, count in CITY_SITES)
SPLIT_ABOVE = 60  # an island of more cells than this may be shared by two counties


@dataclass(frozen=True)
class Regions:
    """The county of every cell (-1 at sea), the city of every county and the cell of every county seat."""

    county: Cells
    city_of_county: tuple[int, ...]
    seats: tuple[tuple[int, int], ...]


@lru_cache(maxsize=1)
def regions() -> Regions:
    """Divide the land among 11 cities and 90 counties, made once and kept."""
    land = _without_lakes(terrain().land)
    mainland, islands = _mainland_and_islands(land)
    county, cities = _mainland_counties(mainland)
    _join_strays(county, mainland)
    _give_islands_away(county, islands)
    cities += [city for city, _, _ in ISLAND_SITES]
    return Regions(county, tuple(cities), _seats(county, len(cities)))


def neighbours(row: int, column: int) -> Iterator[tuple[int, int]]:
    """The up to six cells around a cell: upper right, right, lower right, lower left, left, upper left."""
    shift = row % 2
    for down, across in ((1, shift), (0, 1), (-1, shift), (-1, shift - 1), (0, -1), (1, shift - 1)):
        if 0 <= row + down < ROWS and 0 <= column + across < COLUMNS:
            yield row + down, column + across


def components(mask: NDArray[np.bool_]) -> list[list[tuple[int, int]]]:
    """Connected sets of cells, the largest first."""
    left = {(int(row), int(column)) for row, column in np.argwhere(mask)}
    found = []
    for start in sorted(left):
        if start not in left:
            continue
        left.discard(start)
        queue, members = deque([start]), [start]
        while queue:
            for cell in neighbours(*queue.popleft()):
                if cell in left:
                    left.discard(cell)
                    queue.append(cell)
                    members.append(cell)
        found.append(members)
    return sorted(found, key=lambda cells: (-len(cells), cells[0]))


def _without_lakes(land: NDArray[np.bool_]) -> NDArray[np.bool_]:
    filled = land.copy()
    for water in components(~land)[1:]:
        filled[tuple(zip(*water, strict=True))] = True
    return filled


def _mainland_and_islands(land: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], list[list[tuple[int, int]]]]:
    """The largest piece of land and the islands; single cells and pieces west of the sea are left out."""
    main, *rest = components(land)
    mainland = np.zeros_like(land)
    mainland[tuple(zip(*main, strict=True))] = True
    return mainland, [island for island in rest if len(island) > 1 and island[0][1] > COLUMNS // 2]


def _mainland_counties(mainland: NDArray[np.bool_]) -> tuple[Cells, list[int]]:
    ground = terrain()
    county = np.full(mainland.shape, -1, dtype=np.int64)
    # Borders on land bend in wider sweeps than the coast does.
    x = (ground.x + noise(ground.x, ground.y, 70_000, 2, "border east") * 16)[mainland]
    y = (ground.y + noise(ground.x, ground.y, 70_000, 2, "border north") * 16)[mainland]
    cells = np.full(x.shape, -1, dtype=np.int64)
    sites = np.array([(1000 * east, 1000 * north) for east, north, _, _ in CITY_SITES if (east, north)])
    bonus = np.array([weight * 1000 for _, _, weight, _ in CITY_SITES])
    counts = [count for *_, count in CITY_SITES]
    city = _nearest(x, y, sites, bonus, [at for at, count in enumerate(counts) if count])
    cities: list[int] = []
    for at, count in enumerate(counts):
        if not count:
            continue
        here = city == at
        cells[here] = len(cities) + _divided(x[here], y[here], count, tuple(sites[at]))
        cities += [at] * count
    county[mainland] = cells
    return county, cities


def _nearest(x: Cells, y: Cells, sites: Cells, bonus: Cells, allowed: list[int]) -> Cells:
    """Site nearest to each cell; a bonus in metres moves the border outward."""
    squares = [(x - sites[at, 0]) ** 2 + (y - sites[at, 1]) ** 2 - bonus[at] * 120_000 for at in allowed]
    nearest: Cells = np.array(allowed)[np.argmin(np.stack(squares), axis=0)]
    return nearest


def _divided(x: Cells, y: Cells, count: int, centre: tuple[int, int]) -> Cells:
    """Cut the cells of a city into counties of similar shape, smaller around its centre (Lloyd's method)."""
    from_centre = (x - centre[0]) ** 2 + (y - centre[1]) ** 2
    density = 100 + 40_000_000_000 // (from_centre + 200_000_000)
    sites = _spread(x, y, count, int(np.argmin(from_centre)))
    nearest = np.zeros(x.shape, dtype=np.int64)
    for _ in range(14):
        nearest = np.argmin([(x - east) ** 2 + (y - north) ** 2 for east, north in sites], axis=0)
        sites = [_centroid(x, y, density, nearest == at) for at in range(count)]
    return nearest


def _spread(x: Cells, y: Cells, count: int, first: int) -> list[tuple[int, int]]:
    """Start points as far from one another as can be."""
    chosen = [first]
    distance = (x - x[first]) ** 2 + (y - y[first]) ** 2
    while len(chosen) < count:
        chosen.append(int(np.argmax(distance)))
        distance = np.minimum(distance, (x - x[chosen[-1]]) ** 2 + (y - y[chosen[-1]]) ** 2)
    return [(int(x[at]), int(y[at])) for at in chosen]


def _centroid(x: Cells, y: Cells, density: Cells, mask: NDArray[np.bool_]) -> tuple[int, int]:
    mass = int(density[mask].sum())
    return int((x[mask] * density[mask]).sum()) // mass, int((y[mask] * density[mask]).sum()) // mass


def _join_strays(county: Cells, mainland: NDArray[np.bool_]) -> None:
    """Give cells that borders have cut off to the neighbour they touch most."""
    for at in range(MAINLAND_COUNTIES):
        for stray in components(county == at)[1:]:
            touched: dict[int, int] = {}
            for cell in stray:
                for other in neighbours(*cell):
                    if mainland[other] and county[other] != at:
                        touched[int(county[other])] = touched.get(int(county[other]), 0) + 1
            county[tuple(zip(*stray, strict=True))] = max(touched, key=lambda other: (touched[other], -other))


def _give_islands_away(county: Cells, islands: list[list[tuple[int, int]]]) -> None:
    """Each island to an island county, or to the mainland county it lies off."""
    shore = [(int(row), int(column)) for row, column in np.argwhere(county >= 0)]
    shore = [cell for cell in shore if any(county[other] < 0 for other in neighbours(*cell))]
    owners = {cell: int(county[cell]) for cell in shore}
    for island in islands:
        parts = [[cell] for cell in island] if len(island) > SPLIT_ABOVE else [island]
        for part in parts:
            county[tuple(zip(*part, strict=True))] = _owner_of_island(part, owners)


def _owner_of_island(part: list[tuple[int, int]], shore: dict[tuple[int, int], int]) -> int:
    ground = terrain()
    east = sum(int(ground.centre_x[cell]) for cell in part) // len(part)
    north = sum(int(ground.centre_y[cell]) for cell in part) // len(part)

    def off(cell: tuple[int, int]) -> int:
        return (int(ground.centre_x[cell]) - east) ** 2 + (int(ground.centre_y[cell]) - north) ** 2

    nearest_shore = min(shore, key=lambda cell: (off(cell), cell))
    to_sites = [(1000 * x - east) ** 2 + (1000 * y - north) ** 2 for _, x, y in ISLAND_SITES]
    site = min(range(len(to_sites)), key=lambda at: (to_sites[at], at))
    # An island belongs to the mainland when it is twice as near to it as to the middle of an island county.
    return shore[nearest_shore] if 4 * off(nearest_shore) < to_sites[site] else MAINLAND_COUNTIES + site


def _seats(county: Cells, count: int) -> tuple[tuple[int, int], ...]:
    """The seat of each county: low ground near its middle."""
    ground = terrain()
    seats = []
    for at in range(count):
        cells = [(int(row), int(column)) for row, column in np.argwhere(county == at)]
        main = max(components(county == at), key=len)
        east = sum(int(ground.centre_x[cell]) for cell in main) // len(main)
        north = sum(int(ground.centre_y[cell]) for cell in main) // len(main)
        inner = [cell for cell in main if all(county[other] == at for other in neighbours(*cell))] or cells

        def unfit(cell: tuple[int, int], east: int = east, north: int = north) -> tuple[int, tuple[int, int]]:
            off = (int(ground.centre_x[cell]) - east) ** 2 + (int(ground.centre_y[cell]) - north) ** 2
            return off // 30_000 + int(ground.height[cell]) * 8, cell

        seats.append(min(inner, key=unfit))
    return tuple(seats)
