"""What contradicts itself in an order or offer: the same for a form, a pasted row and an imported one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shanhai.programme.imports.adaptor import Wrong
from shanhai.programme.imports.faults import ABOVE_OTHER, BACKWARDS
from shanhai.workbook.tables import ORDERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from shanhai.sheets import Words


def contradictions(values: Mapping[str, Any]) -> Iterator[Wrong]:
    """What contradicts itself, by the names of fields; what is not given contradicts nothing."""
    start, end = values.get("start"), values.get("end")
    if start and end and end < start:
        yield Wrong("end", BACKWARDS)
    seats, minimum = values.get("seats") or 1, values.get("minimum") or 0
    if minimum > seats:
        yield Wrong("minimum", ABOVE_OTHER, {"other": _header("seats"), "most": seats})
    low, high = values.get("level_min") or 0, values.get("level_max") or 0
    if high and low > high:
        yield Wrong("level_min", ABOVE_OTHER, {"other": _header("level_max"), "most": high})


def _header(column: str) -> Words:
    return ORDERS.column(column).header
