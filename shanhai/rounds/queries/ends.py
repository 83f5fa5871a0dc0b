"""What is still under way in a cohort after the seal; it keeps the cohort from being closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from shanhai.programme.models import Cohort
    from shanhai.sheets import Words


class OpenEnd(NamedTuple):
    """A matter that has not come to its end: what it is and what to do about it, and where."""

    says: Words
    url: str


#: Whoever sees the rooms above this one tells of theirs; they add themselves at start.
TOLD_BY: list[Callable[[Cohort], Iterable[OpenEnd]]] = []


def open_ends(cohort: Cohort) -> tuple[OpenEnd, ...]:
    """Everything that is under way in a cohort whose pool is sealed."""
    if cohort.stage != "sealed":
        return ()
    return tuple(end for tell in TOLD_BY for end in tell(cohort))
