"""The lists the sample is made from: complete, and every code they name is known."""

import csv
from pathlib import Path

import pytest

from shanhai.haiyue import registers

DATA = Path(__file__).parents[3] / "shared" / "data"


def _codes() -> set[str]:
    return {item.code for item in registers.expertise()}


def test_expertise_has_three_levels_and_over_a_hundred_leaves() -> None:
    codes = _codes()
    leaves = [code for code in codes if not any(other.startswith(code + "-") for other in codes)]
    assert {code.count("-") for code in codes} == {1, 2, 3}
    assert 120 <= len(leaves) <= 200


def test_every_code_but_the_broadest_hangs_on_the_beginning_of_itself() -> None:
    for item in registers.expertise():
        assert item.code.startswith(item.parent)
        assert (item.parent == "") == (item.code.count("-") == 1)


def test_industries_hold_all_sections_and_divisions_of_the_standard() -> None:
    codes = [item.code for item in registers.industries()]
    assert sum(len(code) == 1 for code in codes) == 20
    assert sum(len(code) == 3 for code in codes) == 97
    assert all(item.parent for item in registers.industries() if len(item.code) > 1)


def test_units_and_orders_name_known_codes_only() -> None:
    asked = [code for kind in registers.order_kinds() for code, _ in kind.asks]
    units = [*registers.provincial_units(), *registers.county_units().values()]
    held = [code for unit in units for code, _ in unit.fields]
    assert set(asked) | set(held) <= _codes()


def test_every_industry_named_is_known() -> None:
    known = {item.code for item in registers.industries()}
    named = {kind.industry for kind in registers.order_kinds() if kind.industry}
    named |= {unit.industry for unit in (*registers.provincial_units(), *registers.county_units().values())}
    named |= {speciality.industry for speciality in registers.specialities().values()}
    assert named <= known


def test_the_nominations_add_up_to_those_of_the_programme() -> None:
    nominated: dict[str, int] = {}
    for unit in registers.provincial_units():
        nominated[unit.kind] = nominated.get(unit.kind, 0) + unit.nominates
    assert nominated["organ"] + nominated["central"] == 56
    assert nominated["enterprise"] == 35
    assert sum(nominated[kind] for kind in ("university", "institute", "hospital", "school")) == 32


def test_every_name_has_all_three_languages() -> None:
    named = [
        *registers.expertise(),
        *registers.industries(),
        *registers.order_kinds(),
        *registers.place_names(),
    ]
    named += [
        *registers.provincial_units(),
        *registers.county_units().values(),
        *registers.specialities().values(),
    ]
    assert all(item.name.hans and item.name.hant and item.name.english for item in named)
    assert all(item.name.english.isascii() or "–" in item.name.english for item in named)


def test_simplified_and_traditional_names_are_the_same_words() -> None:
    opencc = pytest.importorskip("opencc")
    back = opencc.OpenCC("t2s")
    named = [
        *registers.expertise(),
        *registers.industries(),
        *registers.order_kinds(),
        *registers.place_names(),
    ]
    wrong = [item.name for item in named if back.convert(item.name.hant) != item.name.hans]
    assert wrong == []


def test_codes_and_names_are_those_of_the_classifications() -> None:
    if not DATA.is_dir():
        pytest.skip("no classifications at hand")
    with (DATA / "occupations" / "cn_csco22.csv").open(encoding="utf-8-sig", newline="") as file:
        names = {row["code"]: row["name"].rstrip("LS/") for row in csv.DictReader(file)}
    full = {item.code: item.code + "-00" * (3 - item.code.count("-")) for item in registers.expertise()}
    assert [item for item in registers.expertise() if names.get(full[item.code]) != item.name.hans] == []
