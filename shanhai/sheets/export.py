"""Writes typed rows as a workbook, a folder of CSV files or a folder of Parquet files."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import polars

from shanhai.sheets import file_faults
from shanhai.sheets.delimited import escaped
from shanhai.sheets.faults import FileError
from shanhai.sheets.kinds import Date, Decimal, Integer, Percent
from shanhai.sheets.paper import Paper, title_format
from shanhai.sheets.whole import whole_file, whole_folder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shanhai.sheets.kinds.kind import CellValue, Kind
    from shanhai.sheets.table import Table
    from shanhai.sheets.words import Language

    Records = Mapping[str, Sequence[Mapping[str, object]]]

Form = Literal["xlsx", "csv", "parquet"]


def export(
    tables: Sequence[Table],
    records: Records,
    to: Path | str,
    language: Language,
    form: Form = "xlsx",
    banner: str = "",
) -> None:
    """Write the rows of each table by its key; rows are dictionaries by column key, None where empty.

    "xlsx" writes one workbook, with `banner` above every table; "csv" and "parquet" write a folder with one
    file for each table. Nothing is left behind when writing fails. Raises FileError, or ValueError for text
    that does not fit into a cell.
    """
    if form == "xlsx":
        _write_workbook(tables, records, to, language, banner)
        return
    other = ".parquet" if form == "csv" else ".csv"
    if any(path.suffix.lower() == other for path in Path(to).glob("*")):
        raise FileError(Path(to).name, file_faults.FOLDER_MIXED)
    with whole_folder(to) as folder:
        for table in tables:
            rows = records.get(table.key, ())
            if form == "csv":
                _write_csv(table, rows, folder / f"{table.key}.csv", language)
            else:
                _write_parquet(table, rows, folder / f"{table.key}.parquet", language)


def _write_workbook(
    tables: Sequence[Table], records: Records, to: Path | str, language: Language, banner: str
) -> None:
    header_row = 1 if banner else 0
    with whole_file(to) as path:
        paper = Paper(path, tables, language)
        for table in tables:
            paper.plan(table, header_row)
        for table in tables:
            sheet = paper.add_sheet(table)
            if banner:
                sheet.write_string(0, 0, banner, title_format(paper))
            rows = records.get(table.key, ())
            for place, column in enumerate(table.columns):
                for number, row in enumerate(rows, header_row + 1):
                    paper.write(sheet, number, place, column, row.get(column.key))
            sheet.autofilter(header_row, 0, header_row + max(1, len(rows)), len(table.columns) - 1)
        paper.close()


def _write_csv(table: Table, rows: Sequence[Mapping[str, object]], path: Path, language: Language) -> None:
    # The mark at the beginning tells Excel that the text is UTF-8.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column.header.text(language) for column in table.columns])
        for row in rows:
            writer.writerow(
                [_csv_cell(column.kind, row.get(column.key), language) for column in table.columns]
            )


def _csv_cell(kind: Kind, value: object, language: Language) -> str:
    content = "" if value is None else kind.write(value, language)
    if isinstance(content, str):
        return escaped(content)
    if isinstance(content, date):
        return content.isoformat()
    return repr(content)


def _write_parquet(
    table: Table, rows: Sequence[Mapping[str, object]], path: Path, language: Language
) -> None:
    columns: dict[str, polars.Series] = {}
    for column in table.columns:
        kind = column.kind
        values = [_parquet_cell(kind, row.get(column.key), language) for row in rows]
        columns[column.key] = polars.Series(column.key, values, dtype=_parquet_type(kind))
    polars.DataFrame(columns).write_parquet(path)


def _parquet_cell(kind: Kind, value: object, language: Language) -> CellValue | None:
    content = None if value is None else kind.write(value, language)
    return None if content == "" else content


def _parquet_type(kind: Kind) -> polars.DataType:
    if isinstance(kind, Integer):
        return polars.Int64()
    if isinstance(kind, Decimal | Percent):
        return polars.Float64()
    return polars.Date() if isinstance(kind, Date) else polars.String()
