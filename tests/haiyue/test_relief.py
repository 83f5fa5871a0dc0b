"""Rivers run to the sea and high ground lies within higher levels' bounds."""

from shanhai.haiyue.outlines import twice_area
from shanhai.haiyue.relief import LEVELS, high_ground, rivers


def test_every_river_ends_at_the_sea_or_in_another_river() -> None:
    courses = rivers()
    points = [set(course) for course in courses]
    for course in courses:
        near_sea = course[-1][0] > 200_000
        joins = any(
            abs(x - course[-1][0]) < 5_000 and abs(y - course[-1][1]) < 5_000
            for other in points
            if other != set(course)
            for x, y in other
        )
        assert near_sea or joins


def test_there_are_some_rivers_and_none_is_a_mere_brook() -> None:
    assert 8 <= len(rivers()) <= 40
    assert min(len(course) for course in rivers()) >= 10


def test_higher_levels_cover_less_ground() -> None:
    areas = [sum(twice_area(ring) for ring in rings) for _, rings in high_ground()]
    assert [level for level, _ in high_ground()] == list(LEVELS)
    assert areas == sorted(areas, reverse=True)
    assert areas[-1] > 0
