"""A file is taken for what it is, whatever its name says."""

import io
import zipfile

import pytest

from shanhai.sheets import FileError, Limits, read
from shanhai.sheets.opening import open_source
from tests.sheets.samples import HEADERS, PEOPLE, repacked, workbook


def zipped(**parts):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), text)
    return content.getvalue()


def fault(data, name):
    with pytest.raises(FileError) as caught:
        read(data, [PEOPLE], name=name)
    for language in ("en", "zh-hans", "zh-hant"):
        assert caught.value.sentence(language).startswith(name)
        assert caught.value.remedy(language)
    return caught.value


@pytest.mark.parametrize(
    ("data", "name", "code", "found"),
    [
        (b"%PDF-1.7\n%...", "people.xlsx", "not_a_workbook", "a PDF"),
        (b"\x89PNG\r\n\x1a\n", "people.xlsx", "not_a_workbook", "a picture"),
        (b"<html><table><tr><td>id</td></tr></table></html>", "people.xls", "not_a_workbook", "a web page"),
        (b"\xef\xbb\xbf<!DOCTYPE HTML>", "people.xls", "not_a_workbook", "a web page"),
        (b"id,name\nP1,Li", "people.xlsx", "wrong_name", "CSV text"),
        (b"\x00\x01\x02" * 50, "people.csv", "not_a_workbook", "unknown binary data"),
        (b"", "people.xlsx", "empty_file", ""),
        (zipped(word__document_dot_xml="<w/>"), "people.xlsx", "not_a_workbook", "a Word document"),
        (zipped(readme_dot_txt="hello"), "people.xlsx", "not_a_workbook", "a zip archive"),
        (zipped(xl__workbook_dot_bin="x"), "people.xlsb", "unreadable", "binary workbook"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>', "a.xls", "unreadable", "2003"),
        (b"\x09\x04\x06\x00\x00\x00\x10\x00", "old.xls", "unreadable", "Excel 4"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "people.xls", "damaged", ""),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "people.xls", "damaged", ""),
        (b"\x81\x20\xff\xff", "people.csv", "bad_encoding", ""),
    ],
)
def test_wrong_files_are_told_with_what_they_really_are(data, name, code, found):
    error = fault(data, name)

    assert error.code == code
    assert found in str(error)


def test_a_truncated_workbook_is_damaged():
    assert fault(workbook(HEADERS)[:2_000], "people.xlsx").code == "damaged"


def test_a_part_that_is_no_xml_is_damaged():
    assert (
        fault(repacked(workbook(HEADERS), {"xl/workbook.xml": "<workbook"}), "people.xlsx").code == "damaged"
    )


def test_a_workbook_under_a_wrong_name_is_read_all_the_same():
    assert read(workbook(HEADERS), [PEOPLE], name="people.csv").errors == []


def test_a_file_that_is_missing_or_too_large_is_told(tmp_path):
    with pytest.raises(FileError, match="There is no such file"):
        read(tmp_path / "nothing.xlsx", [PEOPLE])
    large = tmp_path / "large.xlsx"
    large.write_bytes(workbook(HEADERS))
    with pytest.raises(FileError, match="MB are read at most"):
        open_source(large, limits=Limits(file_bytes=1_000))


def test_an_encrypted_open_document_is_told():
    data = zipped(
        mimetype="application/vnd.oasis.opendocument.spreadsheet",
        **{"META-INF__manifest_dot_xml": "<manifest:encryption-data/>"},
    )

    assert fault(data, "people.ods").code == "protected"


def test_every_cut_of_a_workbook_ends_in_a_clear_error_or_in_a_reading():
    whole = workbook(HEADERS, ["P1", "李明"])

    for length in range(0, len(whole), 97):
        with pytest.raises(FileError):
            read(whole[:length], [PEOPLE], name="people.xlsx")


def test_every_flipped_byte_ends_in_a_clear_error_or_in_a_reading():
    whole = workbook(HEADERS, ["P1", "李明"])

    outcomes = set()
    for place in range(0, len(whole), 53):
        broken = bytearray(whole)
        broken[place] ^= 0x55
        try:
            read(bytes(broken), [PEOPLE], name="people.xlsx")
            outcomes.add("read")
        except FileError:
            outcomes.add("refused")
    assert outcomes == {"read", "refused"}
