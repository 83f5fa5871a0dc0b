"""What orders and offers have in common: they are written, handed in, and checked by somebody else."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from shanhai.pages.searching import OrderField, SearchField
from shanhai.pages.words import say_later, says
from shanhai.programme.models import Cohort, Record
from shanhai.registers.words import STATES

CHOICES = tuple((state, say_later(words)) for state, words in STATES.items())


class Entry(Record):
    """An entry of a register. `written_by` changed its content last; `checked_by` accepted or returned it."""

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="%(class)ss")
    code = models.CharField(says("id", "编号"), max_length=60)
    title = models.CharField(says("title", "名称"), max_length=200)
    start = models.DateField(says("start", "开始"), null=True, blank=True)
    end = models.DateField(says("end", "结束"), null=True, blank=True)
    note = models.TextField(says("note", "备注"), max_length=2000, blank=True)
    state = models.CharField(says("state", "状态"), max_length=12, choices=CHOICES, default="draft")
    answer = models.TextField(says("what the check found", "审核意见"), blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    changed = models.DateTimeField(says("changed", "更新时间"), auto_now=True)

    search = SearchField("code", "title")
    by_pinyin = OrderField("title", by="pinyin")
    by_strokes = OrderField("title", by="strokes")

    #: The permissions to read drafts and to write, and the field of the organisation that they are held for.
    reads = writes = ""
    owner = ""

    class Meta:
        abstract = True
        constraints = (
            models.UniqueConstraint(fields=("cohort", "code"), name="one_code_a_%(class)s"),
            models.CheckConstraint(
                condition=Q(end=None) | Q(start=None) | Q(end__gte=F("start")),
                name="%(class)s_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(checked_by=None) | Q(written_by=None) | ~Q(checked_by=F("written_by")),
                name="nobody_checks_their_own_%(class)s",
            ),
        )

    def __str__(self) -> str:
        return self.title or self.code

    def programme_of(self) -> int | None:
        """The programme of its cohort."""
        return self.cohort.programme_id

    @property
    def is_closed(self) -> bool:
        """Whether the register is closed for its cohort; that of offers never is."""
        return False
