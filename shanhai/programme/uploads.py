"""What an uploaded file is, told from its content; what its sender says of it counts for nothing."""

from __future__ import annotations

import io
import unicodedata
import zipfile

MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED = 200 * 1024 * 1024
#: What is larger than this and was packed more tightly than a document ever is, is meant to burst.
HARMLESS, TIGHTEST = 16 * 1024 * 1024, 100
ENDINGS = {
    "application/pdf": ".pdf",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
}
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
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = {each.filename: each.file_size for each in package.infolist()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return ""
    if _bursts(sum(parts.values()), len(content)) or any(name.endswith("vbaProject.bin") for name in parts):
        return ""
    return next((kind for part, kind in _PARTS.items() if part in parts), "")


def _bursts(unpacked: int, packed: int) -> bool:
    return unpacked > MOST_UNPACKED or (unpacked > HARMLESS and unpacked > TIGHTEST * packed)
