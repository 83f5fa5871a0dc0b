"""From rows of plain values to the tables of a problem; everything wrong with the rows is found in one go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from shanhai.matching.row_reader import RowReader
from shanhai.matching.tables import (
    DIRECTIONS,
    FIELDS,
    MOST_CAPACITY,
    MOST_LEVEL,
    MOST_SEATS,
    MOST_TIER,
    MOST_YEARS,
    ORDER_KINDS,
    Expertise,
    Fault,
    Orders,
    Organisations,
    People,
    Places,
    Rows,
    Tables,
)

if TYPE_CHECKING:
    from collections.abc import Callable

Readers = dict[str, RowReader]


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
    readers = {name: RowReader(name, rows.get(name, ())) for name in FIELDS}
    places, organisations = _places(readers), _organisations(readers)
    expertise = Expertise(readers["expertise"].ids, readers["expertise"].parents())
    people, orders = _people(readers), _orders(readers, organisations)
    _check_ids_differ(readers)
    for table in (places, organisations, expertise, people, orders):
        _lock(table)
    faults = [fault for each in readers.values() for fault in each.faults]
    return Tables(places, organisations, expertise, people, orders), faults


def _lock(table: Any) -> None:
    """Let nobody write into a column: what a problem holds is what its fingerprint says."""
    for column in vars(table).values():
        if isinstance(column, np.ndarray):
            column.flags.writeable = False


def _places(readers: Readers) -> Places:
    rows = readers["places"]
    return Places(
        id=rows.ids,
        parent=rows.parents(),
        kind=rows.words("kind"),
        traits=rows.texts("traits"),
        east=rows.decimals("east"),
        north=rows.decimals("north"),
    )


def _organisations(readers: Readers) -> Organisations:
    rows = readers["organisations"]
    return Organisations(
        id=rows.ids,
        parent=rows.parents(),
        kind=rows.words("kind"),
        place=rows.references("place", readers["places"]),
    )


def _people(readers: Readers) -> People:
    rows, codes = readers["people"], readers["expertise"]
    start, end = rows.months()
    targets = (readers["places"], readers["organisations"], readers["orders"])
    expertise = rows.lists("expertise", _held(rows, codes))
    wishes = rows.lists("wishes", rows.named("wishes", *targets))
    rows.check_once("expertise", expertise, lambda item: codes.ids[item[0]])
    rows.check_once("wishes", wishes, str)
    return People(
        id=rows.ids,
        home=rows.references("home", readers["organisations"]),
        native=rows.references("native", readers["places"]),
        level=rows.integers("level", 0, 0, MOST_LEVEL),
        industry=rows.words("industry"),
        experience=rows.integers("experience", 0, 0, MOST_YEARS),
        capacity=rows.integers("capacity", 1, 1, MOST_CAPACITY),
        start=start,
        end=end,
        directions=rows.lists("directions", _direction(rows)),
        expertise=expertise,
        qualifications=rows.texts("qualifications"),
        wishes=wishes,
        barred=rows.lists("barred", _barred(rows, *targets[:2])),
        groups=rows.texts("groups"),
    )


def _held(rows: RowReader, codes: RowReader) -> Callable[[int, Any], tuple[int, int, bool] | None]:
    """A reader of what a person holds: code, strength, and whether it is evidenced."""

    def read(at: int, item: Any) -> tuple[int, int, bool] | None:
        if not isinstance(item, tuple | list) or len(item) != 3 or item[2] not in (True, False):
            rows.fault(at, "expertise", "unknown", item, "a code, a strength, and True or False")
            return None
        row, strength = (
            codes.row_of.get(str(item[0]), -1),
            rows.scale(at, "expertise", item[1], "a strength from 1 to 5"),
        )
        if row < 0:
            rows.unknown(at, "expertise", str(item[0]), codes)
        return None if row < 0 or strength is None else (row, strength, bool(item[2]))

    return read


def _barred(rows: RowReader, *targets: RowReader) -> Callable[[int, Any], tuple[str, str] | None]:
    """A reader of what bars a person: a place or organisation, alone or with the code of the ground."""
    named = rows.named("barred", *targets)

    def read(at: int, item: Any) -> tuple[str, str] | None:
        target, ground = item if isinstance(item, tuple | list) and len(item) == 2 else (item, "")
        name = named(at, target)
        return None if name is None else (name, str(ground))

    return read


def _direction(rows: RowReader) -> Callable[[int, Any], str | None]:
    def read(at: int, item: Any) -> str | None:
        if item in DIRECTIONS:
            return str(item)
        rows.fault(at, "directions", "unknown", item, "one of " + ", ".join(DIRECTIONS))
        return None

    return read


def _orders(readers: Readers, organisations: Organisations) -> Orders:
    rows, codes, people = readers["orders"], readers["expertise"], readers["people"]
    start, end = rows.months()
    host, place = (
        rows.references("host", readers["organisations"]),
        rows.references("place", readers["places"]),
    )
    # An order that names no place of its own stands where its host stands.
    own = np.append(organisations.place, -1)[host]
    asks, wishes = rows.lists("asks", _asked(rows, codes)), rows.lists("wishes", rows.named("wishes", people))
    rows.check_once("asks", asks, lambda item: codes.ids[item[0]])
    rows.check_once("wishes", wishes, str)
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
        qualifications=rows.texts("qualifications"),
        wishes=tuple(tuple([people.row_of[name] for name in names]) for names in wishes),
        groups=rows.texts("groups"),
    )
    _check_order_ranges(rows, orders)
    return orders


def _asked(rows: RowReader, codes: RowReader) -> Callable[[int, Any], tuple[int, int] | None]:
    """A reader of what an order asks for: code and importance."""

    def read(at: int, item: Any) -> tuple[int, int] | None:
        if not isinstance(item, tuple | list) or len(item) != 2:
            rows.fault(at, "asks", "unknown", item, "a code and an importance")
            return None
        row, importance = (
            codes.row_of.get(str(item[0]), -1),
            rows.scale(at, "asks", item[1], "an importance from 1 to 5"),
        )
        if row < 0:
            rows.unknown(at, "asks", str(item[0]), codes)
        return None if row < 0 or importance is None else (row, importance)

    return read


def _check_order_ranges(rows: RowReader, orders: Orders) -> None:
    for at in np.flatnonzero(orders.minimum > orders.seats):
        wanted = f"at most its seats, {orders.seats[at]}"
        rows.fault(int(at), "minimum", "out_of_range", orders.minimum[at], wanted)
    for at in np.flatnonzero((orders.level_max > 0) & (orders.level_max < orders.level_min)):
        wanted = f"at least {orders.level_min[at]}"
        rows.fault(int(at), "level_max", "out_of_range", orders.level_max[at], wanted)


def _check_ids_differ(readers: Readers) -> None:
    """Wishes and bars name places, organisations and orders by id alone, so no id may mean two things."""
    owner: dict[str, str] = {}
    for name in ("places", "organisations", "orders"):
        for at, each in enumerate(readers[name].ids):
            if each and owner.setdefault(each, name) != name:
                readers[name].fault(at, "id", "ambiguous", each, f"one of the {owner[each]}")
