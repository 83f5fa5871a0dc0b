"""Outlines tile the land: neighbours share their border to the point, and no two borders cross."""

from collections import Counter, defaultdict

from shanhai.haiyue.outlines import Point, outlines, twice_area
from shanhai.haiyue.regions import regions
from shanhai.haiyue.terrain import CELL, ROW

Segment = tuple[Point, Point]


def _segments(ring: tuple[Point, ...]) -> list[Segment]:
    return list(zip(ring, ring[1:] + ring[:1], strict=True))


def _all_segments() -> list[Segment]:
    return [segment for outline in outlines() for ring in outline for segment in _segments(ring)]


def _side(a: Point, b: Point, c: Point) -> int:
    turn = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    return (turn > 0) - (turn < 0)


def _cross(one: Segment, two: Segment) -> bool:
    if set(one) & set(two):
        return False
    (a, b), (c, d) = one, two
    return _side(a, b, c) != _side(a, b, d) and _side(c, d, a) != _side(c, d, b)


def test_every_border_between_two_counties_is_the_same_line_walked_both_ways() -> None:
    walked = Counter(_all_segments())
    assert max(walked.values()) == 1
    shared = [segment for segment in walked if segment[::-1] in walked]
    assert len(shared) > len(walked) // 2


def test_no_two_borders_cross() -> None:
    lines = {min(segment, segment[::-1]) for segment in _all_segments()}
    boxes: dict[tuple[int, int], list[Segment]] = defaultdict(list)
    for (x1, y1), (x2, y2) in lines:
        for column in range(min(x1, x2) // 6_000, max(x1, x2) // 6_000 + 1):
            for row in range(min(y1, y2) // 6_000, max(y1, y2) // 6_000 + 1):
                boxes[column, row].append(((x1, y1), (x2, y2)))
    crossings = [
        (one, two)
        for near in boxes.values()
        for at, one in enumerate(near)
        for two in near[at + 1 :]
        if _cross(one, two)
    ]
    assert crossings == []


def test_rings_run_anticlockwise_the_largest_first_and_have_no_holes() -> None:
    for outline in outlines():
        areas = [twice_area(ring) for ring in outline]
        assert min(areas) > 0
        assert areas == sorted(areas, reverse=True)


def test_the_outlines_keep_the_area_of_the_cells_they_were_drawn_around() -> None:
    drawn = sum(twice_area(ring) for outline in outlines() for ring in outline) / 2
    cells = int((regions().county >= 0).sum()) * CELL * ROW
    assert abs(drawn / cells - 1) < 0.01


def test_points_are_whole_hundreds_of_metres() -> None:
    assert {value % 100 for segment in _all_segments() for point in segment for value in point} == {0}


def test_no_outline_needs_more_points_than_one_cell_of_a_sheet_holds() -> None:
    assert max(sum(len(ring) for ring in outline) for outline in outlines()) <= 140
    assert min(len(ring) for outline in outlines() for ring in outline) >= 3
