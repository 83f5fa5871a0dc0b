"""A matching workbook, CSV folder or Parquet folder as a `Book`; or everything that is wrong with it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, cast

from shanhai.matching.groups import Group
from shanhai.matching.problem import Problem
from shanhai.matching.reading import read_tables
from shanhai.matching.tables import FIELDS, month
from shanhai.sheets import DEFAULT_LIMITS, CellError, Limits, Reading, Rows, read
from shanhai.workbook import faults
from shanhai.workbook.book import Book, Names
from shanhai.workbook.declarations import Declared, Pair, column_of, criteria_of, rules_of
from shanhai.workbook.doubt import is_in_doubt, wrong_columns
from shanhai.workbook.engine_faults import cell_error
from shanhai.workbook.faults import BookErrors
from shanhai.workbook.references import resolve
from shanhai.workbook.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from shanhai.matching.tables import Fault as EngineFault
    from shanhai.matching.tables import Tables

_NAMED = ("people", "orders", "organisations", "places", "expertise", "rules")
_MONTHS = ("start", "end")


def read_book(source: Path | str | bytes, *, name: str = "", limits: Limits = DEFAULT_LIMITS) -> Book:
    """Read a matching workbook (.xlsx, .xlsm, .xls, .ods) or a folder of CSV or Parquet files.

    Raises: BookErrors with every wrong cell; FileError when the file as a whole cannot be read.
    """
    reading = read(source, TABLES, name=name, limits=limits)
    if any(table.required and table.key not in reading.tables for table in TABLES):
        raise BookErrors(reading.errors, reading.notices)
    return Draft(reading).book()


class Draft:
    """The sheets on their way to a book; collects what is wrong."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._tables = reading.tables
        self._wrong = {(error.sheet, error.cell) for error in reading.errors}

    def book(self) -> Book:
        """Return the book. Raises BookErrors."""
        book = self.as_far_as_it_goes()
        if self._reading.errors:
            self._reading.sort()
            raise BookErrors(self._reading.errors, self._reading.notices)
        return book

    def as_far_as_it_goes(self) -> Book:
        """Return the book with harmless stand-ins for whatever is wrong; the errors are in the reading."""
        self._add(resolve(self._tables))
        problem = self._problem(self._read_tables())
        return Book(problem=problem, names=self._names(), notes=self._notes())

    def _add(self, errors: Iterable[CellError]) -> None:
        """Take errors in, at most one for each cell."""
        for error in errors:
            if (error.sheet, error.cell) not in self._wrong:
                self._reading.errors.append(error)
                self._wrong.add((error.sheet, error.cell))

    def _is_wrong(self, rows: Rows, row: int, column: str) -> bool:
        return (rows.sheet, rows.cell(row, column)) in self._wrong

    def _read_tables(self) -> Tables:
        plain = {key: [_engine_row(key, row) for row in self._tables[key].records()] for key in FIELDS}
        tables, found = read_tables(**plain)
        self._add(cell_error(fault, self._tables[fault.table], fault.row, fault.column) for fault in found)
        return tables

    def _problem(self, tables: Tables) -> Problem:
        pairs = self._pairs()
        criteria = self._declared(criteria_of(self._tables["weights"], pairs, self._is_wrong))
        rules = self._declared(rules_of(self._tables["rules"], pairs, self._is_wrong))
        row = self._programme_row()
        problem = Problem(
            tables,
            tuple(each.made for each in criteria),
            tuple(each.made for each in rules),
            row.get("seed") or "",
            row.get("fair_over") or "",
        )
        self._add(self._problem_errors(problem, criteria, rules))
        return problem

    def _declared(self, found: Iterator[Declared | CellError]) -> list[Declared]:
        declared = []
        errors = []
        for each in found:
            if isinstance(each, Declared):
                declared.append(each)
            else:
                errors.append(each)
        self._add(errors)
        return declared

    def _problem_errors(
        self, problem: Problem, criteria: list[Declared], rules: list[Declared]
    ) -> Iterator[CellError]:
        wrong = wrong_columns(self._reading.errors, self._tables)
        for fault in problem.faults():
            group = getattr(problem.rules[fault.row], fault.column, None) if fault.table == "rules" else None
            is_group = isinstance(group, Group) and fault.code == "empty_group"
            if is_group and is_in_doubt(fault.column, cast("Group", group), wrong):
                continue
            yield self._problem_error(fault, criteria, rules)

    def _problem_error(
        self, fault: EngineFault, criteria: list[Declared], rules: list[Declared]
    ) -> CellError:
        if fault.column == "fair_over" and "programme" in self._tables:
            return cell_error(fault, self._tables["programme"], 0, "fair_over")
        is_rule = fault.table == "rules"
        declared = (rules if is_rule else criteria)[fault.row]
        column = column_of(declared.made.kind, fault.column, is_rule=is_rule)
        return cell_error(fault, self._tables[fault.table if is_rule else "weights"], declared.row, column)

    def _pairs(self) -> dict[str, list[Pair]]:
        rows = self._tables.get("pairs")
        if rows is None:
            return {}
        known = {*self._tables["rules"]["id"], *(name or "given" for name in self._given_lists())}
        pairs: dict[str, list[Pair]] = {}
        seen: dict[tuple[Any, ...], int] = {}
        for place, (of, person, order, amount) in enumerate(
            zip(rows["list"], rows["person"], rows["order"], rows["amount"], strict=True)
        ):
            if of is None or person is None or order is None:
                continue
            if of not in known:
                where = (self._tables["rules"].table.title, self._tables["weights"].table.title)
                self._add([rows.error(place, "list", faults.UNKNOWN, given=of, where=where)])
            elif seen.setdefault((of, person, order), place) != place:
                self._add([rows.error(place, "order", faults.TWICE, given=f"{person}, {order}")])
            else:
                pairs.setdefault(str(of), []).append((str(person), str(order), _whole(amount)))
        return pairs

    def _given_lists(self) -> list[Any]:
        rows = self._tables["weights"]
        return [name for kind, name in zip(rows["criterion"], rows["name"], strict=True) if kind == "given"]

    def _programme_row(self) -> dict[str, Any]:
        rows = self._tables.get("programme")
        if rows is None or not len(rows):
            return {}
        self._add(rows.error(place, "title", faults.ONE_ROW) for place in range(1, len(rows)))
        return next(rows.records())

    def _names(self) -> Names:
        row = self._programme_row()
        return Names(
            **{key: self._texts(key, "name") for key in _NAMED},
            programme=row.get("title") or "",
            cohort=row.get("cohort") or "",
            invented=bool(row.get("invented")),
            outlines=self._outlines(),
        )

    def _notes(self) -> dict[str, dict[str, str]]:
        notes = {key: self._texts(key, "note") for key in _NAMED}
        return {key: texts for key, texts in notes.items() if texts}

    def _texts(self, key: str, column: str) -> dict[str, str]:
        rows = self._tables[key]
        pairs = zip(rows["id"], rows[column], strict=True)
        return {str(each): str(text) for each, text in pairs if each is not None and text is not None}

    def _outlines(self) -> dict[str, tuple[tuple[tuple[float, float], ...], ...]]:
        rings: dict[str, dict[Any, list[tuple[float, float]]]] = {}
        for row in self._tables["map"].records() if "map" in self._tables else ():
            if None not in row.values():
                ring = rings.setdefault(str(row["place"]), {}).setdefault(row["ring"], [])
                ring.append((float(str(row["east"])), float(str(row["north"]))))
        return {place: tuple(map(tuple, several.values())) for place, several in rings.items()}


def _engine_row(table: str, row: dict[str, Any]) -> dict[str, Any]:
    wanted = {name.rstrip("!") for name in FIELDS[table]}
    plain = {key: value for key, value in row.items() if key in wanted and value is not None}
    for key in _MONTHS:
        if isinstance(plain.get(key), date):
            plain[key] = month(plain[key].year, plain[key].month)
    return plain


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) else None
