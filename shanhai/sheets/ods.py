"""OpenDocument spreadsheets (.ods), read by ourselves in one pass over their XML.

Source: OASIS, Open Document Format for Office Applications 1.3, part 3, chapters 9 and 19.
"""

from __future__ import annotations

import contextlib
import re
from datetime import date, datetime
from typing import TYPE_CHECKING
from xml.parsers import expat

from shanhai.sheets.grid import Area, Grid, SheetInfo, Source
from shanhai.sheets.package import BAD_PART

if TYPE_CHECKING:
    from collections.abc import Callable

    from shanhai.sheets.limits import Limits
    from shanhai.sheets.package import Package

_CONTENT = "content.xml"
_ERROR = re.compile(r"#(REF!|DIV/0!|N/A|NAME\?|NULL!|NUM!|VALUE!)|Err:\d{3}")


class OdsSource(Source):
    """An opened .ods workbook; all its sheets are read at once, within the limits."""

    def __init__(self, package: Package, file: str, limits: Limits) -> None:
        super().__init__(file, limits)
        reader = _Reader(self)
        parser = expat.ParserCreate(namespace_separator=None)
        parser.buffer_text = True
        parser.StartElementHandler = reader.start
        parser.EndElementHandler = reader.end
        parser.CharacterDataHandler = reader.text
        try:
            for piece in package.chunks(_CONTENT, limits.sheet_bytes):
                parser.Parse(piece)
            parser.Parse(b"", True)
        except (expat.ExpatError, ValueError) as error:
            raise package.damaged(BAD_PART, _CONTENT) from error
        self.sheets = tuple(SheetInfo(name, name_style in reader.hidden) for name, name_style in reader.names)
        self._grids = reader.grids

    def grid(self, index: int) -> Grid:
        """Return one sheet."""
        return self._grids[index]


class _Reader:
    """Collects cells while expat walks over the document."""

    def __init__(self, source: OdsSource) -> None:
        self.names: list[tuple[str, str]] = []
        self.hidden: set[str] = set()
        self.grids: list[Grid] = []
        self._source = source
        self._style = ""
        self._row: list[object] = []
        self._row_number = self._row_repeat = 0
        self._blank_rows = self._blank_cells = 0
        self._cell: dict[str, str] | None = None
        self._paragraphs: list[str] = []
        self._in_paragraph = False
        self._in_note = 0
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {
            "style:style": self._start_style,
            "style:table-properties": self._start_properties,
            "table:table": self._start_table,
            "table:table-row": self._start_row,
            "table:table-cell": self._start_cell,
            "table:covered-table-cell": self._start_cell,
            "office:annotation": self._start_note,
            "text:p": self._start_paragraph,
            "text:s": lambda given: self.text(" " * min(_count(given, "text:c"), 1_000)),
            "text:tab": lambda given: self.text("\t"),
            "text:line-break": lambda given: self.text("\n"),
        }
        self._ends: dict[str, Callable[[], None]] = {
            "table:table-row": self._end_row,
            "table:table-cell": self._end_cell,
            "table:covered-table-cell": self._end_cell,
            "office:annotation": self._end_note,
            "text:p": self._end_paragraph,
        }

    def start(self, tag: str, given: dict[str, str]) -> None:
        if tag in self._starts:
            self._starts[tag](given)

    def end(self, tag: str) -> None:
        if tag in self._ends:
            self._ends[tag]()

    def text(self, text: str) -> None:
        if self._in_paragraph and not self._in_note:
            self._paragraphs[-1] += text

    def _start_style(self, given: dict[str, str]) -> None:
        self._style = given.get("style:name", "")

    def _start_properties(self, given: dict[str, str]) -> None:
        if given.get("table:display") == "false":
            self.hidden.add(self._style)

    def _start_table(self, given: dict[str, str]) -> None:
        self.names.append((given.get("table:name", ""), given.get("table:style-name", "")))
        self.grids.append(Grid([]))
        self._row_number = self._blank_rows = 0

    def _start_row(self, given: dict[str, str]) -> None:
        self._row, self._blank_cells = [], 0
        self._row_repeat = _count(given, "table:number-rows-repeated")

    def _end_row(self) -> None:
        if not self.grids:
            return
        # Blank rows are put in only when a filled one follows: sheets end in a million of them.
        if not self._row:
            self._blank_rows += self._row_repeat
            return
        rows = self.grids[-1].rows
        last = len(rows) + self._blank_rows + self._row_repeat - 1
        self._source.check_size(self.names[-1][0], last, len(self._row) - 1)
        rows.extend([] for _ in range(self._blank_rows))
        rows.extend(list(self._row) for _ in range(self._row_repeat))
        self._blank_rows = 0

    def _start_cell(self, given: dict[str, str]) -> None:
        self._cell, self._paragraphs = given, []

    def _end_cell(self) -> None:
        if self._cell is None or not self.grids:
            return
        given, self._cell = self._cell, None
        repeat = _count(given, "table:number-columns-repeated")
        value = _value(given, "\n".join(self._paragraphs))
        if value == "":
            self._blank_cells += repeat
            return
        row = self._row_index()
        self._source.check_size(self.names[-1][0], row, len(self._row) + self._blank_cells + repeat - 1)
        self._row.extend([""] * self._blank_cells)
        self._blank_cells = 0
        column = len(self._row)
        self._row.extend([value] * repeat)
        if isinstance(value, str) and _ERROR.fullmatch(value) and _is_computed(given):
            self.grids[-1].errors[row, column] = value
            self._row[column] = ""
        self._merge(given, row, column)

    def _row_index(self) -> int:
        return len(self.grids[-1].rows) + self._blank_rows

    def _merge(self, given: dict[str, str], row: int, column: int) -> None:
        down, across = (
            _count(given, "table:number-rows-spanned"),
            _count(given, "table:number-columns-spanned"),
        )
        if down > 1 or across > 1:
            area: Area = (row, column, row + down - 1, column + across - 1)
            self.grids[-1].merged.append(area)

    def _start_note(self, given: dict[str, str]) -> None:
        self._in_note += 1

    def _end_note(self) -> None:
        self._in_note -= 1

    def _start_paragraph(self, given: dict[str, str]) -> None:
        if self._cell is not None and not self._in_note:
            self._in_paragraph = True
            self._paragraphs.append("")

    def _end_paragraph(self) -> None:
        if not self._in_note:
            self._in_paragraph = False


def _count(given: dict[str, str], attribute: str) -> int:
    return max(1, int(given.get(attribute, "1")))


def _is_computed(given: dict[str, str]) -> bool:
    return "table:formula" in given or given.get("calcext:value-type") == "error"


def _value(given: dict[str, str], text: str) -> object:
    kind = given.get("office:value-type", "")
    if kind in ("float", "percentage", "currency"):
        return float(given.get("office:value", "nan"))
    if kind == "boolean":
        return given.get("office:boolean-value") == "true"
    if kind == "date":
        return _moment(given.get("office:date-value", "")) or text
    return text


def _moment(text: str) -> date | datetime | None:
    with contextlib.suppress(ValueError):
        return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    return None
