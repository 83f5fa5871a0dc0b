"""Tables are checked when they are declared."""

import pytest

from shanhai.sheets import Column, Table, Words
from shanhai.sheets.kinds import Text
from tests.sheets.samples import PEOPLE


def test_a_header_is_understood_in_three_languages_and_by_key():
    assert {PEOPLE.by_header[name].key for name in ("出生日期", "born")} == {"born"}


def test_two_columns_may_not_share_a_header():
    columns = tuple(Column(key=key, header=Words(key, "姓名"), kind=Text()) for key in ("a", "b"))

    with pytest.raises(ValueError, match="share the header '姓名'"):
        Table(key="people", title=Words("people", "人员"), columns=columns)
