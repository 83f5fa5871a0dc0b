"""CSV text: its encoding and delimiter are found out, its rows read within the limits."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from shanhai.sheets import file_faults
from shanhai.sheets.faults import FileError
from shanhai.sheets.grid import Grid, SheetInfo, Source

if TYPE_CHECKING:
    from shanhai.sheets.limits import Limits

_DELIMITERS = ",;\t"
_LINES_LOOKED_AT = 30
#: Text that a spreadsheet program would take for a formula, with the apostrophes that keep it from doing so.
_KEPT_AS_TEXT = re.compile(r"'+[=+\-@\t\r]")
_LONGEST_CELL = 1_000_000


class DelimitedSource(Source):
    """CSV text as a workbook of one sheet."""

    def __init__(self, data: bytes, file: str, sheet: str, limits: Limits) -> None:
        super().__init__(file, limits)
        self.sheets = (SheetInfo(sheet),)
        self._text = decoded(data, file)

    def grid(self, index: int) -> Grid:
        """Read the rows."""
        name = self.sheets[index].name
        # The module refuses long cells with its own small limit; ours comes with the file's size.
        csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_CELL))
        lines = csv.reader(
            io.StringIO(self._text, newline=""), delimiter=delimiter_of(self._text), strict=True
        )
        rows: list[list[object]] = []
        widest = 0
        try:
            for row in lines:
                widest = max(widest, len(row))
                self.check_size(name, len(rows), widest - 1)
                rows.append([_unescaped(cell) for cell in row])
        except csv.Error as error:
            raise FileError(self.file, file_faults.BAD_CSV, line=lines.line_num) from error
        return Grid(rows)


def decoded(data: bytes, file: str) -> str:
    """Return CSV text that is in UTF-8, in UTF-16 with a mark, or in GB 18030. Raises FileError."""
    encodings = ["utf-16"] if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "gb18030"]
    position = 0
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            position = max(position, error.start)
    raise FileError(file, file_faults.BAD_ENCODING, position=position)


def delimiter_of(text: str) -> str:
    """Return the delimiter that splits the first lines most evenly; a comma when none does."""
    lines = [line for line in text[:65_536].splitlines()[:_LINES_LOOKED_AT] if line.strip()]
    best, best_score = ",", (0, 0)
    for delimiter in _DELIMITERS:
        counts = [_outside_quotes(line, delimiter) for line in lines]
        if not counts or not max(counts):
            continue
        common = max(set(counts), key=lambda count: (counts.count(count), count))
        score = (counts.count(common) if common else 0, common)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def escaped(text: str) -> str:
    """Return text for a CSV cell so that no spreadsheet program takes it for a formula."""
    is_at_risk = text.startswith(("=", "+", "-", "@", "\t", "\r")) or _KEPT_AS_TEXT.match(text)
    return f"'{text}" if is_at_risk else text


def _unescaped(text: str) -> str:
    return text[1:] if text.startswith("'") and _KEPT_AS_TEXT.match(text) else text


def _outside_quotes(line: str, delimiter: str) -> int:
    return sum(part.count(delimiter) for part in line.split('"')[::2])
