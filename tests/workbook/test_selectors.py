"""Groups as text that officers can type."""

import pytest

from shanhai.matching.groups import ORDER_ATTRIBUTES, PEOPLE_ATTRIBUTES, where
from shanhai.sheets import Refused
from shanhai.workbook.selectors import WORDS, Selector, attributes


@pytest.mark.parametrize(
    "typed",
    [
        "home_kind=university, hospital; level=5",
        "派出单位类型＝university、hospital；职级＝5",
        "派出單位類型：hospital，university\n職級：５",
        'Home Kind = "university", hospital ; level = 5;',
    ],
)
def test_a_group_is_understood_in_every_language(typed):
    assert Selector("people").read(typed) == where(home_kind=["university", "hospital"], level=5)


def test_choices_inside_a_group_are_understood_too():
    assert Selector("orders").read("方向=下派；订单类型=兼职帮扶") == where(
        direction="down", kind="part_time"
    )


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("university", "no_group"),
        ("level=", "no_group"),
        ("height=5", "no_attribute"),
        ("level=5; level=6", "twice"),
        ("direction=sideways", "not_choice"),
    ],
)
def test_what_is_no_group_is_refused_with_the_part(typed, code):
    with pytest.raises(Refused) as caught:
        Selector("people").read(typed)

    assert caught.value.fault.code == code


@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant"])
def test_groups_with_awkward_values_survive_being_written(language):
    group = where(home_kind=['a;b="c"', "d,e", "=f", "g:h"], level=5, direction=["down", "up"])

    assert Selector("people").read(Selector("people").write(group, language)) == group


def test_every_attribute_of_the_engine_has_a_name():
    assert set(attributes("people")) == set(WORDS["people"]) == set(PEOPLE_ATTRIBUTES)
    assert set(attributes("orders")) == set(WORDS["orders"]) == set(ORDER_ATTRIBUTES)
