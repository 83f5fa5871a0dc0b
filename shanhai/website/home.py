"""What the home page shows: how far the cohort has come, and what waits for the reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from shanhai.programme import setting_up
from shanhai.website.navigation import rooms_with_navigation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shanhai.pages.navigation import Stage, Step
    from shanhai.programme.models import Account, Cohort, Programme

_FIRST = {"late": 0, "waits": 1, "back": 2, "open": 3, "done": 4}
#: What somebody is called for; the rest they may do.
_CALLING = ("late", "waits", "back")


@dataclass(frozen=True)
class Way:
    """The stages of a cohort in their order, and which of them comes next; None at the end."""

    stages: tuple[Stage, ...]
    next: Stage | None


def steps(account: Account, cohort: Cohort) -> list[Step]:
    """What waits for somebody and what they may do next, as every room says it."""
    found = [
        step
        for room in rooms_with_navigation()
        if hasattr(room, "steps")
        for step in room.steps(account, cohort)
    ]
    return sorted(found, key=_pressing)


def _pressing(step: Step) -> tuple[int, int]:
    return _FIRST[step.state], step.order


def steps_in(account: Account, cohort: Cohort) -> list[Step]:
    """Of what waits for somebody that which belongs to this cohort, and not to the programme as a whole."""
    here = reverse("cohort", args=[cohort.programme.code, cohort.code])
    found = steps(account, cohort)
    return [step for step in found if step.state in _CALLING and step.url.startswith(here)]


def first_steps(account: Account, programme: Programme | None) -> list[Step]:
    """What a new programme needs before its first cohort, for whoever may set it up."""
    return list(setting_up.steps(account, programme, has_cohort=False)) if programme else []


def way(cohort: Cohort) -> Way:
    """How far the cohort has come, as every room says it. Nothing comes after its end."""
    found = [
        stage for room in rooms_with_navigation() if hasattr(room, "stages") for stage in room.stages(cohort)
    ]
    ordered = tuple(sorted(found, key=lambda stage: stage.order))
    is_over = cohort.stage == "closed"
    return Way(ordered, None if is_over else next((each for each in ordered if not each.is_past), None))


def onward(
    account: Account, programme: Programme | None, cohorts: Sequence[Cohort]
) -> tuple[Step | None, Cohort | None]:
    """The first of what waits for somebody or what they may do next, wherever they are, and its cohort.

    Of further cohorts only what calls for somebody counts, where nothing in the first one is as pressing.
    """
    first, *others = cohorts or [None]
    may = steps(account, first) if first else first_steps(account, programme)
    found = [(step, first) for step in may if step.state != "done"][:1]
    found += [(step, cohort) for cohort in others for step in steps_in(account, cohort)]
    return min(found, key=lambda each: _pressing(each[0]), default=(None, first))
