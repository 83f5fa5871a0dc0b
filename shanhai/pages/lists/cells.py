"""What a cell of a list shows: words in the reader's language, days, counts, links and chips."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from shanhai.pages.templatetags.parts import day, moment
from shanhai.pages.words import current_language, say, words
from shanhai.sheets import Words

if TYPE_CHECKING:
    from typing import Any

    from shanhai.pages.lists.declared import Shown

_YES, _NO = words("yes", "是"), words("no", "否")


@dataclass(frozen=True)
class Cell:
    """One cell as it is shown."""

    title: Words
    text: str
    link: str
    chip: str
    kind: str


def cell_of(column: Shown, record: Any) -> Cell:
    """The cell of a record in a column."""
    text = shown(_value(column, record))
    return Cell(
        column.title,
        text,
        column.link(record) if column.link else "",
        column.chip(record) if column.chip else "",
        column.kind,
    )


def row_title(column: Shown, record: Any) -> str:
    """What to call a row: the text of its first column."""
    return shown(_value(column, record))


def shown(value: object) -> str:
    """A value as a person reads it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return say(_YES if value else _NO)
    if isinstance(value, Words):
        return say(value)
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, list | tuple):
        return (", " if current_language() == "en" else "、").join(shown(each) for each in value)
    # A text that is marked as safe HTML stays so.
    return value if isinstance(value, str) else str(value)


def _value(column: Shown, record: Any) -> object:
    if callable(column.cell):
        return column.cell(record)
    value = record
    for name in column.cell.split("."):
        value = getattr(value, name, None)
        value = value() if callable(value) else value
    return value
