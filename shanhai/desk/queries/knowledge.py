"""What the desk has learned, and what is lacking again and again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count
from django.utils import timezone

from shanhai.desk.models import Lesson, Request, Shortage, Topic
from shanhai.desk.queries.units import place_map
from shanhai.programme.models import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from shanhai.programme.models import Account, Organisation, Programme

#: So often at one place within a year makes a shortage.
SEEN_AGAIN = 3


def lessons(account: Account, programme: Programme) -> QuerySet[Lesson]:
    """What was learned, the newest first."""
    return Lesson.objects.visible_to(account).filter(programme=programme).select_related("topic", "source")


@dataclass(frozen=True)
class Lack:
    """Something that could not be solved at a place again and again; `need` where it stands in the needs."""

    topic: Topic
    place: Place
    count: int
    shortage: Shortage | None


def shortages(account: Account, programme: Programme) -> list[Lack]:
    """What the desk saw at one place three times or more within a year, and nobody could solve."""
    since = timezone.now() - timedelta(days=365)
    unsolved = Request.objects.visible_to(account).filter(
        programme=programme, at__gte=since, topic__isnull=False, place__isnull=False
    )
    unsolved = unsolved.exclude(kind="welfare").filter(outcome="unsolvable")
    rows = unsolved.values("topic", "place").annotate(count=Count("pk")).filter(count__gte=SEEN_AGAIN)
    rows = list(rows.order_by("-count", "topic", "place"))
    known_topics = Topic.objects.in_bulk([row["topic"] for row in rows])
    known_places = Place.objects.in_bulk([row["place"] for row in rows])
    noted = {
        (each.topic_id, each.place_id): each
        for each in Shortage.objects.filter(programme=programme).select_related("need")
    }
    return [
        Lack(
            known_topics[row["topic"]],
            known_places[row["place"]],
            row["count"],
            noted.get((row["topic"], row["place"])),
        )
        for row in rows
    ]


def hosts_near(hosts: QuerySet[Organisation], places: Sequence[Place]) -> dict[str, list[Organisation]]:
    """By each place's code the hosts that stand there, else those of the nearest place that it lies in."""
    tree = place_map()
    ways = {place.code: tree.up_from(place.code) for place in places}
    found = hosts.filter(place__code__in={code for way in ways.values() for code in way})
    at: dict[str, list[Organisation]] = {}
    for host in found.select_related("place").order_by("code").distinct():
        at.setdefault(host.place.code, []).append(host)
    return {code: next((at[each] for each in way if each in at), []) for code, way in ways.items()}
