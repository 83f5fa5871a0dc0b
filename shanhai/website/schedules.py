"""What the worker finds to do: set up whenever the database is brought up to date, before it starts.

A room whose jobs run by the clock names them in the `SCHEDULES` of its `jobs.py`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from django.apps import apps
from django.utils import timezone
from django.utils.module_loading import module_has_submodule
from django_q.models import OrmQ, Schedule

if TYPE_CHECKING:
    from collections.abc import Mapping


def all_schedules() -> dict[str, tuple[str, int]]:
    """The jobs of every room: name → function and minutes between two runs."""
    found: dict[str, tuple[str, int]] = {}
    for config in apps.get_app_configs():
        if config.name.startswith("shanhai.") and module_has_submodule(config.module, "jobs"):
            found |= getattr(import_module(f"{config.name}.jobs"), "SCHEDULES", {})
    return found


def set_up(schedules: Mapping[str, tuple[str, int]] | None = None, **_: object) -> None:
    """Have each function called every so many minutes, and nothing that is no longer on the list."""
    schedules = all_schedules() if schedules is None else schedules
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
