"""Figures of the desk: each comes with the address of the list that it counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from shanhai.desk.rules import OPEN

if TYPE_CHECKING:
    from datetime import date

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


def figures(found: QuerySet[Request], today: date) -> Figures:
    """Counts over requests, in one question to the database."""
    late = Q(next_on__lt=today)
    return Figures(
        **found.order_by().aggregate(
            open=Count("pk", filter=Q(state__in=OPEN)),
            with_desk=Count("pk", filter=Q(turn="desk")),
            late=Count("pk", filter=late),
            on_hold=Count("pk", filter=Q(state="on_hold")),
            waiting_for_asker=Count("pk", filter=Q(turn="asker")),
            answered=Count("pk", filter=Q(outcome="answered")),
            solved=Count("pk", filter=Q(outcome="solved")),
            unsolvable=Count("pk", filter=Q(outcome="unsolvable")),
            confirmed=Count("pk", filter=Q(state="confirmed")),
            lapsed=Count("pk", filter=Q(state="lapsed")),
            repeats=Count("pk", filter=Q(repeats__gt=0)),
            asked_again=Count("pk", filter=Q(is_asked=True)),
            reopened=Count("pk", filter=Q(reopened__gt=0)),
            escalated=Count("pk", filter=Q(escalated__gt=0)),
            unsure=Count("pk", filter=Q(is_sure=False, state__in=OPEN)),
        )
    )


def by(found: QuerySet[Request], what: str, today: date, most: int = 40) -> list[dict]:
    """Requests by topic or place: all, open, late, solved, and those that cannot be solved."""
    return list(
        found.order_by()
        .values(f"{what}__code", f"{what}__name")
        .annotate(
            all=Count("pk"),
            open=Count("pk", filter=Q(state__in=OPEN)),
            late=Count("pk", filter=Q(next_on__lt=today)),
            solved=Count("pk", filter=Q(outcome="solved")),
            unsolvable=Count("pk", filter=Q(outcome="unsolvable")),
        )
        .order_by("-all", f"{what}__code")[:most]
    )
