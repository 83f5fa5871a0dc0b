"""A zip archive opened with suspicion: sizes, ratios and XML declarations are checked before use."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

from shanhai.sheets import file_faults
from shanhai.sheets.faults import FileError
from shanhai.sheets.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shanhai.sheets.limits import Limits

_CHUNK = 1 << 20
_MOST_PARTS = 20_000
_LOCAL_HEADER = struct.Struct("<4s5H3I2H")
_DECLARATION = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)

BAD_ZIP = Words("the archive cannot be unpacked", "压缩包无法解开")
TWO_PARTS = Words("two parts have the same name", "两个部件同名")
PART_MISSING = Words("the part {part} is missing", "缺少部件 {part}")
BAD_PART = Words("the part {part} cannot be understood", "部件 {part} 无法解析")


class Package:
    """The parts of a zip archive, unpacked by ourselves so that no header is believed."""

    def __init__(self, data: bytes, file: str, limits: Limits) -> None:
        self.file = file
        self.limits = limits
        self._data = data
        # A directory of millions of entries would cost minutes before any other check could run.
        if data.count(b"PK\x01\x02") > _MOST_PARTS:
            raise FileError(file, file_faults.ZIP_BOMB)
        try:
            entries = zipfile.ZipFile(io.BytesIO(data)).infolist()
        except (
            zipfile.BadZipFile,
            ValueError,
            NotImplementedError,
            struct.error,
            EOFError,
            OSError,
        ) as error:
            raise self.damaged(BAD_ZIP) from error
        self._parts = {_plain(entry.filename): entry for entry in entries if not entry.is_dir()}
        self._check_directory(entries)

    @property
    def names(self) -> list[str]:
        """Return the names of all parts, in lower case with forward slashes."""
        return list(self._parts)

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self._parts

    def damaged(self, reason: Words, part: str = "") -> FileError:
        """Return the error for a workbook that is damaged in this way."""
        said = Words(*(text.replace("{part}", part) for text in reason.all()))
        return FileError(self.file, file_faults.DAMAGED, reason=said)

    def read(self, name: str) -> bytes:
        """Unpack a whole part. Raises FileError when it is missing, damaged, a bomb, or declares entities."""
        return b"".join(self.chunks(name, self.limits.part_bytes))

    def chunks(self, name: str, most: int) -> Iterator[bytes]:
        """Unpack a part in pieces of about a megabyte. Refuses declarations, more bytes than `most`, and more
        than the directory says.
        """
        is_xml = _plain(name).endswith((".xml", ".rels"))
        if entry := self._parts.get(_plain(name)):
            most = min(most, entry.file_size)
        tail, total = b"", 0
        for piece in self._inflated(name):
            total += len(piece)
            if total > most:
                raise FileError(self.file, file_faults.ZIP_BOMB)
            if is_xml and _declares(tail + piece):
                raise FileError(self.file, file_faults.XML_ENTITIES)
            tail = piece[-40:]
            yield piece

    def check_all(self) -> None:
        """Unpack every part once and throw it away. Raises FileError as `chunks` does."""
        for name in self._parts:
            for _ in self.chunks(name, self.limits.sheet_bytes):
                pass

    def _check_directory(self, entries: list[zipfile.ZipInfo]) -> None:
        packed = sum(entry.compress_size for entry in entries)
        unpacked = sum(entry.file_size for entry in entries)
        # Entries that share bytes are the trick of the archives that unpack to petabytes.
        if packed > len(self._data):
            raise FileError(self.file, file_faults.ZIP_BOMB)
        if unpacked > self.limits.ratio_from and unpacked > packed * self.limits.ratio:
            raise FileError(self.file, file_faults.ZIP_BOMB)
        if any(entry.flag_bits & 1 for entry in entries):
            raise FileError(self.file, file_faults.PROTECTED)
        if len(self._parts) < sum(not entry.is_dir() for entry in entries):
            raise self.damaged(TWO_PARTS)

    def _inflated(self, name: str) -> Iterator[bytes]:
        entry = self._parts.get(_plain(name))
        if entry is None:
            raise self.damaged(PART_MISSING, name)
        packed = self._packed(entry)
        if entry.compress_type == zipfile.ZIP_STORED:
            for start in range(0, len(packed), _CHUNK):
                yield bytes(packed[start : start + _CHUNK])
            return
        if entry.compress_type != zipfile.ZIP_DEFLATED:
            raise self.damaged(BAD_PART, name)
        yield from self._deflated(packed, name)

    def _packed(self, entry: zipfile.ZipInfo) -> memoryview:
        start = entry.header_offset
        try:
            header = _LOCAL_HEADER.unpack_from(self._data, start)
        except struct.error as error:
            raise self.damaged(BAD_PART, entry.filename) from error
        if header[0] != b"PK\x03\x04":
            raise self.damaged(BAD_PART, entry.filename)
        first = start + _LOCAL_HEADER.size + header[9] + header[10]
        return memoryview(self._data)[first : first + entry.compress_size]

    def _deflated(self, packed: memoryview, name: str) -> Iterator[bytes]:
        unpacker = zlib.decompressobj(-15)
        rest: bytes | memoryview = packed
        try:
            while rest and not unpacker.eof:
                yield unpacker.decompress(rest, _CHUNK)
                rest = unpacker.unconsumed_tail
        except zlib.error as error:
            raise self.damaged(BAD_PART, name) from error


def _declares(xml: bytes) -> bool:
    # UTF-16 would hide a declaration behind zero bytes.
    text = xml.replace(b"\0", b"") if b"\0" in xml else xml
    return b"<!" in text and _DECLARATION.search(text) is not None


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()
