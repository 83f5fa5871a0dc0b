"""What the desk works by: topics, what units can give, the calendar of working days, and its settings."""

from __future__ import annotations

from django.db import models

from shanhai.desk.calendar import Calendar
from shanhai.desk.rules import TERMS, Terms
from shanhai.pages.searching import SearchField
from shanhai.pages.words import says
from shanhai.programme.models import Organisation, Programme, Record
from shanhai.programme.models.records import Visible
from shanhai.programme.standing import below

DAYS = (("holiday", says("day off", "休息")), ("working", says("worked in exchange", "调休上班")))


def within_own(account, permission: str, programme: str, organisation: str) -> models.Q:
    """What belongs to the organisations for which an account holds a permission, each in its programme.

    Unlike `standing.within`, a role that is held for no organisation reaches nothing by it.
    """
    found = models.Q(pk__in=())
    for held in account.standing.roles:
        if held.organisation is not None and held.grants(permission):
            found |= models.Q(**{programme: held.programme, f"{organisation}__in": below(held.path)})
    return found


def is_own(account, permission: str, programme: int, path: str | None) -> bool:
    """Whether the organisation at a path is one of those of `within_own`, without asking the database."""
    return any(
        held.organisation is not None and held.programme == programme and held.covers(path)
        for held in account.standing.roles
        if held.grants(permission)
    )


class Topic(Record):
    """What a request can be about."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="topics")
    code = models.CharField(says("id", "编号"), max_length=20)
    name = models.CharField(says("name", "名称"), max_length=60)
    hint = models.CharField(says("what belongs here", "说明"), max_length=200, blank=True)
    is_open = models.BooleanField(says("in use", "启用"), default=True)

    search = SearchField("code", "name")

    class Meta:
        verbose_name = says("topic", "事项类别")
        ordering = ("code",)
        constraints = (models.UniqueConstraint(fields=("programme", "code"), name="one_code_a_topic"),)

    def __str__(self) -> str:
        return self.name

    @classmethod
    def seen_by(cls, account) -> models.Q:
        """Whoever has a role in the programme."""
        return models.Q(programme__in=account.standing.programmes())


class Competence(Record):
    """What a unit says it can give: topics, places (none: everywhere) and how many requests at once."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="competences")
    unit = models.ForeignKey(
        Organisation, models.PROTECT, related_name="competences", verbose_name=says("unit", "承办单位")
    )
    topics = models.JSONField(says("topics", "事项类别"), default=list)
    places = models.JSONField(says("places", "地区"), default=list, blank=True)
    capacity = models.PositiveIntegerField(says("requests at once", "同时可办件数"), default=10)
    is_open = models.BooleanField(says("takes requests", "承办中"), default=True)

    class Meta:
        verbose_name = says("what a unit can give", "办理能力")
        ordering = ("unit__code",)
        constraints = (models.UniqueConstraint(fields=("programme", "unit"), name="one_competence_a_unit"),)

    def __str__(self) -> str:
        return str(self.unit)

    @classmethod
    def seen_by(cls, account) -> models.Q:
        """Whoever has a role in the programme: it is an offer."""
        return models.Q(programme__in=account.standing.programmes())


class Days(Visible):
    """Days of calendars."""

    def calendar(self, programme: Programme | int) -> Calendar:
        """The working-day calendar of a programme."""
        rows = list(self.filter(programme=programme).values_list("day", "kind"))
        return Calendar(
            frozenset(day for day, kind in rows if kind == "holiday"),
            frozenset(day for day, kind in rows if kind == "working"),
        )


class Day(Record):
    """A day on which the calendar differs from the week: a holiday, or a weekend day worked in exchange."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="days")
    day = models.DateField(says("day", "日期"))
    kind = models.CharField(says("what it is", "类型"), max_length=10, choices=DAYS)
    name = models.CharField(says("name", "名称"), max_length=60, blank=True)

    objects = Days.as_manager()

    class Meta:
        verbose_name = says("day of the calendar", "日历日期")
        ordering = ("day",)
        constraints = (models.UniqueConstraint(fields=("programme", "day"), name="one_row_a_day"),)

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.name}"

    @classmethod
    def seen_by(cls, account) -> models.Q:
        """Whoever has a role in the programme."""
        return models.Q(programme__in=account.standing.programmes())


class Settings(Record):
    """How a programme runs its desk: whether citizens may write, and the terms of each kind."""

    programme = models.OneToOneField(Programme, models.PROTECT, related_name="desk")
    is_public = models.BooleanField(says("the public form is open", "开放群众来件"), default=False)
    #: kind → [working days until routed, answered, solved, lapsed]; what is left out is as `rules.TERMS`.
    terms = models.JSONField(says("working days", "办理时限"), default=dict, blank=True)

    class Meta:
        verbose_name = says("settings of the desk", "诉求台设置")

    def __str__(self) -> str:
        return str(self.programme)

    @classmethod
    def seen_by(cls, account) -> models.Q:
        """Whoever has a role in the programme."""
        return models.Q(programme__in=account.standing.programmes())

    def terms_of(self, kind: str) -> Terms:
        """The terms of a kind."""
        return Terms(*self.terms[kind]) if kind in self.terms else TERMS[kind]
