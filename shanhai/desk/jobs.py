"""What the worker does for the desk. Each job may run twice, and allows for it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from shanhai.desk.actions.clocks import recompute, remind_and_escalate
from shanhai.desk.actions.routing import route_waiting as route
from shanhai.desk.models import Photo, Request
from shanhai.programme.models import Programme

#: name of a schedule → function and minutes between two runs.
SCHEDULES = {
    "desk routes": ("shanhai.desk.jobs.route_all", 5),
    "desk clocks": ("shanhai.desk.jobs.keep_clocks", 60),
    "desk photos": ("shanhai.desk.jobs.sweep_photos", 24 * 60),
}


def route_waiting(programme_id: int) -> int:
    """Route what waits in one programme. Returns: how many went to a unit."""
    programme = Programme.objects.filter(pk=programme_id).first()
    if programme is None:
        return 0
    return sum(bool(each.unit) for each in route(by=None, programme=programme))


def route_all() -> int:
    """Route whatever still waits, in every programme: what no job of its own has taken."""
    waiting = Request.objects.filter(state="received", reopened=0).values("programme")
    return sum(route_waiting(each.pk) for each in Programme.objects.filter(pk__in=waiting))


def keep_clocks() -> int:
    """Work dates out anew, remind, escalate and close. Returns: how many requests moved."""
    moved = 0
    for programme in Programme.objects.filter(pk__in=Request.objects.values("programme")):
        moved += recompute(by=None, programme=programme)
        moved += sum(remind_and_escalate(programme).values())
    return moved


def sweep_photos() -> int:
    """Remove photos that no record knows: their transaction never ended. Returns: how many."""
    folder = Path(settings.PRIVATE_FILES)
    known = set(Photo.objects.values_list("file", flat=True))
    yesterday = (timezone.now() - timedelta(days=1)).timestamp()
    swept = 0
    for path in folder.glob("desk/**/*"):
        if path.is_file() and path.stat().st_mtime < yesterday and str(path.relative_to(folder)) not in known:
            path.unlink()
            swept += 1
    return swept
