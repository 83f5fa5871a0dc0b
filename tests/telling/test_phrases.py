"""The catalogue: every phrase in every language, with the same fields."""

from __future__ import annotations

import importlib
import pkgutil
import re
import string
from typing import TYPE_CHECKING

import pytest

from shanhai.sheets.words import LANGUAGES, Words
from shanhai.telling import phrases

if TYPE_CHECKING:
    from collections.abc import Iterator

MODULES = [each.name for each in pkgutil.iter_modules(phrases.__path__)]
SIMPLIFIED_ONLY = set("们个体会对应这为来说时过无与业东丝两严丧举义乐习乡书买乱争亏产亲")


def _found(value: object, name: str) -> Iterator[tuple[str, Words]]:
    if isinstance(value, Words):
        yield name, value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _found(each, f"{name}[{key}]")
    elif isinstance(value, tuple):
        for at, each in enumerate(value):
            yield from _found(each, f"{name}[{at}]")


def _all() -> list[tuple[str, Words]]:
    found = []
    for module in MODULES:
        for name, value in vars(importlib.import_module(f"shanhai.telling.phrases.{module}")).items():
            if name.isupper():
                found += _found(value, f"{module}.{name}")
    return found


PHRASES = dict(_all())


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


# A count that Chinese need not say twice, and a few nouns that only one language needs.
ONE_SIDED = {"pairs", "orders", "n", "who", "more", "total", "shown"}


@pytest.mark.parametrize("name", PHRASES)
def test_a_phrase_exists_in_every_language_with_the_same_fields(name: str) -> None:
    phrase = PHRASES[name]
    fields = {language: _fields(phrase.text(language)) for language in LANGUAGES}
    assert all(phrase.text(language).strip() for language in LANGUAGES)
    assert fields["zh-hans"] == fields["zh-hant"]
    assert fields["en"] ^ fields["zh-hans"] <= ONE_SIDED


@pytest.mark.parametrize("name", PHRASES)
def test_traditional_text_holds_no_simplified_character(name: str) -> None:
    assert not SIMPLIFIED_ONLY & set(PHRASES[name].text("zh-hant"))


@pytest.mark.parametrize("name", PHRASES)
def test_a_phrase_ends_as_a_sentence_in_both_languages_or_in_none(name: str) -> None:
    english, chinese = PHRASES[name].en, PHRASES[name].hans
    ends = [bool(re.search(r"[.?!:]$", english)), bool(re.search(r"[。？！：]$", chinese))]
    assert ends[0] == ends[1]


def test_the_words_of_the_product_are_used_in_chinese() -> None:
    told = "".join(phrase.hans for phrase in PHRASES.values())
    for term in (
        "需求订单",
        "名额",
        "派出单位",
        "接收单位",
        "匹配方案",
        "审议小组",
        "回避",
        "批次",
        "下派",
        "上挂",
    ):
        assert term in told
