"""A `Book` as an Excel workbook, a CSV folder or a Parquet folder; and empty templates."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shanhai.matching.groups import Group, where
from shanhai.matching.tables import plain_rows
from shanhai.sheets import Refused, Words, export, template
from shanhai.workbook.declarations import criterion_row, pair_rows, rule_row
from shanhai.workbook.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shanhai.matching.problem import Problem
    from shanhai.sheets import Language, Table
    from shanhai.sheets.export import Form
    from shanhai.workbook.book import Book

INVENTED = Words(
    "Invented sample: its places, organisations, people and figures do not exist.",
    "虚构样例：其中的地区、单位、人员和数据均不存在。",
)
_TEMPLATE_NAME = "shanhai-{language}.xlsx"
#: Values that stand for "nothing given" and are left out of the sheets.
_LEFT_OUT: dict[str, object] = {
    "level": 0, "level_min": 0, "level_max": 0, "experience": 0, "minimum": 0, "direction": "",
}  # fmt: skip


def write_book(book: Book, path: Path | str, language: Language, form: Form | None = None) -> None:
    """Write a book; `form` is "xlsx", "csv" or "parquet" (by default a workbook for a path ending in .xlsx,
    else a CSV folder). Reading it again gives an equal problem with equal names and notes.

    Raises: FileError when it cannot be written; ValueError for ids or names that would not come back as they
    are (line breaks, blanks at the ends, full-width marks in ids). Nothing is left half written.
    """
    if form is None:
        form = "xlsx" if Path(path).suffix.lower() == ".xlsx" else "csv"
    records = _records(book)
    for table in TABLES:
        _check(table, records[table.key], language)
    banner = INVENTED.text(language) if book.names.invented else ""
    export(TABLES, records, path, language, form, banner)


def write_templates(folder: Path | str, language: Language) -> list[Path]:
    """Write the empty workbook to be filled in. Returns: the files written. Raises: FileError."""
    path = Path(folder) / _TEMPLATE_NAME.format(language=language)
    template(TABLES, path, language)
    return [path]


def _records(book: Book) -> dict[str, list[dict[str, object]]]:
    problem, names = book.problem, book.names
    records: dict[str, list[dict[str, object]]] = {}
    for key, rows in plain_rows(problem.tables).items():
        called, noted = getattr(names, key), book.notes.get(key, {})
        records[key] = [
            {**_cells(row), "name": called.get(row["id"]) or None, "note": noted.get(row["id"]) or None}
            for row in rows
        ]
    noted = book.notes.get("rules", {})
    records["rules"] = [
        rule_row(rule, names.rules.get(rule.id) or None, noted.get(rule.id) or None) for rule in problem.rules
    ]
    records["weights"] = [criterion_row(criterion) for criterion in problem.criteria]
    records["pairs"] = _pairs(problem)
    records["programme"] = [
        {
            "title": names.programme or None,
            "cohort": names.cohort or None,
            "seed": problem.seed or None,
            "fair_over": problem.fair_over or None,
            "invented": names.invented,
        }
    ]
    records["map"] = _outlines(book)
    return records


def _cells(row: Mapping[str, Any]) -> dict[str, object]:
    cells: dict[str, object] = {}
    for key, value in row.items():
        if value in ("", []) or (key in _LEFT_OUT and value == _LEFT_OUT[key]):
            cells[key] = None
        elif key in ("start", "end") and value is not None:
            cells[key] = date(value // 12, value % 12 + 1, 1)
        else:
            cells[key] = tuple(value) if isinstance(value, list) else value
    return cells


def _pairs(problem: Problem) -> list[dict[str, object]]:
    listed: dict[object, object] = {}
    rows = []
    declared: tuple[Any, ...] = (*problem.criteria, *problem.rules)
    for made in declared:
        for row in pair_rows(made):
            if listed.setdefault(row["list"], made) is not made:
                raise ValueError(
                    f"Two lists of pairs are both called {row['list']!r}. "
                    "Give rules and given points names of their own."
                )
            rows.append(row)
    return rows


def _outlines(book: Book) -> list[dict[str, object]]:
    known = set(book.problem.places.id)
    return [
        {"place": place, "ring": number, "east": east, "north": north}
        for place, rings in book.names.outlines.items()
        if place in known
        for number, ring in enumerate(rings, 1)
        for east, north in ring
    ]


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
