"""The six tables of a matching problem, as columns, and the checks that every row must pass.

A table is built from rows (one mapping a row, see `FIELDS` for the keys) and never changed afterwards.
References are kept as row numbers (-1: none), months as ``year * 12 + month - 1`` (-1: open).

Everything wrong with the rows is found in one go: `read_tables` returns the tables and a list of `Fault`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
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


def read_tables(**rows: Rows) -> tuple[Tables, list[Fault]]:
    """Build all tables from rows of plain values.

    Parameters
    ----------
    **rows
        One iterable of mappings for each key of `FIELDS`; a table left out is empty.

    Returns
    -------
    (Tables, list of Fault)
        The tables hold a harmless stand-in (-1, 0, "") wherever a fault is listed.
    """
    reader = {name: _Reader(name, rows.get(name, ())) for name in FIELDS}
    places, organisations = (
        _places(reader["places"]),
        _organisations(reader["organisations"], reader["places"]),
    )
    expertise = _expertise(reader["expertise"])
    people, orders = _people(reader), _orders(reader, organisations)
    _check_ids_differ(reader)
    faults = [fault for each in reader.values() for fault in each.faults]
    return Tables(places, organisations, expertise, people, orders), faults


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


@dataclass
class _Reader:
    """Rows of one table, read column by column; collects faults."""

    table: str
    source: Rows
    faults: list[Fault] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rows = list(self.source)
        known = [name.rstrip("!") for name in FIELDS[self.table]]
        for at, row in enumerate(self.rows):
            for name in row.keys() - set(known):
                self.fault(at, str(name), "unknown_field", name, ", ".join(known))
        self.ids = tuple(self._id(at, row.get("id")) for at, row in enumerate(self.rows))
        self.row_of: dict[str, int] = {}
        for at, name in enumerate(self.ids):
            if name and self.row_of.setdefault(name, at) != at:
                self.fault(at, "id", "duplicate", name, f"row {self.row_of[name] + 1}")

    def _id(self, at: int, value: Any) -> str:
        if value is None or str(value).strip() == "":
            self.fault(at, "id", "missing", "", "an id")
            return ""
        return str(value).strip()

    def fault(self, at: int, column: str, code: str, given: Any, wanted: str = "") -> None:
        name = str(self.rows[at].get("id") or "")
        self.faults.append(Fault(self.table, at, column, code, str(given), wanted, name))

    def integers(self, column: str, default: int, low: int, high: int) -> Ints:
        """A column of whole numbers; what is left out is `default`."""
        return np.array(
            [self._integer(at, column, default, low, high) for at in range(len(self.rows))], np.int64
        )

    def _integer(self, at: int, column: str, default: int, low: int, high: int) -> int:
        value = self.rows[at].get(column)
        if value is None or value == "":
            return default
        wanted = f"a whole number from {low} to {high}"
        if isinstance(value, bool) or not _is_whole(value):
            self.fault(at, column, "not_a_number", value, wanted)
            return default
        if not low <= int(value) <= high:
            self.fault(at, column, "out_of_range", value, wanted)
            return default
        return int(value)

    def decimals(self, column: str) -> Floats:
        """A column of numbers; what is left out is NaN."""
        out = np.full(len(self.rows), np.nan)
        for at, row in enumerate(self.rows):
            value = row.get(column)
            if value is None or value == "":
                continue
            try:
                out[at] = float(value)
            except (TypeError, ValueError):
                out[at] = np.inf
            if not np.isfinite(out[at]):
                self.fault(at, column, "not_a_number", value, "a number")
                out[at] = np.nan
        return out

    def words(self, column: str, choices: Sequence[str] = (), default: str = "") -> tuple[str, ...]:
        """A column of words, of `choices` only where any are given."""
        out = [str(row.get(column) or default).strip() for row in self.rows]
        for at, word in enumerate(out):
            if choices and word not in choices:
                self.fault(at, column, "unknown", word, "one of " + ", ".join(choices))
                out[at] = default
        return tuple(out)

    def references(self, column: str, to: _Reader) -> Ints:
        """A column of ids of another table, as row numbers; empty is -1."""
        out = np.full(len(self.rows), -1, np.int64)
        for at, row in enumerate(self.rows):
            name = str(row.get(column) or "").strip()
            if name:
                out[at] = self.row_in(at, column, name, to)
        return out

    def row_in(self, at: int, column: str, name: str, *tables: _Reader) -> int:
        """The row of the id `name` in the first of `tables` that knows it, else -1 and a fault."""
        for table in tables:
            if name in table.row_of:
                return table.row_of[name]
        self.fault(at, column, "unknown", name, "an id from " + " or ".join(table.table for table in tables))
        return -1

    def lists(self, column: str, read: Callable[[int, Any], Any]) -> tuple[tuple[Any, ...], ...]:
        """A ragged column. `read(row, item)` gives the item to keep, or None when it made a fault."""
        out = []
        for at, row in enumerate(self.rows):
            items = [read(at, item) for item in row.get(column) or ()]
            out.append(tuple(item for item in items if item is not None))
        return tuple(out)

    def check_once(self, column: str, lists: Sequence[Sequence[Any]], name: Callable[[Any], str]) -> None:
        for at, items in enumerate(lists):
            names = [name(item) for item in items]
            for twice in {word for word in names if names.count(word) > 1} if len(names) > 1 else ():
                self.fault(at, column, "twice", twice)

    def check_months(self, start: Ints, end: Ints) -> None:
        for at in np.flatnonzero((start != NO_MONTH) & (end != NO_MONTH) & (end < start)):
            self.fault(int(at), "end", "backwards", month_text(int(end[at])), month_text(int(start[at])))

    def check_tree(self, parent: Ints) -> None:
        for at in range(len(parent)):
            above, steps = int(parent[at]), 0
            while above >= 0 and above != at and steps <= len(parent):
                above, steps = int(parent[above]), steps + 1
            if above == at:
                self.fault(at, "parent", "loop", self.ids[at])
                parent[at] = -1


def month_text(number: int) -> str:
    """A month as officers write it: 2022-03."""
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def _is_whole(value: Any) -> bool:
    try:
        return float(value) == int(value)
    except (TypeError, ValueError, OverflowError):
        return False


def _places(rows: _Reader) -> Places:
    parent = rows.references("parent", rows)
    rows.check_tree(parent)
    traits = rows.lists("traits", lambda _, item: str(item))
    east, north = rows.decimals("east"), rows.decimals("north")
    return Places(rows.ids, parent, rows.words("kind"), traits, east, north)


def _organisations(rows: _Reader, places: _Reader) -> Organisations:
    parent = rows.references("parent", rows)
    rows.check_tree(parent)
    return Organisations(rows.ids, parent, rows.words("kind"), rows.references("place", places))


def _expertise(rows: _Reader) -> Expertise:
    parent = rows.references("parent", rows)
    rows.check_tree(parent)
    return Expertise(rows.ids, parent)


def _people(reader: dict[str, _Reader]) -> People:
    rows, codes = reader["people"], reader["expertise"]
    targets = (reader["places"], reader["organisations"], reader["orders"])

    def held(at: int, item: Any) -> tuple[int, int, bool] | None:
        code, strength, evidenced = item
        row = rows.row_in(at, "expertise", str(code), codes)
        if not _is_whole(strength) or not 1 <= int(strength) <= 5:
            rows.fault(at, "expertise", "out_of_range", strength, "a strength from 1 to 5")
            return None
        return None if row < 0 else (row, int(strength), bool(evidenced))

    def wished(at: int, item: Any) -> str | None:
        return str(item) if rows.row_in(at, "wishes", str(item), *targets) >= 0 else None

    def barred(at: int, item: Any) -> tuple[str, str] | None:
        target, ground = (item, "") if isinstance(item, str) else item
        return (
            (str(target), str(ground)) if rows.row_in(at, "barred", str(target), *targets[:2]) >= 0 else None
        )

    def direction(at: int, item: Any) -> str | None:
        if str(item) in DIRECTIONS:
            return str(item)
        rows.fault(at, "directions", "unknown", item, "one of " + ", ".join(DIRECTIONS))
        return None

    start, end = _months(rows)
    expertise, wishes = rows.lists("expertise", held), rows.lists("wishes", wished)
    rows.check_once("expertise", expertise, lambda item: codes.ids[item[0]])
    rows.check_once("wishes", wishes, str)
    return People(
        id=rows.ids,
        home=rows.references("home", reader["organisations"]),
        native=rows.references("native", reader["places"]),
        level=rows.integers("level", 0, 0, MOST_LEVEL),
        industry=rows.words("industry"),
        experience=rows.integers("experience", 0, 0, MOST_YEARS),
        capacity=rows.integers("capacity", 1, 1, MOST_CAPACITY),
        start=start,
        end=end,
        directions=rows.lists("directions", direction),
        expertise=expertise,
        qualifications=rows.lists("qualifications", lambda _, item: str(item)),
        wishes=wishes,
        barred=rows.lists("barred", barred),
        groups=rows.lists("groups", lambda _, item: str(item)),
    )


def _orders(reader: dict[str, _Reader], organisations: Organisations) -> Orders:
    rows, codes, people = reader["orders"], reader["expertise"], reader["people"]

    def asked(at: int, item: Any) -> tuple[int, int] | None:
        code, importance = item
        row = rows.row_in(at, "asks", str(code), codes)
        if not _is_whole(importance) or not 1 <= int(importance) <= 5:
            rows.fault(at, "asks", "out_of_range", importance, "an importance from 1 to 5")
            return None
        return None if row < 0 else (row, int(importance))

    def wished(at: int, item: Any) -> int | None:
        row = rows.row_in(at, "wishes", str(item), people)
        return None if row < 0 else row

    start, end = _months(rows)
    host, place = rows.references("host", reader["organisations"]), rows.references("place", reader["places"])
    # An order that names no place of its own stands where its host stands.
    own = np.where(host >= 0, np.append(organisations.place, -1)[host], -1)
    asks, wishes = rows.lists("asks", asked), rows.lists("wishes", wished)
    rows.check_once("asks", asks, lambda item: codes.ids[item[0]])
    rows.check_once("wishes", wishes, lambda item: people.ids[item])
    orders = Orders(
        id=rows.ids,
        host=host,
        place=np.where(place >= 0, place, own),
        seats=rows.integers("seats", 1, 1, MOST_SEATS),
        minimum=rows.integers("minimum", 0, 0, MOST_SEATS),
        tier=rows.integers("tier", 1, 1, MOST_TIER),
        kind=rows.words("kind", ORDER_KINDS, "post"),
        direction=rows.words("direction", ("", *DIRECTIONS)),
        level=rows.integers("level", 0, 0, MOST_LEVEL),
        level_min=rows.integers("level_min", 0, 0, MOST_LEVEL),
        level_max=rows.integers("level_max", 0, 0, MOST_LEVEL),
        industry=rows.words("industry"),
        experience=rows.integers("experience", 0, 0, MOST_YEARS),
        start=start,
        end=end,
        asks=asks,
        qualifications=rows.lists("qualifications", lambda _, item: str(item)),
        wishes=wishes,
        groups=rows.lists("groups", lambda _, item: str(item)),
    )
    _check_order_ranges(rows, orders)
    return orders


def _check_order_ranges(rows: _Reader, orders: Orders) -> None:
    for at in np.flatnonzero(orders.minimum > orders.seats):
        rows.fault(
            int(at), "minimum", "out_of_range", orders.minimum[at], f"at most its seats, {orders.seats[at]}"
        )
    for at in np.flatnonzero((orders.level_max > 0) & (orders.level_max < orders.level_min)):
        rows.fault(
            int(at), "level_max", "out_of_range", orders.level_max[at], f"at least {orders.level_min[at]}"
        )


def _months(rows: _Reader) -> tuple[Ints, Ints]:
    low, high = month(1900, 1), month(2200, 12)
    start, end = (rows.integers(column, NO_MONTH, low, high) for column in ("start", "end"))
    rows.check_months(start, end)
    return start, end


def _check_ids_differ(reader: dict[str, _Reader]) -> None:
    """Wishes and bars name places, organisations and orders by id alone, so no id may mean two things."""
    owner: dict[str, str] = {}
    for name in ("places", "organisations", "orders"):
        for at, each in enumerate(reader[name].ids):
            if owner.setdefault(each, name) != name:
                reader[name].fault(at, "id", "ambiguous", each, f"one of the {owner[each]}")
