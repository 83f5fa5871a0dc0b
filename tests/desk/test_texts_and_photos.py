"""Texts that are alike, texts without persons, and photos that are drawn anew."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from shanhai.desk.likeness import ALIKE, likeness
from shanhai.desk.photos import LONGEST_SIDE, NotAPhoto, draw_anew
from shanhai.desk.stripping import still_named, stripped
from tests.desk.pictures import a_photo

POND = "村里鱼塘连续死鱼，请派人检测水质"


@pytest.mark.parametrize("other", ["鱼塘里的鱼连续死了，请来检测水质", "村裡魚塘連續死魚，請派人檢測水質！"])
def test_the_same_difficulty_in_other_words_or_the_other_script_is_alike(other: str) -> None:
    assert likeness(POND, other) >= ALIKE


@pytest.mark.parametrize("other", ["夜间急诊只有一名医生", "村里没有英语老师", ""])
def test_another_difficulty_is_not(other: str) -> None:
    assert likeness(POND, other) < ALIKE


def test_persons_are_taken_out_with_their_numbers_and_addresses() -> None:
    text = "请找李　明，电话 138-0000-1234，信箱 li@example.org，三亩鱼塘。"
    clean = stripped(text, ["李明"])
    assert still_named(text, ["李明"]) != []
    assert still_named(clean, ["李明"]) == []
    assert "三亩鱼塘" in clean


def test_a_photo_is_drawn_anew_without_the_place_where_it_was_taken() -> None:
    sent = a_photo(width=2400, height=1200)
    assert Image.open(io.BytesIO(sent)).getexif().get_ifd(0x8825)
    drawn = draw_anew(sent)
    kept = Image.open(io.BytesIO(drawn.content))
    assert (kept.format, drawn.width) == ("JPEG", LONGEST_SIDE)
    assert dict(kept.getexif()) == {}
    assert b"A phone" not in drawn.content


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        (b"<svg onload=alert(1)>", "file_of_other_kind"),
        (b"\xff\xd8\xff" + b"no photo at all" * 20, "file_of_other_kind"),
        (a_photo()[:200], "file_of_other_kind"),
        (b"", "file_of_other_kind"),
        (a_photo() + b"\0" * 40 * 1024 * 1024, "file_too_large"),
    ],
    ids=["svg", "only-begins-like-one", "cut-off", "empty", "40-MB"],
)
def test_what_is_no_photo_is_refused_by_what_is_in_it(sent: bytes, why: str) -> None:
    with pytest.raises(NotAPhoto) as refused:
        draw_anew(sent)
    assert refused.value.why == why


def test_a_picture_of_too_many_dots_is_refused_before_it_is_unpacked() -> None:
    out = io.BytesIO()
    Image.new("1", (20_000, 12_000)).save(out, "PNG")
    with pytest.raises(NotAPhoto):
        draw_anew(out.getvalue())
