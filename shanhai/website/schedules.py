"""What the worker finds to do: set up whenever the database is brought up to date, before it starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django_q.models import OrmQ, Schedule

from shanhai.programme.jobs import SCHEDULES

if TYPE_CHECKING:
    from collections.abc import Mapping


def set_up(schedules: Mapping[str, tuple[str, int]] = SCHEDULES, **_: object) -> None:
    """Have each function called every so many minutes, and nothing that is no longer on the list."""
    Schedule.objects.exclude(name__in=schedules).delete()
    for name, (function, minutes) in schedules.items():
        Schedule.objects.update_or_create(
            name=name,
            defaults={"func": function, "schedule_type": Schedule.MINUTES, "minutes": minutes, "repeats": -1},
        )


def free_jobs(**_: object) -> int:
    """Give out at once what a killed worker held, rather than when its time is over.

    Every job may run twice, so one that another worker is still at comes to no harm. Returns: how many.
    """
    now = timezone.now()
    return OrmQ.objects.filter(lock__gt=now).update(lock=now)
