"""Books are written with care, and templates are empty books."""

import dataclasses

import openpyxl
import pytest

from shanhai.matching.problem import Problem
from shanhai.sheets import LANGUAGES, read
from shanhai.workbook import TABLES, Book, Names, write_book, write_templates
from tests.workbook import samples


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_template_has_every_sheet_and_reads_as_empty(language, tmp_path):
    (path,) = write_templates(tmp_path, language)

    reading = read(path, TABLES)

    assert (reading.errors, reading.notices) == ([], [])
    assert [len(rows) for rows in reading.tables.values()] == [0] * len(TABLES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_example_of_a_template_can_be_read(language):
    for table in TABLES:
        for column in table.columns:
            if column.example is not None:
                assert column.kind.read(column.kind.write(column.example, language)) == column.example


def test_an_invented_sample_says_so_on_every_sheet(tmp_path):
    write_book(samples.book(), tmp_path / "book.xlsx", "zh-hans")

    for sheet in openpyxl.load_workbook(tmp_path / "book.xlsx").worksheets:
        assert sheet["A1"].value.startswith("虚构样例"), sheet.title


def test_a_real_programme_has_no_such_line(tmp_path):
    book = samples.book()
    real = dataclasses.replace(book, names=dataclasses.replace(book.names, invented=False))

    write_book(real, tmp_path / "book.xlsx", "en")

    assert openpyxl.load_workbook(tmp_path / "book.xlsx")["people"]["A1"].value == "person id *"


@pytest.mark.parametrize("name", ["two\nlines", "Ｐ１"])
def test_an_id_that_would_not_come_back_is_refused_and_nothing_is_written(name, tmp_path):
    problem = Problem.of(people=[{"id": name}], orders=[{"id": "D1"}])

    with pytest.raises(ValueError, match="people, row 1, id"):
        write_book(Book(problem=problem), tmp_path / "book.xlsx", "en")

    assert list(tmp_path.iterdir()) == []


def test_names_of_nobody_are_left_out(tmp_path):
    problem = Problem.of(people=[{"id": "P1"}], orders=[{"id": "D1"}])

    write_book(Book(problem=problem, names=Names(people={"P9": "nobody"})), tmp_path / "book.xlsx", "en")

    assert "P9" not in str([row for row in openpyxl.load_workbook(tmp_path / "book.xlsx")["people"].values])
