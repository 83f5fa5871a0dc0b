"""plan.xlsx: the plan as a workbook that officers filter, print and pass on."""

from __future__ import annotations

import unicodedata
from math import ceil
from typing import TYPE_CHECKING

import xlsxwriter

from shanhai.telling.phrases import page as words
from shanhai.telling.phrases import plan_sheets as titles
from shanhai.telling.plan_rows import Cell, Sheet, plan_sheets

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from shanhai.telling.account import Account
    from shanhai.telling.voice import Voice

A4 = 9
NARROWEST, WIDEST = 8, 70
# Points that a line of text takes, and the most that a row may be high.
LINE, HIGHEST = 14.5, 409
# Excel cuts what is longer; a cell holds no more.
LONGEST_CELL = 32_767


def write_plan_workbook(
    path: Path,
    account: Account,
    voice: Voice,
    *,
    findings: Sequence[str] | None = None,
    fingerprints: Mapping[str, str] | None = None,
) -> None:
    """Write plan.xlsx.

    Every text is written as text: nothing typed by anybody becomes a formula or a link.
    """
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"title": voice.names.programme, "comments": _banner(voice)})
        book.set_size(2400, 1600)
        look = _look(book, voice)
        for sheet in plan_sheets(account, voice, findings, dict(fingerprints or {})):
            _write(book.add_worksheet(sheet.title), sheet, look, voice)


def _banner(voice: Voice) -> str:
    return voice.say(words.INVENTED) if voice.names.invented else ""


def _look(book: xlsxwriter.Workbook, voice: Voice) -> dict[str, Format]:
    font = {"font_name": "Calibri" if voice.language == "en" else "等线", "font_size": 10.5, "valign": "top"}
    body = {**font, "text_wrap": True, "bottom": 1, "bottom_color": "#DDD8CC"}
    return {
        "head": book.add_format(
            {
                **font,
                "bold": True,
                "bg_color": "#1D5D8C",
                "font_color": "#FFFFFF",
                "text_wrap": True,
                "indent": 1,
            }
        ),
        "": book.add_format({**body, "indent": 1}),
        "0.00": book.add_format({**body, "num_format": "0.00", "align": "right", "indent": 1}),
        "banner": book.add_format({**font, "font_color": "#B0581C", "italic": True}),
    }


def _write(page: Worksheet, sheet: Sheet, look: dict[str, Format], voice: Voice) -> None:
    top = 0
    if banner := _banner(voice):
        page.write_string(0, 0, banner, look["banner"])
        top = 1
    widths = [
        _width(title, [row[column] for row in sheet.rows]) for column, title in enumerate(sheet.columns)
    ]
    for column, (title, width) in enumerate(zip(sheet.columns, widths, strict=True)):
        page.write_string(top, column, title, look["head"])
        page.set_column(column, column, width)
    for at, row in enumerate(sheet.rows, start=top + 1):
        page.set_row(at, _height(row, widths))
        for column, cell in enumerate(row):
            _write_cell(page, at, column, cell, look[sheet.formats.get(column, "")])
    page.freeze_panes(top + 1, 2 if len(sheet.columns) > 4 else 0)
    if sheet.rows:
        page.autofilter(top, 0, top + len(sheet.rows), len(sheet.columns) - 1)
    _set_up_print(page, top, voice)


def _write_cell(page: Worksheet, row: int, column: int, cell: Cell, look: Format) -> None:
    if isinstance(cell, str):
        page.write_string(row, column, cell[:LONGEST_CELL], look)
    else:
        page.write_number(row, column, cell, look)


def _set_up_print(page: Worksheet, top: int, voice: Voice) -> None:
    page.set_paper(A4)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(top)
    page.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
    # "&" starts a code in headers; doubled it is itself.
    title = f"{voice.names.programme} {voice.names.cohort}".strip().replace("&", "&&")
    page.set_header(f"&L{title[:120]}&R&A")
    page.set_footer(f"&L{_banner(voice)[:120]}&R{voice.say(titles.PAGE)}")


def _width(title: str, cells: Sequence[Cell]) -> float:
    """Wide enough for most cells: long ones wrap. Chinese characters count twice."""
    lengths = sorted(_display_length(str(cell)) for cell in cells)
    usual = lengths[int(0.95 * (len(lengths) - 1))] if lengths else 0
    return min(max(_display_length(title) + 3, usual + 2, NARROWEST), WIDEST)


def _height(row: Sequence[Cell], widths: Sequence[float]) -> float:
    """High enough for the cell that wraps most: not every program works heights out by itself."""
    lines = (
        sum(max(1, ceil(1.08 * _display_length(line) / width)) for line in str(cell).split("\n"))
        for cell, width in zip(row, widths, strict=True)
    )
    return min(LINE * max(lines, default=1) + 2, HIGHEST)


def _display_length(text: str) -> int:
    longest = max(text.split("\n"), key=len)
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in longest)
