"""Zipped workbooks: extent, formula errors, and texts shared by a million cells."""

import io

import pytest
import xlsxwriter

from shanhai.sheets import FileError, Limits, read
from shanhai.sheets.grid import NOT_COMPUTED
from shanhai.sheets.opening import open_source
from tests.sheets.samples import HEADERS, PEOPLE, repacked, workbook

SHEET = "xl/worksheets/sheet1.xml"


NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def inline(place, text):
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def sheet(rows):
    return f"<worksheet {NAMESPACE}><sheetData>{rows}</sheetData></worksheet>"


def refusal(data, limits=None):
    with pytest.raises(FileError) as caught:
        read(data, [PEOPLE], name="people.xlsx", **({"limits": limits} if limits else {}))
    return caught.value


def test_a_stray_cell_far_away_is_told_by_name():
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="190000"><c r="XFD190000"><v>1</v></c></row>'

    error = refusal(repacked(workbook(HEADERS), {SHEET: sheet(far)}))

    assert error.code == "too_many_cells"
    assert "reaches to cell XFD190000" in str(error)


def test_a_million_rows_are_refused_with_the_limit():
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"constant_memory": True, "in_memory": False})
    page = book.add_worksheet("人员")
    for row in range(2_001):
        page.write_string(row, 0, "P")
    book.close()

    error = refusal(content.getvalue(), Limits(rows=2_000))

    assert error.code == "too_many_rows"
    assert "more than 2,000 rows" in str(error)


def test_formatted_but_empty_cells_far_below_do_no_harm():
    rows = (
        f'<row r="1">{inline("A1", "编号")}{inline("B1", "姓名")}</row>'
        '<row r="1048576"><c r="A1048576" s="0"/><c r="XFD1048576" s="0"></c></row>'
    )

    assert read(repacked(workbook(HEADERS), {SHEET: sheet(rows)}), [PEOPLE]).errors == []


@pytest.mark.parametrize(
    "hidden",
    [
        '<row r="1"><c x=">" r="XFD190000"><v>1</v></c></row>',
        "<row r='1'><c r='XFD190000'><v>1</v></c></row>",
        '<row r="190000"><x:c xmlns:x="urn:x" r="XFD190000"><v>1</v></x:c></row>',
        '<row r="1"><c\n\tr = "XFD190000" ><v>1</v></c></row>',
        '<row r="1"><c r="ZZZZ9999999"><v>1</v></c></row>',
    ],
)
def test_a_far_cell_cannot_be_hidden_from_the_survey(hidden):
    assert refusal(repacked(workbook(HEADERS), {SHEET: sheet(hidden)})).code in ("too_many_cells", "damaged")


def test_a_long_text_shared_by_many_cells_is_a_bomb():
    text = f"<sst {NAMESPACE}><si><t>{'x' * 30_000}</t></si></sst>"
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 20_000))
    data = repacked(workbook(HEADERS), {SHEET: sheet(rows), "xl/sharedStrings.xml": text})

    assert refusal(data).code == "zip_bomb"


def test_formula_errors_are_found_where_calamine_shows_empty_cells():
    data = workbook(HEADERS, ["P1", ("=A0", "#REF!"), ("=1/0", "#DIV/0!"), ("=NA()", "#N/A")])

    grid = open_source(data).grid(0)

    assert grid.errors == {(1, 1): "#REF!", (1, 2): "#DIV/0!", (1, 3): "#N/A"}
    assert grid.rows[1][1] == ""


@pytest.mark.parametrize(
    "formula", ["<f>A1</f><v></v>", "<f>A1</f><v/>", "<f>A1</f>", '<f t="shared" si="0"/>', "<f>A1</f> <v />"]
)
def test_a_formula_that_nobody_has_computed_is_not_an_empty_cell(formula):
    rows = f'<row r="1"><c r="A1"><v>1</v></c><c r="B1" s="3">{formula}</c><c r="C1"><v>3</v></c></row>'

    assert open_source(repacked(workbook(HEADERS), {SHEET: sheet(rows)})).grid(0).errors == {
        (0, 1): NOT_COMPUTED
    }


@pytest.mark.parametrize(
    "cell",
    ['<c r="B1" t="str"><f>IF(A1="","",A1)</f><v></v></c>', '<c r="B1"><f>A1</f><v>0</v></c>', '<c r="B1"/>'],
)
def test_a_formula_that_comes_to_a_value_or_to_no_text_is_none(cell):
    rows = f'<row r="1"><c r="A1"><v>1</v></c>{cell}<c r="C1"><v>3</v></c></row>'

    assert open_source(repacked(workbook(HEADERS), {SHEET: sheet(rows)})).grid(0).errors == {}


def test_cells_without_a_place_follow_the_one_before():
    first = '<row><c t="e"><v>#REF!</v></c><c><v>1</v></c></row>'
    second = '<row><c><v>1</v></c><c t="e"><v>#N/A</v></c></row>'

    source = open_source(repacked(workbook(HEADERS), {SHEET: sheet(first + second)}))

    assert source.grid(0).errors == {(0, 0): "#REF!", (1, 1): "#N/A"}


def test_a_sheet_whose_part_is_missing_is_damage():
    relations = "xl/_rels/workbook.xml.rels"
    text = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'

    assert refusal(repacked(workbook(HEADERS), {relations: text})).code in ("damaged", "unreadable")
