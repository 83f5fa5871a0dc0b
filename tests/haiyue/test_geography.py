"""The places of Haiyue: how many there are of each kind, where they lie, and that none of them is real."""

import csv
from pathlib import Path

import pytest

from shanhai.haiyue.geography import Place, place_by_name, places, programme_counties
from shanhai.haiyue.registers import specialities

REAL_PLACES = Path(__file__).parents[3] / "shared" / "data" / "places"


def _counties() -> list[Place]:
    return [place for place in places() if place.kind in ("county", "district")]


def _inside(place: Place) -> bool:
    """Whether the seat lies within the outline, by counting crossings of a line to the east."""
    x, y = round(place.east * 1000), round(place.north * 1000)
    crossings = 0
    for ring in place.outline:
        for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
            crossings += (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
    return crossings % 2 == 1


def test_there_are_11_cities_and_90_counties() -> None:
    kinds = [place.kind for place in places()]
    assert kinds.count("city") == 11
    assert len(_counties()) == 90


def test_26_mountain_and_6_island_counties_take_part_in_the_programme() -> None:
    traits = [place.traits for place in programme_counties()]
    assert traits.count(("mountain",)) == 26
    assert traits.count(("island",)) == 6


def test_no_district_takes_part_so_that_only_counties_are_balanced() -> None:
    assert {place.kind for place in programme_counties()} == {"county"}


def test_mountains_lie_in_the_west_and_islands_in_the_east() -> None:
    mountains = [place.east for place in programme_counties() if place.traits == ("mountain",)]
    islands = [place.east for place in programme_counties() if place.traits == ("island",)]
    plain = sorted(place.east for place in _counties() if not place.traits)
    assert sum(mountains) / len(mountains) < plain[len(plain) // 2] < min(islands)


def test_every_county_seat_lies_in_its_county() -> None:
    assert [place.name.hans for place in _counties() if not _inside(place)] == []


def test_every_place_hangs_on_one_above_it_and_every_city_has_counties() -> None:
    ids = {place.id for place in places()}
    assert [place.id for place in places() if place.parent not in ids] == ["HY"]
    parents = {place.parent for place in _counties()}
    assert parents == {place.id for place in places() if place.kind == "city"}


def test_names_differ_in_every_language() -> None:
    for said in ("hans", "hant", "english"):
        names = [getattr(place.name, said) for place in places()]
        assert len(set(names)) == len(names)


def test_a_name_leads_to_its_place() -> None:
    assert place_by_name()["青溪"].name.english == "Qingxi County"


def test_every_county_lives_from_something_that_is_described() -> None:
    known = specialities()
    assert all(place.lives_from for place in _counties())
    assert {key for place in _counties() for key in place.lives_from} <= known.keys()


def test_an_outline_fits_into_one_cell_of_a_sheet() -> None:
    texts = [place.outline_text for place in _counties()]
    assert max(len(text) for text in texts) < 32_767
    first_point = texts[0].partition(" ")[0]
    assert all(len(part.partition(".")[2]) == 1 for part in first_point.split(","))


def test_no_place_of_haiyue_exists() -> None:
    if not REAL_PLACES.is_dir():
        pytest.skip("no register of real divisions at hand")
    real = set()
    for path in REAL_PLACES.glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            real |= {row["name"] for row in csv.DictReader(file)}
    short = {place.short.hans for place in places() if place.kind != "province"}
    assert [name for name in real if name[:2] in short] == []
