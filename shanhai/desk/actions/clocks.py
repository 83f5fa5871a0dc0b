"""What the clock does: dates worked out anew, reminders, escalations, and requests of silent askers."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from shanhai.desk import queries
from shanhai.desk.actions.steps import locked, set_dates, take
from shanhai.desk.models import Request
from shanhai.desk.rules import OPEN, REMIND_BEFORE
from shanhai.programme.queries import require
from shanhai.programme.trail import writing

if TYPE_CHECKING:
    from datetime import date

    from shanhai.programme.models import Account, Programme

_DATES = ("route_by", "answer_by", "solve_by", "next_on", "is_sure")
#: As many as one transaction takes on.
_BATCH = 500


def recompute(*, by: Account | None, programme: Programme) -> int:
    """Work the dates of all open requests out anew, as after an import of the calendar.

    Returns: how many changed. Raises: PermissionDenied.
    """
    if by is not None:
        require(by, "desk.route", programme=programme.pk)
    calendar, settings = queries.calendar_of(programme), queries.settings_of(programme)
    keys = list(Request.objects.filter(programme=programme, state__in=OPEN).values_list("pk", flat=True))
    changed = 0
    for start in range(0, len(keys), _BATCH):
        with writing(by=by, action="desk.recompute") as write:
            held = Request.objects.select_for_update(of=("self",)).filter(
                pk__in=keys[start : start + _BATCH], state__in=OPEN
            )
            several = list(held)
            before = [_dates(request) for request in several]
            set_dates(several, calendar, settings)
            found = [each for each, then in zip(several, before, strict=True) if _dates(each) != then]
            write.save_all(found)
            changed += len(found)
    return changed


def _dates(request: Request) -> list[object]:
    return [getattr(request, name) for name in _DATES]


def remind_and_escalate(programme: Programme, today: date | None = None) -> dict[str, int]:
    """Remind of what is due soon, escalate what is late, close what the asker leaves without a word.

    Each is done once for each date, however often this runs.
    """
    today = today or timezone.localdate()
    calendar = queries.calendar_of(programme)
    soon = calendar.after(today + timedelta(days=1), REMIND_BEFORE - 1)
    due = Request.objects.filter(programme=programme, state__in=OPEN, next_on__lte=soon)
    done = {"remind": 0, "escalate": 0, "lapse": 0}
    for request in due.order_by("pk"):
        step = _due(request, today)
        if step and _taken(request, step, today):
            done[step] += 1
    return done


def _due(request: Request, today: date) -> str:
    """What is due on a request today: it stands in its dates, and in what was done for them already."""
    if request.next_on < today:
        return "lapse" if request.state in ("solved", "unsolvable") else "escalate"
    since = request.steps.exclude(name="remind").order_by("-pk").values_list("pk", flat=True).first()
    reminded = request.steps.filter(name="remind", pk__gt=since or 0).exists()
    return "" if reminded else "remind"


def _taken(request: Request, step: str, today: date) -> bool:
    """Take the step, unless somebody has moved the request since it was looked at."""
    with writing(by=None, action=f"desk.{step}"):
        stored = locked(request)
        if stored.version != request.version or not stored.is_open:
            return False
        now = timezone.localtime()
        take(
            by=None,
            request=stored,
            name=step,
            at=now.replace(year=today.year, month=today.month, day=today.day),
        )
    return True
