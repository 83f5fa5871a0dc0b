"""What an uploaded file is, told from its content; what its sender says of it counts for nothing."""

from __future__ import annotations

import unicodedata

from shanhai.sheets import FileError, Limits
from shanhai.sheets.limits import MEGABYTE
from shanhai.sheets.package import Package

MOST_BYTES = 10 * MEGABYTE
#: What is larger than this and was packed more tightly than a document ever is, is meant to burst.
HARMLESS, TIGHTEST = 16 * MEGABYTE, 100
_LIMITS = Limits(sheet_bytes=200 * MEGABYTE, ratio=TIGHTEST, ratio_from=HARMLESS)
ENDINGS = {
    "application/pdf": ".pdf",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
}
#: What a sheet of paper can be scanned as.
SCANNED = ("application/pdf", "image/png", "image/jpeg")
_STARTS = {
    b"%PDF-": "application/pdf",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
}
_PARTS = {
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_LONGEST_NAME = 120


def media_type(content: bytes) -> str:
    """What the content is, of the kinds that are taken; "" for every other one."""
    for start, kind in _STARTS.items():
        if content.startswith(start):
            return kind
    return _office_type(content) if content.startswith(b"PK\x03\x04") else ""


def safe_name(name: str, kind: str) -> str:
    """A file name that no system trips over, ending as its content demands."""
    base = name.replace("\\", "/").rpartition("/")[2]
    clean = "".join(each for each in base if unicodedata.category(each)[0] != "C" and each not in '<>:"|?*')
    stem = clean.rpartition(".")[0] or clean
    return (stem.strip(". ")[:_LONGEST_NAME] or "file") + ENDINGS[kind]


def _office_type(content: bytes) -> str:
    """The kind of a Word or Excel package; "" for what is neither, holds macros, lies or bursts."""
    try:
        package = Package(content, "", _LIMITS)
        package.check_all()
    except FileError:
        return ""
    if any(name.endswith("vbaproject.bin") for name in package.names):
        return ""
    return next((kind for part, kind in _PARTS.items() if part in package), "")
