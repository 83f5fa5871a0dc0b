"""The container of old Office files (.xls) and of encrypted new ones: finds and reads its streams.

Source: Microsoft, [MS-CFB] Compound File Binary File Format.
"""

from __future__ import annotations

import struct
from itertools import chain

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST_SECTOR = 0xFFFFFFFA
_ENTRY_BYTES = 128
_SMALL_STREAM = 4096


class CompoundError(ValueError):
    """The container contradicts itself."""


class Compound:
    """The named streams of a compound file."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            self._open()
        except (struct.error, IndexError) as error:
            raise CompoundError("header or tables are cut off") from error

    @property
    def names(self) -> list[str]:
        """Return the names of all streams and storages."""
        return list(self._entries)

    def read(self, name: str) -> bytes:
        """Return one stream. Raises CompoundError when its chain of sectors is broken, KeyError if absent."""
        start, size = self._entries[name]
        if size >= _SMALL_STREAM or name == self._root:
            return self._chain(start)[:size]
        return self._small(start, size)

    def _open(self) -> None:
        data = self._data
        shift, small_shift = struct.unpack_from("<2H", data, 30)
        if shift not in (9, 12) or small_shift != 6:
            raise CompoundError("unknown sector size")
        self._sector = 1 << shift
        self._sectors = max(0, (len(data) - 1) // self._sector)
        directory, _, _, small_table, _, more_tables, _ = struct.unpack_from("<7I", data, 48)
        self._table = self._read_table(more_tables)
        self._small_table = self._words(self._chain(small_table)) if small_table < _LAST_SECTOR else ()
        self._entries, self._root = self._read_directory(self._chain(directory))

    def _read_table(self, more_tables: int) -> tuple[int, ...]:
        places = [*struct.unpack_from("<109I", self._data, 76)]
        seen = 0
        while more_tables < _LAST_SECTOR and seen <= self._sectors:
            words = self._words(self._at(more_tables))
            places.extend(words[:-1])
            more_tables = words[-1]
            seen += 1
        used = [place for place in places if place < _LAST_SECTOR]
        if len(used) > self._sectors:
            raise CompoundError("more tables than sectors")
        return tuple(chain.from_iterable(self._words(self._at(place)) for place in used))

    def _read_directory(self, raw: bytes) -> tuple[dict[str, tuple[int, int]], str]:
        entries: dict[str, tuple[int, int]] = {}
        root = ""
        for offset in range(0, len(raw) - _ENTRY_BYTES + 1, _ENTRY_BYTES):
            length, kind = struct.unpack_from("<HB", raw, offset + 64)
            if kind == 0 or not 2 <= length <= 64:
                continue
            name = raw[offset : offset + length - 2].decode("utf-16-le", "replace")
            start, size = struct.unpack_from("<2I", raw, offset + 116)
            entries.setdefault(name, (start, size))
            root = name if kind == 5 else root
        return entries, root

    def _at(self, sector: int) -> bytes:
        first = (sector + 1) * self._sector
        piece = self._data[first : first + self._sector]
        if not piece:
            raise CompoundError("a sector lies beyond the end of the file")
        return piece

    def _chain(self, sector: int) -> bytes:
        pieces: list[bytes] = []
        while sector < _LAST_SECTOR:
            if len(pieces) > self._sectors:
                raise CompoundError("a chain of sectors runs in a circle")
            pieces.append(self._at(sector))
            sector = self._table[sector]
        return b"".join(pieces)

    def _small(self, start: int, size: int) -> bytes:
        room = self.read(self._root)
        pieces: list[bytes] = []
        while start < _LAST_SECTOR and len(pieces) * 64 < size:
            pieces.append(room[start * 64 : start * 64 + 64])
            start = self._small_table[start]
        return b"".join(pieces)[:size]

    @staticmethod
    def _words(raw: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4])
