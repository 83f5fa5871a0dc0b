"""What the desk has learned: how something was solved, and what is lacking again and again."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shanhai.desk.models.requests import Request
from shanhai.desk.models.setup import Topic
from shanhai.pages.searching import SearchField
from shanhai.pages.words import says
from shanhai.programme.models import Account, Place, Programme, Record
from shanhai.registers.models import Need


class Lesson(Record):
    """How a difficulty was solved, without anybody's name. Read by others once somebody has published it."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="lessons")
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True, related_name="lessons")
    source = models.ForeignKey(Request, models.PROTECT, null=True, blank=True, related_name="lessons")
    title = models.CharField(says("what was difficult", "问题"), max_length=200)
    solution = models.TextField(says("how it was solved", "办法"), max_length=4000)
    written_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    published_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(says("published", "发布时间"), null=True, blank=True)

    search = SearchField("title", "solution")

    class Meta:
        verbose_name = says("knowledge", "办理知识")
        constraints = (
            models.CheckConstraint(
                condition=Q(published_at=None, published_by=None)
                | Q(published_at__isnull=False, published_by__isnull=False),
                name="somebody_publishes_knowledge",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @classmethod
    def seen_by(cls, account) -> Q:
        """What is published, whoever has a role in the programme; drafts, the desk and who wrote them."""
        standing = account.standing
        published = Q(published_at__isnull=False, programme__in=standing.programmes())
        return published | Q(written_by=account) | standing.within("desk.route", programme="programme")


class Shortage(Record):
    """Something that the desk saw again and again at a place, and the need that it became."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="shortages")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    need = models.OneToOneField(Need, models.PROTECT, related_name="+")
    seen = models.PositiveIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = says("shortage", "短缺")
        constraints = (
            models.UniqueConstraint(fields=("programme", "topic", "place"), name="a_shortage_is_one_need"),
        )

    def __str__(self) -> str:
        return f"{self.place} · {self.topic}"

    @classmethod
    def seen_by(cls, account) -> Q:
        """Whoever has a role in the programme."""
        return Q(programme__in=account.standing.programmes())
