"""Several values in one cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanhai.sheets.faults import Refused
from shanhai.sheets.kinds import Code, Integer, ListOf, Text
from shanhai.sheets.kinds.lists import join_list, split_list
from shanhai.sheets.names import tidy


@pytest.mark.parametrize("typed", ["A,B,C", "A；B、C", "A， B ;C,", "A\nB\n\nC", '"A",B,"C"'])
def test_chinese_and_western_separators_both_split(typed):
    assert ListOf(Code()).read(typed) == ("A", "B", "C")


def test_a_number_is_a_list_of_one():
    assert ListOf(Integer()).read(5.0) == (5,)


def test_the_same_thing_twice_and_too_many_things_are_refused():
    with pytest.raises(Refused, match="twice_in_list"):
        ListOf(Code()).read("A, B, A")
    with pytest.raises(Refused, match="list_too_long"):
        ListOf(Code(), most=2).read("A, B, C")


def test_quotation_marks_keep_a_separator_inside_a_part():
    assert split_list('"a, b", c, "say ""hi"""') == ["a, b", "c", 'say "hi"']
    assert split_list('"never closed, x') == ['"never closed', "x"]


@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1)
        .map(tidy)
        .filter(bool)
    )
)
def test_every_list_of_texts_survives_being_joined(parts):
    assert split_list(join_list(parts, ", ")) == parts


@given(st.lists(st.from_regex(r"\A[A-Z]{1,3}[0-9]{0,3}\Z"), unique=True, min_size=1))
def test_every_list_survives_being_written_in_every_language(codes):
    kind = ListOf(Text())
    for language in ("en", "zh-hans", "zh-hant"):
        assert kind.read(kind.write(tuple(codes), language)) == tuple(codes)
