import pytest

from shanhai.matching.problem import Problem
from shanhai.matching.tables import FAULT_TEXTS, ProblemError
from shanhai.telling.faults import fault_sentence, wanted_words
from shanhai.telling.phrases import faults as phrases
from tests.telling.cast import ENGLISH, HANS, HANT

BROKEN = {
    "people": [{"id": "a", "level": 99, "home": "zz"}, {"id": "a"}, {}],
    "orders": [{"id": "o", "seats": 0, "start": 24_265, "end": 24_261, "colour": "red"}],
}


def _faults() -> ProblemError:
    with pytest.raises(ProblemError) as caught:
        Problem.of(**BROKEN)
    return caught.value


def test_every_code_of_a_fault_has_its_sentences() -> None:
    assert phrases.WHAT.keys() == phrases.MEND.keys() == FAULT_TEXTS.keys()


def test_a_fault_names_place_value_and_remedy() -> None:
    told = [fault_sentence(fault, ENGLISH) for fault in _faults().faults]
    assert "Person a, field level: 99 is out of range. Give a whole number from 0 to 30." in told
    assert "Person in row 3, field id: a value is needed here. Give an id." in told
    assert "Order o, field end: the end (2021-10) is before the start (2022-02). Swap the two." in told


def test_what_is_wanted_is_told_in_chinese_too() -> None:
    told = [fault_sentence(fault, HANS) for fault in _faults().faults]
    assert "人员“a”，字段 level：99 超出范围。应为：0 至 30 的整数。" in told
    assert "人员“a”，字段 home：“zz”无法识别。应为：单位表中已有的编号。" in told


def test_no_english_word_of_the_engine_is_left_in_chinese() -> None:
    for fault in _faults().faults:
        if fault.wanted and fault.code not in ("unknown_field", "backwards"):
            assert wanted_words(fault.wanted, HANT) != fault.wanted


def test_what_is_not_in_the_catalogue_is_told_as_the_engine_says_it() -> None:
    assert wanted_words("something new", HANS) == "something new"
