"""Draws tables into a new workbook: headers, widths, drop-downs and notes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import xlsxwriter

from shanhai.sheets.names import letters_of
from shanhai.sheets.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from shanhai.sheets.kinds.kind import CellValue
    from shanhai.sheets.table import Column, Table
    from shanhai.sheets.words import Language

_INK, _GREEN, _PALE, _GREY = "#1F2A2E", "#1F6F63", "#E6F0EE", "#6B7780"
_ROWS_WITH_DROP_DOWNS = 5_000
_LONGEST_INLINE_LIST = 250
_LONGEST_CELL = 32_767
_REQUIRED = Words("Required.", "必填。")
_FORM = Words("Form: {hint}.", "填法：{hint}。")
LISTS = Words("lists", "选项")


class ExactFloat(float):
    """A number that is written with all its digits; the writer would keep sixteen only."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        return float.__repr__(self)


class Paper:
    """A new workbook in one language, to which tables are added sheet by sheet."""

    def __init__(self, path: Path, tables: Sequence[Table], language: Language) -> None:
        self.language: Language = language
        self.book = xlsxwriter.Workbook(
            str(path),
            {
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "tmpdir": str(path.parent),
            },
        )
        # A fixed date: the same content gives the same file.
        self.book.set_properties({"created": date(2022, 1, 1)})
        self._sheets: dict[str, tuple[str, int]] = {}
        self._tables = {table.key: table for table in tables}
        self._lists: Any = None
        self._list_columns = 0
        self._cell_formats: dict[tuple[str, bool, bool], Any] = {}
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}

    def close(self) -> None:
        """Write the file."""
        self.book.close()

    def format(self, **properties: object) -> Any:
        """Return a cell format, made once for equal properties."""
        chosen = {"font_name": "Arial", "font_size": 10, "font_color": _INK, "valign": "top", **properties}
        key = tuple(sorted(chosen.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format(chosen)
        return self._formats[key]

    def plan(self, table: Table, header_row: int) -> None:
        """Say beforehand where a table's headers will stand, so that drop-downs may refer to it."""
        self._sheets[table.key] = (table.title.text(self.language), header_row)

    def add_sheet(self, table: Table) -> Any:
        """Add the sheet of a table, with frozen headers, widths, notes and drop-downs."""
        name, header_row = self._sheets[table.key]
        sheet = self.book.add_worksheet(name)
        sheet.freeze_panes(header_row + 1, 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(header_row)
        for place, column in enumerate(table.columns):
            sheet.set_column(place, place, column.width, self.cell_format(column))
            self._write_header(sheet, header_row, place, column)
            self._add_drop_down(sheet, header_row, place, column)
        return sheet

    def write(self, sheet: Any, row: int, place: int, column: Column, value: object) -> None:
        """Write one value; text stays text, whatever it begins with."""
        if value is None:
            return
        content = column.kind.write(value, self.language)
        if content == "":
            return
        self.put(sheet, row, place, content, self.cell_format(column, content))

    def put(self, sheet: Any, row: int, place: int, content: CellValue, form: Any) -> None:
        """Write one cell's content. Raises ValueError for text longer than a cell can hold."""
        if isinstance(content, bool):
            sheet.write_boolean(row, place, content, form)
        elif isinstance(content, date):
            sheet.write_datetime(row, place, content, form)
        elif isinstance(content, int | float):
            sheet.write_number(
                row, place, ExactFloat(content) if isinstance(content, float) else content, form
            )
        elif len(content) > _LONGEST_CELL:
            raise ValueError(
                f"{letters_of(place)}{row + 1} of {sheet.get_name()!r} would need {len(content)} letters, "
                f"but Excel allows {_LONGEST_CELL}. Use a CSV or Parquet folder."
            )
        else:
            sheet.write_string(row, place, content, form)

    def cell_format(self, column: Column, content: CellValue = "") -> Any:
        """Return the format of a column's cells; text that looks like a formula is marked as text."""
        looks_like_formula = isinstance(content, str) and content.startswith(("=", "+", "-", "@"))
        key = (column.kind.number_format, column.width >= 30, looks_like_formula)
        form = self._cell_formats.get(key)
        if form is None:
            form = self.format(num_format=key[0], text_wrap=key[1], quote_prefix=key[2])
            self._cell_formats[key] = form
        return form

    def _write_header(self, sheet: Any, row: int, place: int, column: Column) -> None:
        header = column.header.text(self.language) + (" *" if column.required else "")
        form = self.format(bold=True, font_color="#FFFFFF", bg_color=_GREEN, text_wrap=True, valign="vcenter")
        sheet.write_string(row, place, header, form)
        note = self.note(column)
        if note:
            size = {"x_scale": 2.2, "y_scale": 1 + len(note) / 160, "font_size": 9}
            sheet.write_comment(row, place, note, {"author": "Shanhai", **size})

    def note(self, column: Column) -> str:
        """Return what the template says about a column."""
        language = self.language
        parts = [column.note.text(language), _FORM.say(language, hint=column.kind.hint)]
        if column.required:
            parts.append(_REQUIRED.text(language))
        return (" " if language == "en" else "").join(part for part in parts if part)

    def _add_drop_down(self, sheet: Any, header_row: int, place: int, column: Column) -> None:
        first, last = header_row + 1, header_row + _ROWS_WITH_DROP_DOWNS
        choices = column.kind.choices(self.language)
        if choices:
            source: object = list(choices)
            if len(",".join(choices)) > _LONGEST_INLINE_LIST or any("," in choice for choice in choices):
                source = self._listed(choices)
            sheet.data_validation(first, place, last, place, {"validate": "list", "source": source})
        elif column.refers in self._sheets:
            name, row = self._sheets[column.refers]
            quoted = name.replace("'", "''")
            source = f"='{quoted}'!$A${row + 2}:$A${row + 1 + _ROWS_WITH_DROP_DOWNS}"
            # Only a warning: the row that is referred to may be typed later.
            options = {"validate": "list", "source": source, "error_type": "information"}
            sheet.data_validation(first, place, last, place, options)

    def _listed(self, choices: Sequence[str]) -> str:
        if self._lists is None:
            self._lists = self.book.add_worksheet(LISTS.text(self.language))
            self._lists.hide()
        letters = letters_of(self._list_columns)
        for row, choice in enumerate(choices):
            self._lists.write_string(row, self._list_columns, choice)
        self._list_columns += 1
        return f"='{LISTS.text(self.language)}'!${letters}$1:${letters}${len(choices)}"


def title_format(paper: Paper) -> Any:
    """Return the format of the line above a table."""
    return paper.format(bold=True, font_size=12, font_color=_GREEN)


def guide_formats(paper: Paper) -> Mapping[str, Any]:
    """Return the formats of the lines that explain a template."""
    return {
        "hint": paper.format(font_color=_GREY, font_size=9, text_wrap=True, bg_color=_PALE),
        "example": paper.format(font_color=_GREY, italic=True, bg_color=_PALE, num_format="@"),
    }
