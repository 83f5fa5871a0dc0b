"""Cells that name a row of another sheet, by id or by name: every one is turned into an id, or reported."""

from __future__ import annotations

from difflib import get_close_matches
from functools import partial
from typing import TYPE_CHECKING, Any

from shanhai.matching.groups import Group, where
from shanhai.sheets import CellError, Refused, Rows, name_key
from shanhai.workbook import faults
from shanhai.workbook.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from shanhai.sheets import Words

Targets = tuple[str, ...]
_ANYWHERE: Targets = ("places", "organisations", "orders")
# A likely spelling is looked for in small registers, and for the first errors only: it takes time.
_MOST_COMPARED = 5_000
_MOST_HINTS = 60

#: (sheet, column) → the sheets in which the named row may stand.
SINGLE: dict[tuple[str, str], Targets] = {
    ("places", "parent"): ("places",),
    ("organisations", "parent"): ("organisations",),
    ("organisations", "place"): ("places",),
    ("expertise", "parent"): ("expertise",),
    ("people", "home"): ("organisations",),
    ("people", "native"): ("places",),
    ("orders", "host"): ("organisations",),
    ("orders", "place"): ("places",),
    ("rules", "person"): ("people",),
    ("rules", "order"): ("orders",),
    ("pairs", "person"): ("people",),
    ("pairs", "order"): ("orders",),
    ("map", "place"): ("places",),
}
LISTED: dict[tuple[str, str], Targets] = {
    ("people", "wishes"): _ANYWHERE,
    ("orders", "wishes"): ("people",),
    ("rules", "members"): ("people",),
}
#: Lists of tuples that begin with the named row.
LED: dict[tuple[str, str], Targets] = {
    ("people", "expertise"): ("expertise",),
    ("orders", "asks"): ("expertise",),
    ("people", "barred"): ("places", "organisations"),
}
GROUPS = (("rules", "people"), ("rules", "orders"))
_ATTRIBUTES: dict[str, Targets] = {
    "person": ("people",),
    "order": ("orders",),
    "home": ("organisations",),
    "host": ("organisations",),
    "home_place": ("places",),
    "native": ("places",),
    "place": ("places",),
    "expertise": ("expertise",),
    "asks": ("expertise",),
}
_TITLES: dict[str, Words] = {table.key: table.title for table in TABLES}


class Register:
    """The ids and names of all sheets."""

    def __init__(self, tables: Mapping[str, Rows]) -> None:
        self._ids: dict[str, set[str]] = {}
        self._hints = 0
        self._named: dict[str, dict[str, list[str]]] = {}
        for key in ("places", "organisations", "expertise", "people", "orders"):
            rows = tables[key]
            self._ids[key] = {str(each) for each in rows["id"] if each is not None}
            named: dict[str, list[str]] = {}
            for each, name in zip(rows["id"], rows["name"], strict=True):
                if each is not None and name is not None:
                    named.setdefault(name_key(str(name)), []).append(str(each))
            self._named[key] = named

    def find(self, targets: Targets, typed: str) -> str:
        """Return the id meant by an id or a name. Raises Refused when there is none, or more than one."""
        if any(typed in self._ids[target] for target in targets):
            return typed
        key = name_key(typed)
        found = [each for target in targets for each in self._named[target].get(key, ())]
        if len(found) == 1:
            return found[0]
        if found:
            raise Refused(faults.TWO_OF_THAT_NAME, given=typed, ids=tuple(found))
        titles = tuple(_TITLES[target] for target in targets)
        near = self._near(typed, targets)
        if near:
            raise Refused(faults.UNKNOWN_NEAR, given=typed, where=titles, near=near)
        raise Refused(faults.UNKNOWN, given=typed, where=titles)

    def _near(self, typed: str, targets: Targets) -> str:
        known = [each for target in targets for each in (*self._ids[target], *self._named[target])]
        self._hints += 1
        if len(known) > _MOST_COMPARED or self._hints > _MOST_HINTS:
            return ""
        return next(iter(get_close_matches(typed, sorted(known), n=1, cutoff=0.75)), "")


def resolve(tables: Mapping[str, Rows]) -> Iterator[CellError]:
    """Turn every reference into an id, in place; yield the cells that name nothing or too much."""
    register = Register(tables)
    for (table, column), targets in SINGLE.items():
        yield from _each(tables, table, column, partial(register.find, targets))
    for (table, column), targets in LISTED.items():
        yield from _each(tables, table, column, partial(_list, register, targets))
    for (table, column), targets in LED.items():
        yield from _each(tables, table, column, partial(_led, register, targets))
    for table, column in GROUPS:
        yield from _each(tables, table, column, partial(_group, register))


def _each(
    tables: Mapping[str, Rows], table: str, column: str, find: Callable[[Any], object]
) -> Iterator[CellError]:
    rows = tables.get(table)
    if rows is None:
        return
    values = rows[column]
    memory: dict[object, object] = {}
    for place, value in enumerate(values):
        if value is None:
            continue
        try:
            if value not in memory:
                memory[value] = find(value)
            values[place] = memory[value]
        except Refused as refused:
            values[place] = None
            yield rows.error(place, column, refused.fault, **refused.fields)


def _list(register: Register, targets: Targets, value: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(register.find(targets, each) for each in value)


def _led(
    register: Register, targets: Targets, value: tuple[tuple[Any, ...], ...]
) -> tuple[tuple[Any, ...], ...]:
    return tuple((register.find(targets, str(first)), *rest) for first, *rest in value)


def _group(register: Register, value: Group) -> Group:
    found = {
        name: [register.find(_ATTRIBUTES[name], each) if name in _ATTRIBUTES else each for each in values]
        for name, values in value.where
    }
    return where(**found)
