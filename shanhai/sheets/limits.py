"""How much of a file is read at most, so that a hostile one costs seconds and a bounded memory."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one file; generous for tables that people edit, far below what would hurt."""

    file_bytes: int = 100 * MEGABYTE
    #: Unpacked size of one sheet, which is only ever streamed.
    sheet_bytes: int = 512 * MEGABYTE
    #: Unpacked size of any other part of the file, which may be held in memory.
    part_bytes: int = 192 * MEGABYTE
    #: Unpacked over packed size; looked at only beyond `ratio_from` bytes.
    ratio: int = 250
    ratio_from: int = 32 * MEGABYTE
    #: Bytes of text that cells may hold together, counting a shared text once for each cell.
    text_bytes: int = 512 * MEGABYTE
    rows: int = 200_000
    cells: int = 5_000_000
    #: Wrong cells that are listed; a file with more is not worth a longer list.
    errors: int = 20_000


DEFAULT_LIMITS = Limits()
