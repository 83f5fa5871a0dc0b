"""Tables, and what is said of a wrong row."""

import pytest

from shanhai.matching.reading import read_tables
from shanhai.matching.tables import FAULT_TEXTS, FIELDS, Fault, ProblemError, month, month_text, plain_rows
from tests.matching.cast import problem_of


def test_plain_rows_build_the_same_tables_again() -> None:
    rows = plain_rows(problem_of().tables)
    tables, faults = read_tables(**rows)
    assert faults == []
    assert plain_rows(tables) == rows


def test_plain_rows_have_every_field_and_ids_for_references() -> None:
    rows = plain_rows(problem_of().tables)
    assert {name: list(table[0]) for name, table in rows.items()} == {
        name: [column.rstrip("!") for column in columns] for name, columns in FIELDS.items()
    }
    assert rows["people"][0]["home"] == "clinic"
    assert rows["people"][0]["expertise"] == [("nursing", 4, True)]
    assert rows["orders"][2]["asks"] == [("health", 5)]


def test_what_is_open_or_unknown_is_none() -> None:
    rows = plain_rows(problem_of().tables)
    assert (rows["people"][0]["start"], rows["places"][4]["east"]) == (None, None)
    assert rows["people"][3]["home"] == ""


def test_a_month_is_a_number_and_back() -> None:
    assert month_text(month(2026, 3)) == "2026-03"
    assert month(2027, 1) - month(2026, 12) == 1


def test_a_fault_names_the_thing_the_value_what_was_expected_and_how_to_mend_it() -> None:
    fault = Fault("orders", 4, "seats", "out_of_range", "0", "a whole number from 1 to 9", "D012")
    assert str(fault) == "orders D012, seats: 0 is out of range. Give a whole number from 1 to 9."


def test_a_row_without_an_id_goes_by_its_number() -> None:
    assert str(Fault("people", 2, "id", "missing", "", "an id")).startswith("people row 3, id:")


@pytest.mark.parametrize("code", FAULT_TEXTS)
def test_every_fault_can_be_said(code: str) -> None:
    assert "{" not in str(Fault("people", 0, "home", code, "this", "that"))


def test_an_error_shows_twenty_faults_and_counts_the_rest() -> None:
    error = ProblemError([Fault("people", row, "id", "missing", "") for row in range(23)])
    assert len(error.faults) == 23
    assert str(error).startswith("23 things are wrong with this problem:\n- people row 1, id:")
    assert str(error).endswith("… and 3 more")


def test_an_empty_table_is_a_table() -> None:
    tables, faults = read_tables()
    assert faults == []
    assert plain_rows(tables) == {name: [] for name in FIELDS}
