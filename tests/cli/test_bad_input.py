"""Bad input of every kind, as a user hands it in: refused with cell and remedy, and nothing is written."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from shanhai.workbook import write_book
from tests.cli.cast import Answer, shanhai
from tests.workbook import samples

if TYPE_CHECKING:
    from pathlib import Path

MEGABYTE = 1 << 20
#: Runs Python with what follows, and says the most memory that this one child held.
_WEIGHED = """
import resource, subprocess, sys
run = subprocess.run([sys.executable, *sys.argv[1:]])
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(run.returncode)
"""
MILLION = 10**6


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A workbook in order, its headers in row 2."""
    path = tmp_path / "book.xlsx"
    write_book(samples.book(), path, "en")
    return path


def _cell(page: Any, heading: str, row: int) -> Any:
    headings = [str(cell.value).rstrip(" *") for cell in page[2]]
    return page.cell(row, headings.index(heading) + 1)


def _spoil(path: Path, sheet: str, heading: str, value: Any, row: int = 3) -> str:
    """Put a value into one cell. Returns: the cell's place, as it is told."""
    opened = openpyxl.load_workbook(path)
    cell = _cell(opened[sheet], heading, row)
    cell.value = value
    place = f"{sheet} {cell.coordinate} "
    opened.save(path)
    return place


def _refused(path: Path) -> Answer:
    """Plan from it: nothing may be written, and checking says the same."""
    folder = path.parent / "plan"
    before = sorted(path.parent.iterdir())
    answer = shanhai("plan", path, "--to", folder)
    assert answer.code == 2
    assert sorted(path.parent.iterdir()) == before
    assert shanhai("check", path).code in (1, 2)
    return answer


@pytest.mark.parametrize(
    ("sheet", "heading", "value", "remedy"),
    [
        ("people", "expertise", "K99:4", "Correct it here or add it there."),
        ("people", "home organisation", "U99", "Correct it here or add it there."),
        ("orders", "host organisation", "G99", "Correct it here or add it there."),
        ("people", "free until", "2021-01", "Swap the two"),
        ("orders", "end", "2021.1.1", "Swap the two"),
        ("orders", "seats", 0, "1 or more"),
        ("orders", "seats", -1, "1 or more"),
        ("orders", "seats", 10**9, "at most"),
        ("weights", "weight", "forty", "number"),
        ("people", "person id", 330106199001011234, "Format the cell as text first"),
        ("people", "level", "#DIV/0!", "formula"),
        ("orders", "seats", "#REF!", "formula"),
        ("rules", "people", "home kind=monastery", "Nobody"),
    ],
)
def test_a_wrong_cell_is_told_with_its_place_and_its_remedy(
    book: Path, sheet: str, heading: str, value: Any, remedy: str
) -> None:
    place = _spoil(book, sheet, heading, value)
    told = next(line for line in _refused(book).err.splitlines() if place in line)
    assert remedy.lower() in told.lower()


@pytest.mark.parametrize(("sheet", "heading"), [("people", "person id"), ("orders", "order id")])
def test_a_duplicate_id_is_told_with_both_rows(book: Path, sheet: str, heading: str) -> None:
    first = _cell(openpyxl.load_workbook(book)[sheet], heading, 3).value
    place = _spoil(book, sheet, heading, first, row=4)
    told = next(line for line in _refused(book).err.splitlines() if place in line)
    assert "Rows 3 and 4 need different values" in told


def test_sheets_without_a_row_are_told(book: Path) -> None:
    opened = openpyxl.load_workbook(book)
    for sheet in ("people", "orders"):
        opened[sheet].delete_rows(3, opened[sheet].max_row)
    opened.save(book)
    told = _refused(book).err
    assert "people" in told
    assert "orders" in told


def test_a_workbook_of_empty_sheets_is_told(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "book.xlsx")
    assert "people" in _refused(tmp_path / "book.xlsx").err


def _zipped(**parts: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "really"),
    [
        (b"%PDF-1.7 a paper", "PDF"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "web page"),
        (_zipped(word__document_xml=b"<w:document/>"), "Word"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
    ],
)
def test_a_workbook_that_is_really_something_else_is_told_as_that(
    tmp_path: Path, content: bytes, really: str
) -> None:
    (tmp_path / "book.xlsx").write_bytes(content)
    told = _refused(tmp_path / "book.xlsx").err
    assert told.startswith("Error: book.xlsx")
    assert really in told


def _bomb() -> bytes:
    """A few kilobytes that unpack to a quarter of a gigabyte."""
    return _zipped(xl__workbook_xml=b" " * (256 * MEGABYTE))


def _million_rows(path: Path) -> bytes:
    """The workbook with a million rows of people."""
    rows = b"".join(
        b'<row r="%d"><c r="A%d"><v>%d</v></c></row>' % (k, k, k * 7919 % 1000003)
        for k in range(3, 3 + MILLION)
    )
    content = io.BytesIO()
    with (
        zipfile.ZipFile(path) as old,
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                at = data.index(b'<row r="3"')
                data = data[:at] + rows + data[data.index(b"</sheetData>") :]
            new.writestr(name, data)
    return content.getvalue()


@pytest.mark.parametrize("kind", ["bomb", "rows"])
def test_what_is_far_too_much_is_refused_within_bounded_memory(book: Path, kind: str) -> None:
    book.write_bytes(_bomb() if kind == "bomb" else _million_rows(book))
    folder = book.parent / "plan"
    run = subprocess.run(
        [sys.executable, "-c", _WEIGHED, "-m", "shanhai.cli", "plan", str(book), "--to", str(folder)],
        env=os.environ | {"SHANHAI_LANGUAGE": "en"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert run.returncode == 2
    assert {"bomb": "unpack", "rows": "200,000 rows"}[kind] in run.stderr
    assert not folder.exists()
    assert int(run.stdout.splitlines()[-1]) * 1024 < 1536 * MEGABYTE


def test_a_table_of_a_million_lines_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    write_book(samples.book(), folder, "en")
    people = folder / "people.csv"
    lines = people.read_bytes().splitlines(keepends=True)
    people.write_bytes(b"".join(lines[:2]) + b"".join(b"P9%d\n" % k for k in range(MILLION)))
    answer = _refused(folder)
    assert "200,000 rows" in answer.err
