"""Awkward workbooks from other projects' test data: each is read, or refused with a remedy."""

import resource
from pathlib import Path

import pytest

from shanhai.sheets import CellError, FileError, read, write_back
from shanhai.sheets.cell_faults import MISSING
from shanhai.sheets.opening import open_source
from tests.sheets.samples import PEOPLE

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "spreadsheets"
FILES = sorted(path for path in FOLDER.rglob("*") if path.suffix in (".xls", ".xlsx", ".xlsm", ".csv"))
GIGABYTE = 1 << 30

pytestmark = pytest.mark.skipif(not FILES, reason="the awkward workbooks are not here")


def outcome(path):
    try:
        source = open_source(path)
        return [source.grid(index) for index in range(len(source.sheets))]
    except FileError as error:
        return error.code


def test_every_file_is_read_or_refused_with_a_remedy():
    refused = {}
    for path in FILES:
        try:
            found = read(path, [PEOPLE]).errors
        except FileError as error:
            found = [error]
            refused[path.name] = error.code
        assert found
        assert all(error.remedy("zh-hans") for error in found)

    assert refused == {
        "large__fill.xlsx": "damaged",
        "54764.xlsx": "xml_entities",
        "poc-xmlbomb.xlsx": "xml_entities",
        **dict.fromkeys(["35897-type4.xls", "51832.xls", "60284.xls", "password.xls"], "protected"),
    }


def test_memory_stays_bounded():
    for path in FILES:
        outcome(path)

    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 < 2 * GIGABYTE


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("13796.xls", 12),
        ("49896.xls", 2),
        ("56688_3.xlsx", 1),
        ("60512.xlsm", 3),
        ("FormulaEvalTestData_Copy.xlsx", 527),
    ],
)
def test_formula_errors_are_found_in_old_and_new_workbooks(name, cells):
    grids = outcome(next(path for path in FILES if path.name == name))

    assert sum(len(grid.errors) for grid in grids) == cells


def test_damaged_old_workbooks_end_in_a_clear_error_or_in_a_reading():
    whole = next(path for path in FILES if path.name == "49896.xls").read_bytes()
    outcomes = set()
    for place in range(0, len(whole), 211):
        broken = bytearray(whole)
        broken[place] ^= 0xFF
        for data in (bytes(broken), whole[:place]):
            try:
                read(data, [PEOPLE], name="people.xls")
                outcomes.add("read")
            except FileError as error:
                outcomes.add(error.code)
    assert {"read", "damaged"} <= outcomes


@pytest.mark.parametrize(
    "name",
    [
        "compatibility__t05.xlsx",
        "49609.xlsx",
        "style-alternate-content.xlsx",
        "61287.xls",
        "49273.xlsx",
        "45431.xlsm",
    ],
)
def test_awkward_workbooks_can_be_written_back(name, tmp_path):
    path = next(path for path in FILES if path.name == name)
    sheet = open_source(path).sheets[0].name

    write_back(path, [CellError(sheet, "C30", "", MISSING)], tmp_path / "marked.xlsx", "en")

    assert [each.name for each in open_source(tmp_path / "marked.xlsx").sheets][:2] == ["errors", sheet]
