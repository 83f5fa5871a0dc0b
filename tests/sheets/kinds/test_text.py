"""Text, codes and ids."""

from datetime import date, datetime

import pytest

from shanhai.sheets.faults import Refused
from shanhai.sheets.kinds import Code, Id18, Text


def refusal(kind, value):
    with pytest.raises(Refused) as caught:
        kind.read(value)
    return caught.value.fault.code


def test_text_keeps_what_was_typed_between_its_ends():
    assert Text().read(" 李　明 ") == "李　明"
    assert Text().read("one\r\ntwo") == "one\ntwo"


def test_text_takes_numbers_and_dates_as_they_are_shown():
    assert Text().read(12.0) == "12"
    assert Text().read(12.5) == "12.5"
    assert Text().read(datetime(2022, 12, 14)) == "2022-12-14"
    assert Text().read(datetime(2022, 12, 14, 9, 30)) == "2022-12-14 09:30:00"


def test_text_that_is_too_long_or_unprintable_is_refused():
    assert refusal(Text(most=3), "four") == "too_long"
    assert refusal(Text(), "bell\x07") == "control_marks"
    assert refusal(Text(), True) == "not_text"


def test_a_whole_number_is_the_code_of_its_digits():
    assert Code().read(12.0) == "12"
    assert Code().read("12.0") == "12.0"
    assert Code().read("　Ｋ０３０１") == "K0301"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (12.5, "code_fraction"),
        (110101199003070000.0, "code_lost_digits"),
        (date(2022, 3, 1), "turned_into_date"),
        ("K 0301", "code_form"),
        ("a,b", "code_form"),
        ("x" * 65, "too_long"),
    ],
)
def test_what_cannot_be_a_code_is_refused(value, code):
    assert refusal(Code(), value) == code


def test_lost_leading_zeros_are_noticed():
    assert Code(digits=6).read("033010") == "033010"
    assert refusal(Code(digits=6), 33010.0) == "code_digits"


def test_an_id_is_checked_to_its_last_character():
    assert Id18().read("11010519491231002x") == "11010519491231002X"
    assert refusal(Id18(), "110105194912310021") == "id_check"
    assert refusal(Id18(), "1101051949123100") == "id_form"


def test_an_id_stored_as_a_number_is_refused():
    assert refusal(Id18(), 110101199003070000.0) == "id_as_number"
