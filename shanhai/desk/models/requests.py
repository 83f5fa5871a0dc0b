"""A request with who asks, who works on it, what happened, and its photos."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from shanhai.desk.models.setup import Topic, within_own
from shanhai.desk.rules import CLOSED, OPEN
from shanhai.desk.words import KINDS, OUTCOMES, STATES, TURNS
from shanhai.pages.searching import SearchField
from shanhai.pages.words import say_later, says
from shanhai.programme.models import Account, Organisation, Place, Programme, Record
from shanhai.programme.standing import NOTHING, below

if TYPE_CHECKING:
    from django.db.models import QuerySet

_KINDS = tuple((key, say_later(words)) for key, words in KINDS.items())
_STATES = tuple((key, say_later(words)) for key, words in STATES.items())
_OUTCOMES = (("", "—"), *((key, say_later(words)) for key, words in OUTCOMES.items()))
_TURNS = (("", "—"), *((key, say_later(words)) for key, words in TURNS.items()))
_VIA = (
    ("account", says("signed in", "登录提交")),
    ("family", says("by a welfare link", "关爱链接")),
    ("public", says("by the public form", "群众来件")),
    ("visit", says("on a visit", "走访登记")),
)
TITLE_LENGTH = 60
_FEW = 500


def of_programme(programme: int) -> Exists:
    """Whether what refers to a request refers to one of the programme.

    Asked of each of a few, and not by a join: a database may begin a join with all that a programme has.
    """
    return Exists(Request.objects.filter(pk=OuterRef("request"), programme=programme))


def together(*parts: QuerySet) -> QuerySet:
    """One list of the keys of requests, for `in`: each part is found by an index of its own.

    A condition with `or` would be held against every request.
    """
    return parts[0].union(*parts[1:]) if parts else Request.objects.none().values("pk")


def among(*parts: QuerySet) -> Q:
    """Which requests are of these parts, where nearly all or nearly none of a programme may be.

    Few are named by their keys. Of many a database goes through what else is asked for, in its order, and
    looks each up in the parts.
    """
    if not parts:
        return NOTHING
    named = parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0]
    keys = [row["request"] for row in named[: _FEW + 1]]
    if len(keys) <= _FEW:
        return Q(pk__in=keys)
    return reduce(or_, (Q(pk__in=part) for part in parts))


def _private() -> FileSystemStorage:
    return FileSystemStorage(location=settings.PRIVATE_FILES, base_url=None)


class Request(Record):
    """A difficulty, reported once. While it is open somebody owns it and it has a next date."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="requests", db_index=False)
    kind = models.CharField(says("kind", "类型"), max_length=12, choices=_KINDS, default="difficulty")
    topic = models.ForeignKey(
        Topic, models.PROTECT, null=True, blank=True, related_name="requests", db_index=False,
        verbose_name=says("topic", "事项类别"),
    )  # fmt: skip
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", db_index=False,
        verbose_name=says("place", "地区"),
    )  # fmt: skip
    text = models.TextField(says("what is difficult", "诉求内容"), max_length=4000)
    state = models.CharField(says("state", "状态"), max_length=12, choices=_STATES, default="received")
    outcome = models.CharField(
        says("what came of it", "办理结果"), max_length=12, choices=_OUTCOMES, default="", blank=True
    )
    turn = models.CharField(
        says("whose turn", "当前环节"), max_length=8, choices=_TURNS, default="desk", blank=True
    )
    unit = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="requests", db_index=False,
        verbose_name=says("unit", "承办单位"),
    )  # fmt: skip
    at = models.DateTimeField(says("reported", "提出时间"), default=timezone.now)
    route_by = models.DateField(says("to be routed by", "应转办日期"))
    answer_by = models.DateField(says("to be answered by", "应答复日期"))
    solve_by = models.DateField(says("to be solved by", "应办结日期"))
    next_on = models.DateField(says("next date", "下一日期"), null=True, blank=True)
    is_sure = models.BooleanField(default=True, editable=False)
    is_asked = models.BooleanField(says("a question is open", "待诉求人回复"), default=False)
    answered_on = models.DateField(says("answered", "答复日期"), null=True, blank=True)
    closed_on = models.DateField(says("closed", "办结日期"), null=True, blank=True)
    repeats = models.PositiveSmallIntegerField(says("asked again", "重复询问次数"), default=0)
    reopened = models.PositiveSmallIntegerField(says("opened again", "重新打开次数"), default=0)
    escalated = models.PositiveSmallIntegerField(says("escalated", "督办次数"), default=0)
    #: Why it went where it went: a code of `fitting.REASONS` with what its sentence names.
    routed_because = models.JSONField(default=dict, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="taken_in")
    visit = models.ForeignKey("desk.Visit", models.PROTECT, null=True, blank=True, related_name="requests")
    #: The id under which a phone kept it: the same one is never taken in twice.
    client_id = models.CharField(max_length=36, null=True, blank=True, editable=False)  # noqa: DJ001

    #: Its number is not in it: whoever looks for one is led to its request.
    search = SearchField("text")

    personal = True

    class Meta:
        verbose_name = says("request", "诉求")
        indexes = (
            models.Index(fields=("programme", "state", "next_on")),
            models.Index(fields=("programme", "topic", "place")),
            models.Index(fields=("programme", "place")),
            models.Index(fields=("programme", "next_on")),
            models.Index(fields=("programme", "turn", "next_on")),
            models.Index(fields=("programme", "at")),
            models.Index(fields=("programme", "outcome")),
            models.Index(fields=("unit", "state")),
        )
        constraints = (
            models.UniqueConstraint(fields=("programme", "client_id"), name="a_phone_sends_it_once"),
            models.CheckConstraint(
                condition=Q(state__in=CLOSED, next_on=None, turn="")
                | Q(state__in=OPEN, next_on__isnull=False, turn__in=("desk", "unit", "asker")),
                name="an_open_request_has_an_owner_and_a_next_date",
            ),
            models.CheckConstraint(
                condition=~Q(turn="unit") | Q(unit__isnull=False), name="a_unit_whose_turn_it_is_has_a_name"
            ),
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False)
                | (~Q(state="merged") & Q(merged_into=None)),
                name="what_is_merged_says_into_what",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=models.F("pk")),
                name="never_merged_with_itself",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @classmethod
    def seen_by(cls, account: Account) -> Q:
        """The asker and the asker's unit; units that work on it; the desk; but for welfare, auditors."""
        standing = account.standing
        return (
            standing.within("desk.route", programme="programme")
            | (standing.within("desk.read", programme="programme") & ~Q(kind="welfare"))
            | Q(pk__in=together(*Asker.asked_by(account), *Assignment.worked_on_by(account)))
        )

    @classmethod
    def history_seen_by(cls, account: Account) -> Q:
        """The desk: a history holds everybody's words."""
        return account.standing.within("desk.route", programme="programme")

    @property
    def number(self) -> str:
        """What people call it by; nothing before it is kept."""
        return f"R{self.pk:06d}" if self.pk else ""

    @property
    def title(self) -> str:
        """The beginning of its words."""
        line = " ".join(self.text.split())
        return line if len(line) <= TITLE_LENGTH else f"{line[: TITLE_LENGTH - 1]}…"

    @property
    def is_open(self) -> bool:
        """Whether somebody owes something still."""
        return self.state in OPEN

    def is_late(self, today) -> bool:
        """Whether its next date is over."""
        return self.next_on is not None and self.next_on < today


def sees_all_requests(account: Account, programme: int) -> bool:
    """Whether an account may see every request of a programme: then nothing else need be asked."""
    is_somebody = account.is_authenticated and account.is_active
    return is_somebody and account.standing.may_everywhere("desk.route", programme=programme)


class Asker(Record):
    """Somebody who asked: with an account, for a unit, or by a link of their own; each follows by themselves.

    `came_with` is the request that they made, when it was put together with another one.
    """

    request = models.ForeignKey(Request, models.PROTECT, related_name="askers")
    came_with = models.ForeignKey(
        Request, models.PROTECT, null=True, blank=True, related_name="askers_before"
    )
    account = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    via = models.CharField(says("came by", "来源"), max_length=8, choices=_VIA, default="account")
    link = models.ForeignKey("desk.WelfareLink", models.PROTECT, null=True, blank=True, related_name="askers")
    name = models.CharField(says("name", "称呼"), max_length=60, blank=True)
    contact = models.CharField(says("how to reach them", "联系方式"), max_length=120, blank=True)
    key = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    verdict = models.CharField(max_length=10, blank=True)
    spoke_at = models.DateTimeField(null=True, blank=True)

    personal = True

    class Meta:
        verbose_name = says("asker", "诉求人")
        constraints = (
            models.CheckConstraint(
                condition=Q(account__isnull=False) | ~Q(key=""), name="an_asker_can_follow"
            ),
            models.UniqueConstraint(fields=("key",), condition=~Q(key=""), name="one_asker_a_link"),
        )

    def __str__(self) -> str:
        return self.name or str(self.account or "")

    @classmethod
    def own(cls, account: Account) -> Q:
        """What somebody asked for themselves, or for the units that they report for."""
        return Q(account=account) | within_own(account, "desk.report", "request__programme", "unit")

    @classmethod
    def asked_by(cls, account: Account) -> list[QuerySet]:
        """The keys of the requests that somebody made, and of those that they were put together with: parts
        for `together`.
        """
        made = [cls.objects.filter(account=account)]
        for held in account.standing.roles:
            if held.organisation is not None and held.grants("desk.report"):
                made.append(cls.objects.filter(of_programme(held.programme), unit__in=below(held.path)))
        came_with = [each.filter(came_with__isnull=False).values("came_with") for each in made]
        return [*(each.values("request") for each in made), *came_with]

    @classmethod
    def seen_by(cls, account: Account) -> Q:
        """Oneself; and whoever works on the request: the desk, and the units that it was routed to."""
        standing = account.standing
        return (
            cls.own(account)
            | standing.within("desk.route", programme="request__programme")
            | Q(request__in=together(*Assignment.worked_on_by(account)))
        )

    def programme_of(self) -> int | None:
        """The programme of the request."""
        return self.request.programme_id


class Assignment(Record):
    """A unit on a request: the one that leads, or one that helps. Ended ones are kept."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="assignments")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    is_lead = models.BooleanField(default=True)
    since = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = says("unit on a request", "承办")
        constraints = (
            models.UniqueConstraint(
                fields=("request", "unit"), condition=Q(ended_at=None), name="a_unit_stands_once_on_a_request"
            ),
            models.UniqueConstraint(
                fields=("request",), condition=Q(ended_at=None, is_lead=True), name="one_unit_leads_a_request"
            ),
        )

    def __str__(self) -> str:
        return f"{self.request_id} · {self.unit}"

    @classmethod
    def worked_on_by(cls, account: Account) -> list[QuerySet]:
        """The keys of the requests on which somebody's units work: parts for `together`."""
        parts = []
        for held in account.standing.roles:
            if held.grants("desk.answer"):
                working = cls.objects.filter(of_programme(held.programme), ended_at=None)
                if held.organisation is not None:
                    working = working.filter(unit__in=below(held.path))
                parts.append(working.values("request"))
        return parts

    @classmethod
    def seen_by(cls, account: Account) -> Q:
        """Whoever sees the request."""
        return Q(request__in=Request.objects.visible_to(account))

    def programme_of(self) -> int | None:
        """The programme of the request."""
        return self.request.programme_id


class Step(Record):
    """One thing that happened to a request. Never changed afterwards; its clock is worked out from these."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="steps", db_index=False)
    name = models.CharField(max_length=12)
    state = models.CharField(max_length=12)
    at = models.DateTimeField(default=timezone.now)
    on = models.DateField()
    by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    asker = models.ForeignKey(Asker, models.PROTECT, null=True, blank=True, related_name="steps")
    unit = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    other = models.ForeignKey(Request, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField(max_length=4000, blank=True)
    because = models.JSONField(default=dict, blank=True)
    until = models.DateField(null=True, blank=True)
    asks_for = models.CharField(max_length=8, blank=True)
    is_internal = models.BooleanField(default=False)

    personal = True

    class Meta:
        verbose_name = says("step of a request", "办理记录")
        ordering = ("pk",)
        indexes = (models.Index(fields=("request", "id")),)

    def __str__(self) -> str:
        return f"{self.request_id} {self.name}"

    @classmethod
    def seen_by(cls, account: Account) -> Q:
        """Of a request that one works on every step; of one's own, what is for all and what is one's own."""
        standing = account.standing
        own = Asker.objects.filter(Asker.own(account))
        for_all = Q(is_internal=False, asker=None)
        return (
            standing.within("desk.route", programme="request__programme")
            | Q(request__in=together(*Assignment.worked_on_by(account)))
            | Q(asker__in=own.values("pk"))
            | (for_all & Q(request__in=Request.objects.visible_to(account).values("pk")))
        )

    def programme_of(self) -> int | None:
        """The programme of the request."""
        return self.request.programme_id


class Photo(Record):
    """A photo of a request, drawn anew when it came: nothing of the file that was sent is kept."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="photos")
    asker = models.ForeignKey(Asker, models.PROTECT, null=True, blank=True, related_name="photos")
    by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    file = models.FileField(storage=_private, max_length=200, blank=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    personal = True

    class Meta:
        verbose_name = says("photo", "照片")

    def __str__(self) -> str:
        return f"{self.request_id} {self.width} × {self.height}"

    @classmethod
    def seen_by(cls, account: Account) -> Q:
        """Whoever took it, and whoever works on the request; nobody else who asked for the same."""
        standing = account.standing
        return (
            standing.within("desk.route", programme="request__programme")
            | Q(request__in=together(*Assignment.worked_on_by(account)))
            | Q(asker__in=Asker.objects.filter(Asker.own(account)).values("pk"))
            | Q(by=account)
        )

    def programme_of(self) -> int | None:
        """The programme of the request."""
        return self.request.programme_id
