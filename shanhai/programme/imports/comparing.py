"""Holds a workbook against what there is: what each of its rows would do, and what is wrong with it."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from shanhai.programme.imports.faults import LOOP, TOO_DEEP
from shanhai.programme.imports.texts import stored_error, stored_fault, stored_notice
from shanhai.programme.models import ImportRow
from shanhai.programme.rows import as_json, as_stored, as_typed
from shanhai.sheets import CellError, FileError, Refused, read
from shanhai.sheets.cell_faults import DUPLICATE, MORE_ERRORS, TOO_LONG
from shanhai.sheets.limits import MEGABYTE, Limits

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from shanhai.programme.imports.adaptor import Adaptor, Values
    from shanhai.sheets import Reading, Rows, Table

#: An upload is smaller than what the command line may read, and lists fewer wrong cells.
LIMITS = Limits(
    file_bytes=20 * MEGABYTE,
    sheet_bytes=256 * MEGABYTE,
    part_bytes=96 * MEGABYTE,
    text_bytes=128 * MEGABYTE,
    rows=60_000,
    cells=3_000_000,
    errors=10_000,
)
_NUMBER = re.compile(r"[0-9]+$")
_NOT_READ = "skipped_column"


@dataclass(slots=True)
class Decided:
    """What one row of a workbook would do, with the fields of an `ImportRow`."""

    number: int
    cells: dict[str, str]
    decision: str = "refused"
    object_id: int | None = None
    version: int | None = None
    values: dict[str, Any] = field(default_factory=dict)
    before: dict[str, str] = field(default_factory=dict)
    faults: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class Compared:
    """What a workbook would do; with problems, nothing is compared at all. Texts are in three languages."""

    rows: list[Decided] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    headers: list[str] = field(default_factory=list)
    notices: list[dict[str, str]] = field(default_factory=list)
    problems: list[dict[str, Any]] = field(default_factory=list)


def compare(adaptor: Adaptor, data: bytes, name: str, mapping: Mapping[str, str]) -> Compared:
    """Hold a workbook against the records that there are. `mapping` says what headers of its own mean."""
    table = with_headers(adaptor.table, mapping)
    try:
        reading = read(data, [table], name=name, limits=LIMITS)
    except FileError as error:
        return Compared(problems=[stored_fault(error.fault, "", error.fields)])
    found = Compared(
        headers=_headers_not_read(reading), notices=[stored_notice(each) for each in reading.notices[:50]]
    )
    rows = reading.tables.get(table.key)
    by_row, whole = _errors_by_row(reading, rows)
    if whole or rows is None:
        found.problems = [stored_error(error) for error in whole]
        return found
    comparison = _Comparison(adaptor, rows, by_row)
    found.rows = list(comparison.rows())
    counts = Counter(row.decision for row in found.rows)
    found.counts = {decision: counts[decision] for decision, _ in ImportRow.DECISIONS}
    found.counts["with_reason"] = comparison.with_reason
    return found


def with_headers(table: Table, mapping: Mapping[str, str]) -> Table:
    """The table, understanding an officer's own headers too."""
    own: dict[str, list[str]] = {}
    for header, column in mapping.items():
        own.setdefault(column, []).append(header)
    columns = tuple(
        dataclasses.replace(column, aliases=(*column.aliases, *own.get(column.key, ())))
        for column in table.columns
    )
    return dataclasses.replace(table, columns=columns)


def _headers_not_read(reading: Reading) -> list[str]:
    return [str(each.fields["header"]) for each in reading.notices if each.fault.code == _NOT_READ]


def _errors_by_row(reading: Reading, rows: Rows | None) -> tuple[dict[int, list[CellError]], list[CellError]]:
    """The errors of each row of the sheet, and those that concern the sheet as a whole."""
    by_row: dict[int, list[CellError]] = {}
    whole = []
    for error in reading.errors:
        number = _NUMBER.search(error.cell)
        if (
            rows is None
            or number is None
            or int(number[0]) - 1 <= rows.header_row
            or error.fault is MORE_ERRORS
        ):
            whole.append(error)
        else:
            by_row.setdefault(int(number[0]) - 1, []).append(error)
    return by_row, whole


class _Comparison:
    """The rows of one sheet on their way to decisions."""

    def __init__(self, adaptor: Adaptor, rows: Rows, errors: dict[int, list[CellError]]) -> None:
        self._adaptor, self._rows, self._errors = adaptor, rows, errors
        self.with_reason = 0
        self._seen: dict[object, int] = {}
        self._columns = [column.key for column in rows.table.columns if column.key in rows.places]
        self._texts = [_texts(rows.typed_of(column)) for column in self._columns]
        names = {adaptor.held[column].name for column in self._columns} | {*adaptor.compared}
        self._stored = {
            adaptor.identity(each): each for each in adaptor.existing().values("pk", "version", *names)
        }
        if adaptor.parent:
            self._own = {str(code) for code in rows["id"] if code is not None}

    def rows(self) -> Iterator[Decided]:
        """Decide about every row, in the order of the sheet."""
        held = [self._held(column) for column in self._columns]
        names = [self._adaptor.held[column].name for column in self._columns]
        given = [dict(zip(names, row, strict=True)) for row in zip(*held, strict=True)]
        self._note_circles(given)
        for place, values in enumerate(given):
            yield self._decide(place, values)

    def _held(self, column: str) -> list[Any]:
        """The cells of a column as records hold them; each distinct one is looked up once."""
        memory: dict[Any, Any] = {}
        out = []
        for place, typed in enumerate(self._rows[column]):
            if typed not in memory:
                memory[typed] = self._value(column, typed)
            value = memory[typed]
            if isinstance(value, Refused):
                self._note(place, self._rows.error(place, column, value.fault, **value.fields))
                value = None
            out.append(value)
        return out

    def _value(self, column: str, typed: Any) -> Any:
        held = self._adaptor.held[column]
        if typed is None:
            return held.default
        if held.most and isinstance(typed, str) and len(typed) > held.most:
            return Refused(TOO_LONG, length=len(typed), most=held.most)
        if column not in self._adaptor.references:
            return as_stored(typed)
        if column == self._adaptor.parent and typed in self._own:
            return typed
        try:
            found = as_stored(self._adaptor.known.find(column, typed))
        except Refused as refused:
            return refused
        return self._adaptor.known.shown(column, found) if column == self._adaptor.parent else found

    def _note(self, place: int, error: CellError) -> None:
        errors = self._errors.setdefault(self._rows.numbers[place], [])
        if all(error.cell != other.cell for other in errors):
            errors.append(error)

    def _decide(self, place: int, values: dict[str, Any]) -> Decided:
        adaptor, number = self._adaptor, self._rows.numbers[place]
        values = adaptor.given(values)
        stored = self._stored.get(adaptor.identity(values))
        if values["code"] is not None:
            self._note_twice(place, values)
        for wrong in adaptor.wrong(values, stored):
            self._note(place, self._rows.error(place, wrong.column, wrong.fault, **wrong.fields))
        row = Decided(number + 1, self._typed(place))
        if number in self._errors:
            row.faults = [stored_error(error) for error in self._errors[number]]
        elif stored is None:
            row.decision, row.values = "insert", _plain(values)
            self.with_reason += adaptor.needs_reason(None)
        else:
            self._hold_against(stored, values, row)
        return row

    def _note_twice(self, place: int, values: dict[str, Any]) -> None:
        """Find rows that are about the same record as one before them."""
        first = self._seen.setdefault(self._adaptor.identity(values), place)
        if first != place:
            fields = {
                "first": self._rows.cell(first, "id"),
                "first_row": self._rows.numbers[first] + 1,
                "row": self._rows.numbers[place] + 1,
            }
            self._note(place, self._rows.error(place, "id", DUPLICATE, **fields))

    def _hold_against(self, stored: Values, values: dict[str, Any], row: Decided) -> None:
        row.object_id, row.version = stored["pk"], stored["version"]
        changed = {name: value for name, value in values.items() if stored[name] != value}
        if not changed:
            # Enough to find the row in the workbook again.
            row.decision, row.cells = "unchanged", dict(list(row.cells.items())[:2])
            return
        row.decision, row.values = "change", _plain(changed)
        row.before = {
            column: self._shown(column, stored[name])
            for column in self._columns
            if (name := self._adaptor.held[column].name) in changed
        }
        self.with_reason += self._adaptor.needs_reason(stored)

    def _note_circles(self, given: list[dict[str, Any]]) -> None:
        """Find rows that would stand above themselves, by what the file says over what there is."""
        if not self._adaptor.parent or self._adaptor.parent not in self._columns:
            return
        name = self._adaptor.held[self._adaptor.parent].name
        above = {self._adaptor.identity(each): each[name] for each in self._stored.values()}
        above |= {self._adaptor.identity(each): each[name] for each in given}
        for place, values in enumerate(given):
            code, steps = values[name], 0
            while code and code != values["code"] and steps <= len(above):
                code, steps = above.get(self._adaptor.identity({**values, "code": code})), steps + 1
            if code or steps > self._adaptor.deepest:
                fault, fields = (
                    (LOOP, {"given": values["code"]}) if code else (TOO_DEEP, {"most": self._adaptor.deepest})
                )
                self._note(place, self._rows.error(place, self._adaptor.parent, fault, **fields))

    def _typed(self, place: int) -> dict[str, str]:
        """The cells of a row as they were typed, by column; without the empty ones."""
        return {
            column: text
            for column, texts in zip(self._columns, self._texts, strict=True)
            if (text := texts[place])
        }

    def _shown(self, column: str, held: Any) -> str:
        is_parent = column == self._adaptor.parent
        value = held if is_parent else self._adaptor.known.shown(column, held)
        if value in (None, "", []):
            return ""
        kind = self._rows.table.column(column).kind
        return str(kind.write(as_typed(value), "zh-hans"))


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: as_json(value) for name, value in values.items()}


def _texts(cells: Sequence[object]) -> list[str]:
    """The cells of a column as texts; most are texts already, and many are the same."""
    return [cell[:500] if cell.__class__ is str else _text(cell) for cell in cells]


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell)[:500]
