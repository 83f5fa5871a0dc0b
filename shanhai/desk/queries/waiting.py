"""What waits at the desk for somebody: what is late, what is their turn, and what came back to them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, Q
from django.utils import timezone

from shanhai.desk.models import Step
from shanhai.desk.queries.requests import of_units, own, requests
from shanhai.programme.standing import NOTHING

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from shanhai.desk.models import Request
    from shanhai.programme.models import Account, Programme

_NEWS_FOR = timedelta(days=14)


class Waiting(NamedTuple):
    """How many requests are late, wait without being late, and came back."""

    late: int
    waits: int
    back: int


def waiting_for_asker(account: Account, programme: Programme) -> Waiting:
    """Of what one asked: what waits for one's word, and what was answered in the last two weeks."""
    mine = own(account, programme)
    news = mine.filter(state="answered", answered_on__gte=timezone.localdate() - _NEWS_FOR)
    return _counted(mine, "asker")._replace(back=news.exclude(turn="asker").count())


def waiting_for_units(account: Account, programme: Programme) -> Waiting:
    """Of what one's units work on: what they owe, and what an asker has opened again."""
    return _counted(of_units(account, programme), "unit", Q(state="routed", reopened__gt=0))


def waiting_for_desk(account: Account, programme: Programme) -> Waiting:
    """Of what the desk has: what has to be read and routed, and what a unit gave back."""
    given_back = Step.objects.filter(request__programme=programme, name="give_back").values("request")
    back = Q(pk__in=given_back) | Q(reopened__gt=0)
    return _counted(requests(account, programme), "desk", back)


def late_with_units(account: Account, programme: Programme) -> int:
    """How many requests are late with the units that have them: for the desk to look after."""
    found = requests(account, programme).filter(turn="unit", next_on__lt=timezone.localdate())
    return found.count()


def _counted(found: QuerySet[Request], turn: str, back: Q = NOTHING) -> Waiting:
    """Counts over what is somebody's turn, in one question to the database."""
    late = Q(next_on__lt=timezone.localdate())
    return Waiting(
        **found.filter(turn=turn)
        .order_by()
        .aggregate(
            late=Count("pk", filter=late), waits=Count("pk", filter=~late), back=Count("pk", filter=back)
        )
    )
