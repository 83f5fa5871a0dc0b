"""The work that the worker does again and again; set up whenever the database is brought up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django_q.models import Schedule

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
