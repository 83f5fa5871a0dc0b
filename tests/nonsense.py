"""What people hand in by mistake or with intent, by what it is: each is to be answered, and nothing kept."""

from __future__ import annotations

import io
import struct
import zipfile

from tests.sheets.samples import repacked, workbook

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {"abcdefghi"[n]} "{("&" + "abcdefghi"[n - 1] + ";") * 10}">' for n in range(1, 9))
    + "]><x>&i;</x>"
)
_WORD, _BOOK = "word/document.xml", "xl/workbook.xml"


def packed(parts: dict[str, str | bytes]) -> bytes:
    """A zip archive of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def letter(text: str = "致：{{ person }}") -> bytes:
    """A Word document of one paragraph."""
    import docx

    document = docx.Document()
    document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _lied_about(data: bytes, name: str) -> bytes:
    """The same archive, whose directory says that a part is small."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = archive.getinfo(name).file_size
    return data.replace(struct.pack("<I", size), struct.pack("<I", 10))


BURSTING = packed({_BOOK: b"\0" * (48 << 20), _WORD: b"\0" * (48 << 20), "[Content_Types].xml": "<x/>"})
#: name of the file → its content. None of them is a workbook, a document or a picture that can be used.
NOTHING_TO_USE: dict[str, bytes] = {
    "empty.xlsx": b"",
    "blanks.xlsx": b"   \n\n",
    "page.xlsx": b"<html><script>alert(1)</script><table><tr><td>1</td></tr></table></html>",
    "program.xlsx": b"MZ\x90\x00" + b"\0" * 200,
    "broken.xlsx": b"PK\x03\x04 broken",
    "cut-off.xlsx": workbook(["id", "name"], ["D01", "x"])[:-200],
    "old-renamed.xlsx": _OLE + b"\0" * 2_000,
    "bomb.xlsx": BURSTING,
    "lied-about.xlsx": _lied_about(packed({_BOOK: b"\0" * (24 << 20), "a": "b"}), _BOOK),
    "empty-archive.xlsx": packed({}),
    "other-archive.xlsx": packed({"readme.txt": "hello"}),
    "hollow.docx": packed({_WORD: "<x/>"}),
    "laughing.docx": repacked(letter(), {_WORD: _LAUGHS}),
    "laughing.xlsx": repacked(workbook(["id"]), {"xl/worksheets/sheet1.xml": _LAUGHS}),
    "garbled.docx": repacked(letter(), {_WORD: b"\x00\x01garbage"}),
    "garbled.xlsx": repacked(workbook(["id"]), {"xl/worksheets/sheet1.xml": b"\x00\x01garbage"}),
    "no-types.docx": repacked(letter(), {"[Content_Types].xml": "<x/>"}),
    "no-relations.docx": repacked(letter(), {"_rels/.rels": "nonsense"}),
}
#: Tables that can be read and hold nothing that a register of orders could take.
NO_ORDERS: dict[str, bytes] = {
    "another-sheet.xlsx": workbook(["科目", "金额"], ["差旅", 300], sheet="报销"),
    "no-rows.xlsx": workbook(["订单编号", "订单名称"]),
    "formulas.xlsx": workbook(
        ["订单编号", "订单名称", "接收单位", "名额"], ["D01", "甲", "CU11", ("=1/0", "#DIV/0!")]
    ),
    "not-computed.xlsx": workbook(
        ["订单编号", "订单名称", "接收单位", "名额"], ["D01", "甲", "CU11", ("=SUM(A1:A2)", "")]
    ),
    "long-number.xlsx": workbook(
        ["订单编号", "订单名称", "接收单位", "名额"], [330102199001011234, "甲", "CU11", 1]
    ),
    "half-wrong.csv": "订单编号,订单名称,接收单位,名额\nD01,甲,CU11,1\nD02,乙,CU11,很多\n".encode("gb18030"),
}
