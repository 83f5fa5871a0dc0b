import pytest

from shanhai.matching.problem import Problem
from shanhai.matching.tables import ProblemError
from shanhai.telling.faults import fault_sentence
from tests.telling.cast import ENGLISH, HANS, HANT

BROKEN = {
    "people": [{"id": "a", "level": 99, "home": "zz"}, {"id": "a"}, {}],
    "orders": [{"id": "o", "seats": 0, "start": 24_265, "end": 24_261, "colour": "red"}],
}


def _faults() -> ProblemError:
    with pytest.raises(ProblemError) as caught:
        Problem.of(**BROKEN)
    return caught.value


def test_a_fault_names_place_value_and_remedy() -> None:
    told = [fault_sentence(fault, ENGLISH) for fault in _faults().faults]
    assert "Person a, field level: “99” does not fit. Expected: a whole number from 0 to 30." in told
    assert "Person in row 3, field id: A value is needed here. Expected: an id." in told
    assert "Order o, field end: The end 2021-10 is before the start 2022-02. Swap the two." in told


def test_what_is_wanted_is_told_in_chinese_too() -> None:
    told = [fault_sentence(fault, HANS) for fault in _faults().faults]
    assert "人员“a”，字段 level：“99”不符合要求。应为：0 至 30 的整数。" in told
    assert "人员“a”，字段 home：“zz”无法识别。应为：单位表中已有的编号。" in told


def test_no_english_word_of_the_engine_is_left_in_chinese() -> None:
    for fault in _faults().faults:
        if fault.code not in ("unknown_field", "backwards"):
            told = fault_sentence(fault, HANT)
            assert fault.wanted == "" or fault.wanted not in told
