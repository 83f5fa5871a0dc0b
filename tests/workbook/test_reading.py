"""Everything that is wrong with a matching workbook is told at once, cell by cell."""

import openpyxl
import pytest

from shanhai.sheets import FileError, write_back
from shanhai.workbook import BookErrors, read_book, write_book
from tests.workbook import samples


@pytest.fixture
def sheets(tmp_path):
    """Return a function that changes cells of the sample workbook and says what is wrong with it then."""
    path = tmp_path / "book.xlsx"
    write_book(samples.book(), path, "en")

    def change(**cells):
        book = openpyxl.load_workbook(path)
        for place, value in cells.items():
            sheet, _, cell = place.rpartition("_")
            book[sheet][cell] = value
        book.save(path)
        return errors(path)

    change.path = path
    return change


def errors(path):
    try:
        read_book(path)
    except BookErrors as caught:
        found = caught.errors
    else:
        found = ()
    for language in ("zh-hans", "zh-hant", "en"):
        assert all(error.what(language) and error.remedy(language) for error in found)
    return [(error.sheet, error.cell, error.code) for error in found]


def place_of(sheet, heading, row=3):
    """Return the cell of a column in the sample workbook: banner in row 1, headers in row 2."""
    for column in range(1, sheet.max_column + 1):
        if str(sheet.cell(2, column).value).rstrip(" *") == heading:
            return sheet.cell(row, column).coordinate
    raise AssertionError(heading)


def cell(sheets, sheet, heading, row=3):
    return f"{sheet}_{place_of(openpyxl.load_workbook(sheets.path)[sheet], heading, row)}"


def one(sheets, sheet, heading, value, row=3):
    """Return what is wrong after one change, which must be wrong in that one cell only."""
    place = cell(sheets, sheet, heading, row)
    found = sheets(**{place: value})
    assert [f"{error[0]}_{error[1]}" for error in found] == [place], found
    return found[0][2]


@pytest.mark.parametrize(
    ("sheet", "heading", "value", "code"),
    [
        ("people", "home organisation", "U9", "unknown"),
        ("people", "native place", "Qingxi", "unknown"),
        ("people", "expertise", "K99:4", "unknown"),
        ("people", "expertise", "K01", "no_strength"),
        ("people", "wishes", "1 D1; 2 D7", "unknown"),
        ("people", "recusals", "nowhere", "unknown"),
        ("people", "directions", "sideways", "not_choice"),
        ("people", "free until", "2021-01", "backwards"),
        ("people", "orders at once", 0, "below"),
        ("orders", "seats", 0, "below"),
        ("orders", "seats", -1, "below"),
        ("orders", "seats", 10**9, "above"),
        ("orders", "host organisation", "G7", "unknown"),
        ("orders", "expertise asked for", "K77:2", "unknown"),
        ("orders", "people wished for", "P77", "unknown"),
        ("orders", "end", "2022.1.1", "backwards"),
        ("orders", "minimum", 3, "out_of_range"),
        ("orders", "highest level", 3, "out_of_range"),
        ("organisations", "place", "C77", "unknown"),
        ("weights", "weight", "forty", "not_number"),
        ("weights", "weight", None, "missing"),
        ("weights", "weight", 251, "out_of_range"),
        ("weights", "weight", 240, "too_heavy"),
        ("weights", "kinds", "x>y:5", "not_used"),
        ("weights", "steps", "40, 100", "out_of_range"),
        ("rules", "people", "home kind=monastery", "empty_group"),
        ("rules", "people", "home kind", "no_group"),
        ("rules", "people", "home=U77", "unknown"),
        ("rules", "number", None, "missing"),
        ("rules", "number", -1, "below"),
        ("rules", "least %", 40, "not_used"),
        ("rules", "kind", "at moist", "near_choice"),
        ("programme", "fair over", "county", "not_choice"),
        ("map", "place", "C77", "unknown"),
    ],
)
def test_one_wrong_cell_is_told_where_it_stands(sheets, sheet, heading, value, code):
    assert one(sheets, sheet, heading, value) == code


def test_a_duplicate_id_names_both_rows(sheets):
    place = cell(sheets, "people", "person id", 4)
    sheets(**{place: "P1"})

    with pytest.raises(BookErrors, match="Rows 3 and 4 need different values"):
        read_book(sheets.path)


def test_a_parent_that_runs_in_a_circle_is_told(sheets):
    assert one(sheets, "places", "within", "C1") == "loop"


def test_an_id_that_means_two_things_is_told(sheets):
    found = sheets(**{cell(sheets, "organisations", "organisation id", 5): "C2"})

    assert ("organisations", "A5", "ambiguous") in found


def test_a_pair_of_an_unknown_list_and_a_pair_listed_twice_are_told(sheets):
    assert one(sheets, "pairs", "rule or list", "nothing") == "unknown"
    sheets(**{cell(sheets, "pairs", "rule or list"): "panel"})
    sheets(**{cell(sheets, "pairs", "person", 4): "P1"})
    assert one(sheets, "pairs", "order", "D1", row=4) == "twice"


def test_wrong_cells_of_all_sheets_are_told_together_in_reading_order(sheets):
    changes = {
        cell(sheets, "people", "home organisation"): "U9",
        cell(sheets, "orders", "seats"): "many",
        cell(sheets, "weights", "weight"): "heavy",
        cell(sheets, "rules", "number"): "few",
    }

    found = sheets(**changes)

    assert [sheet for sheet, _, _ in found] == ["people", "orders", "rules", "weights"]


def test_an_empty_group_is_told_together_with_errors_elsewhere(sheets):
    group = cell(sheets, "rules", "people", 10)

    found = sheets(**{cell(sheets, "orders", "seats"): 0, group: "level=9"})

    assert [code for _, _, code in found] == ["below", "empty_group"]


def test_a_group_that_may_be_empty_because_of_another_error_is_not_told(sheets):
    group = cell(sheets, "rules", "people", 10)

    found = sheets(**{cell(sheets, "people", "home organisation", 4): "U9", group: "home=U1; level=9"})

    assert [code for _, _, code in found] == ["unknown"]


def test_names_may_be_given_instead_of_ids(sheets):
    assert (
        sheets(
            **{
                cell(sheets, "people", "home organisation"): "海岳大學附屬 医院",
                cell(sheets, "people", "wishes"): "1 副院长(分管医疗); 2 松门县",
                cell(sheets, "people", "expertise"): "水产养殖:4*; K02:3",
                cell(sheets, "orders", "people wished for"): "王五, 李明",
            }
        )
        == []
    )

    again = read_book(sheets.path).problem
    assert again.people.wishes[0] == ("D1", "C2")
    assert again.tables.orders.wishes[0] == (1, 0)


def test_a_name_that_several_have_is_told(sheets):
    sheets(**{cell(sheets, "people", "name", 4): "李明"})

    assert one(sheets, "orders", "people wished for", "李明") == "two_of_that_name"


def test_a_missing_sheet_is_told_before_anything_that_follows_from_it(sheets):
    book = openpyxl.load_workbook(sheets.path)
    del book["organisations"]
    book.save(sheets.path)

    assert errors(sheets.path) == [("organisations", "", "sheet_missing")]


def test_a_second_row_about_the_programme_is_told(sheets):
    assert one(sheets, "programme", "programme", "another", row=4) == "one_row"


def test_a_file_that_is_no_workbook_is_a_file_error(tmp_path):
    (tmp_path / "book.xlsx").write_bytes(b"%PDF-1.7")

    with pytest.raises(FileError):
        read_book(tmp_path / "book.xlsx")


def test_the_wrong_cells_can_be_written_back_and_mended(sheets, tmp_path):
    place = cell(sheets, "orders", "seats")
    sheets(**{place: 0})
    with pytest.raises(BookErrors) as caught:
        read_book(sheets.path)

    write_back(sheets.path, caught.value.errors, tmp_path / "marked.xlsx", "zh-hans")

    marked = openpyxl.load_workbook(tmp_path / "marked.xlsx")
    assert marked["orders"][place.split("_")[1]].comment is not None
    marked["orders"][place.split("_")[1]] = 2
    marked.save(tmp_path / "mended.xlsx")
    assert read_book(tmp_path / "mended.xlsx").problem.fingerprint == samples.book().problem.fingerprint


def test_a_summary_says_how_many_more_there_are(sheets):
    sheets(**{cell(sheets, "people", "home organisation"): "U9", cell(sheets, "orders", "seats"): 0})

    with pytest.raises(BookErrors) as caught:
        read_book(sheets.path)

    assert caught.value.summary("zh-hans", most=1).endswith("……另有 1 处错误")
