"""Empty workbooks to be filled in: what each column means stands above it, an example under that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.sheets.paper import Paper, guide_formats, title_format
from shanhai.sheets.whole import whole_file
from shanhai.sheets.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from shanhai.sheets.table import Table
    from shanhai.sheets.words import Language

#: Title, hints, example, headers: everything above the headers is passed over when the file is read.
_HINTS, _EXAMPLE, _HEADERS = 1, 2, 3
_TITLE = Words(
    "{title}. Fill in from row {row} on; row {example} is an example.",
    "{title}。请从第 {row} 行起填写；第 {example} 行为示例。",
)


def template(tables: Sequence[Table], to: Path | str, language: Language) -> None:
    """Write a workbook with one empty sheet for each table. Raises FileError when it cannot be written."""
    with whole_file(to) as path:
        paper = Paper(path, tables, language)
        for table in tables:
            paper.plan(table, _HEADERS)
        for table in tables:
            _add(paper, table)
        paper.close()


def _add(paper: Paper, table: Table) -> None:
    sheet = paper.add_sheet(table)
    language = paper.language
    title = _TITLE.say(language, title=table.title, row=_HEADERS + 2, example=_EXAMPLE + 1)
    sheet.write_string(0, 0, f"{title} {table.note.text(language)}".strip(), title_format(paper))
    forms = guide_formats(paper)
    sheet.set_row(_HINTS, 62)
    for place, column in enumerate(table.columns):
        sheet.write_string(_HINTS, place, paper.note(column), forms["hint"])
        if column.example is not None:
            content = column.kind.write(column.example, language)
            form = paper.format(
                font_color="#6B7780", italic=True, bg_color="#E6F0EE", num_format=column.kind.number_format
            )
            paper.put(sheet, _EXAMPLE, place, content, form)
        else:
            sheet.write_blank(_EXAMPLE, place, None, forms["example"])
