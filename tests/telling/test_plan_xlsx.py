from pathlib import Path

import openpyxl
import pytest

from shanhai.telling.plan_xlsx import write_plan_workbook
from shanhai.telling.voice import Voice
from shanhai.workbook.book import Names
from tests.telling.cast import HANS, account


@pytest.fixture
def book(tmp_path: Path) -> openpyxl.Workbook:
    write_plan_workbook(tmp_path / "plan.xlsx", account(), HANS, findings=())
    return openpyxl.load_workbook(tmp_path / "plan.xlsx")


def test_every_sheet_says_that_the_sample_is_invented(book: openpyxl.Workbook) -> None:
    assert all("虚构示例" in sheet["A1"].value for sheet in book)


def test_headers_stay_in_sight_and_pages_print_on_a4(book: openpyxl.Workbook) -> None:
    placements = book["安排名单"]
    assert placements.freeze_panes == "C3"
    assert placements.page_setup.paperSize == 9
    assert placements.page_setup.orientation == "landscape"
    assert placements.print_title_rows == "$2:$2"
    assert placements.auto_filter.ref == "A2:L5"


def test_rows_are_high_enough_for_text_that_wraps(tmp_path: Path) -> None:
    told = "很长的理由，" * 12
    names = Names(people={"lin": told})
    write_plan_workbook(tmp_path / "plan.xlsx", account(), Voice("zh-hans", names))
    sheet = openpyxl.load_workbook(tmp_path / "plan.xlsx")["安排名单"]
    lines = 12 * len(told) / 6 / sheet.column_dimensions["B"].width
    assert sheet.row_dimensions[2].height > 14 * lines
    assert sheet.row_dimensions[3].height < 50


def test_fits_are_numbers_with_two_decimals(book: openpyxl.Workbook) -> None:
    assert (book["安排名单"]["J3"].value, book["安排名单"]["J3"].number_format) == (0.88, "0.00")


def test_what_somebody_typed_never_becomes_a_formula(tmp_path: Path) -> None:
    names = Names(people={"lin": "=1+1", "mei": "@SUM(A1)", "an": "http://example.org"})
    write_plan_workbook(tmp_path / "plan.xlsx", account(), Voice("en", names))
    sheet = openpyxl.load_workbook(tmp_path / "plan.xlsx")["Placements"]
    assert [(sheet["B2"].value, sheet["B2"].data_type), sheet["B3"].value] == [("=1+1", "s"), "@SUM(A1)"]
    assert sheet["B4"].hyperlink is None


def test_a_plan_without_a_sample_has_no_banner(tmp_path: Path) -> None:
    write_plan_workbook(tmp_path / "plan.xlsx", account(), Voice("zh-hant", Names()))
    sheet = openpyxl.load_workbook(tmp_path / "plan.xlsx")["安排名單"]
    assert sheet["A1"].value == "人員編號"
