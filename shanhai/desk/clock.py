"""The clock of a request: by when what is due, worked out from what happened and nothing else.

Holding stops the clock for the working days that it lasts; asking the asker and handing over do not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from shanhai.desk.rules import CLOSED, ESCALATE_AGAIN, OUTCOMES, Terms

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from shanhai.desk.calendar import Calendar


class Happened(NamedTuple):
    """One step of a request: its name, its day, the state after it, and the day that it names."""

    step: str
    on: date
    state: str
    until: date | None = None


@dataclass(frozen=True)
class Clock:
    """By when a request is to be routed, answered and solved; `next_on` is what comes next, None once closed.

    `sure` is False while the calendar of a year in between is missing: weekends are then all that is known.
    """

    route_by: date
    answer_by: date
    solve_by: date
    next_on: date | None
    sure: bool


def clock(steps: Iterable[Happened], terms: Terms, calendar: Calendar) -> Clock:
    """Work the clock out. The first step is that it was received."""
    run = _Run(terms, calendar)
    for each in steps:
        run.take(each)
    return run.clock()


class _Run:
    """Goes through the steps once."""

    def __init__(self, terms: Terms, calendar: Calendar) -> None:
        self._terms, self._calendar = terms, calendar
        self._state = ""
        self._is_answered = False
        self._held: tuple[date, date] | None = None
        self._escalated: date | None = None

    def take(self, each: Happened) -> None:
        """Take the next step into account."""
        if each.step in ("report", "reopen"):
            self._begin(each.on)
        if self._held is not None and each.state != "on_hold":
            self._shift(self._calendar.between(self._held[0], each.on))
            self._held = None
        if each.step == "hold":
            self._held = (each.on, each.until or each.on)
        elif each.step == "extend" and each.until is not None:
            self._extend(each.until)
        elif each.step == "escalate":
            self._escalated = each.on
        elif each.step in OUTCOMES:
            self._is_answered = True
        if each.state != self._state:
            # A new state has a new date: what was late before is not late for it.
            self._escalated = each.on if each.step == "escalate" else None
            self._since = each.on
        self._state = each.state

    def clock(self) -> Clock:
        """Where the clock stands."""
        if self._held is not None:
            held = self._calendar.between(*self._held)
            answer_by, solve_by = self._shifted(held)
        else:
            answer_by, solve_by = self.answer_by, self.solve_by
        next_on = self._next(answer_by, solve_by)
        last = max(answer_by, solve_by, next_on or solve_by)
        is_sure = self._calendar.missing(self._began, last) is None
        return Clock(self.route_by, answer_by, solve_by, next_on, is_sure)

    def _begin(self, on: date) -> None:
        after = self._calendar.after
        self._began = self._since = on
        self.route_by = after(on, self._terms.route)
        self.answer_by = after(on, self._terms.answer)
        self.solve_by = after(on, self._terms.solve)
        self._is_answered, self._escalated = False, None

    def _extend(self, until: date) -> None:
        if not self._is_answered:
            self.answer_by = until
        self.solve_by = max(self.solve_by, until) if not self._is_answered else until

    def _shift(self, days: int) -> None:
        self.answer_by, self.solve_by = self._shifted(days)

    def _shifted(self, days: int) -> tuple[date, date]:
        after = self._calendar.after
        return after(self.answer_by, days), after(self.solve_by, days)

    def _next(self, answer_by: date, solve_by: date) -> date | None:
        if self._state in CLOSED:
            return None
        if self._escalated is not None:
            return self._calendar.after(self._escalated, ESCALATE_AGAIN)
        if self._held is not None:
            return self._held[1]
        if self._state in ("solved", "unsolvable"):
            return self._calendar.after(self._since, self._terms.lapse)
        if self._state == "received":
            return self.route_by
        return solve_by if self._is_answered else answer_by
