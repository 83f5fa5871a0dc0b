"""Programmes and their cohorts."""

from __future__ import annotations

from django.db import models

from shanhai.pages.words import says
from shanhai.programme.models.records import Record


class Programme(Record):
    """A multi-year exchange programme; the office's settings for it stand here."""

    code = models.SlugField(says("short name", "简称"), max_length=40, unique=True)
    name = models.CharField(says("name", "名称"), max_length=200)
    invented = models.BooleanField(says("everything in it is invented", "内容均属虚构"), default=False)
    needs_label = models.CharField(says("title of the needs list", "需求清单名称"), max_length=40, blank=True)
    offers_label = models.CharField(
        says("title of the offers list", "供给清单名称"), max_length=40, blank=True
    )
    retention_years = models.PositiveSmallIntegerField(
        says("years that dossiers are kept after the cohort has closed", "批次结束后档案保存年限"), default=10
    )

    class Meta:
        verbose_name = says("programme", "工程")
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name

    @classmethod
    def seen_by(cls, account) -> models.Q:
        """Whoever has a role in it."""
        return models.Q(pk__in=account.standing.programmes())

    def programme_of(self) -> int | None:
        """A programme belongs to itself."""
        return self.pk


class Cohort(Record):
    """One intake of a programme. Its stage is moved by `rounds` only; the steps stand in `rounds.rules`."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="cohorts")
    code = models.SlugField(says("short name", "简称"), max_length=40)
    name = models.CharField(says("name", "名称"), max_length=200)
    previous = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="following")
    stage = models.CharField(says("stage", "阶段"), max_length=20, default="preparing")
    orders_closed_at = models.DateTimeField(says("orders closed", "订单截止"), null=True, blank=True)
    closed_at = models.DateTimeField(says("closed", "结束时间"), null=True, blank=True, editable=False)
    targets = models.JSONField(says("targets of composition", "结构目标"), default=dict, blank=True)
    starts = models.DateField(says("first month", "起始月"), null=True, blank=True)
    ends = models.DateField(says("last month", "截止月"), null=True, blank=True)

    class Meta:
        verbose_name = says("cohort", "批次")
        ordering = ("programme", "-code")
        constraints = (models.UniqueConstraint(fields=("programme", "code"), name="one_code_a_cohort"),)

    def __str__(self) -> str:
        return self.name

    @classmethod
    def seen_by(cls, account) -> models.Q:
        """Whoever has a role in the programme."""
        return models.Q(programme__in=account.standing.programmes())
