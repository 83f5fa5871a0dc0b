"""The ground of the invented province: a mesh of six-sided cells, its coast, its islands and its heights.

Everything is whole metres and integer arithmetic, so the same coast comes out on every machine. The cells
are honeycomb cells with displaced corners: exactly three meet in each corner, so borders drawn along them
can neither cross nor leave gaps.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from shanhai.haiyue.chance import Chance

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Metres = NDArray[np.int64]

WIDTH, HEIGHT = 430_000, 420_000  # metres east and north
CELL = 2_400  # metres between neighbouring cell centres
ROW = 2_078  # metres between rows: CELL times the square root of 3/4
ROWS, COLUMNS = HEIGHT // ROW, WIDTH // CELL

# Corners of the mainland in kilometres, anticlockwise from the south-west; noise turns them into a coast.
MAINLAND = (
    (66, 52), (96, 26), (128, 30), (160, 16), (196, 34), (226, 20), (246, 42), (240, 62),
    (268, 70), (288, 92), (272, 112), (254, 118), (276, 136), (304, 140), (312, 158),
    (290, 170), (268, 172), (262, 186), (284, 200), (318, 206), (338, 226), (322, 246),
    (296, 250), (262, 254), (232, 266), (226, 274), (254, 276), (286, 280), (312, 296),
    (320, 322), (306, 350), (282, 366), (256, 374), (226, 396), (196, 384), (164, 398),
    (132, 384), (106, 388), (88, 360), (62, 346), (70, 312), (40, 286), (28, 250), (44, 222),
    (26, 190), (38, 158), (22, 124), (44, 98), (46, 70),
)  # fmt: skip

# Islands as centre east, centre north, half-width, half-height in kilometres.
ISLANDS = (
    (362, 262, 17, 10), (338, 268, 7, 4), (352, 284, 8, 5), (376, 284, 6, 4), (384, 250, 9, 6),
    (398, 262, 5, 4), (352, 306, 10, 8), (372, 312, 7, 5), (362, 328, 5, 4), (390, 316, 6, 5),
    (380, 300, 4, 3), (396, 332, 4, 3), (404, 288, 5, 4), (346, 244, 4, 3), (364, 238, 5, 3),
    (410, 272, 3, 3), (336, 176, 9, 10), (350, 186, 5, 4), (346, 162, 5, 4), (330, 192, 3, 3),
    (360, 172, 3, 3), (296, 118, 7, 6), (310, 110, 6, 5), (306, 96, 4, 4), (320, 120, 4, 3),
    (318, 100, 3, 3), (272, 50, 6, 7), (284, 60, 4, 4), (264, 34, 4, 4), (288, 44, 3, 3),
    (276, 34, 3, 2), (302, 84, 4, 3), (290, 74, 3, 3), (322, 138, 3, 4), (326, 150, 3, 3),
    (298, 186, 4, 3), (310, 180, 3, 3), (352, 222, 4, 5), (344, 212, 3, 3), (332, 338, 3, 4),
    (326, 352, 3, 3), (334, 320, 2, 3), (300, 264, 4, 2), (284, 128, 3, 2), (264, 82, 3, 2),
    (366, 346, 3, 3),
)  # fmt: skip


@dataclass(frozen=True)
class Terrain:
    """Cells of the mesh, row by row; arrays of shape (ROWS, COLUMNS) unless told otherwise.

    `x`, `y`: centres in metres, already displaced by the noise that borders follow.
    `land`: whether a cell is land. `height`: metres above the sea, 0 at sea.
    `tops`, `bottoms`: corner above and below each cell, shape (ROWS, COLUMNS, 2), metres.
    """

    x: Metres
    y: Metres
    centre_x: Metres
    centre_y: Metres
    land: NDArray[np.bool_]
    height: Metres
    tops: Metres
    bottoms: Metres


def noise(x: Metres, y: Metres, size: int, octaves: int, key: str, keep: int = 512) -> Metres:
    """Smooth noise of about ±1000 whose widest features are `size` metres across.

    Each further octave has half the size and `keep` 1024ths of the strength of the one before.
    """
    total = np.zeros_like(x)
    strength = 1024
    for octave in range(octaves):
        total += (
            _single_noise(x, y, size >> octave, Chance("noise", key, octave).below(1 << 62)) * strength
        ) >> 10
        strength = strength * keep >> 10
    return total


def _single_noise(x: Metres, y: Metres, step: int, seed: int) -> Metres:
    column, row = x // step, y // step
    across, up = _smooth((x % step) * 1024 // step), _smooth((y % step) * 1024 // step)
    low = _lattice(column, row, seed) * (1024 - across) + _lattice(column + 1, row, seed) * across
    high = _lattice(column, row + 1, seed) * (1024 - across) + _lattice(column + 1, row + 1, seed) * across
    return ((low >> 10) * (1024 - up) + (high >> 10) * up) >> 10


def _smooth(t: Metres) -> Metres:
    return (t * t * (3072 - 2 * t)) >> 20


def _lattice(column: Metres, row: Metres, seed: int) -> Metres:
    """Value in -1000 .. 1000 of each lattice point."""
    mixed = column.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= row.astype(np.uint64) * np.uint64(0xC2B2AE3D27D4EB4F) + np.uint64(seed)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return (mixed >> np.uint64(33)).astype(np.int64) % 2001 - 1000


@lru_cache(maxsize=1)
def terrain() -> Terrain:
    """The ground of the province, made once and kept."""
    rows, columns = np.meshgrid(np.arange(ROWS), np.arange(COLUMNS), indexing="ij")
    centre_x = columns * CELL + (rows % 2) * (CELL // 2)
    centre_y = rows * ROW
    x = centre_x + noise(centre_x, centre_y, 32_000, 4, "warp east", keep=740) * 7
    y = centre_y + noise(centre_x, centre_y, 32_000, 4, "warp north", keep=740) * 7
    land = _inside(x, y, MAINLAND) | _in_islands(x, y)
    height = np.where(land, _height(centre_x, centre_y), 0)
    tops = _displaced(centre_x, centre_y + ROW * 2 // 3, "top")
    bottoms = _displaced(centre_x, centre_y - ROW * 2 // 3, "bottom")
    return Terrain(x, y, centre_x, centre_y, land, height, tops, bottoms)


def _inside(x: Metres, y: Metres, corners: tuple[tuple[int, int], ...]) -> NDArray[np.bool_]:
    """Whether each point lies inside a polygon given in kilometres, by counting crossings in integers."""
    inside = np.zeros(x.shape, dtype=bool)
    points = [(1000 * east, 1000 * north) for east, north in corners]
    for (x1, y1), (x2, y2) in zip(points, points[1:] + points[:1], strict=True):
        if y1 == y2:
            continue
        spans = (y1 > y) != (y2 > y)
        side = (x - x1) * (y2 - y1) - (x2 - x1) * (y - y1)
        inside ^= spans & ((side < 0) == (y2 > y1))
    return inside


def _in_islands(x: Metres, y: Metres) -> NDArray[np.bool_]:
    inside = np.zeros(x.shape, dtype=bool)
    for east, north, half_width, half_height in ISLANDS:
        across, up = (x - 1000 * east) // half_width, (y - 1000 * north) // half_height
        inside |= across * across + up * up < 1_000_000
    return inside


# Ranges as a line between two points in kilometres, with its height in metres and half-breadth in kilometres.
RANGES = (
    (20, 110, 96, 176, 1250, 54), (96, 176, 150, 236, 800, 40), (56, 56, 160, 104, 1350, 52),
    (150, 62, 236, 100, 950, 40), (34, 200, 84, 276, 950, 40), (64, 326, 124, 380, 880, 38),
    (176, 118, 226, 190, 760, 36), (86, 96, 130, 150, 900, 50),
)  # fmt: skip


def _height(x: Metres, y: Metres) -> Metres:
    """Height of each cell: ranges with crooked flanks, spurs and valleys, over a low plain."""
    east = x + noise(x, y, 36_000, 3, "range east", keep=640) * 11
    north = y + noise(x, y, 36_000, 3, "range north", keep=640) * 11
    height = np.zeros(x.shape, dtype=np.int64)
    for east1, north1, east2, north2, top, breadth in RANGES:
        distance = _distance_to_line(east, north, 1000 * east1, 1000 * north1, 1000 * east2, 1000 * north2)
        share = np.clip(1024 - distance * 1024 // (breadth * 1000), 0, 1024)
        height = height + top * (share * share >> 10) // 1024
    spurs = 1024 - np.abs(noise(x, y, 22_000, 3, "spurs"))
    rough = np.abs(noise(x, y, 40_000, 3, "plain"))
    # The southern border follows a watershed.
    rim = np.clip(56_000 - y, 0, 40_000) * np.clip(236_000 - x, 0, 40_000) // 5_000_000
    ground: Metres = (height + rim) * (spurs + 300) // 1024 + rough // 9 + 3
    return ground


def _distance_to_line(x: Metres, y: Metres, x1: int, y1: int, x2: int, y2: int) -> Metres:
    dx, dy = x2 - x1, y2 - y1
    along = np.clip(((x - x1) * dx + (y - y1) * dy) // ((dx * dx + dy * dy) // 1024), 0, 1024)
    east, north = x - x1 - dx * along // 1024, y - y1 - dy * along // 1024
    return _root(east * east + north * north)


def _root(square: Metres) -> Metres:
    # Square roots of whole numbers below 2**52 are rounded correctly by every processor (IEEE 754).
    return np.sqrt(square.astype(np.float64)).astype(np.int64)


def _displaced(x: Metres, y: Metres, key: str) -> Metres:
    seed = Chance("corner", key).below(1 << 62)
    across = _lattice(x // (CELL // 2), y // ROW, seed) * 620 // 1000
    up = _lattice(y // ROW, x // (CELL // 2), seed + 1) * 620 // 1000
    return np.stack([x + across, y + up], axis=-1)
