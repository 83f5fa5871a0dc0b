"""What the engine expected is said in Chinese as well."""

import re
from pathlib import Path

import shanhai.matching
from shanhai.workbook.engine_faults import wanted

ENGINE = Path(shanhai.matching.__file__).parent


def test_what_is_expected_is_told_in_chinese():
    assert wanted("a whole number from 1 to 9").hans == "1 至 9 的整数"
    assert wanted("two members or more").all() == ("two members or more", "两名或更多成员", "兩名或更多成員")


def test_every_expectation_of_criteria_and_rules_has_its_chinese():
    sources = [*ENGINE.glob("criteria/*.py"), *ENGINE.glob("rules/*.py"), ENGINE / "parameters.py"]
    texts = {
        re.sub(r"\{[^}]*\}", "7", text)
        for source in sources
        for text in re.findall(r'"out_of_range", [^"]*?f?"([^"]+)"\)', source.read_text(encoding="utf-8"))
    }

    assert texts
    assert [text for text in texts if wanted(text).hans == text] == []
