"""Templates explain themselves and are read as empty tables."""

import openpyxl
import pytest

from shanhai.sheets import Column, Table, Words, read, template
from shanhai.sheets.kinds import Choice, Code
from tests.sheets.samples import PEOPLE


@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant"])
def test_a_template_is_an_empty_table_until_it_is_filled_in(tmp_path, language):
    template([PEOPLE], tmp_path / "people.xlsx", language)

    reading = read(tmp_path / "people.xlsx", [PEOPLE])

    assert (reading.errors, reading.notices, len(reading.tables["people"])) == ([], [], 0)


def test_a_template_has_drop_downs_notes_an_example_and_frozen_headers(tmp_path):
    template([PEOPLE], tmp_path / "people.xlsx", "zh-hans")

    sheet = openpyxl.load_workbook(tmp_path / "people.xlsx")["人员"]

    assert [cell.value for cell in sheet[4]][:3] == ["编号 *", "姓名 *", "职级"]
    assert [cell.value for cell in sheet[3]] == ["P001", "李明", 5, "下派", sheet["E3"].value, "D1、D2"]
    assert sheet.freeze_panes == "B5"
    assert sheet["D4"].comment.text == "交流的方向。填法：从列表中选择。"
    assert [rule.formula1 for rule in sheet.data_validations.dataValidation] == ['"下派,上挂"']


def test_a_long_list_of_choices_and_a_reference_come_from_other_sheets(tmp_path):
    many = Choice({f"k{n}": Words(f"choice number {n}", f"第{n}种") for n in range(40)})
    units = Table(
        key="units",
        title=Words("units", "单位"),
        columns=(Column(key="id", header=Words("id", "编号"), kind=Code()),),
    )
    table = Table(
        key="people",
        title=Words("people", "人员"),
        columns=(Column(key="unit", header=Words("unit", "单位"), kind=Code(), refers="units"),
                 Column(key="kind", header=Words("kind", "种类"), kind=many)),
    )  # fmt: skip

    template([table, units], tmp_path / "people.xlsx", "en")

    book = openpyxl.load_workbook(tmp_path / "people.xlsx")
    rules = [rule.formula1 for rule in book["people"].data_validations.dataValidation]
    assert rules == ["'units'!$A$5:$A$5004", "'lists'!$A$1:$A$40"]
    assert book["lists"].sheet_state == "hidden"
