"""Briefings before the departure and inductions for the post, and who attended."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shanhai.pages.words import says
from shanhai.placements.models.placements import OfPlacement, choices, over_placements
from shanhai.placements.words import ATTENDANCE, SESSIONS
from shanhai.programme.models import Cohort, Organisation, Record


class Session(Record):
    """A briefing of the cohort, or an induction for those whom one host receives."""

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="sessions")
    kind = models.CharField(says("kind", "类型"), max_length=9, choices=choices(SESSIONS))
    title = models.CharField(says("title", "名称"), max_length=120)
    on = models.DateField(says("day", "日期"))
    where = models.CharField(says("where", "地点"), max_length=200, blank=True)
    host = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=says("host organisation", "接收单位"),
    )

    class Meta:
        verbose_name = says("session", "培训安排")
        ordering = ("-on", "pk")
        constraints = (
            models.UniqueConstraint(fields=("cohort", "kind", "title", "on"), name="one_session_of_a_title"),
            models.CheckConstraint(condition=~Q(title=""), name="a_session_has_a_title"),
        )

    def __str__(self) -> str:
        return self.title

    @classmethod
    def seen_by(cls, account) -> Q:
        """The office; the host that holds it; and whoever sees somebody invited."""
        standing, programme = account.standing, "cohort__programme"
        invited = Attendance.objects.filter(over_placements(account, "placement")).values("session")
        return (
            Q(pk__in=invited)
            | standing.within("placements.run", programme=programme)
            | standing.within("placements.receive", programme=programme, organisation="host")
        )

    def programme_of(self) -> int | None:
        """The programme of its cohort."""
        return self.cohort.programme_id


class Attendance(OfPlacement):
    """Somebody is invited to a session, and came or did not."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="attendance")
    placement = models.ForeignKey("placements.Placement", models.CASCADE, related_name="attendance")
    state = models.CharField(
        says("attendance", "参加情况"), max_length=8, choices=choices(ATTENDANCE), default="invited"
    )

    personal = True

    class Meta:
        verbose_name = says("attendance", "参加情况")
        ordering = ("session", "placement")
        constraints = (models.UniqueConstraint(fields=("session", "placement"), name="invited_once"),)

    def __str__(self) -> str:
        return f"{self.session}: {self.state}"
