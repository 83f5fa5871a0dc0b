"""CSV text in the encodings and with the delimiters that offices send."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanhai.sheets import FileError, read
from shanhai.sheets.delimited import _unescaped, escaped
from tests.sheets.samples import HEADERS, PEOPLE


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encoding_and_delimiter_are_found_out(encoding, delimiter):
    lines = [HEADERS, ["P1", "李　明", "5", "上挂", "2022.12.14", "D1、D2"]]
    text = "\r\n".join(delimiter.join(line) for line in lines)

    reading = read(text.encode(encoding), [PEOPLE], name="people.csv")

    assert reading.errors == []
    assert reading.tables["people"]["wishes"] == [("D1", "D2")]


def test_quoted_cells_may_hold_delimiters_and_line_breaks():
    text = '编号,姓名,志愿\nP1,李明,"D1,D2"\nP2,"王\n五","D3;D4"\n'

    rows = read(text.encode(), [PEOPLE], name="people.csv").tables["people"]

    assert rows["wishes"] == [("D1", "D2"), ("D3", "D4")]
    assert rows["name"] == ["李明", "王\n五"]


def test_a_quotation_mark_without_its_partner_is_told_with_the_line():
    with pytest.raises(FileError) as caught:
        read('编号,姓名\nP1,"李明\nP2,王五\n'.encode(), [PEOPLE], name="people.csv")

    assert caught.value.code == "bad_csv"


def test_text_is_kept_from_becoming_a_formula():
    assert [escaped(text) for text in ("=1+1", "-3", "@x", "'=1", "plain", "'quoted")] == [
        "'=1+1",
        "'-3",
        "'@x",
        "''=1",
        "plain",
        "'quoted",
    ]


@given(st.text(st.sampled_from("'=+-@\tab")))
def test_every_escaped_text_comes_back(text):
    assert _unescaped(escaped(text)) == text
