"""Columns that several sheets have."""

from __future__ import annotations

from shanhai.sheets import Column, Words
from shanhai.sheets.kinds import ListOf, Text
from shanhai.workbook.cells import Id

WORDS = ListOf(Id(), repeats=True)
NOTE = Column(
    key="note",
    header=Words("note", "备注"),
    kind=Text(),
    note=Words("Free text; never an input to the plan.", "自由填写，不参与匹配。"),
    width=30,
)


def id_column(header: Words, example: str, *aliases: str) -> Column:
    """Return the column of a table's own ids."""
    return Column(
        key="id",
        header=header,
        kind=Id(),
        aliases=aliases,
        required=True,
        unique=True,
        example=example,
        width=12,
    )


def name_column(header: Words, example: str, *aliases: str) -> Column:
    """Return the column of the names that people read."""
    return Column(key="name", header=header, kind=Text(most=200), aliases=aliases, example=example, width=24)
