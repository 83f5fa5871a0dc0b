"""Names are read as their bearers read them, and stand in the order of pinyin or of strokes."""

import pytest

from shanhai.pages.chinese import pinyin_order, readings, spellings, stroke_order, strokes
from shanhai.pages.surnames import SURNAMES


@pytest.mark.parametrize(
    ("name", "initials"),
    [("曾　国", "zg"), ("解放", "xf"), ("单雄", "sx"), ("翟明", "zm"), ("尉迟恭", "ycg"), ("仇英", "qy")],
)  # fmt: skip
def test_a_surname_is_read_as_a_surname(name, initials) -> None:
    assert initials in spellings(name, person=True)


def test_a_word_is_read_as_a_word() -> None:
    assert readings("重庆大学") == [("chong2", "qing4", "da4", "xue2")]
    assert "jiefang" in spellings("解放")


def test_a_surname_that_is_borne_in_two_ways_is_found_in_both() -> None:
    assert {"qxl", "txl", "qinxiaolong", "tanxiaolong"} <= spellings("覃小龙", person=True)


def test_a_name_in_traditional_characters_is_read_like_the_simplified_one() -> None:
    assert spellings("陳海", person=True) == spellings("陈海", person=True) == {"chenhai", "ch"}


def test_a_latin_name_is_spelt_as_it_stands() -> None:
    assert spellings("John Smith") == set()


@pytest.mark.parametrize(
    ("char", "count"), [("一", 1), ("丁", 2), ("王", 4), ("李", 7), ("曾", 12), ("A", None)]
)
def test_characters_have_as_many_strokes_as_unihan_counts(char, count) -> None:
    assert strokes(char) == count


def test_names_stand_in_the_order_of_pinyin() -> None:
    names = ["王芳", "李明", "丁一", "曾国", "单雄", "陈海", "黎明", "李鸣", "安然"]
    ordered = sorted(names, key=lambda name: pinyin_order(name, person=True))
    assert ordered == ["安然", "陈海", "丁一", "黎明", "李明", "李鸣", "单雄", "王芳", "曾国"]


def test_names_stand_in_the_order_of_strokes() -> None:
    names = ["曾国", "李明", "李一", "丁一", "王芳", "Ann"]
    assert sorted(names, key=stroke_order) == ["Ann", "丁一", "王芳", "李一", "李明", "曾国"]


@pytest.mark.parametrize("name", ["", "李" * 80, "𠮷野", "👍", "李·明", "Ａｎｎ", "ㄅㄆ", "٣", "王A1"])
def test_any_name_has_a_place_that_fits_into_its_field(name) -> None:
    keys = pinyin_order(name, person=True), stroke_order(name)
    assert all(key.isascii() and (key.isalnum() or not key) for key in keys)
    assert (len(keys[0]) <= 120, len(keys[1]) <= 50) == (True, True)


def test_every_reading_of_a_surname_has_a_tone_for_every_character() -> None:
    for surname, borne in SURNAMES.items():
        assert all(len(reading.split()) == len(surname) for reading in borne)
        assert all(syllable[-1] in "1234" for reading in borne for syllable in reading.split())
