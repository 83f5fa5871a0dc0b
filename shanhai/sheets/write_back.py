"""The user's own workbook again, with every wrong cell coloured and commented, and a list of them."""

from __future__ import annotations

import io
import re
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.workbook.properties import CalcProperties

from shanhai.sheets.cell_faults import MISSING
from shanhai.sheets.faults import CellError, quoted
from shanhai.sheets.folder import read_bytes
from shanhai.sheets.limits import DEFAULT_LIMITS
from shanhai.sheets.names import cell_name, letters_of
from shanhai.sheets.opening import open_source
from shanhai.sheets.whole import whole_file
from shanhai.sheets.words import Words
from shanhai.sheets.xlsx import XlsxSource

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shanhai.sheets.grid import Source
    from shanhai.sheets.words import Language

ERRORS_SHEET = Words("errors", "错误清单")
_AUTHOR = "Shanhai"
_NOT_IN_TITLES = re.compile(r"[\\*?:/\[\]]")
_MARK = "【Shanhai】"
_WRONG, _GAP = "FFFFC7CE", "FFFFEB9C"
_HEADERS = (
    Words("sheet", "工作表"),
    Words("cell", "单元格"),
    Words("column", "列"),
    Words("value", "内容"),
    Words("what is wrong", "问题"),
    Words("how to mend it", "如何改正"),
)
_WIDTHS = (16, 8, 18, 24, 60, 60)


def write_back(original: Path | str, errors: Sequence[CellError], to: Path | str, language: Language) -> None:
    """Write the workbook `original` to `to` with the errors marked; marks of an earlier round are taken off.

    A file that is not .xlsx or .xlsm is copied, cells only, into a new .xlsx. Raises FileError.
    """
    path = Path(original)
    source = open_source(path)
    content = io.BytesIO()
    if isinstance(source, XlsxSource):
        source.check_whole()
        content = _own_book_marked(path, Path(to), errors, language)
    if not content.tell():
        _marked(_copied_book(source), errors, language).save(content)
    with whole_file(to) as draft:
        draft.write_bytes(content.getvalue())


def _own_book_marked(path: Path, to: Path, errors: Sequence[CellError], language: Language) -> io.BytesIO:
    """Return the marked workbook; nothing when openpyxl cannot handle a file that we could read."""
    data = io.BytesIO(read_bytes(path, DEFAULT_LIMITS))
    # Excel refuses a file with macros under the name of one without.
    keeps_macros = path.suffix.lower() == to.suffix.lower() == ".xlsm"
    # What openpyxl cannot keep it warns about; the manual names it (shapes, slicers).
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            content = io.BytesIO()
            book = openpyxl.load_workbook(data, keep_vba=keeps_macros)
            _marked(book, errors, language).save(content)
        # openpyxl raises whatever its parsers meet, from KeyError to TypeError.
        except Exception:
            return io.BytesIO()
    return content


def _marked(book: Any, errors: Sequence[CellError], language: Language) -> Any:
    _clear(book)
    for error in errors:
        title = _title(error.sheet)
        if title in book.sheetnames and error.cell:
            _mark(book[title][error.cell], error, language)
    _list(book, errors, language)
    # openpyxl drops the computed values of formulas; Excel and WPS then compute them on opening.
    book.calculation = CalcProperties(fullCalcOnLoad=True)
    return book


def _title(sheet: str) -> str:
    """Return the name that a sheet may bear in a workbook."""
    return _NOT_IN_TITLES.sub("_", sheet)[:31]


def _copied_book(source: Source) -> Any:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for index, info in enumerate(source.sheets):
        sheet = book.create_sheet(_title(info.name))
        sheet.sheet_state = "hidden" if info.hidden else "visible"
        grid = source.grid(index)
        for row, cells in enumerate(grid.rows, 1):
            for column, value in enumerate(cells, 1):
                if value not in ("", None):
                    _copy(sheet.cell(row, column), value)
        for (row, column), shown in grid.errors.items():
            _copy(sheet.cell(row + 1, column + 1), shown)
        for top, left, bottom, right in grid.merged:
            sheet.merge_cells(
                start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1
            )
    if not any(sheet.sheet_state == "visible" for sheet in book.worksheets):
        book.create_sheet(" ")
    return book


def _copy(cell: Any, value: object) -> None:
    cell.value = (
        "".join(mark for mark in value if mark.isprintable() or mark == "\n")
        if isinstance(value, str)
        else value
    )
    if isinstance(value, str):
        # Text stays text, also when it begins like a formula.
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(("=", "+", "-", "@"))


def _clear(book: Any) -> None:
    for title in ERRORS_SHEET.all():
        if title in book.sheetnames and len(book.sheetnames) > 1:
            del book[title]
    for sheet in book.worksheets:
        for cell in [cell for row in sheet.iter_rows() for cell in row if cell.comment]:
            kept, mark, _ = cell.comment.text.partition(_MARK)
            if not mark:
                continue
            cell.fill = PatternFill()
            cell.comment = Comment(kept.rstrip(), cell.comment.author) if kept.strip() else None


def _mark(cell: Any, error: CellError, language: Language) -> None:
    if isinstance(cell, openpyxl.cell.cell.MergedCell):
        cell = _first_of(cell)
    colour = _GAP if error.fault is MISSING else _WRONG
    cell.fill = PatternFill("solid", start_color=colour, end_color=colour)
    text = f"{_MARK}\n{error.what(language)}\n{error.remedy(language)}"
    before = cell.comment
    comment = Comment(f"{before.text}\n{text}" if before else text, before.author if before else _AUTHOR)
    comment.width, comment.height = 320, 60 + 18 * (len(text) // 24)
    cell.comment = comment


def _first_of(cell: Any) -> Any:
    area = next(area for area in cell.parent.merged_cells.ranges if cell.coordinate in area)
    return cell.parent.cell(area.min_row, area.min_col)


def _list(book: Any, errors: Sequence[CellError], language: Language) -> None:
    sheet = book.create_sheet(ERRORS_SHEET.text(language), 0)
    book.active = 0
    sheet.append([header.text(language) for header in _HEADERS])
    for column, width in enumerate(_WIDTHS):
        sheet.column_dimensions[letters_of(column)].width = width
        sheet.cell(1, column + 1).font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for row, error in enumerate(errors, 2):
        shown = (
            error.sheet,
            error.cell,
            error.heading,
            quoted(error.value),
            error.what(language),
            error.remedy(language),
        )
        for column, text in enumerate(shown):
            cell = sheet.cell(row, column + 1)
            _copy(cell, text)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        title = _title(error.sheet)
        if error.cell and title in book.sheetnames:
            quoted_sheet = title.replace("'", "''")
            sheet[cell_name(row - 1, 1)].hyperlink = f"#'{quoted_sheet}'!{error.cell}"
