import string

import pytest

from shanhai.matching.proof import FINDINGS, Finding
from shanhai.telling.findings import field_names, finding_sentence
from shanhai.telling.phrases.findings import FINDINGS as PHRASES
from tests.telling.cast import ENGLISH, HANS, problem


def test_every_finding_has_a_sentence() -> None:
    assert PHRASES.keys() == FINDINGS.keys()


@pytest.mark.parametrize("code", FINDINGS)
def test_a_sentence_uses_only_what_the_finding_carries(code: str) -> None:
    known = set(field_names(code))
    for text in (PHRASES[code].en, PHRASES[code].hans):
        assert {name for _, name, _, _ in string.Formatter().parse(text) if name} <= known


def test_things_are_called_by_name() -> None:
    barred = Finding("barred", ("lin", "plan", "recused"))
    assert finding_sentence(barred, problem(), HANS) == "林舒不得去“规划师”：回避不符。"
    broken = Finding("hard_rule_broken", ("release", 2))
    assert (
        finding_sentence(broken, problem(), ENGLISH) == "The hard rule “各单位最多两人” is broken by 2 units."
    )


def test_a_finding_about_what_does_not_exist_is_told_all_the_same() -> None:
    finding = Finding("stage_value", ("no-such-stage", 1, 2))
    assert finding_sentence(finding, problem(), ENGLISH) == "Stage no-such-stage: 1 is stated, 2 is found."
    row = Finding("unknown_price", ("fit", "rule", "x", "y"))
    assert finding_sentence(row, problem(), ENGLISH) == (
        "Stage total fit puts a price on a row that does not exist: rule · x · y."
    )
    assert "comes next" in finding_sentence(Finding("stages_differ", ("fit",)), problem(), ENGLISH)
