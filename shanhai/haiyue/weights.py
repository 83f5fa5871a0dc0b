"""The criteria of the sample programmes and their weights, which add up to 100."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.matching import criteria

if TYPE_CHECKING:
    from shanhai.matching.problem import Criterion

# How well a kind of home organisation suits a kind of host, 0 to 1000.
KINDS = (
    ("organ", "bureau", 1000), ("organ", "park", 800), ("central", "bureau", 900),
    ("central", "park", 800), ("enterprise", "firm", 1000), ("enterprise", "park", 1000),
    ("enterprise", "bureau", 600), ("university", "school", 1000), ("university", "firm", 900),
    ("university", "park", 700), ("university", "bureau", 600), ("institute", "firm", 900),
    ("institute", "bureau", 800), ("institute", "park", 600), ("hospital", "hospital", 1000),
    ("school", "school", 1000), ("bureau", "organ", 1000), ("bureau", "central", 800),
    ("bureau", "enterprise", 700), ("bureau", "institute", 700), ("park", "enterprise", 1000),
    ("park", "organ", 800), ("school", "university", 700), ("school", "organ", 500),
)  # fmt: skip

WEIGHED: tuple[Criterion, ...] = (
    criteria.Expertise(weight=42),
    criteria.Industry(weight=8),
    criteria.Level(weight=8),
    criteria.OrganisationKind(weight=6, table=KINDS, otherwise=200),
    criteria.PersonWishes(weight=12),
    criteria.HostWishes(weight=8),
    criteria.Travel(weight=8, full_km=400),
    criteria.Experience(weight=8),
)

REQUIRED: tuple[Criterion, ...] = (
    criteria.Qualified(),
    criteria.LevelRange(),
    criteria.Dates(),
    criteria.Direction(),
    criteria.Recused(),
)

CRITERIA = WEIGHED + REQUIRED
