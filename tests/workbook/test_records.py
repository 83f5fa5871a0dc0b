"""Rows from a database become the same book as the sheets, and say by table, row and column what is wrong."""

import json
from datetime import date

import pytest
from hypothesis import given

from shanhai.haiyue.samples import sample
from shanhai.matching.groups import where
from shanhai.workbook import BookErrors, as_json, book_of, check_records, records_of
from tests.workbook import samples
from tests.workbook.test_round_trip import books

ROWS = {
    "organisations": [{"id": "U1", "kind": "university"}],
    "people": [{"id": "P1", "home": "U1", "level": 5}],
    "orders": [{"id": "D1", "seats": 2}],
}


def wrong(**tables):
    """The errors of rows, as (table, row, column, code)."""
    with pytest.raises(BookErrors) as raised:
        book_of({**ROWS, **tables})
    return [(error.table, error.id or error.row, error.column, error.code) for error in raised.value.errors]


def test_a_programme_with_every_criterion_and_rule_comes_back_whole():
    book = samples.book()

    again = book_of(records_of(book))

    assert again.problem.fingerprint == book.problem.fingerprint
    assert again.problem.rules == book.problem.rules
    assert again.problem.criteria == book.problem.criteria
    assert (again.names, again.notes) == (book.names, book.notes)


def test_the_sample_of_haiyue_comes_back_with_its_fingerprint():
    book = sample("haiyue-2022")

    again = book_of(records_of(book))

    assert again.problem.fingerprint == book.problem.fingerprint
    assert again.names == book.names


def test_rows_survive_being_kept_as_json():
    book = samples.book()

    kept = json.loads(json.dumps(as_json(records_of(book))))

    assert book_of(kept).problem.fingerprint == book.problem.fingerprint


@given(book=books())
def test_no_book_loses_anything_on_the_way_through_rows(book):
    kept = json.loads(json.dumps(as_json(records_of(book))))

    again = book_of(kept)

    assert again.problem.fingerprint == book.problem.fingerprint
    assert again.names == book.names


def test_values_may_be_typed_or_as_json_holds_them():
    typed = {"id": "most", "kind": "at_most", "number": 1, "people": where(level=[5])}
    kept = {"id": "most", "kind": "at_most", "number": 1, "people": {"level": ["5"]}}
    person = {"id": "P1", "start": date(2022, 7, 1)}

    first = book_of({**ROWS, "rules": [typed], "people": [{**person, "level": 5}]})
    second = book_of({**ROWS, "rules": [kept], "people": [{"id": "P1", "start": "2022-07-01", "level": 5}]})

    assert first.problem.fingerprint == second.problem.fingerprint


@pytest.mark.parametrize(
    ("table", "rows", "expected"),
    [
        ("people", [{"id": "P1", "home": "U9"}], ("people", "P1", "home", "unknown")),
        ("people", [{"id": None, "level": 5}], ("people", 0, "id", "missing")),
        ("people", [{"id": "P1"}, {"id": "P1"}], ("people", "P1", "id", "duplicate")),
        ("people", [{"id": "P1", "level": 31}], ("people", "P1", "level", "above")),
        ("people", [{"id": "P1", "expertise": [["K9", 4, True]]}], ("people", "P1", "expertise", "unknown")),
        ("orders", [{"id": "D1", "kind": "holiday"}], ("orders", "D1", "kind", "not_choice")),
        ("orders", [{"id": "D1", "seats": 2, "minimum": 3}], ("orders", "D1", "minimum", "out_of_range")),
        ("rules", [{"id": "r", "kind": "at_most"}], ("rules", "r", "number", "missing")),
        ("rules", [{"id": "r", "kind": "pin", "person": "P1"}], ("rules", "r", "order", "missing")),
        (
            "rules",
            [{"id": "r", "kind": "at_most", "number": 1, "people": {"level": ["9"]}}],
            ("rules", "r", "people", "empty_group"),
        ),
        ("weights", [{"criterion": "expertise"}], ("weights", "expertise", "weight", "missing")),
        ("weights", [{"criterion": "level", "weight": 999}], ("weights", "level", "weight", "out_of_range")),
    ],
)
def test_a_wrong_value_is_told_by_table_row_and_column(table, rows, expected):
    assert expected in wrong(**{table: rows})


def test_the_place_of_an_error_is_told_in_three_languages():
    with pytest.raises(BookErrors) as raised:
        book_of({**ROWS, "people": [{"id": "P1", "home": "U9"}]})
    (error,) = raised.value.errors
    assert error.where("en") == "people P1 “home organisation”"
    assert error.where("zh-hans") == "人员　P1　“派出单位”"
    assert error.where("zh-hant") == "人員　P1　“派出單位”"


@pytest.mark.parametrize("records", [{"persons": []}, {"people": [{"id": "P1", "colour": "red"}]}])
def test_a_table_or_column_that_there_is_not_is_named(records):
    with pytest.raises(KeyError, match="Known: "):
        book_of(records)


def test_rows_can_be_looked_over_without_being_refused():
    rules = [{"id": "cap", "kind": "at_most", "number": 1, "people": {"home": ["海岳大学"]}}, {"id": "open"}]
    named = [{"id": "U1", "name": "海岳大学", "kind": "university"}]

    checked = check_records({**ROWS, "organisations": named, "rules": rules})

    assert [(error.id, error.column) for error in checked.errors] == [("open", "kind")]
    assert checked.rows["rules"][0]["people"] == where(home="U1")
    assert [rule.id for rule in checked.book.problem.rules] == ["cap"]
