"""Reading a table: where it is found, what its cells mean, and everything that is wrong at once."""

import io
from datetime import date

import openpyxl
import pytest

from shanhai.sheets import Limits, Table, Words, read
from tests.sheets.samples import HEADERS, PEOPLE, workbook

LI = ["P1", "李　明", 5, "下派", "2022年12月14日", "D1；D2"]


def codes(reading):
    return [(error.cell, error.code) for error in reading.errors]


def test_a_plain_sheet_becomes_typed_columns():
    reading = read(workbook(HEADERS, LI), [PEOPLE])

    assert reading.errors == []
    assert next(reading.tables["people"].records()) == {
        "id": "P1",
        "name": "李　明",
        "level": 5,
        "direction": "down",
        "born": date(2022, 12, 14),
        "wishes": ("D1", "D2"),
    }


@pytest.mark.parametrize(
    "headers",
    [
        ["id", "Name", "LEVEL", "direction", "born", "wishes"],
        ["編號*", "姓　名", "职级（数字）", "方向", "出生日期", "志願"],
        ["编 号", "姓名：", "職級", "方向", "出生日期(年月日)", "志愿"],
    ],
)
def test_headers_are_understood_in_every_script(headers):
    reading = read(workbook(headers, LI, sheet="人員"), [PEOPLE])

    assert (reading.errors, reading.notices) == ([], [])
    assert reading.tables["people"]["wishes"] == [("D1", "D2")]


def test_columns_may_stand_in_any_order():
    reading = read(workbook(HEADERS[::-1], LI[::-1]), [PEOPLE])

    assert reading.errors == []
    assert reading.tables["people"]["id"] == ["P1"]


def test_every_wrong_cell_is_reported_at_once_in_reading_order():
    reading = read(
        workbook(
            HEADERS,
            LI,
            ["P1", "", "five", "sideways", "2022-02-30", "D1,D1"],
            [12.5, ("=1/0", "#DIV/0!"), 99, "", "", ""],
        ),
        [PEOPLE],
    )

    assert codes(reading) == [
        ("A3", "duplicate"), ("B3", "missing"), ("C3", "not_number"), ("D3", "not_choice"), 
        ("E3", "not_date"),
        ("F3", "twice_in_list"), ("A4", "code_fraction"), ("B4", "formula_error"), ("C4", "above"),
    ]  # fmt: skip


def test_an_error_names_cell_value_and_remedy_in_three_languages():
    error = read(workbook(HEADERS, ["P1", "李明", "five"]), [PEOPLE]).errors[0]

    assert str(error) == (
        "人员 C2 “职级”: “five” is not a number. Type digits only, without a unit, such as 3."
    )
    assert error.sentence("zh-hans") == "人员　C2　“职级”：“five”不是数字。只填数字，不带单位，例如 3。"
    assert error.sentence("zh-hant") == "人员　C2　「职级」：「five」不是數字。只填數字，不帶單位，例如 3。"


def test_a_duplicate_names_both_rows():
    error = read(workbook(HEADERS, LI, [""] * 6, ["P1", "王五"]), [PEOPLE]).errors[0]

    assert error.cell == "A4"
    assert "Rows 2 and 4 need different values" in error.remedy("en")


def test_notes_above_the_headers_and_blank_rows_are_passed_over():
    reading = read(
        workbook(["2022 年人员表（虚构）"], [], ["填表说明：见附件"], HEADERS, LI, [], ["P2", "王五"]),
        [PEOPLE],
    )

    assert reading.errors == []
    assert reading.tables["people"].numbers == [4, 6]


def test_running_numbers_in_a_column_of_their_own_do_not_make_rows():
    reading = read(workbook(["序号", *HEADERS], [1, *LI], [2], [3]), [PEOPLE])

    assert reading.errors == []
    assert len(reading.tables["people"]) == 1
    assert reading.notices[0].sentence("zh-hans") == "人员 A1：“序号”一列未被识别，没有读入。"


def test_a_misspelt_header_is_told_with_the_one_that_may_have_been_meant():
    reading = read(workbook(["编号", "姓名", "出生日"], ["P1", "李明", "2000"]), [PEOPLE])

    assert reading.notices[0].sentence("zh-hans").endswith("是否应为“出生日期”？")


def test_a_missing_column_and_a_column_there_twice_are_errors():
    reading = read(workbook(["编号", "职级", "level"], ["P1", 5, 6]), [PEOPLE])

    assert codes(reading) == [("C1", "header_twice"), ("D1", "header_missing")]


def test_merged_cells_mean_their_value_in_each_row_and_are_told():
    reading = read(
        workbook(HEADERS, ["P1", "李明", 5], ["P2", "王五"], merge=[("D2:D3", "下派")]),
        [PEOPLE],
    )

    assert reading.tables["people"]["direction"] == ["down", "down"]
    assert [notice.fault.code for notice in reading.notices] == ["filled_merged"]


def test_headers_merged_over_two_rows_are_understood():
    reading = read(
        workbook(
            [],
            ["", "", "职级", "方向"],
            LI[:4],
            merge=[("A1:A2", "编号"), ("B1:B2", "姓名"), ("C1:D1", "基本情况")],
        ),
        [PEOPLE],
    )

    assert reading.errors == []
    assert reading.tables["people"]["level"] == [5]


def test_a_hidden_sheet_is_read_and_told():
    reading = read(workbook(HEADERS, LI, hidden=True), [PEOPLE])

    assert len(reading.tables["people"]) == 1
    assert reading.notices[0].fault.code == "read_hidden"


def test_an_empty_sheet_and_a_sheet_without_headers_are_told_apart():
    assert codes(read(workbook(), [PEOPLE])) == [("", "sheet_empty")]
    assert codes(read(workbook(["a", "b"], ["c", "d"]), [PEOPLE])) == [("A1", "no_header")]


def test_a_missing_sheet_is_told_with_the_sheets_that_are_there():
    orders = Table(key="orders", title=Words("orders", "需求订单"), columns=PEOPLE.columns)
    error = read(workbook(HEADERS, LI), [PEOPLE, orders]).errors[0]

    assert error.code == "sheet_missing"
    assert "there is no sheet “orders”; the file has: 人员." in error.what("en").lower()


def test_an_optional_sheet_may_be_missing():
    extra = Table(key="extra", title=Words("extra", "附表"), columns=PEOPLE.columns, required=False)

    reading = read(workbook(HEADERS, LI), [PEOPLE, extra])

    assert reading.errors == []
    assert "extra" not in reading.tables


def test_a_sheet_with_another_name_is_found_by_its_headers():
    orders = Table(
        key="orders", title=Words("orders", "需求订单"), columns=PEOPLE.columns[2:], required=False
    )

    reading = read(workbook(HEADERS, LI, sheet="Sheet1"), [PEOPLE, orders])

    assert len(reading.tables["people"]) == 1


def test_text_that_shows_a_formula_error_is_refused_as_one():
    assert codes(read(workbook(HEADERS, ["P1", "#REF!"]), [PEOPLE])) == [("B2", "formula_error")]


def test_a_formula_that_a_program_wrote_without_computing_it_is_told_with_its_remedy():
    book, content = openpyxl.Workbook(), io.BytesIO()
    book.active.title = "people"
    for row in (HEADERS, ["P1", "=A2&A2"]):
        book.active.append(row)
    book.save(content)

    assert ("B2", "not_computed") in codes(read(content.getvalue(), [PEOPLE]))


def test_a_row_of_nothing_but_a_formula_error_is_not_blank():
    assert ("C2", "formula_error") in codes(read(workbook(HEADERS, ["", "", ("=A0", "#REF!")]), [PEOPLE]))


def test_a_list_of_errors_without_end_is_cut_short_and_says_so():
    rows = [["P1", "", "five"]] * 30

    errors = read(workbook(HEADERS, *rows), [PEOPLE], limits=Limits(errors=10)).errors

    assert len(errors) == 11
    assert errors[0].code == "more_errors"
