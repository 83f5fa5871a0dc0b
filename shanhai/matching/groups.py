"""Groups of people or orders, chosen by what stands in their row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from shanhai.matching.tables import Ints, Tables

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Group:
    """Rows for which every named attribute has one of the accepted values. With no attribute: every row.

    Attributes of people: person, home (or above it), home_kind, home_place (or above), native (or above),
    level, direction, expertise (the code or below it), qualification, industry (by its first characters),
    group.
    Attributes of orders: order, host (or above), host_kind, place (or above), trait, tier, kind, direction,
    asks (the code or below it), qualification, industry, group.

    Attributes and values are put in order when a group is built, so that equal groups are equal however they
    were written.
    """

    where: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "where", tuple(sorted((name, _words(value)) for name, value in self.where)))

    def __str__(self) -> str:
        return "; ".join(f"{name}={'|'.join(values)}" for name, values in self.where)


EVERYONE = Group()


def where(**attributes: str | int | Iterable[str | int]) -> Group:
    """A `Group` by keywords: ``where(home="U1")``, ``where(place=["C1", "C2"], tier=1)``."""
    return Group(tuple((name, _words(value)) for name, value in attributes.items()))


def _words(value: str | int | Iterable[str | int]) -> tuple[str, ...]:
    items = (value,) if isinstance(value, str | int) else value
    return tuple(sorted({str(item) for item in items}))


def people_in(tables: Tables, group: Group) -> Mask:
    """Who is in the group. Returns: bool array (n_people). Raises: ValueError for an unknown attribute."""
    return _members(tables, group, PEOPLE_ATTRIBUTES, len(tables.people.id))


def orders_in(tables: Tables, group: Group) -> Mask:
    """Which orders are in the group.

    Returns: bool array (n_orders). Raises: ValueError for an unknown attribute.
    """
    return _members(tables, group, ORDER_ATTRIBUTES, len(tables.orders.id))


Attribute = Callable[[Tables], Iterator[Sequence[str]]]


def _members(tables: Tables, group: Group, attributes: dict[str, Attribute], size: int) -> Mask:
    inside = np.ones(size, bool)
    for name, accepted in group.where:
        if name not in attributes:
            raise ValueError(
                f"There is no attribute {name!r} to choose a group by. Use one of {', '.join(attributes)}."
            )
        values = attributes[name](tables)
        if name == "industry":
            has = [any(word.startswith(accepted) for word in words) for words in values]
        else:
            chosen = frozenset(accepted)
            has = [not chosen.isdisjoint(words) for words in values]
        inside &= np.array(has, bool).reshape(size)
    return inside


def chains(ids: Sequence[str], parent: Ints) -> list[tuple[str, ...]]:
    """The ids from each row of a tree up to its top, the row's own first; one more, empty, for row -1."""
    up: list[tuple[str, ...]] = []
    for at in range(len(ids)):
        chain, row = [], at
        while row >= 0:
            chain.append(ids[row])
            row = int(parent[row])
        up.append(tuple(chain))
    return [*up, ()]


def _plain(table: str, column: str) -> Attribute:
    return lambda tables: ((str(value),) for value in getattr(getattr(tables, table), column))


def _listed(table: str, column: str) -> Attribute:
    return lambda tables: iter(getattr(getattr(tables, table), column))


def _organisation(table: str, column: str) -> Attribute:
    def values(tables: Tables) -> Iterator[Sequence[str]]:
        up = chains(tables.organisations.id, tables.organisations.parent)
        return (up[row] for row in getattr(getattr(tables, table), column))

    return values


def _organisation_kind(table: str, column: str) -> Attribute:
    def values(tables: Tables) -> Iterator[Sequence[str]]:
        kinds = [*((kind,) for kind in tables.organisations.kind), ()]
        return (kinds[row] for row in getattr(getattr(tables, table), column))

    return values


def _place(rows: Callable[[Tables], Ints]) -> Attribute:
    def values(tables: Tables) -> Iterator[Sequence[str]]:
        up = chains(tables.places.id, tables.places.parent)
        return (up[row] for row in rows(tables))

    return values


def home_places(tables: Tables) -> Ints:
    """The place of each person's home organisation. Returns: rows of places (n_people), -1 where unknown."""
    return np.append(tables.organisations.place, -1)[tables.people.home]


def _codes(table: str, column: str) -> Attribute:
    def values(tables: Tables) -> Iterator[Sequence[str]]:
        up = chains(tables.expertise.id, tables.expertise.parent)
        lists: Any = getattr(getattr(tables, table), column)
        return ([code for item in items for code in up[item[0]]] for items in lists)

    return values


def _traits(tables: Tables) -> Iterator[Sequence[str]]:
    traits = [*tables.places.traits, ()]
    return (traits[row] for row in tables.orders.place)


PEOPLE_ATTRIBUTES: dict[str, Attribute] = {
    "person": _plain("people", "id"),
    "home": _organisation("people", "home"),
    "home_kind": _organisation_kind("people", "home"),
    "home_place": _place(home_places),
    "native": _place(lambda tables: tables.people.native),
    "level": _plain("people", "level"),
    "direction": _listed("people", "directions"),
    "expertise": _codes("people", "expertise"),
    "qualification": _listed("people", "qualifications"),
    "industry": _plain("people", "industry"),
    "group": _listed("people", "groups"),
}
ORDER_ATTRIBUTES: dict[str, Attribute] = {
    "order": _plain("orders", "id"),
    "host": _organisation("orders", "host"),
    "host_kind": _organisation_kind("orders", "host"),
    "place": _place(lambda tables: tables.orders.place),
    "trait": _traits,
    "tier": _plain("orders", "tier"),
    "kind": _plain("orders", "kind"),
    "direction": _plain("orders", "direction"),
    "asks": _codes("orders", "asks"),
    "qualification": _listed("orders", "qualifications"),
    "industry": _plain("orders", "industry"),
    "group": _listed("orders", "groups"),
}

# The attributes by which a rule can be said of each class apart: "each home organisation releases at most 3".
EACH_PEOPLE = ("person", "home", "home_kind", "home_place", "native", "level", "industry")
EACH_ORDERS = ("order", "host", "host_kind", "place", "tier", "kind", "direction", "industry")


def classes(tables: Tables, each: str) -> list[tuple[str, Mask]]:
    """The rows apart by one attribute, by their own value (not those above it).

    Returns
    -------
    list of (value, bool array)
        Sorted by value, over people when `each` is in `EACH_PEOPLE`, else over orders; rows with no value
        are in none.
    """
    attributes = PEOPLE_ATTRIBUTES if each in EACH_PEOPLE else ORDER_ATTRIBUTES
    own = np.array([words[0] if len(words) else "" for words in attributes[each](tables)], dtype=str)
    return [(str(value), own == value) for value in np.unique(own) if value]
