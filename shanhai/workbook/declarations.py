"""Criteria and rules as rows of their sheets, and back: which field stands in which column."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shanhai.matching import criteria, rules
from shanhai.matching.groups import EVERYONE
from shanhai.sheets import CellError, Rows, Words
from shanhai.workbook import faults
from shanhai.workbook.tables import RULES, WEIGHTS
from shanhai.workbook.vocabulary import CRITERION, RULE

if TYPE_CHECKING:
    from shanhai.matching.problem import Criterion, Rule

#: Field of the criterion → column of the sheet "weights", besides the weight itself.
CRITERION_COLUMNS: dict[str, dict[str, str]] = {
    "expertise": {"closeness": "points", "claimed": "claimed"},
    "industry": {"closeness": "points"},
    "level": {"by_difference": "points"},
    "organisation_kind": {"table": "table", "otherwise": "rest"},
    "person_wishes": {"points": "points", "rest": "rest"},
    "host_wishes": {"points": "points"},
    "travel": {"full_km": "full_km", "basis": "basis"},
    "given": {"name": "name", "only": "only"},
}
#: Field of the rule → column of the sheet "rules", besides id, strength and weight.
RULE_COLUMNS: dict[str, dict[str, str]] = {
    "at_most": {"limit": "number", "people": "people", "orders": "orders", "each": "each"},
    "at_least": {"limit": "number", "people": "people", "orders": "orders", "each": "each"},
    "mix": {"people": "people", "orders": "orders", "least": "least", "most": "most", "each": "each"},
    "balance": {"tolerance": "number", "region": "region", "people": "people", "orders": "orders"},
    "floor": {"keep": "number", "people": "people", "each": "each"},
    "budget": {"limit": "number", "per": "per", "people": "people", "orders": "orders", "each": "each"},
    "team": {"members": "members", "together": "together"},
    "pin": {"person": "person", "order": "order"},
    "ban": {"people": "people", "orders": "orders"},
    "order_minimum": {"orders": "orders", "or_none": "or_none"},
}
#: Field that holds listed pairs → whether each pair has an amount.
PAIR_FIELDS: dict[str, tuple[str, bool]] = {
    "given": ("pairs", True),
    "at_most": ("pairs", False),
    "at_least": ("pairs", False),
    "budget": ("amounts", True),
}
_ALWAYS = {"criterion", "weight", "id", "name", "kind", "strength", "note"}

Pair = tuple[str, str, int | None]
#: Tells whether a cell is wrong already, so that it is not reported a second time.
IsWrong = Callable[[Rows, int, str], bool]


@dataclass(frozen=True, slots=True)
class Declared:
    """A criterion or a rule with the row of the sheet it came from."""

    row: int
    made: Any


def criterion_row(criterion: Criterion) -> dict[str, object]:
    """Return the row of the sheet "weights" for a criterion."""
    weight = criterion.weight if criterion.weight or not criterion.hard else None
    row: dict[str, object] = {"criterion": criterion.kind, "weight": weight}
    return row | _cells(criterion, CRITERION_COLUMNS.get(criterion.kind, {}))


def rule_row(rule: Rule, title: str | None, note: str | None) -> dict[str, object]:
    """Return the row of the sheet "rules" for a rule."""
    row: dict[str, object] = {"id": rule.id, "name": title, "kind": rule.kind, "note": note}
    row |= {"strength": rule.strength, "weight": rule.weight}
    return row | _cells(rule, RULE_COLUMNS[rule.kind])


def pair_rows(made: Criterion | Rule) -> Iterator[dict[str, object]]:
    """Yield the rows of the sheet "pairs" that a criterion or a rule lists."""
    field, has_amount = PAIR_FIELDS.get(made.kind, ("", False))
    name = getattr(made, "id", None) or getattr(made, "name", "")
    for person, order, *amount in getattr(made, field, ()) if field else ():
        yield {"list": name, "person": person, "order": order, "amount": amount[0] if has_amount else None}


def criteria_of(
    rows: Rows, pairs: Mapping[str, list[Pair]], is_wrong: IsWrong
) -> Iterator[Declared | CellError]:
    """Yield the criteria of the sheet "weights", and what is wrong with their rows."""
    for place, row in enumerate(rows.records()):
        kind = str(row["criterion"] or "")
        made = criteria.ALL.get(kind)
        if made is None:
            continue
        columns = CRITERION_COLUMNS.get(kind, {})
        words = CRITERION.options[kind]
        yield from _unused(rows, place, row, columns, words, made.hard)
        if row["weight"] is None and not made.hard:
            if not is_wrong(rows, place, "weight"):
                header = rows.table.column("weight").header
                yield rows.error(place, "weight", faults.NEEDED, kind=words, wanted=header)
            continue
        values = _values(row, columns) | ({} if row["weight"] is None else {"weight": row["weight"]})
        listed = _listed(kind, pairs.get(str(values.get("name") or "given"), []))
        yield Declared(place, made(**values, **listed))


def rules_of(
    rows: Rows, pairs: Mapping[str, list[Pair]], is_wrong: IsWrong
) -> Iterator[Declared | CellError]:
    """Yield the rules of the sheet "rules", and what is wrong with their rows."""
    for place, row in enumerate(rows.records()):
        kind, name = str(row["kind"] or ""), row["id"]
        made = rules.ALL.get(kind)
        if made is None or name is None:
            continue
        columns = RULE_COLUMNS[kind]
        words = RULE.options[kind]
        yield from _unused(rows, place, row, columns, words, hard=False)
        values = _values(row, {**columns, "strength": "strength", "weight": "weight"})
        lacking = [field for field in _needed(made) if field not in values]
        for field in lacking:
            column = columns[field]
            if not is_wrong(rows, place, column):
                header = rows.table.column(column).header
                yield rows.error(place, column, faults.NEEDED, kind=words, wanted=header)
        # A group that could not be read must not become "everybody".
        if lacking or any(is_wrong(rows, place, column) for column in columns.values()):
            continue
        yield Declared(place, made(id=str(name), **values, **_listed(kind, pairs.get(str(name), []))))


def column_of(kind: str, field: str, *, is_rule: bool) -> str:
    """Return the column in which a field of a criterion or rule stands."""
    columns = (RULE_COLUMNS if is_rule else CRITERION_COLUMNS).get(kind, {})
    if field in columns:
        return columns[field]
    table = RULES if is_rule else WEIGHTS
    fallback = "id" if is_rule else "criterion"
    return field if field in {column.key for column in table.columns} else fallback


def _cells(made: Any, columns: Mapping[str, str]) -> dict[str, object]:
    cells: dict[str, object] = {}
    for field, column in columns.items():
        value = getattr(made, field)
        cells[column] = None if value in ("", ()) or value == EVERYONE else value
    return cells


def _values(row: Mapping[str, object], columns: Mapping[str, str]) -> dict[str, Any]:
    return {field: row[column] for field, column in columns.items() if row[column] is not None}


def _unused(
    rows: Rows, place: int, row: Mapping[str, object], columns: Mapping[str, str], kind: Words, hard: bool
) -> Iterator[CellError]:
    used = _ALWAYS | set(columns.values())
    for column in rows.table.columns:
        if row[column.key] is not None and column.key not in used and (column.key != "name" or "id" in row):
            yield rows.error(place, column.key, faults.NOT_USED, kind=kind)
    if hard and row["weight"]:
        yield rows.error(place, "weight", faults.NOT_USED, kind=kind)


def _needed(made: type[Rule]) -> list[str]:
    missing = dataclasses.MISSING
    return [
        field.name
        for field in dataclasses.fields(made)
        if field.default is missing and field.default_factory is missing and field.name != "id"
    ]


def _listed(kind: str, pairs: list[Pair]) -> dict[str, Any]:
    field, has_amount = PAIR_FIELDS.get(kind, ("", False))
    if not field or not pairs:
        return {}
    if has_amount:
        return {field: tuple((person, order, amount or 0) for person, order, amount in pairs)}
    return {field: tuple((person, order) for person, order, _ in pairs)}
