"""How long the texts are that cells share: a megabyte of text in a million cells fits into a small file."""

from __future__ import annotations

import contextlib
import re
import struct
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_ITEM = re.compile(rb"<(?:[^\s<>/:!?]+:)?si(?=[\s>/])")
_INDEX = re.compile(rb"<(?:[^\s<>/:!?]+:)?v(?:\s[^>]*)?>\s*([0-9]{1,9})")
#: Below this many bytes a piece of a sheet is not worth a closer look.
_HARMLESS = 4 << 20


class SharedText:
    """Adds up what the cells of a sheet would hold if each had its own copy of its text."""

    def __init__(self, lengths: Sequence[int]) -> None:
        self._lengths = lengths
        self._longest = max(lengths, default=0)

    @classmethod
    def of_xlsx(cls, xml: bytes) -> SharedText:
        """Measure the texts of a part `sharedStrings.xml`."""
        starts = [match.start() for match in _ITEM.finditer(xml)]
        starts.append(len(xml))
        return cls([end - start for start, end in pairwise(starts)])

    @classmethod
    def of_xls(cls, bodies: Sequence[memoryview]) -> SharedText:
        """Measure the texts of an SST record and the records that continue it."""
        lengths: list[int] = []
        # A table that is cut off: calamine will say so, or read as far as we did.
        with contextlib.suppress(struct.error, IndexError):
            _measure(bodies, lengths)
        return cls(lengths)

    def used_in(self, xml: bytes) -> int:
        """Return an upper bound on the bytes of text that a piece of a sheet refers to."""
        most = (xml.count(b't="s"') + xml.count(b"t='s'")) * self._longest
        if most <= _HARMLESS:
            return most
        return self.used_by(int(match[1]) for match in _INDEX.finditer(xml))

    def used_by(self, indices: Iterable[int]) -> int:
        """Return the bytes of text that these places of the table hold together."""
        lengths, size = self._lengths, len(self._lengths)
        return sum(lengths[index] for index in indices if index < size)


def _measure(bodies: Sequence[memoryview], lengths: list[int]) -> None:
    unique = struct.unpack_from("<I", bodies[0], 4)[0]
    piece, at = 0, 8
    for _ in range(unique):
        if at >= len(bodies[piece]):
            piece, at = piece + 1, 0
        count, flags = struct.unpack_from("<HB", bodies[piece], at)
        at += 3
        extra = 0
        if flags & 8:
            extra += 4 * struct.unpack_from("<H", bodies[piece], at)[0]
            at += 2
        if flags & 4:
            extra += struct.unpack_from("<I", bodies[piece], at)[0]
            at += 4
        lengths.append(2 * count)
        piece, at = _after_letters(bodies, piece, at, count, flags & 1)
        piece, at = _after(bodies, piece, at, extra)


def _after_letters(
    bodies: Sequence[memoryview], piece: int, at: int, count: int, wide: int
) -> tuple[int, int]:
    while True:
        taken = min(count, (len(bodies[piece]) - at) // (1 + wide))
        at, count = at + taken * (1 + wide), count - taken
        if not count:
            return piece, at
        # Where a text goes on in the next record, one byte says anew how wide its letters are.
        piece, at = piece + 1, 1
        wide = bodies[piece][0] & 1


def _after(bodies: Sequence[memoryview], piece: int, at: int, size: int) -> tuple[int, int]:
    while size > len(bodies[piece]) - at:
        size -= len(bodies[piece]) - at
        piece, at = piece + 1, 0
    return piece, at + size
