"""Which empty groups may be empty only because other cells are wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.sheets.names import column_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from shanhai.matching.groups import Group
    from shanhai.sheets import CellError, Rows

Columns = frozenset[tuple[str, str]]

_ORGANISATION = (("organisations", "id"), ("organisations", "parent"))
_PLACE = (("places", "id"), ("places", "parent"))
_CODE = (("expertise", "id"), ("expertise", "parent"))
#: Attribute of a group → the columns on which it rests, for people and for orders.
_RESTS_ON: dict[str, dict[str, tuple[tuple[str, str], ...]]] = {
    "people": {
        "person": (("people", "id"),),
        "home": (("people", "home"), *_ORGANISATION),
        "home_kind": (("people", "home"), ("organisations", "kind"), *_ORGANISATION),
        "home_place": (("people", "home"), ("organisations", "place"), *_ORGANISATION, *_PLACE),
        "native": (("people", "native"), *_PLACE),
        "direction": (("people", "directions"),),
        "expertise": (("people", "expertise"), *_CODE),
        "qualification": (("people", "qualifications"),),
        "group": (("people", "groups"),),
    },
    "orders": {
        "order": (("orders", "id"),),
        "host": (("orders", "host"), *_ORGANISATION),
        "host_kind": (("orders", "host"), ("organisations", "kind"), *_ORGANISATION),
        "place": (("orders", "place"), ("orders", "host"), ("organisations", "place"), *_PLACE),
        "trait": (("orders", "place"), ("orders", "host"), ("places", "traits"), *_PLACE),
        "asks": (("orders", "asks"), *_CODE),
        "qualification": (("orders", "qualifications"),),
        "group": (("orders", "groups"),),
    },
}


def wrong_columns(errors: Iterable[CellError], tables: Mapping[str, Rows]) -> Columns:
    """Return the columns, as (sheet, column), in which some cell is wrong."""
    by_sheet = {
        rows.sheet: (key, {place: name for name, place in rows.places.items()})
        for key, rows in tables.items()
    }
    found: set[tuple[str, str]] = set()
    for error in errors:
        table, names = by_sheet.get(error.sheet, ("", {}))
        column = names.get(column_of(error.cell.rstrip("0123456789"))) if error.cell else None
        if column:
            found.add((table, column))
    return frozenset(found)


def is_in_doubt(side: str, group: Group, wrong: Columns) -> bool:
    """Tell whether the group rests on a column with a wrong cell; then its emptiness proves nothing."""
    return any(not wrong.isdisjoint(_RESTS_ON[side].get(name, ((side, name),))) for name, _ in group.where)
