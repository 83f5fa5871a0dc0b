"""Finds out what a file really is, whatever its name says, and opens it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from shanhai.sheets import file_faults
from shanhai.sheets.compound import SIGNATURE as COMPOUND
from shanhai.sheets.compound import Compound, CompoundError
from shanhai.sheets.delimited import DelimitedSource
from shanhai.sheets.faults import FileError
from shanhai.sheets.folder import FolderSource, read_bytes
from shanhai.sheets.limits import DEFAULT_LIMITS, Limits
from shanhai.sheets.ods import OdsSource
from shanhai.sheets.package import Package
from shanhai.sheets.words import Words
from shanhai.sheets.xls import XlsSource
from shanhai.sheets.xlsx import XlsxSource

if TYPE_CHECKING:
    from shanhai.sheets.grid import Source

_WEB_PAGE = Words("a web page", "网页")
_BINARY = Words("unknown binary data", "无法识别的二进制数据")
_CSV_TEXT = Words("CSV text", "CSV 文本")
_OLD_WORKBOOK = Words("a workbook of Excel 4 or older", "Excel 4 或更早版本的工作簿")
_XML_WORKBOOK = Words("an XML spreadsheet of 2003", "2003 版 XML 表格")
_BINARY_WORKBOOK = Words("an Excel binary workbook (.xlsb)", "Excel 二进制工作簿 (.xlsb)")
_BEGINNINGS = (
    (b"%PDF", Words("a PDF", "PDF 文件")),
    (b"{\\rtf", Words("a rich-text document", "RTF 文档")),
    (b"\x89PNG", Words("a picture", "图片")),
    (b"\xff\xd8\xff", Words("a picture", "图片")),
    (b"GIF8", Words("a picture", "图片")),
    (b"Rar!", Words("a RAR archive", "RAR 压缩包")),
    (b"7z\xbc\xaf", Words("a 7z archive", "7z 压缩包")),
    (b"\x1f\x8b", Words("a gzip archive", "gzip 压缩包")),
    (b"PAR1", Words("a single Parquet file (give its folder)", "单个 Parquet 文件（请指定其文件夹）")),
)
_ZIPPED = (
    ("word/document.xml", Words("a Word document", "Word 文档")),
    ("ppt/presentation.xml", Words("a PowerPoint presentation", "PowerPoint 演示文稿")),
    ("xl/workbook.bin", _BINARY_WORKBOOK),
)
_COMPOUND = (
    ("WordDocument", Words("a Word document", "Word 文档")),
    ("PowerPoint Document", Words("a PowerPoint presentation", "PowerPoint 演示文稿")),
    ("__properties_version1.0", Words("a mail message", "邮件")),
)
_ARCHIVE = Words("a zip archive", "zip 压缩包")
_OTHER_OFFICE = Words("another kind of Office document", "其他类型的 Office 文档")
_ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_TEXT_ENDINGS = ("", ".csv", ".txt", ".tsv")
_UNPRINTABLE = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def open_source(source: Path | str | bytes, name: str = "", limits: Limits = DEFAULT_LIMITS) -> Source:
    """Open a workbook, a CSV text, or a folder of CSV or Parquet files.

    `source` is a path or the content itself; `name` is the file's name as its owner knows it.
    Raises FileError, and nothing else, for anything that cannot be read.
    """
    if isinstance(source, bytes):
        data, name = source, name or "file"
    else:
        path = Path(source)
        name = name or path.name
        if path.is_dir():
            return FolderSource(path, limits)
        data = read_bytes(path, limits)
    if len(data) > limits.file_bytes:
        most = limits.file_bytes >> 20
        raise FileError(name, file_faults.TOO_LARGE, size=f"{len(data) >> 20:,}", most=f"{most:,}")
    if not data:
        raise FileError(name, file_faults.EMPTY)
    try:
        return _by_content(data, name, limits)
    except (MemoryError, RecursionError) as error:
        raise FileError(name, file_faults.UNREADABLE, reason=type(error).__name__) from error


def _by_content(data: bytes, name: str, limits: Limits) -> Source:
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data, name, limits)
    if data.startswith(COMPOUND):
        return _compound(data, name, limits)
    for beginning, found in _BEGINNINGS:
        if data.startswith(beginning):
            raise FileError(name, file_faults.NOT_A_WORKBOOK, found=found)
    if data[:4] in (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x10\x00"):
        raise FileError(name, file_faults.UNREADABLE, reason=_OLD_WORKBOOK)
    return _text(data, name, limits)


def _zipped(data: bytes, name: str, limits: Limits) -> Source:
    package = Package(data, name, limits)
    if "xl/workbook.xml" in package:
        return XlsxSource(package, data, name, limits)
    if "mimetype" in package and package.read("mimetype").strip() == _ODS_TYPE:
        if "meta-inf/manifest.xml" in package and b"encryption-data" in package.read("meta-inf/manifest.xml"):
            raise FileError(name, file_faults.PROTECTED)
        return OdsSource(package, name, limits)
    found = next((found for part, found in _ZIPPED if part in package), _ARCHIVE)
    if found is _BINARY_WORKBOOK:
        raise FileError(name, file_faults.UNREADABLE, reason=found)
    raise FileError(name, file_faults.NOT_A_WORKBOOK, found=found)


def _compound(data: bytes, name: str, limits: Limits) -> Source:
    try:
        compound = Compound(data)
        streams = compound.names
        if "EncryptedPackage" in streams:
            raise FileError(name, file_faults.PROTECTED)
        stream = next(
            (stream for stream in ("Workbook", "WORKBOOK", "Book", "BOOK") if stream in streams), None
        )
        if stream:
            return XlsSource(compound, stream, data, name, limits)
    except CompoundError as error:
        raise FileError(name, file_faults.DAMAGED, reason=str(error)) from error
    found = next((found for part, found in _COMPOUND if part in streams), _OTHER_OFFICE)
    raise FileError(name, file_faults.NOT_A_WORKBOOK, found=found)


def _text(data: bytes, name: str, limits: Limits) -> Source:
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    is_marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not is_marked and _UNPRINTABLE.search(data):
        raise FileError(name, file_faults.NOT_A_WORKBOOK, found=_BINARY)
    if start.startswith(b"<?xml") and b"excel.sheet" in start:
        raise FileError(name, file_faults.UNREADABLE, reason=_XML_WORKBOOK)
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<?xml", b"<meta", b"<div")):
        raise FileError(name, file_faults.NOT_A_WORKBOOK, found=_WEB_PAGE)
    ending = Path(name).suffix.lower()
    if ending not in _TEXT_ENDINGS:
        raise FileError(name, file_faults.WRONG_NAME, ending=ending, found=_CSV_TEXT)
    return DelimitedSource(data, name, Path(name).stem, limits)
