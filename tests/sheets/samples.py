"""A small table and small files that the tests of this room share."""

import io
import zipfile
from datetime import date

import xlsxwriter

from shanhai.sheets import Column, Table, Words
from shanhai.sheets.kinds import Choice, Code, Date, Integer, ListOf, Text

PEOPLE = Table(
    key="people",
    title=Words("people", "人员"),
    columns=(
        Column(key="id", header=Words("id", "编号"), kind=Code(), required=True, unique=True, example="P001"),
        Column(key="name", header=Words("name", "姓名"), kind=Text(), required=True, example="李明"),
        Column(key="level", header=Words("level", "职级"), kind=Integer(1, 30), example=5),
        Column(
            key="direction",
            header=Words("direction", "方向"),
            kind=Choice({"down": Words("down", "下派"), "up": Words("up", "上挂")}),
            note=Words("Which way the person goes.", "交流的方向。"),
            example="down",
        ),
        Column(key="born", header=Words("born", "出生日期"), kind=Date(), example=date(1980, 5, 1)),
        Column(
            key="wishes", header=Words("wishes", "志愿"), kind=ListOf(Code()), example=("D1", "D2"), width=30
        ),
    ),
)
HEADERS = ["编号", "姓名", "职级", "方向", "出生日期", "志愿"]


def workbook(*rows, sheet="人员", merge=(), hidden=False):
    """Return a workbook of one filled sheet, as bytes; formulas are given as ("=1/0", "#DIV/0!")."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False})
    page = book.add_worksheet(sheet)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for row, cells in enumerate(rows):
        for column, value in enumerate(cells):
            if isinstance(value, tuple):
                page.write_formula(row, column, value[0], None, value[1])
            elif isinstance(value, date):
                page.write_datetime(row, column, value, day)
            else:
                page.write(row, column, value)
    for area, value in merge:
        page.merge_range(area, value)
    if hidden:
        book.add_worksheet("front").activate()
        page.hide()
    book.close()
    return content.getvalue()


def repacked(data, changes, method=zipfile.ZIP_DEFLATED):
    """Return a zip archive again with some parts replaced or added."""
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(content, "w", method) as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, text in changes.items():
            new.writestr(name, text)
    return content.getvalue()


def open_document(body, styles=""):
    """Return an .ods workbook with this inner XML, as bytes."""
    spaces = " ".join(
        f'xmlns:{prefix}="urn:{prefix}"' for prefix in ("office", "table", "text", "style", "calcext")
    )
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    return packed.getvalue()
