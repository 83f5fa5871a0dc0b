from pathlib import Path

import openpyxl
import pytest

from tests.cli.cast import shanhai, write


def _break(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    sheet = book["orders"]
    row = next(row for row in sheet.iter_rows() if row[0].value == "plan")
    heads = next(cells for cells in sheet.iter_rows(values_only=True) if "seats" in map(str, cells))
    row[[str(head).strip("* ") for head in heads].index("seats")].value = -1
    book.save(path)


def test_a_problem_in_order_is_counted(tmp_path: Path) -> None:
    answer = shanhai("check", write(tmp_path))
    assert answer.code == 0
    assert answer.out == "In order: 2 people, 2 orders with 2 seats, 1 rule.\n"


def test_a_wrong_cell_is_told_with_its_place_and_code_1(tmp_path: Path) -> None:
    path = write(tmp_path)
    _break(path)
    answer = shanhai("check", path)
    assert answer.code == 1
    assert "1 error found:" in answer.out
    assert "orders" in answer.out
    assert "-1" in answer.out


def test_machines_get_every_error_as_json(tmp_path: Path) -> None:
    path = write(tmp_path)
    _break(path)
    answer = shanhai("check", path, "--json")
    (error,) = answer.json["errors"]
    assert (answer.code, answer.json["ok"], error["value"]) == (1, False, "-1")
    assert error["cell"]
    assert shanhai("check", write(tmp_path, name="good.xlsx"), "--json").json["ok"] is True


def test_wrong_cells_are_marked_in_a_copy(tmp_path: Path) -> None:
    path = write(tmp_path)
    _break(path)
    before = path.read_bytes()
    answer = shanhai("check", path, "--mark-errors", tmp_path / "marked.xlsx")
    comments = [
        cell.comment
        for sheet in openpyxl.load_workbook(tmp_path / "marked.xlsx")
        for row in sheet
        for cell in row
    ]
    assert any(comments)
    assert "marked.xlsx" in answer.out
    assert path.read_bytes() == before


def test_a_marked_copy_overwrites_nothing(tmp_path: Path) -> None:
    path = write(tmp_path)
    assert shanhai("check", path, "--mark-errors", path).code == 2


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no workbook", b"\x00\x01\x02"])
def test_a_file_that_is_no_workbook_is_refused_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.xlsx").write_bytes(content)
    answer = shanhai("check", tmp_path / "x.xlsx")
    assert answer.code == 2
    assert answer.err.startswith("Error: x.xlsx")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    answer = shanhai("check", tmp_path / "none.xlsx")
    assert answer.code == 2
    assert "There is no file or folder" in answer.err
