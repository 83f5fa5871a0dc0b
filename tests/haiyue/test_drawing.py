"""The map as a picture."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from shanhai.haiyue.drawing import map_svg
from shanhai.haiyue.geography import places
from shanhai.haiyue.material import ATTRIBUTE, LANGUAGES

IN_THE_GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "haiyue.svg"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_map_is_one_whole_picture_with_every_name(language: str) -> None:
    root = ElementTree.fromstring(map_svg(language))
    texts = {element.text for element in root.iter("{http://www.w3.org/2000/svg}text")}
    assert {
        getattr(place.short, ATTRIBUTE[language]) for place in places() if place.kind != "province"
    } <= texts


def test_the_map_says_that_the_province_is_invented() -> None:
    for language, word in zip(LANGUAGES, ("虚构", "虛構", "invented"), strict=True):
        title = ElementTree.fromstring(map_svg(language)).find("{http://www.w3.org/2000/svg}title")
        assert title is not None
        assert word in (title.text or "")


def test_the_map_in_the_guide_is_the_one_that_is_drawn_now() -> None:
    assert IN_THE_GUIDE.read_text(encoding="utf-8") == map_svg("zh-hans")


def test_nothing_is_drawn_outside_the_picture() -> None:
    root = ElementTree.fromstring(map_svg())
    width, height = (int(word) for word in root.attrib["viewBox"].split()[2:])
    for circle in root.iter("{http://www.w3.org/2000/svg}circle"):
        assert 0 < int(circle.attrib["cx"]) < width
        assert 0 < int(circle.attrib["cy"]) < height
