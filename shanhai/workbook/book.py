"""A matching problem together with everything that only people need: names, titles, notes and the map."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shanhai.matching.problem import Problem

#: Points in kilometres east and north, as in the table of places; the last joins the first.
Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, kw_only=True)
class Names:
    """What the engine's tables leave out because it needs no words.

    Each mapping goes from an id to a name as typed; an id without a name is shown itself. `outlines` holds
    the rings of places, the largest first; `invented` marks samples, which say so on every page and sheet.
    """

    people: Mapping[str, str] = field(default_factory=dict)
    orders: Mapping[str, str] = field(default_factory=dict)
    organisations: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    expertise: Mapping[str, str] = field(default_factory=dict)
    rules: Mapping[str, str] = field(default_factory=dict)
    programme: str = ""
    cohort: str = ""
    invented: bool = False
    outlines: Mapping[str, tuple[Ring, ...]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Book:
    """What a workbook holds: the problem, the names, and free notes by table and id."""

    problem: Problem
    names: Names = field(default_factory=Names)
    notes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
