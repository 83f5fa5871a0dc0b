"""Outlines of counties as rings of points: neighbours share their border, without gap or overlap."""

from __future__ import annotations

import heapq
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from shanhai.haiyue.regions import regions
from shanhai.haiyue.terrain import COLUMNS, ROWS, terrain

if TYPE_CHECKING:
    from numpy.typing import NDArray

Corner = tuple[int, int, int]  # 0 for the top or 1 for the bottom of a cell, its row, its column
Ring = list[Corner]
Point = tuple[int, int]  # metres east and north

SMALLEST_CORNER = 3_000_000  # square metres (twice the triangle): flatter corners are left out
GRID = 100  # metres: outlines are written in kilometres with one decimal


@lru_cache(maxsize=1)
def outlines() -> tuple[tuple[tuple[Point, ...], ...], ...]:
    """The rings of each county, anticlockwise, the largest first; metres, rounded to 100."""
    owner = np.pad(regions().county, 1, constant_values=-1)
    count = len(regions().city_of_county)
    return shapes([rings_of(owner, at) for at in range(count)], owner)


def shapes(rings: list[list[Ring]], owner: NDArray[np.int64]) -> tuple[tuple[tuple[Point, ...], ...], ...]:
    """Rings of corners as rings of points, simplified alike on both sides of every border."""
    kept = _kept_corners([ring for several in rings for ring in several], owner)
    found = []
    for several in rings:
        points = [tuple(_point(corner) for corner in ring if corner in kept) for ring in several]
        found.append(tuple(sorted(points, key=lambda ring: (-twice_area(ring), ring[0]))))
    return tuple(found)


def twice_area(ring: tuple[Point, ...]) -> int:
    """Twice the area inside an anticlockwise ring."""
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)


def rings_of(owner: NDArray[np.int64], at: int) -> list[Ring]:
    """Walk around the cells of one owner. `owner` carries a margin of one cell on every side."""
    following: dict[Corner, Corner] = {}
    for padded_row, padded_column in np.argwhere(owner == at):
        row, column = int(padded_row) - 1, int(padded_column) - 1
        corners = corners_of(row, column)
        for side, (down, across) in enumerate(_around(row)):
            if owner[padded_row + down, padded_column + across] != at:
                following[corners[side]] = corners[side - 5]
    rings = []
    while following:
        first = min(following)
        ring, corner = [first], following.pop(first)
        while corner != first:
            ring.append(corner)
            corner = following.pop(corner)
        rings.append(ring)
    return rings


def corners_of(row: int, column: int) -> list[Corner]:
    """The six corners of a cell, anticlockwise from the lower right; side s runs from corner s to s + 1."""
    shift = row % 2
    right, left = column + shift, column + shift - 1
    return [(0, row - 1, right), (1, row + 1, right), (0, row, column),
            (1, row + 1, left), (0, row - 1, left), (1, row, column)]  # fmt: skip


def _around(row: int) -> tuple[tuple[int, int], ...]:
    """Cells across each side: right, upper right, upper left, left, lower left, lower right."""
    shift = row % 2
    return ((0, 1), (1, shift), (1, shift - 1), (0, -1), (-1, shift - 1), (-1, shift))


def _cells_at(corner: Corner) -> tuple[tuple[int, int], ...]:
    """The three cells that meet in a corner."""
    kind, row, column = corner
    shift = row % 2
    other = row - 1 if kind else row + 1
    return (row, column), (other, column + shift), (other, column + shift - 1)


def _owners_at(corner: Corner, owner: NDArray[np.int64]) -> set[int]:
    cells = ((row + 1, column + 1) for row, column in _cells_at(corner))
    return {
        int(owner[row, column]) if 0 <= row < ROWS + 2 and 0 <= column < COLUMNS + 2 else -1
        for row, column in cells
    }


def _point(corner: Corner) -> Point:
    kind, row, column = corner
    ground = terrain()
    x, y = (ground.bottoms if kind else ground.tops)[row, column]
    return round(int(x) / GRID) * GRID, round(int(y) / GRID) * GRID


def _kept_corners(rings: list[Ring], owner: NDArray[np.int64]) -> set[Corner]:
    """Leave out flat corners, arc by arc between the points where three owners meet."""
    kept: set[Corner] = set()
    for ring in rings:
        nodes = [at for at, corner in enumerate(ring) if len(_owners_at(corner, owner)) == 3]
        if not nodes:
            kept.update(_simplified_loop(ring))
        for at, following in zip(nodes, nodes[1:] + nodes[:1], strict=True):
            arc = ring[at : following + 1] if following > at else ring[at:] + ring[: following + 1]
            # Both sides must leave out the same corners: walk each arc in one agreed direction.
            kept.update(_simplified(min(arc, arc[::-1])))
    return kept


def _simplified_loop(ring: Ring) -> Ring:
    start = ring.index(min(ring))
    turned = ring[start:] + ring[:start]
    thirds = [0, len(ring) // 3, 2 * len(ring) // 3, len(ring)]
    closed = [*turned, turned[0]]
    return [corner for low, high in pairwise(thirds) for corner in _simplified(closed[low : high + 1])]


def _simplified(arc: Ring) -> Ring:
    """Take out the corner with the smallest triangle until all triangles are large (Visvalingam's method)."""
    points = [_point(corner) for corner in arc]
    before, after = list(range(-1, len(arc) - 1)), list(range(1, len(arc) + 1))
    gone = [False] * len(arc)

    def triangle(at: int) -> int:
        (x1, y1), (x2, y2), (x3, y3) = points[before[at]], points[at], points[after[at]]
        return abs((x2 - x1) * (y3 - y1) - (x3 - x1) * (y2 - y1))

    heap = [(triangle(at), at) for at in range(1, len(arc) - 1)]
    heapq.heapify(heap)
    while heap:
        size, at = heapq.heappop(heap)
        if gone[at] or size != triangle(at):
            continue
        if size >= SMALLEST_CORNER:
            break
        gone[at] = True
        after[before[at]], before[after[at]] = after[at], before[at]
        for side in (before[at], after[at]):
            if 0 < side < len(arc) - 1:
                heapq.heappush(heap, (triangle(side), side))
    return [corner for at, corner in enumerate(arc) if not gone[at]]
