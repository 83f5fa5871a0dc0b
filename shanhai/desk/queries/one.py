"""One request: who plays which part in it, what was said, what is like it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from shanhai.desk.clock import Happened
from shanhai.desk.likeness import SAME_QUESTION, likeness, most_alike
from shanhai.desk.models import Asker, Assignment, Lesson, Photo, Request, Step, WelfareLink
from shanhai.desk.models.setup import is_own
from shanhai.desk.queries.knowledge import lessons
from shanhai.desk.queries.requests import calendar_of, requests

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from shanhai.programme.models import Account

#: Of so many of the newest requests on the same topic or place likeness is worked out.
_COMPARED = 400
_RELATED_FOR = timedelta(days=90)
_MOST_RELATED = 5


def digest(key: str) -> str:
    """What is kept of the key in a link: never the key itself."""
    return hashlib.sha256(key.encode()).hexdigest()


def happened(requests: Sequence[Request]) -> dict[int, list[Happened]]:
    """What happened to each request, in that order, as the clock reads it; one question for all of them."""
    found: dict[int, list[Happened]] = {request.pk: [] for request in requests}
    steps = Step.objects.filter(request__in=list(found)).order_by("pk")
    for key, *each in steps.values_list("request", "name", "on", "state", "until"):
        found[key].append(Happened(*each))
    return found


def parts(account: Account | None, request: Request, asker: Asker | None = None) -> frozenset[str]:
    """The parts that somebody plays in a request; nobody at all is the clock, which acts for the desk."""
    if asker is not None:
        return frozenset({"asker"} if asker.request_id == request.pk else ())
    if account is None:
        return frozenset({"desk"})
    found = set()
    if account.standing.may("desk.route", programme=request.programme_id):
        found.add("desk")
    asking = Asker.objects.filter(request=request).values_list("account", "unit__path")
    if any(
        who == account.pk or is_own(account, "desk.report", request.programme_id, path)
        for who, path in asking
    ):
        found.add("asker")
    working = Assignment.objects.filter(request=request, ended_at=None).values_list("is_lead", "unit__path")
    for is_lead, path in working:
        if account.standing.may("desk.answer", programme=request.programme_id, path=path):
            found.add("unit" if is_lead else "helper")
    return frozenset(found)


def missing_year(request: Request) -> int | None:
    """The first year without a calendar that the dates of a request reach into; None when they are sure."""
    if request.is_sure:
        return None
    last = max(request.answer_by, request.solve_by, request.next_on or request.solve_by)
    return calendar_of(request.programme_id).missing(timezone.localdate(request.at), last)


def own_asker(account: Account, request: Request) -> Asker | None:
    """As which asker an account speaks on a request."""
    found = Asker.objects.filter(Asker.own(account), request=request)
    return found.filter(account=account).first() or found.first()


def asked_by(account: Account, requests: Sequence[Request]) -> set[int]:
    """The keys of those requests that somebody asked, for themselves or for their units."""
    asked = Asker.objects.filter(Asker.own(account), request__in=[each.pk for each in requests])
    return set(asked.values_list("request", flat=True))


def thread(account: Account | None, request: Request, asker: Asker | None = None) -> QuerySet[Step]:
    """What happened, the oldest first, as far as the reader may know it."""
    steps = Step.objects.filter(request=request).select_related("by", "unit", "other", "asker")
    if asker is not None:
        return steps.filter(Q(is_internal=False, asker=None) | Q(asker=asker)).order_by("pk")
    return steps.visible_to(account).order_by("pk")


def photos(account: Account | None, request: Request, asker: Asker | None = None) -> QuerySet[Photo]:
    """The photos that the reader may see."""
    found = Photo.objects.filter(request=request).exclude(file="").order_by("pk")
    return found.filter(asker=asker) if asker is not None else found.visible_to(account)


def askers(account: Account, request: Request) -> QuerySet[Asker]:
    """Who asks, for whoever works on it."""
    found = Asker.objects.visible_to(account).filter(request=request)
    return found.select_related("account", "unit", "came_with").order_by("pk")


def asker_by_key(key: str) -> Asker | None:
    """Who follows by a link of their own."""
    found = Asker.objects.filter(key=digest(key)).select_related(
        "request__programme", "request__topic", "request__place", "request__unit", "link"
    )
    return found.first()


def welfare_link(key: str) -> WelfareLink | None:
    """The welfare link of that key, unless it was taken back."""
    found = WelfareLink.objects.filter(key=digest(key), revoked_at=None)
    return found.select_related("programme", "place").first()


def said_already(request: Request, asks_for: str, text: str) -> str:
    """Where the answer to a question stands already: a code of `SAID`; "" when it is new."""
    if asks_for == "place" and request.place_id:
        return "place"
    if asks_for == "topic" and request.topic_id:
        return "topic"
    if asks_for == "photo" and Photo.objects.filter(request=request).exists():
        return "photo"
    if asks_for == "contact" and Asker.objects.filter(request=request).exclude(contact="").exists():
        return "contact"
    return "question" if _was_answered(request, text) else ""


def _was_answered(request: Request, text: str) -> bool:
    """Whether a question like this one was asked before and answered."""
    asked: list[str] = []
    for name, said in request.steps.filter(name__in=("ask", "tell_more")).values_list("name", "text"):
        if name == "ask":
            asked.append(said)
        elif any(likeness(text, before) >= SAME_QUESTION for before in asked):
            return True
    return False


@dataclass(frozen=True)
class Related:
    """A request that may be about the same, and how alike they are, out of 100."""

    request: Request
    share: int


def related(account: Account, request: Request) -> list[Related]:
    """Requests on the same topic or place that say nearly the same: a person decides whether they are one."""
    if request.kind == "welfare":
        return []
    same = Q()
    if request.topic_id:
        same |= Q(topic=request.topic_id)
    if request.place_id:
        same |= Q(place=request.place_id)
    since = request.at - _RELATED_FOR
    found = requests(account, request.programme).filter(same, at__gte=since).exclude(pk=request.pk)
    found = found.exclude(state__in=("merged", "withdrawn")).exclude(kind="welfare")
    near = list(found.order_by("-at").values_list("pk", "text")[:_COMPARED])
    alike = most_alike(request.text, near)[:_MOST_RELATED]
    held = requests(account, request.programme).in_bulk([pk for pk, _ in alike]) if alike else {}
    return [Related(held[pk], round(share * 100)) for pk, share in alike]


def lessons_for(account: Account, request: Request, most: int = 3) -> list[Lesson]:
    """Published knowledge that may help with a request."""
    known = lessons(account, request.programme).filter(published_at__isnull=False)
    known = known.filter(topic=request.topic_id) if request.topic_id else known
    rows = {each.pk: each for each in known.order_by("-pk")[:_COMPARED]}
    alike = most_alike(
        request.text, [(pk, f"{each.title}{each.solution}") for pk, each in rows.items()], least=0.1
    )
    return [rows[pk] for pk, _ in alike[:most]]
