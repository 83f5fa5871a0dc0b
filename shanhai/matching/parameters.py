"""Checks of parameters that several criteria share. Each gives faults as `Criterion.faults` does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Faults = list[tuple[str, str, str, str]]


def is_whole(value: Any) -> bool:
    """True for an int that is not a bool."""
    return isinstance(value, int) and not isinstance(value, bool)


def number_faults(field: str, value: Any, low: int, high: int) -> Faults:
    """A whole number from `low` to `high`."""
    if is_whole(value) and low <= value <= high:
        return []
    return [(field, "out_of_range", str(value), f"a whole number from {low} to {high}")]


def points_faults(field: str, values: Any, high: int, length: int = 0) -> Faults:
    """Whole numbers from 0 to `high`, none larger than the one before, `length` of them (0: one or more)."""
    wanted = f"{length or 'one or more'} whole numbers from {high} down to 0"
    if (
        not isinstance(values, Sequence)
        or isinstance(values, str)
        or not values
        or length not in (0, len(values))
    ):
        return [(field, "out_of_range", str(values), wanted)]
    if all(is_whole(value) and 0 <= value <= high for value in values) and list(values) == sorted(
        values, reverse=True
    ):
        return []
    return [(field, "out_of_range", str(values), wanted)]
