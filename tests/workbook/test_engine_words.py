"""What the engine finds wrong is said in three languages, in one place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import shanhai.matching
from shanhai.matching.tables import FAULT_TEXTS
from shanhai.workbook.engine_words import FAULTS, wanted

ENGINE = Path(shanhai.matching.__file__).parent
SOURCES = [
    *ENGINE.glob("criteria/*.py"),
    *ENGINE.glob("rules/*.py"),
    *(ENGINE / f"{name}.py" for name in ("parameters", "problem", "counting", "reading", "row_reader")),
]

# Texts that reach a fault by way of a variable.
HANDED_ON = {
    "a strength from 1 to 5",
    "an importance from 1 to 5",
    "a person and an order",
    "a person, an order and an amount",
    "one of the places",
    "one of down, up, across",
    "There is no attribute 'shoe' to choose a group by. Use one of home, level.",
}


def _expected() -> set[str]:
    """Every text of the engine that says what was expected, with its fields filled in."""
    calls = re.compile(r'"(?:missing|unknown|out_of_range|not_a_number)",[^"\n]*\n?[^"\n]*f?"([^"]+)"')
    named = re.compile(r'wanted = f?"([^"]+)"')
    texts = {
        text
        for source in SOURCES
        for pattern in (calls, named)
        for text in pattern.findall(source.read_text(encoding="utf-8"))
    }
    return {
        re.sub(r"\{[^}]*\}", "7", text) for text in texts if " " in text.strip() and text != "one of "
    } | HANDED_ON


def test_every_fault_has_its_sentences() -> None:
    assert FAULTS.keys() == FAULT_TEXTS.keys()
    for code, fault in FAULTS.items():
        assert fault.code == code
        assert all(fault.what.all())
        assert all(fault.remedy.all())


def test_what_is_expected_is_told_in_chinese() -> None:
    assert wanted("a whole number from 1 to 9").hans == "1 至 9 的整数"
    assert wanted("two members or more").all() == ("two members or more", "两名或更多成员", "兩名或更多成員")
    assert wanted("an id from places or organisations").hans == "地区或单位表中已有的编号"


@pytest.mark.parametrize("text", sorted(_expected()))
def test_every_expectation_of_the_engine_has_its_chinese(text: str) -> None:
    assert wanted(text).en == text
    assert wanted(text).hans != text


def test_expectations_were_found_in_the_source() -> None:
    assert len(_expected() - HANDED_ON) > 12


def test_what_is_not_in_the_catalogue_is_told_as_the_engine_says_it() -> None:
    assert wanted("something new").all() == ("something new",) * 3
