"""Workbooks of the zipped kind (.xlsx, .xlsm): surveyed by ourselves, then read by calamine.

The survey walks over the raw XML once. It finds the formula errors and the formulas that nobody has computed,
which calamine turns into empty cells, and the last used cell, because calamine sets aside room for everything
between A1 and that cell.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from shanhai.sheets import file_faults
from shanhai.sheets.calamine import CalamineBook
from shanhai.sheets.faults import FileError
from shanhai.sheets.grid import NOT_COMPUTED, Grid, Source
from shanhai.sheets.names import column_of
from shanhai.sheets.package import BAD_PART, PART_MISSING
from shanhai.sheets.shared_text import SharedText

if TYPE_CHECKING:
    from shanhai.sheets.limits import Limits
    from shanhai.sheets.package import Package

_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_ELEMENT = re.compile(rb"<(?:[^\s<>/:!?]+:)?(c|row)(?=[\s>/])([^>]*)>")
_CELL_PLACE = re.compile(rb"""(?:^|\s)r\s*=\s*["']([A-Za-z]{1,7})([0-9]{1,9})["']""")
_ROW_PLACE = re.compile(rb"""(?:^|\s)r\s*=\s*["']([0-9]{1,9})["']""")
_IS_ERROR = re.compile(rb"""(?:^|\s)t\s*=\s*["']e["']""")
_ERROR_TEXT = re.compile(rb"<(?:[^\s<>/:!?]+:)?v(?:\s[^>]*)?>([^<]{1,30})<")
# How nearly every program writes a cell; and what keeps a piece from being read as such cells only.
_PLAIN_CELL = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"(?: s="[0-9]+")?(?: t="[A-Za-z]+")?(/?)>')
_ODD = (
    *(quote + b"></c>" for quote in (b'"', b"'")),
    *(b"t=" + quote + b"e" + quote for quote in (b'"', b"'")),
    *(start + end for start in (b":c", b"<c") for end in (b">", b"/", b"\t", b"\n", b"\r")),
    b":c ",
)
# A formula and the end of its cell, without a value between; one that comes to an empty text says it is text.
_NO_VALUE = re.compile(rb"(?:</f>|<f(?:\s[^>]*)?/>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")
_IS_TEXT = re.compile(rb"""(?:^|\s)t\s*=\s*["']str["']""")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384


class XlsxSource(Source):
    """An opened .xlsx or .xlsm workbook; macros are never looked at."""

    def __init__(self, package: Package, data: bytes, file: str, limits: Limits) -> None:
        super().__init__(file, limits)
        self._package = package
        self.shared = SharedText(())
        for name in package.names:
            if name.startswith("xl/worksheets/") or not name.endswith((".xml", ".rels")):
                continue
            content = package.read(name)
            if name.endswith("sharedstrings.xml"):
                self.shared = SharedText.of_xlsx(content)
        self._parts = self._sheet_parts()
        self._book = CalamineBook(io.BytesIO(data), file)
        self.sheets = self._book.sheets

    def grid(self, index: int) -> Grid:
        """Read one sheet."""
        name = self.sheets[index].name
        part = self._parts.get(name)
        if part is None or part not in self._package:
            raise self._package.damaged(PART_MISSING, name)
        survey = _Survey(self, name)
        for piece in self._package.chunks(part, self.limits.sheet_bytes):
            survey.feed(piece)
        survey.close()
        rows, merged = self._book.read(index)
        return Grid(rows, survey.errors, merged)

    def check_whole(self) -> None:
        """Unpack every part once, so that another program may read the file. Raises FileError."""
        self._package.check_all()

    def malformed(self, sheet: str) -> Exception:
        """Return the error for a sheet whose XML no program would write."""
        return self._package.damaged(BAD_PART, self._parts[sheet])

    def _sheet_parts(self) -> dict[str, str]:
        targets = {
            element.get("Id", ""): _beside_workbook(element.get("Target", ""))
            for element in self._tree(_RELATIONS)
        }
        parts: dict[str, str] = {}
        for element in self._tree(_WORKBOOK).iter():
            if element.tag.rpartition("}")[2] != "sheet":
                continue
            relation = next((value for key, value in element.items() if key.rpartition("}")[2] == "id"), "")
            parts[element.get("name", "")] = targets.get(relation, "")
        return parts

    def _tree(self, part: str) -> ElementTree.Element:
        try:
            return ElementTree.fromstring(self._package.read(part))
        except (ElementTree.ParseError, ValueError, LookupError) as error:
            raise self._package.damaged(BAD_PART, part) from error


def _beside_workbook(target: str) -> str:
    target = target.replace("\\", "/")
    return target.lstrip("/") if target.startswith(("/", "xl/")) else f"xl/{target}"


class _Survey:
    """Errors and extent of one sheet, fed with its XML piece by piece."""

    def __init__(self, source: XlsxSource, sheet: str) -> None:
        self.errors: dict[tuple[int, int], str] = {}
        self._source = source
        self._sheet = sheet
        self._rest = b""
        self._row = self._column = -1
        self._text = 0
        self._last_row = self._last_column = 0
        self._columns: dict[bytes, int] = {}

    def feed(self, piece: bytes) -> None:
        text = self._rest + piece
        # Cut between rows where possible, so that a cell and its value stay in one piece.
        cut = text.rfind(b"</row>") + 6 if b"</row>" in text else text.rfind(b">") + 1
        self._rest = text[cut:]
        self._walk(text[:cut])

    def close(self) -> None:
        self._walk(self._rest)

    def _walk(self, text: bytes) -> None:
        if b"\0" in text:
            raise self._source.malformed(self._sheet)
        self._text += self._source.shared.used_in(text)
        if self._text > self._source.limits.text_bytes:
            raise FileError(self._source.file, file_faults.ZIP_BOMB)
        if not self._walk_plain(text):
            self._walk_closely(text)
        if self._last_row >= _LAST_ROW or self._last_column >= _LAST_COLUMN:
            raise self._source.malformed(self._sheet)
        self._source.check_size(self._sheet, self._last_row, self._last_column)

    def _walk_plain(self, text: bytes) -> bool:
        """Walk over a piece without errors whose cells all say where they are; False where it is not so."""
        cells = _PLAIN_CELL.findall(text)
        if len(cells) != text.count(b"<c") - text.count(b"<col") or any(odd in text for odd in _ODD):
            return False
        if b"<f" in text and _NO_VALUE.search(text):
            return False
        letters = {letter for letter, _, is_blank in cells if not is_blank}
        rows = {row for _, row, is_blank in cells if not is_blank}
        self._last_row = max([self._last_row, *(int(row) - 1 for row in rows)])
        self._last_column = max(
            [self._last_column, *(column_of(letter.decode("ascii")) for letter in letters)]
        )
        if cells:
            self._row, self._column = int(cells[-1][1]) - 1, column_of(cells[-1][0].decode("ascii"))
        return True

    def _walk_closely(self, text: bytes) -> None:
        for match in _ELEMENT.finditer(text):
            tag, attributes = match.groups()
            # A ">" inside quotation marks would hide the rest of the attributes from us.
            if attributes.count(b'"') & 1 or attributes.count(b"'") & 1:
                raise self._source.malformed(self._sheet)
            if tag == b"row":
                self._start_row(attributes)
            else:
                self._add_cell(attributes, text, match.end())

    def _start_row(self, attributes: bytes) -> None:
        place = _ROW_PLACE.search(attributes)
        self._row = int(place[1]) - 1 if place else self._row + 1
        self._column = -1

    def _add_cell(self, attributes: bytes, text: bytes, end: int) -> None:
        place = _CELL_PLACE.search(attributes)
        if place:
            letters, digits = place.groups()
            column = self._columns.get(letters)
            if column is None:
                column = self._columns[letters] = column_of(letters.decode("ascii").upper())
            self._column, self._row = column, int(digits) - 1
        else:
            self._column += 1
        if not (0 <= self._row < _LAST_ROW and self._column < _LAST_COLUMN):
            raise self._source.malformed(self._sheet)
        if attributes.endswith(b"/") or text.startswith(b"</", end):
            return
        self._last_row = max(self._last_row, self._row)
        self._last_column = max(self._last_column, self._column)
        if (b'"e"' in attributes or b"'e'" in attributes) and _IS_ERROR.search(attributes):
            shown = _ERROR_TEXT.search(text, end, end + 4_096)
            self.errors[self._row, self._column] = shown[1].decode("utf-8", "replace") if shown else "#ERROR!"
        elif text.startswith(b"<f", end) and not _IS_TEXT.search(attributes):
            cell = text[end : text.find(b"</c>", end) + 4]
            if _NO_VALUE.search(cell):
                self.errors[self._row, self._column] = NOT_COMPUTED
