"""Workbooks of the old kind (.xls): surveyed record by record, then read by calamine.

Source: Microsoft, [MS-XLS] Excel Binary File Format; only the records that hold cells are looked at.
"""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING

from shanhai.sheets import file_faults
from shanhai.sheets.calamine import CalamineBook
from shanhai.sheets.faults import FileError
from shanhai.sheets.grid import Grid, Source
from shanhai.sheets.shared_text import SharedText
from shanhai.sheets.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shanhai.sheets.compound import Compound
    from shanhai.sheets.limits import Limits

_FORMULA, _BOOL_OR_ERROR, _SHEET_ENTRY, _PASSWORD, _END = 0x0006, 0x0205, 0x0085, 0x002F, 0x000A
_ONE_CELL = {_FORMULA, _BOOL_OR_ERROR, 0x0203, 0x0204, 0x00D6, 0x00FD, 0x027E}
_SHARED_TEXT, _CONTINUE, _SHARED_TEXT_CELL = 0x00FC, 0x003C, 0x00FD
_NUMBERS_IN_A_ROW = 0x00BD
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_CUT_OFF = Words("its records are cut off", "记录不完整")


class XlsSource(Source):
    """An opened .xls workbook."""

    def __init__(self, compound: Compound, stream: str, data: bytes, file: str, limits: Limits) -> None:
        super().__init__(file, limits)
        self._records = compound.read(stream)
        self._text = 0
        try:
            self._errors = [self._survey(name, start) for name, start in self._entries()]
        except struct.error as error:
            raise FileError(file, file_faults.DAMAGED, reason=_CUT_OFF) from error
        self._book = CalamineBook(io.BytesIO(data), file)
        self.sheets = self._book.sheets

    def grid(self, index: int) -> Grid:
        """Read one sheet."""
        rows, merged = self._book.read(index)
        place = self._book.place(index)
        return Grid(rows, self._errors[place] if place < len(self._errors) else {}, merged)

    def _entries(self) -> list[tuple[str, int]]:
        entries: list[tuple[str, int]] = []
        shared: list[memoryview] = []
        before = 0
        for kind, body in self._walk(0):
            if kind == _PASSWORD:
                raise FileError(self.file, file_faults.PROTECTED)
            if kind == _SHARED_TEXT or (kind == _CONTINUE and before in (_SHARED_TEXT, _CONTINUE) and shared):
                shared.append(body)
            if kind == _SHEET_ENTRY:
                entries.append((f"no. {len(entries) + 1}", struct.unpack_from("<I", body)[0]))
            before = kind
        self._shared = SharedText.of_xls(shared)
        return entries

    def _survey(self, name: str, start: int) -> dict[tuple[int, int], str]:
        errors: dict[tuple[int, int], str] = {}
        last_row = last_column = 0
        texts: list[int] = []
        for kind, body in self._walk(start):
            if kind in _ONE_CELL:
                row, column = struct.unpack_from("<2H", body)
                code = _error_code(kind, body)
                if kind == _SHARED_TEXT_CELL:
                    texts.append(struct.unpack_from("<I", body, 6)[0])
                if code is not None:
                    errors[row, column] = _ERRORS.get(code, "#ERROR!")
            elif kind == _NUMBERS_IN_A_ROW:
                row, column = (
                    struct.unpack_from("<H", body)[0],
                    struct.unpack_from("<H", body, len(body) - 2)[0],
                )
            else:
                continue
            last_row, last_column = max(last_row, row), max(last_column, column)
        self.check_size(name, last_row, last_column)
        self._text += self._shared.used_by(texts)
        if self._text > self.limits.text_bytes:
            raise FileError(self.file, file_faults.ZIP_BOMB)
        return errors

    def _walk(self, start: int) -> Iterator[tuple[int, memoryview]]:
        records = memoryview(self._records)
        depth = 0
        while start + 4 <= len(records):
            kind, length = struct.unpack_from("<2H", records, start)
            yield kind, records[start + 4 : start + 4 + length]
            start += 4 + length
            # Charts inside a sheet begin and end like sheets of their own.
            depth += (kind & 0xFF) == 0x09 and kind in (0x0009, 0x0209, 0x0409, 0x0809)
            depth -= kind == _END
            if depth <= 0:
                return


def _error_code(kind: int, body: memoryview) -> int | None:
    if kind == _BOOL_OR_ERROR:
        value, is_error = struct.unpack_from("<2B", body, 6)
        return value if is_error else None
    if kind == _FORMULA and bytes(body[12:14]) == b"\xff\xff" and body[6] == 2:
        return body[8]
    return None
