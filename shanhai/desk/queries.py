"""Reads of the desk; what a person is shown goes through `visible_to`."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils import timezone

from shanhai.desk import fitting
from shanhai.desk.clock import Happened
from shanhai.desk.likeness import SAME_QUESTION, likeness, most_alike
from shanhai.desk.models import (
    Asker,
    Assignment,
    Competence,
    Day,
    Lesson,
    Liaison,
    Photo,
    Request,
    Settings,
    Shortage,
    Step,
    Topic,
    WelfareLink,
)
from shanhai.desk.models.setup import is_own
from shanhai.desk.rules import OPEN
from shanhai.programme.models import Organisation, Participation, Place

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

    from shanhai.desk.calendar import Calendar
    from shanhai.programme.models import Account, Programme

#: Of so many of the newest requests on the same topic or place likeness is worked out.
_COMPARED = 400
_RELATED_FOR = timedelta(days=90)
_MOST_RELATED = 5
#: So often at one place within a year makes a shortage.
SEEN_AGAIN = 3


def digest(key: str) -> str:
    """What is kept of the key in a link: never the key itself."""
    return hashlib.sha256(key.encode()).hexdigest()


# Lists


def requests(account: Account, programme: Programme) -> QuerySet[Request]:
    """The requests of a programme that one sees, with what a list of them shows."""
    seen = Request.objects.visible_to(account).filter(programme=programme)
    return seen.select_related("programme", "topic", "place", "unit")


def of_units(account: Account, programme: Programme) -> QuerySet[Request]:
    """The requests on which one's units work."""
    units = account.standing.within("desk.answer", programme="request__programme", organisation="unit")
    worked_on = Assignment.objects.filter(units, ended_at=None).values("request")
    return requests(account, programme).filter(pk__in=worked_on)


def own(account: Account, programme: Programme) -> QuerySet[Request]:
    """What one has asked, for oneself or for one's units; merged ones with what they went into."""
    mine = Asker.objects.filter(Asker.own(account))
    came = mine.filter(came_with__isnull=False)
    return requests(account, programme).filter(
        Q(pk__in=mine.values("request")) | Q(pk__in=came.values("came_with"))
    )


def topics(programme: Programme) -> QuerySet[Topic]:
    """The topics in use."""
    return Topic.objects.filter(programme=programme, is_open=True)


def settings_of(programme: Programme | int) -> Settings:
    """How the desk of a programme is run; as it is by default where nobody has set it up."""
    key = programme if isinstance(programme, int) else programme.pk
    return Settings.objects.filter(programme=key).first() or Settings(programme_id=key)


def calendar_of(programme: Programme | int) -> Calendar:
    """The working days of a programme."""
    return Day.objects.calendar(programme)


def competences(account: Account, programme: Programme) -> QuerySet[Competence]:
    """What units say that they can give."""
    return Competence.objects.visible_to(account).filter(programme=programme).select_related("unit__place")


# One request


def happened(steps: Iterable[Step]) -> list[Happened]:
    """Steps as the clock reads them."""
    return [Happened(each.name, each.on, each.state, each.until) for each in steps]


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


def own_asker(account: Account, request: Request) -> Asker | None:
    """As which asker an account speaks on a request."""
    found = Asker.objects.filter(Asker.own(account), request=request)
    return found.filter(account=account).first() or found.first()


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
    near = {each.pk: each for each in found.order_by("-pk")[:_COMPARED]}
    alike = most_alike(request.text, [(pk, each.text) for pk, each in near.items()])[:_MOST_RELATED]
    return [Related(near[pk], round(share * 100)) for pk, share in alike]


# Units


def units(programme: Programme | int, *, but: Iterable[int] = ()) -> QuerySet[Organisation]:
    """The units that a request can be given to: those that take part, with all below them, that say so."""
    open_ones = Competence.objects.filter(programme=programme, is_open=True).exclude(unit__in=list(but))
    return Organisation.objects.filter(pk__in=open_ones.values("unit")).order_by("code")


def takes_part(unit: Organisation, programme_id: int) -> bool:
    """Whether a unit, or what it is part of, takes part in a programme now."""
    above = _above(unit.path)
    return Participation.objects.filter(programme=programme_id, organisation__path__in=above).exists()


def _above(path: str) -> list[str]:
    parts = path.strip("/").split("/")
    return ["/" + "/".join(parts[: end + 1]) + "/" for end in range(len(parts))]


def loads(programme: Programme | int) -> dict[int, int]:
    """How many open requests each unit leads now."""
    rows = (
        Request.objects.filter(programme=programme, state__in=("routed", "taken_on", "on_hold", "answered"))
        .values("unit")
        .annotate(count=Count("pk"))
    )
    return {row["unit"]: row["count"] for row in rows if row["unit"]}


def units_to_fit(programme: Programme | int) -> list[fitting.Unit]:
    """Units as the engine reads them: what they take, and the room that they have left."""
    loaded = loads(programme)
    here = set(Participation.objects.filter(programme=programme).values_list("organisation__path", flat=True))
    found = Competence.objects.filter(programme=programme, is_open=True).select_related("unit__place")
    return [
        fitting.Unit(
            key=str(each.unit_id),
            topics=frozenset(each.topics),
            places=frozenset(each.places),
            room=max(0, each.capacity - loaded.get(each.unit_id, 0)),
            at=each.unit.place.code if each.unit.place else "",
        )
        for each in found
        if not here.isdisjoint(_above(each.unit.path))
    ]


def place_map() -> fitting.Map:
    """The places as the engine reads them."""
    return fitting.Map(
        [
            {"id": code, "parent": parent, "east": east, "north": north}
            for code, parent, east, north in Place.objects.values_list(
                "code", "parent__code", "east", "north"
            )
        ]
    )


# Figures: each comes with the address of the list that it counts.


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


# Knowledge and shortages


def lessons(account: Account, programme: Programme) -> QuerySet[Lesson]:
    """What was learned, the newest first."""
    return Lesson.objects.visible_to(account).filter(programme=programme).select_related("topic", "source")


def lessons_for(account: Account, request: Request, most: int = 3) -> list[Lesson]:
    """Published knowledge that may help with a request."""
    known = lessons(account, request.programme).filter(published_at__isnull=False)
    known = known.filter(topic=request.topic_id) if request.topic_id else known
    rows = {each.pk: each for each in known.order_by("-pk")[:_COMPARED]}
    alike = most_alike(
        request.text, [(pk, f"{each.title}{each.solution}") for pk, each in rows.items()], least=0.1
    )
    return [rows[pk] for pk, _ in alike[:most]]


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


def public_desk(code: str) -> Programme | None:
    """The programme of that short name, if citizens may write to its desk."""
    found = Settings.objects.filter(programme__code=code, is_public=True).select_related("programme").first()
    return found.programme if found else None


def firms(account: Account, programme: Programme) -> QuerySet[Organisation]:
    """The organisations that somebody may visit: those they see, and those they keep contact with."""
    kept = Liaison.objects.filter(programme=programme, person__account=account, ended_at=None)
    seen = Organisation.objects.visible_to(account).values("pk")
    return Organisation.objects.filter(Q(pk__in=seen) | Q(pk__in=kept.values("firm")))
