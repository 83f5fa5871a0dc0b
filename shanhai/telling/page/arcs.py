"""Lines between places that run together for a while, so that many of them stay readable."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shanhai.matching.tables import Places

Point = tuple[float, float]
BEND = 0.12


def gathering_points(at: Mapping[str, Point], places: Places, fanned: Sequence[str]) -> dict[str, Point]:
    """Return for each place of the fanned side the middle of those that share its parent: lines run there
    first.
    """
    parent = {name: int(places.parent[row]) for row, name in enumerate(places.id)}
    families: dict[int, list[Point]] = {}
    for name in fanned:
        families.setdefault(parent[name], []).append(at[name])
    middle = {
        family: (sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points))
        for family, points in families.items()
    }
    return {name: middle[parent[name]] for name in fanned}


def arc_path(start: Point, stop: Point, via: Point, *, is_gathered_last: bool) -> str:
    """Return a curve from start to stop that is drawn towards `via` near its fanned end.

    A place that sends to itself gets a small loop.
    """
    if start == stop:
        x, y = start
        return f"M{x:.1f} {y:.1f}c-26 -34 26 -34 0 0"
    near_start = _bent(start, via if is_gathered_last else stop, 0.45)
    near_stop = _towards(stop, via, 0.72) if is_gathered_last else _bent(stop, via, 0.3)
    if not is_gathered_last:
        near_start = _towards(start, via, 0.72)
        near_stop = _bent(stop, via, 0.45, turn=-1)
    points = (near_start, near_stop, stop)
    return f"M{start[0]:.1f} {start[1]:.1f}C" + " ".join(f"{x:.1f} {y:.1f}" for x, y in points)


def _towards(a: Point, b: Point, part: float) -> Point:
    return a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part


def _bent(a: Point, b: Point, part: float, turn: int = 1) -> Point:
    """Part of the way from a to b, moved aside by a share of the distance."""
    x, y = _towards(a, b, part)
    return x - turn * BEND * (b[1] - a[1]), y + turn * BEND * (b[0] - a[0])
