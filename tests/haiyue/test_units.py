"""The invented units: named after the province, seated in it, and one of every kind in each county."""

from shanhai.haiyue.geography import places, programme_counties
from shanhai.haiyue.units import county, provincial, unit_of


def test_every_provincial_unit_carries_the_name_of_the_province() -> None:
    assert all(unit.name.hans.startswith("海岳") for unit in provincial())
    assert all("Haiyue" in unit.name.english for unit in provincial())


def test_provincial_units_sit_in_districts_where_no_balance_is_kept() -> None:
    kinds = {place.id: place.kind for place in places()}
    assert {kinds[unit.place] for unit in provincial()} == {"district"}


def test_ids_differ_and_every_parent_is_there() -> None:
    units = [*provincial(), *(unit for units in county().values() for unit in units)]
    ids = [unit.id for unit in units]
    assert len(set(ids)) == len(ids)
    assert {unit.parent for unit in units if unit.parent} <= set(ids)


def test_every_programme_county_has_a_hospital_a_school_and_a_firm_for_each_speciality() -> None:
    for place in programme_counties():
        keys = {unit.key for unit in county()[place.id]}
        assert {"hospital", "school", "park", *place.lives_from} <= keys


def test_islands_keep_no_forestry_bureau_and_mountains_none_for_the_sea() -> None:
    for place in programme_counties():
        bureaus = {unit.key for unit in county()[place.id] if unit.kind == "bureau"}
        assert ("forest" in bureaus, "ocean" in bureaus) == (
            place.traits == ("mountain",),
            place.traits == ("island",),
        )


def test_a_county_unit_is_found_by_its_key() -> None:
    place = next(place for place in programme_counties() if place.short.hans == "青溪")
    assert unit_of(place, "hospital").name.hans == "青溪县人民医院"
    assert unit_of(place, "tea").name.english == "Haiyue Qingxi Tea Company"
