"""The user's own workbook comes back with its wrong cells marked."""

import openpyxl
import pytest

from shanhai.sheets import FileError, read, write_back
from tests.sheets.samples import HEADERS, PEOPLE, workbook


@pytest.fixture
def faulty(tmp_path):
    path = tmp_path / "people.xlsx"
    path.write_bytes(workbook(["2022 年人员表"], HEADERS, ["P1", "", "five"], ["P2", "王五", 7]))
    return path


def test_wrong_cells_are_coloured_and_commented_and_the_rest_is_kept(faulty, tmp_path):
    errors = read(faulty, [PEOPLE]).errors

    write_back(faulty, errors, tmp_path / "marked.xlsx", "zh-hans")

    sheet = openpyxl.load_workbook(tmp_path / "marked.xlsx")["人员"]
    assert sheet["C3"].fill.start_color.rgb == "FFFFC7CE"
    assert "“five”不是数字。" in sheet["C3"].comment.text
    assert "此单元格为空。" in sheet["B3"].comment.text
    assert [cell.value for cell in sheet[4]][:3] == ["P2", "王五", 7]
    assert sheet["A1"].value == "2022 年人员表"
    assert sheet["C4"].comment is None


def test_errors_are_listed_on_a_sheet_of_their_own_with_links(faulty, tmp_path):
    write_back(faulty, read(faulty, [PEOPLE]).errors, tmp_path / "marked.xlsx", "en")

    sheet = openpyxl.load_workbook(tmp_path / "marked.xlsx")["errors"]

    assert [cell.value for cell in sheet[1]] == [
        "sheet",
        "cell",
        "column",
        "value",
        "what is wrong",
        "how to mend it",
    ]
    assert [cell.value for cell in sheet[3]][:4] == ["人员", "C3", "职级", "five"]
    assert sheet["B3"].hyperlink.location == "'人员'!C3" or sheet["B3"].hyperlink.target == "#'人员'!C3"


def test_marks_of_an_earlier_round_are_taken_off(faulty, tmp_path):
    write_back(faulty, read(faulty, [PEOPLE]).errors, tmp_path / "marked.xlsx", "en")
    second = read(tmp_path / "marked.xlsx", [PEOPLE]).errors

    write_back(tmp_path / "marked.xlsx", second[:1], tmp_path / "again.xlsx", "zh-hant")

    book = openpyxl.load_workbook(tmp_path / "again.xlsx")
    assert book.sheetnames == ["錯誤清單", "人员"]
    assert book["人员"]["B3"].comment is not None
    assert book["人员"]["C3"].comment is None
    assert book["人员"]["C3"].fill.fill_type is None


def test_the_users_own_comment_is_kept(faulty, tmp_path):
    book = openpyxl.load_workbook(faulty)
    book["人员"]["C3"].comment = openpyxl.comments.Comment("ask the unit", "Wang")
    book.save(faulty)

    write_back(faulty, read(faulty, [PEOPLE]).errors, tmp_path / "marked.xlsx", "en")
    write_back(tmp_path / "marked.xlsx", [], tmp_path / "clean.xlsx", "en")

    marked = openpyxl.load_workbook(tmp_path / "marked.xlsx")["人员"]["C3"].comment.text
    assert marked.startswith("ask the unit\n【Shanhai】\n“five” is not a number.")
    assert openpyxl.load_workbook(tmp_path / "clean.xlsx")["人员"]["C3"].comment.text == "ask the unit"


def test_a_csv_comes_back_as_a_workbook_with_its_text_as_text(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("编号,姓名,职级\n=1,李明,five\n", encoding="utf-8")

    write_back(path, read(path, [PEOPLE]).errors, tmp_path / "marked.xlsx", "en")

    sheet = openpyxl.load_workbook(tmp_path / "marked.xlsx")["people"]
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1", "s")
    assert sheet["C2"].comment is not None


def test_an_error_in_a_merged_area_marks_its_first_cell(tmp_path):
    path = tmp_path / "people.xlsx"
    path.write_bytes(workbook(HEADERS, ["P1", "李明"], ["P2", "王五"], merge=[("C2:C3", "five")]))

    write_back(path, read(path, [PEOPLE]).errors, tmp_path / "marked.xlsx", "en")

    assert openpyxl.load_workbook(tmp_path / "marked.xlsx")["人员"]["C2"].comment is not None


def test_nothing_is_written_for_a_file_that_cannot_be_read(tmp_path):
    path = tmp_path / "people.xlsx"
    path.write_bytes(b"%PDF")

    with pytest.raises(FileError):
        write_back(path, [], tmp_path / "marked.xlsx", "en")

    assert not (tmp_path / "marked.xlsx").exists()


def test_a_csv_with_an_odd_name_comes_back_too(tmp_path):
    path = tmp_path / "人员 [2022] 一个很长很长很长很长很长很长很长很长很长的名字.csv"
    path.write_text("编号,姓名\nP1,\n", encoding="utf-8")

    write_back(path, read(path, [PEOPLE]).errors, tmp_path / "marked.xlsx", "en")

    assert openpyxl.load_workbook(tmp_path / "marked.xlsx").worksheets[1]["B2"].comment is not None
