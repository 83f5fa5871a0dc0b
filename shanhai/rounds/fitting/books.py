"""A rule set as a workbook: the sheets "rules", "weights" and "pairs" of the plan's own, written and read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from shanhai.matching.groups import Group
from shanhai.rounds.fitting import lines as engine
from shanhai.rounds.models import CriterionLine, RuleLine
from shanhai.sheets import CellError, Reading, export, read
from shanhai.sheets.limits import MEGABYTE, Limits
from shanhai.workbook import as_json
from shanhai.workbook.tables import PAIRS, RULES, WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from shanhai.rounds.fitting.lines import LinesSeen
    from shanhai.rounds.fitting.world import World
    from shanhai.rounds.models import RuleSet
    from shanhai.sheets import Language, Rows

SHEETS = (RULES, WEIGHTS, PAIRS)
#: A rule set is some dozens of lines; pairs may be many.
LIMITS = Limits(
    file_bytes=2 * MEGABYTE,
    sheet_bytes=32 * MEGABYTE,
    part_bytes=16 * MEGABYTE,
    text_bytes=16 * MEGABYTE,
    rows=5_000,
    cells=200_000,
    errors=200,
)
_NOTHING = (None, "", [], {})


@dataclass(frozen=True)
class LinesRead:
    """The lines of a workbook, not written yet, as the engine sees them, and every wrong cell."""

    rules: tuple[RuleLine, ...] = ()
    criteria: tuple[CriterionLine, ...] = ()
    seen: LinesSeen | None = None
    errors: tuple[CellError, ...] = field(default=())


def write_book(
    rules: Sequence[RuleLine], criteria: Sequence[CriterionLine], path: Path, language: Language, banner: str
) -> None:
    """Write lines as a workbook."""
    rows = engine.records(rules, criteria, seed="", fair_over="")
    typed = {sheet.key: [_typed_row(row) for row in rows[sheet.key]] for sheet in SHEETS}
    export(SHEETS, typed, path, language, banner=banner)


def read_book(content: bytes, name: str, rule_set: RuleSet, around: World) -> LinesRead:
    """Read a workbook and hold it against the world of its cohort. Raises: FileError for no workbook."""
    reading = read(content, SHEETS, name=name, limits=LIMITS)
    if reading.errors:
        return LinesRead(errors=tuple(reading.errors))
    rules, criteria = lines_from({sheet.key: _plain(reading.tables.get(sheet.key)) for sheet in SHEETS})
    seen = engine.see_lines(rule_set, rules, criteria, around)
    return LinesRead(rules, criteria, seen, tuple(_in_cells(seen, reading)))


def read_rows(rows: Mapping[str, Sequence[Mapping[str, Any]]], rule_set: RuleSet, around: World) -> LinesRead:
    """Rows that were kept, as `rows_of` gave them, held against the world of their cohort."""
    rules, criteria = lines_from(rows)
    return LinesRead(rules, criteria, engine.see_lines(rule_set, rules, criteria, around))


def lines_from(
    rows: Mapping[str, Sequence[Mapping[str, Any]]],
) -> tuple[tuple[RuleLine, ...], tuple[CriterionLine, ...]]:
    """Rows of the sheets, as JSON holds them, as lines that are not written yet."""
    rules = tuple(
        RuleLine(position=at, code=str(row["id"]), kind=str(row["kind"]), values=_values(row, "id", "kind"))
        for at, row in enumerate(rows["rules"], 1)
    )
    criteria = tuple(
        CriterionLine(position=at, kind=str(row["criterion"]), values=_values(row, "criterion"))
        for at, row in enumerate(rows["weights"], 1)
    )
    pairs: dict[str, list[list[Any]]] = {}
    for row in rows["pairs"]:
        pairs.setdefault(row["list"], []).append([row["person"], row["order"], row["amount"]])
    for rule in rules:
        rule.pairs = pairs.get(rule.code, [])
    for criterion in criteria:
        if criterion.kind == "given":
            criterion.pairs = pairs.get(criterion.values.get("name") or "given", [])
    return rules, criteria


def rows_of(rules: Sequence[RuleLine], criteria: Sequence[CriterionLine]) -> dict[str, list[dict[str, Any]]]:
    """The rows from which `lines_from` makes the same lines again."""
    rows = engine.records(rules, criteria, seed="", fair_over="")
    return {sheet.key: rows[sheet.key] for sheet in SHEETS}


def _values(row: Mapping[str, Any], *without: str) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key not in without and value not in _NOTHING}


def _plain(rows: Rows | None) -> list[dict[str, Any]]:
    return [as_json(row) for row in rows.records()] if rows is not None else []


def _typed_row(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _typed(value) for key, value in row.items()}


def _typed(value: Any) -> Any:
    """A stored value as sheets type it: a group, a tuple, or as it is."""
    if isinstance(value, dict):
        return Group(tuple((name, tuple(values)) for name, values in value.items()))
    return tuple(_typed(each) for each in value) if isinstance(value, list) else value


def _in_cells(seen: LinesSeen, reading: Reading) -> list[CellError]:
    """What is wrong with the lines, each in the cell of the workbook where it stands."""
    found = [error for line in (*seen.rules, *seen.criteria) for error in line.errors]
    found += [error for error in seen.others if error.table == "pairs"]
    return [
        reading.tables[error.table].error(error.row, error.column, error.fault, **error.fields)
        for error in found
    ]
