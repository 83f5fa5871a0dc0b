"""A `Book` as an Excel workbook, a CSV folder or a Parquet folder; and empty templates."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from shanhai.matching.groups import Group, where
from shanhai.sheets import Refused, Words, export, template
from shanhai.workbook.records import records_of
from shanhai.workbook.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shanhai.sheets import Language, Table
    from shanhai.sheets.export import Form
    from shanhai.workbook.book import Book

INVENTED = Words(
    "Invented sample: its places, organisations, people and figures do not exist.",
    "虚构样例：其中的地区、单位、人员和数据均不存在。",
)
_TEMPLATE_NAME = "shanhai-{language}.xlsx"


def write_book(book: Book, path: Path | str, language: Language, form: Form | None = None) -> None:
    """Write a book; `form` is "xlsx", "csv" or "parquet" (by default a workbook for a path ending in .xlsx,
    else a CSV folder). Reading it again gives an equal problem with equal names and notes.

    Raises: FileError when it cannot be written; ValueError for ids or names that would not come back as they
    are (line breaks, blanks at the ends, full-width marks in ids). Nothing is left half written.
    """
    if form is None:
        form = "xlsx" if Path(path).suffix.lower() == ".xlsx" else "csv"
    records = records_of(book)
    for table in TABLES:
        _check(table, records[table.key], language)
    banner = INVENTED.text(language) if book.names.invented else ""
    export(TABLES, records, path, language, form, banner)


def write_templates(folder: Path | str, language: Language) -> list[Path]:
    """Write the empty workbook to be filled in. Returns: the files written. Raises: FileError."""
    path = Path(folder) / _TEMPLATE_NAME.format(language=language)
    template(TABLES, path, language)
    return [path]


def _check(table: Table, rows: Sequence[Mapping[str, object]], language: Language) -> None:
    """Make sure that every cell will be read as what it is. Raises: ValueError."""
    for column in table.columns:
        seen: set[object] = set()
        for number, row in enumerate(rows, 1):
            value = row.get(column.key)
            if value is None or (isinstance(value, str | int | float | date | tuple) and value in seen):
                continue
            if not isinstance(value, Group):
                seen.add(value)
            try:
                again: object = column.kind.read(column.kind.write(value, language))
            except Refused as refused:
                again = refused.fault.what.say("en", value=value, **refused.fields)
            if again != _plain(value):
                raise ValueError(
                    f"{table.key}, row {number}, {column.key}: {value!r} would come back as {again!r}. "
                    "Use ids in half-width marks, without line breaks, and no blanks at the ends of names."
                )


def _plain(value: object) -> object:
    return where(**dict(value.where)) if isinstance(value, Group) else value
