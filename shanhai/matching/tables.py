"""The tables of a matching problem, as columns, and what can be wrong with a row.

A table is built from rows (one mapping a row, see `FIELDS` for the keys) by `reading.read_tables`, and never
changed afterwards. References are kept as row numbers (-1: none), months as ``year * 12 + month - 1`` (-1:
open).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Rows = Iterable[Mapping[str, Any]]

DIRECTIONS = ("down", "up", "across")
ORDER_KINDS = ("post", "part_time", "liaison", "challenge")
NO_MONTH = -1
MOST_SEATS = 100_000
MOST_CAPACITY = 1_000
MOST_TIER = 9
MOST_LEVEL = 30
MOST_YEARS = 80


@dataclass(frozen=True)
class Fault:
    """One thing wrong with one field of one row.

    `table` is a key of `FIELDS` (or "criteria" / "rules"), `row` the row's number from 0, `column` the
    field's key, `code` a word from `FAULT_TEXTS`, `given` the value found and `wanted` what was expected.
    """

    table: str
    row: int
    column: str
    code: str
    given: str
    wanted: str = ""
    id: str = ""

    def __str__(self) -> str:
        place = f"{self.table} {self.id or f'row {self.row + 1}'}, {self.column}"
        return f"{place}: {FAULT_TEXTS[self.code].format(given=self.given, wanted=self.wanted)}"


FAULT_TEXTS = {
    "missing": "a value is needed here. Give {wanted}.",
    "not_a_number": "{given!r} is not a whole number. Give {wanted}.",
    "out_of_range": "{given} is out of range. Give {wanted}.",
    "unknown": "{given!r} is not known. Give {wanted}.",
    "duplicate": "{given!r} stands here a second time (first: {wanted}). Give each row its own id.",
    "ambiguous": "{given!r} is also {wanted}. Places, organisations and orders need ids that differ.",
    "loop": "{given!r} is its own parent, directly or through others. Break the circle.",
    "backwards": "the end ({given}) is before the start ({wanted}). Swap the two.",
    "twice": "{given!r} is listed twice. Name it once.",
    "unknown_field": "there is no field {given!r}. Known fields: {wanted}.",
    "empty_group": "nobody and nothing is in the group {given!r}. Mend the group or drop the rule.",
    "too_heavy": "the weights add up to {given}; exact arithmetic allows {wanted}. Lower the weights.",
}


class ProblemError(ValueError):
    """The rows do not make a problem. `faults` lists everything that is wrong, not only the first."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        shown = "\n".join(f"- {fault}" for fault in self.faults[:20])
        more = f"\n… and {len(self.faults) - 20} more" if len(self.faults) > 20 else ""
        super().__init__(f"{len(self.faults)} things are wrong with this problem:\n{shown}{more}")


@dataclass(frozen=True, eq=False)
class Places:
    """Provinces, cities, counties … as a tree. Coordinates are kilometres east and north (NaN: unknown)."""

    id: tuple[str, ...]
    parent: Ints
    kind: tuple[str, ...]
    traits: tuple[tuple[str, ...], ...]
    east: Floats
    north: Floats


@dataclass(frozen=True, eq=False)
class Organisations:
    """Home and host organisations; `parent` makes sub-organisations, `place` is a row of `Places`."""

    id: tuple[str, ...]
    parent: Ints
    kind: tuple[str, ...]
    place: Ints


@dataclass(frozen=True, eq=False)
class Expertise:
    """The coded tree of expertise: a code and its broader code."""

    id: tuple[str, ...]
    parent: Ints


@dataclass(frozen=True, eq=False)
class People:
    """The nominated people, one a row. Ragged fields are tuples of tuples, in the order given."""

    id: tuple[str, ...]
    home: Ints
    native: Ints
    level: Ints
    industry: tuple[str, ...]
    experience: Ints
    capacity: Ints
    start: Ints
    end: Ints
    directions: tuple[tuple[str, ...], ...]
    expertise: tuple[tuple[tuple[int, int, bool], ...], ...]  # (row of Expertise, strength 1-5, evidenced)
    qualifications: tuple[tuple[str, ...], ...]
    wishes: tuple[tuple[str, ...], ...]  # ids of places, organisations or orders, the dearest first
    barred: tuple[tuple[tuple[str, str], ...], ...]  # (id of a place or organisation, code of the ground)
    groups: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, eq=False)
class Orders:
    """The orders, one a row, each with `seats`. `tier` 1 is filled first. Unasked numbers are 0."""

    id: tuple[str, ...]
    host: Ints
    place: Ints
    seats: Ints
    minimum: Ints
    tier: Ints
    kind: tuple[str, ...]
    direction: tuple[str, ...]
    level: Ints
    level_min: Ints
    level_max: Ints
    industry: tuple[str, ...]
    experience: Ints
    start: Ints
    end: Ints
    asks: tuple[tuple[tuple[int, int], ...], ...]  # (row of Expertise, importance 1-5)
    qualifications: tuple[tuple[str, ...], ...]
    wishes: tuple[tuple[int, ...], ...]  # rows of People, the dearest first
    groups: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, eq=False)
class Tables:
    places: Places
    organisations: Organisations
    expertise: Expertise
    people: People
    orders: Orders


# The keys a row may have. "!" marks those that must be there.
FIELDS: dict[str, tuple[str, ...]] = {
    "places": ("id!", "parent", "kind", "traits", "east", "north"),
    "organisations": ("id!", "parent", "kind", "place"),
    "expertise": ("id!", "parent"),
    "people": (
        "id!", "home", "native", "level", "industry", "experience", "capacity", "start", "end", "directions",
        "expertise", "qualifications", "wishes", "barred", "groups",
    ),
    "orders": (
        "id!", "host", "place", "seats", "minimum", "tier", "kind", "direction", "level", "level_min",
        "level_max", "industry", "experience", "start", "end", "asks", "qualifications", "wishes", "groups",
    ),
}  # fmt: skip


def month(year: int, month_of_year: int) -> int:
    """The number by which tables hold a month: ``year * 12 + month - 1``."""
    return year * 12 + month_of_year - 1


EARLIEST, LATEST = month(1900, 1), month(2200, 12)


def month_text(number: int) -> str:
    """A month as officers write it: 2022-03."""
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def plain_rows(tables: Tables) -> dict[str, list[dict[str, Any]]]:
    """The rows from which `read_tables` builds the same tables again: every field, references as ids.

    Numbers that are unknown or open are None.
    """
    places, organisations, codes = tables.places, tables.organisations, tables.expertise
    people, orders = tables.people, tables.orders
    names = {"places": (*places.id, ""), "organisations": (*organisations.id, ""), "expertise": codes.id}
    special: dict[str, dict[str, Callable[[Any], Any]]] = {
        "places": {"parent": lambda row: names["places"][row], "east": _number, "north": _number},
        "organisations": {
            "parent": lambda row: names["organisations"][row],
            "place": lambda row: names["places"][row],
        },
        "expertise": {"parent": lambda row: (*codes.id, "")[row]},
        "people": {
            "home": lambda row: names["organisations"][row],
            "native": lambda row: names["places"][row],
            "start": _month,
            "end": _month,
            "expertise": lambda held: [(codes.id[code], strength, proven) for code, strength, proven in held],
        },
        "orders": {
            "host": lambda row: names["organisations"][row],
            "place": lambda row: names["places"][row],
            "start": _month,
            "end": _month,
            "asks": lambda asks: [(codes.id[code], importance) for code, importance in asks],
            "wishes": lambda rows: [people.id[row] for row in rows],
        },
    }
    whole = {
        "places": places,
        "organisations": organisations,
        "expertise": codes,
        "people": people,
        "orders": orders,
    }
    return {name: _plain_table(name, table, special[name]) for name, table in whole.items()}


def _plain_table(name: str, table: Any, special: dict[str, Callable[[Any], Any]]) -> list[dict[str, Any]]:
    columns = [column.rstrip("!") for column in FIELDS[name]]
    values = []
    for column in columns:
        cells = getattr(table, column)
        cells = cells.tolist() if isinstance(cells, np.ndarray) else cells
        values.append([_lists(special.get(column, _same)(cell)) for cell in cells])
    return [dict(zip(columns, row, strict=True)) for row in zip(*values, strict=True)]


def _lists(value: Any) -> Any:
    return (
        [_lists(item) if isinstance(item, list) else item for item in value]
        if isinstance(value, tuple)
        else value
    )


def _same(value: Any) -> Any:
    return value


def _number(value: float) -> float | None:
    return None if np.isnan(value) else value


def _month(value: int) -> int | None:
    return None if value == NO_MONTH else value
