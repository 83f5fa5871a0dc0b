"""Choices, and yes or no."""

import pytest

from shanhai.sheets import Words
from shanhai.sheets.faults import Refused
from shanhai.sheets.kinds import Choice, YesNo

DIRECTION = Choice({"down": Words("go down", "下派"), "up": Words("go up", "上挂")}, {"挂职上级": "up"})


@pytest.mark.parametrize("typed", ["up", "UP", "go up", "Go  Up", "上挂", "上掛", " 上　挂 ", "挂职上级"])
def test_a_choice_is_understood_in_three_languages_by_key_and_by_alias(typed):
    assert DIRECTION.read(typed) == "up"


def test_a_wrong_choice_is_answered_with_the_choices_and_the_nearest_one():
    with pytest.raises(Refused) as caught:
        DIRECTION.read("go dwon")

    assert caught.value.fault.code == "near_choice"
    assert caught.value.fields["near"].en == "go down"
    assert [words.en for words in caught.value.fields["choices"]] == ["go down", "go up"]


def test_two_options_may_not_share_a_word():
    with pytest.raises(ValueError, match="stands for both"):
        Choice({"a": Words("same", "同"), "b": Words("same", "异")})


def test_yes_and_no_are_understood_in_many_forms():
    assert all(YesNo().read(typed) is True for typed in ("是", "Y", 1.0, "√", True))
    assert all(YesNo().read(typed) is False for typed in ("否", "no", "×", 0, False))


def test_neither_yes_nor_no_is_refused():
    with pytest.raises(Refused, match="not_yes_no"):
        YesNo().read("perhaps")
