"""What is written is read again without loss, and is never a formula."""

import string
import tempfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanhai.sheets import Column, FileError, Table, Words, export, read
from shanhai.sheets.kinds import Code, Decimal, Month, Percent, Text, YesNo
from shanhai.sheets.names import tidy
from tests.sheets.samples import PEOPLE

ALL = Table(
    key="all",
    title=Words("all kinds", "各类"),
    columns=(
        *PEOPLE.columns,
        Column(key="month", header=Words("month", "年月"), kind=Month()),
        Column(key="number", header=Words("number", "数"), kind=Decimal()),
        Column(key="share", header=Words("share", "比例"), kind=Percent()),
        Column(key="ready", header=Words("ready", "就绪"), kind=YesNo()),
    ),
)
texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"]), max_size=30).map(
    tidy
)
codes = st.text(string.ascii_letters + string.digits + "-._/#人", min_size=1, max_size=8)
days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
records = st.lists(
    st.fixed_dictionaries(
        {
            "id": codes,
            "name": texts.filter(lambda text: text and not text.startswith(("#", "E"))),
            "level": st.none() | st.integers(1, 30),
            "direction": st.none() | st.sampled_from(["up", "down"]),
            "born": st.none() | days.filter(lambda day: day >= date(1900, 3, 1)),
            "wishes": st.none() | st.lists(codes, min_size=1, max_size=4, unique=True).map(tuple),
            "month": st.none() | days.map(lambda day: day.replace(day=1)),
            "number": st.none() | st.floats(-1e15, 1e15).map(lambda number: number + 0.0),
            "share": st.none() | st.integers(0, 10**12).map(lambda part: part / 10**12),
            "ready": st.none() | st.booleans(),
        }
    ),
    max_size=5,
    unique_by=lambda row: row["id"],
)


@pytest.mark.parametrize("form", ["xlsx", "csv", "parquet"])
@given(
    rows=records, language=st.sampled_from(["en", "zh-hans", "zh-hant"]), banner=st.sampled_from(["", "虚构"])
)
def test_rows_of_every_kind_survive_in_every_form_and_language(form, rows, language, banner):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ("book.xlsx" if form == "xlsx" else "book")
        export([ALL], {"all": rows}, path, language, form, banner)

        reading = read(path, [ALL])

    assert [str(error) for error in reading.errors] == []
    assert list(reading.tables["all"].records()) == rows


def test_text_that_looks_like_a_formula_stays_text(tmp_path):
    export([PEOPLE], {"people": [{"id": "P1", "name": '=HYPERLINK("x")'}]}, tmp_path / "a.xlsx", "en")

    cell = openpyxl.load_workbook(tmp_path / "a.xlsx")["people"]["B2"]

    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", '=HYPERLINK("x")', True)


def test_numbers_and_dates_are_numbers_and_dates_and_codes_are_text(tmp_path):
    row = {"id": "007", "name": "x", "level": 5, "born": date(2000, 1, 2)}
    export([PEOPLE], {"people": [row]}, tmp_path / "a.xlsx", "en")

    cells = openpyxl.load_workbook(tmp_path / "a.xlsx")["people"][2]

    assert [cell.data_type for cell in cells[:5]] == ["s", "s", "n", "n", "d"]
    assert cells[0].number_format == "@"


def test_a_text_too_long_for_a_cell_is_refused_and_nothing_is_left(tmp_path):
    table = Table(
        key="notes",
        title=Words("notes", "备注"),
        columns=(Column(key="id", header=Words("id", "编号"), kind=Code()),
                 Column(key="text", header=Words("text", "内容"), kind=Text(most=10**6))),
    )  # fmt: skip

    with pytest.raises(ValueError, match="B2 of 'notes' would need 40000 letters"):
        export([table], {"notes": [{"id": "1", "text": "x" * 40_000}]}, tmp_path / "a.xlsx", "en")

    assert list(tmp_path.iterdir()) == []


def test_csv_is_not_written_beside_parquet(tmp_path):
    export([PEOPLE], {}, tmp_path / "book", "en", "parquet")

    with pytest.raises(FileError, match="both CSV and Parquet"):
        export([PEOPLE], {}, tmp_path / "book", "en", "csv")
