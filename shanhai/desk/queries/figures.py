"""Figures of the desk: each comes with the address of the list that it counts."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from shanhai.desk.models import Topic
from shanhai.desk.rules import OPEN
from shanhai.programme.models import Place

if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from django.db.models import QuerySet

    from shanhai.desk.models import Request


@dataclass(frozen=True)
class Figures:
    """What the dashboard tells of the requests that its reader sees."""

    open: int
    with_desk: int
    late: int
    on_hold: int
    waiting_for_asker: int
    answered: int
    solved: int
    unsolvable: int
    confirmed: int
    lapsed: int
    repeats: int
    asked_again: int
    reopened: int
    escalated: int
    unsure: int


_NAMES = tuple(field.name for field in fields(Figures))


@dataclass(frozen=True)
class Line:
    """One topic or place of the dashboard; `code` and `name` are empty where none is stated."""

    code: str
    name: str
    all: int
    figures: Figures


@dataclass(frozen=True)
class Dashboard:
    """The figures of all requests, and those by topic and by place: the largest first."""

    all: Figures
    by_topic: list[Line]
    by_place: list[Line]


def figures(found: QuerySet[Request], today: date) -> Figures:
    """Counts over requests, in one question to the database."""
    return Figures(**found.order_by().aggregate(**_counts(today)))


def dashboard(found: QuerySet[Request], today: date) -> Dashboard:
    """Every figure of the dashboard. The requests are gone through once; sums are made of what that gives."""
    rows = list(found.order_by().values("topic", "place").annotate(all=Count("pk"), **_counts(today)))
    total = Counter[str]()
    for row in rows:
        total.update({name: row[name] for name in _NAMES})
    places = Place.objects.defer("outline")
    return Dashboard(_figures(total), _lines(rows, "topic", Topic.objects), _lines(rows, "place", places))


def _lines(rows: list[dict[str, Any]], what: str, records: QuerySet) -> list[Line]:
    """The sums of the rows that name the same topic or place."""
    sums: dict[int | None, Counter[str]] = defaultdict(Counter)
    for row in rows:
        sums[row[what]].update({name: row[name] for name in ("all", *_NAMES)})
    named = records.in_bulk([key for key in sums if key])
    lines = [
        Line(
            named[key].code if key else "",
            named[key].name if key else "",
            counts["all"],
            _figures(counts),
        )
        for key, counts in sums.items()
    ]
    return sorted(lines, key=lambda line: (-line.all, line.code))


def _figures(counts: Counter[str]) -> Figures:
    return Figures(**{name: counts[name] for name in _NAMES})


def _counts(today: date) -> dict[str, Count]:
    meant = {
        "open": Q(state__in=OPEN),
        "with_desk": Q(turn="desk"),
        "late": Q(next_on__lt=today),
        "on_hold": Q(state="on_hold"),
        "waiting_for_asker": Q(turn="asker"),
        "answered": Q(outcome="answered"),
        "solved": Q(outcome="solved"),
        "unsolvable": Q(outcome="unsolvable"),
        "confirmed": Q(state="confirmed"),
        "lapsed": Q(state="lapsed"),
        "repeats": Q(repeats__gt=0),
        "asked_again": Q(is_asked=True),
        "reopened": Q(reopened__gt=0),
        "escalated": Q(escalated__gt=0),
        "unsure": Q(is_sure=False, state__in=OPEN),
    }
    return {name: Count("pk", filter=condition) for name, condition in meant.items()}
