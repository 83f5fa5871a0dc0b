"""What the home page shows: how far the cohort has come, and what waits for the reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shanhai.pages.words import words
from shanhai.rounds.queries import rules_in_force
from shanhai.website.navigation import rooms_with_navigation

if TYPE_CHECKING:
    from shanhai.pages.navigation import Step
    from shanhai.programme.models import Account, Cohort
    from shanhai.sheets import Words

_FIRST = {"waits": 0, "open": 1, "done": 2}
_STAGES = (
    words("Rules frozen", "规则冻结"),
    words("Orders closed", "订单截止"),
    words("Nominations", "推荐人选"),
    words("Pool sealed", "人选库封存"),
    words("Cohort closed", "批次结束"),
)


@dataclass(frozen=True)
class Stage:
    """A stage of the cohort: past, now or still to come."""

    title: Words
    state: str


def steps(account: Account, cohort: Cohort) -> list[Step]:
    """What waits for somebody and what they may do next, as every room says it."""
    found = [
        step
        for room in rooms_with_navigation()
        if hasattr(room, "steps")
        for step in room.steps(account, cohort)
    ]
    return sorted(found, key=lambda step: (_FIRST[step.state], step.order))


def stages(cohort: Cohort) -> list[Stage]:
    """The way of the cohort. Rules may be frozen before or after the orders are closed."""
    is_nominating = cohort.stage == "nominating"
    is_sealed = cohort.stage not in ("preparing", "nominating")
    passed = (
        rules_in_force(cohort) is not None,
        cohort.orders_closed_at is not None,
        is_sealed,
        is_sealed,
        cohort.stage == "closed",
    )
    now = 2 if is_nominating else passed.index(False) if False in passed else len(passed)
    return [
        Stage(title, "past" if is_past else "now" if place == now else "")
        for place, (title, is_past) in enumerate(zip(_STAGES, passed, strict=True))
    ]
