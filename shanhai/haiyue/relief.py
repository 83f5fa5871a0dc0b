"""Rivers and high ground of the province, for the map."""

from __future__ import annotations

import heapq
from functools import lru_cache

import numpy as np

from shanhai.haiyue.chance import Chance
from shanhai.haiyue.outlines import GRID, Point, rings_of, shapes, twice_area
from shanhai.haiyue.regions import neighbours, regions
from shanhai.haiyue.terrain import terrain

Cell = tuple[int, int]

LEVELS = (200, 450, 800)  # metres above the sea at which the map changes its shade
SMALLEST_AREA = 60_000_000  # square metres (twice the area): smaller patches of high ground are not drawn
RIVER_FROM = 170  # cells drained, about 850 square kilometres
MEANDER = 14  # metres of chance in every step of a river, so that it does not run straight over flat ground
SHORTEST_RIVER = 10  # cells


@lru_cache(maxsize=1)
def high_ground() -> tuple[tuple[int, tuple[tuple[Point, ...], ...]], ...]:
    """Per level in metres the rings around all ground above it; clockwise rings are holes."""
    land = regions().county >= 0
    found = []
    for level in LEVELS:
        owner = np.pad(np.where(land & (terrain().height >= level), 0, -1), 1, constant_values=-1)
        (rings,) = shapes([rings_of(owner, 0)], owner)
        found.append((level, tuple(ring for ring in rings if abs(twice_area(ring)) > SMALLEST_AREA)))
    return tuple(found)


@lru_cache(maxsize=1)
def rivers() -> tuple[tuple[Point, ...], ...]:
    """Each river from its source to the sea or to the river it joins; metres, rounded to 100."""
    downstream, order = _downstream()
    drained = dict.fromkeys(order, 1)
    for cell in reversed(order):
        if cell in downstream:
            drained[downstream[cell]] += drained[cell]
    main_source: dict[Cell, tuple[int, Cell]] = {}
    for cell in order:
        if drained[cell] >= RIVER_FROM and cell in downstream:
            onto = downstream[cell]
            main_source[onto] = max(main_source.get(onto, (0, cell)), (drained[cell], cell))
    sources = [cell for cell in order if drained[cell] >= RIVER_FROM and cell not in main_source]
    courses = [_course(source, downstream, main_source) for source in sources]
    return tuple(_line(course) for course in courses if len(course) >= SHORTEST_RIVER)


def _downstream() -> tuple[dict[Cell, Cell], list[Cell]]:
    """The cell each cell drains into, found by flooding the land from the sea, and the order of flooding."""
    land, height, x = regions().county >= 0, terrain().height, terrain().centre_x
    chance = Chance("rivers")
    downstream: dict[Cell, Cell] = {}
    order: list[Cell] = []
    heap = []
    for row, column in np.argwhere(land):
        cell = (int(row), int(column))
        at_sea = x[cell] > 225_000 and any(not land[other] for other in neighbours(*cell))
        if at_sea:
            heap.append((int(height[cell]), cell))
    seen = {cell for _, cell in heap}
    heapq.heapify(heap)
    while heap:
        level, cell = heapq.heappop(heap)
        order.append(cell)
        for other in neighbours(*cell):
            if land[other] and other not in seen:
                seen.add(other)
                downstream[other] = cell
                heapq.heappush(heap, (max(level, int(height[other])) + chance.below(MEANDER), other))
    return downstream, order


def _course(
    source: Cell, downstream: dict[Cell, Cell], main_source: dict[Cell, tuple[int, Cell]]
) -> list[Cell]:
    course = [source]
    while course[-1] in downstream:
        onto = downstream[course[-1]]
        joins_another = main_source[onto][1] != course[-1]
        course.append(onto)
        if joins_another:
            break
    return course


def _line(course: list[Cell]) -> tuple[Point, ...]:
    """The middle of each three cells in a row: rounds off the corners of the mesh."""
    ground = terrain()
    points = [(int(ground.centre_x[cell]), int(ground.centre_y[cell])) for cell in course]
    inner = zip(points, points[1:], points[2:], strict=False)
    rounded = [((x1 + x2 + x3) // 3, (y1 + y2 + y3) // 3) for (x1, y1), (x2, y2), (x3, y3) in inner]
    return tuple((x // GRID * GRID, y // GRID * GRID) for x, y in (points[0], *rounded, points[-1]))
