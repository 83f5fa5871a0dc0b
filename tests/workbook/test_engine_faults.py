"""What the engine finds wrong is told of the cell that holds it."""

import pytest

from shanhai.matching.tables import Fault
from shanhai.sheets import read
from shanhai.workbook.engine_faults import cell_error
from shanhai.workbook.tables import TABLES

PEOPLE = "编号,派出单位,职级\nAnn,clinic,3\nAnn,clinic,99\n"


@pytest.fixture
def rows(tmp_path):
    (tmp_path / "人员.csv").write_text(PEOPLE, encoding="utf-8")
    return read(tmp_path, TABLES).tables["people"]


def test_value_and_expectation_stand_in_the_sentence(rows):
    fault = Fault("people", 1, "level", "out_of_range", "99", "a whole number from 0 to 30", "Ann")
    error = cell_error(fault, rows, 1, "level")
    assert (error.code, error.cell) == ("out_of_range", "C3")
    assert "“99” does not fit. Expected: a whole number from 0 to 30." in error.sentence("en")
    assert "“99”不符合要求。应为：0 至 30 的整数。" in error.sentence("zh-hans")


def test_a_duplicate_names_the_cell_it_repeats(rows):
    error = cell_error(Fault("people", 1, "id", "duplicate", "Ann", "row 1", "Ann"), rows, 1, "id")
    assert (error.code, error.cell) == ("duplicate", "A3")
    assert "A2" in error.sentence("en")
