"""OpenDocument spreadsheets."""

from datetime import date

import pytest

from shanhai.sheets import FileError, read
from shanhai.sheets.opening import open_source
from tests.sheets.samples import HEADERS, PEOPLE, open_document


def cell(shown, attributes="office:value-type='string'"):
    return f"<table:table-cell {attributes}><text:p>{shown}</text:p></table:table-cell>"


def text(*values):
    return "".join(cell(value) for value in values)


def row(cells, repeat=1):
    return f'<table:table-row table:number-rows-repeated="{repeat}">{cells}</table:table-row>'


def table(rows, name="人员", style="ta1"):
    return f'<table:table table:name="{name}" table:style-name="{style}">{rows}</table:table>'


def test_values_of_every_type_are_read():
    cells = (
        text("P1", "李明")
        + cell("5", "office:value-type='float' office:value='5'")
        + text("下派")
        + cell("14.12.", "office:value-type='date' office:date-value='2022-12-14'")
        + "<table:table-cell><office:annotation><text:p>note</text:p></office:annotation>"
        + "<text:p>D1,<text:s/>D2</text:p></table:table-cell>"
    )

    reading = read(open_document(table(row(text(*HEADERS)) + row(cells))), [PEOPLE], name="people.ods")

    assert reading.errors == []
    assert next(reading.tables["people"].records()) == {
        "id": "P1", "name": "李明", "level": 5, "direction": "down", "born": date(2022, 12, 14),
        "wishes": ("D1", "D2"),
    }  # fmt: skip


def test_a_million_blank_rows_at_the_end_do_no_harm():
    blank = row('<table:table-cell table:number-columns-repeated="16384"/>', repeat=1_048_574)

    reading = read(open_document(table(row(text(*HEADERS)) + row(text("P1", "李明")) + blank)), [PEOPLE])

    assert len(reading.tables["people"]) == 1


@pytest.mark.parametrize(
    ("cells", "repeat", "code"),
    [
        (cell("x"), 1_048_576, "too_many_rows"),
        (cell("x", "table:number-columns-repeated='9999999'"), 1, "too_many_cells"),
        (cell("x", "table:number-columns-repeated='many'"), 1, "damaged"),
    ],
)
def test_repetitions_beyond_the_limits_are_refused(cells, repeat, code):
    with pytest.raises(FileError) as caught:
        open_source(open_document(table(row(cells, repeat))), "people.ods")

    assert caught.value.code == code


def test_formula_errors_hidden_sheets_and_merged_cells_are_found():
    error = cell("#DIV/0!", "table:formula='of:=1/0' calcext:value-type='error'")
    merged = cell("x", "table:number-rows-spanned='2'")
    hidden = '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'

    source = open_document(table(row(text("a") + error) + row(merged), style="ta2"), hidden)
    opened = open_source(source)

    assert opened.sheets[0].hidden
    assert opened.grid(0).errors == {(0, 1): "#DIV/0!"}
    assert opened.grid(0).merged == [(1, 0, 2, 0)]
