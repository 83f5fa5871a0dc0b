"""Rule sets: what a plan has to keep and what it scores, in versions that are frozen by a second person."""

from __future__ import annotations

import hashlib
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from shanhai.pages.words import says
from shanhai.programme.models import Cohort, Record

STATES = (
    ("draft", says("draft", "草案")),
    ("proposed", says("proposed", "待审定")),
    ("frozen", says("frozen", "已冻结")),
    ("replaced", says("replaced", "已被替代")),
)
FAIR_OVER = (
    ("", says("no fairness stage", "不设公平阶段")),
    ("place", says("place", "接收地")),
    ("host", says("host organisation", "接收单位")),
)


class RuleSet(Record):
    """One version of a cohort's rules. `written_by` lists the accounts that changed anything in it.

    The seed is drawn with the first version and goes over into every later one; until the pool is sealed only
    its commitment is shown, and the trail never holds more than that.
    """

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="rule_sets")
    number = models.PositiveSmallIntegerField(says("version", "版本"))
    state = models.CharField(says("state", "状态"), max_length=10, choices=STATES, default="draft")
    reason = models.TextField(says("reason for this version", "修订理由"), max_length=2000, blank=True)
    fair_over = models.CharField(
        says("fair over", "公平对象"), max_length=8, choices=FAIR_OVER, default="", blank=True
    )
    seed = models.CharField(max_length=64)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    written_by = models.JSONField(default=list, editable=False)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    frozen_at = models.DateTimeField(says("frozen", "冻结时间"), null=True, blank=True)
    answer = models.TextField(says("why it was sent back", "退回理由"), max_length=2000, blank=True)
    fingerprint = models.CharField(says("fingerprint", "指纹"), max_length=64, blank=True)
    #: The lines from before the last workbook, as rows of its sheets, for as long as that can be taken back.
    before_book = models.JSONField(null=True, blank=True, editable=False)

    digest_only: ClassVar[frozenset[str]] = frozenset({"seed"})
    not_recorded = frozenset({"before_book"})

    class Meta:
        verbose_name = says("rule set", "选派规则")
        ordering = ("cohort", "-number")
        constraints = (
            models.UniqueConstraint(fields=("cohort", "number"), name="one_number_a_rule_set"),
            models.UniqueConstraint(
                fields=("cohort",), condition=Q(state="frozen"), name="one_frozen_rule_set_a_cohort"
            ),
            models.UniqueConstraint(
                fields=("cohort",),
                condition=Q(state__in=("draft", "proposed")),
                name="one_open_rule_set_a_cohort",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None)
                | (~Q(approved_by=F("author")) & ~Q(approved_by=F("proposed_by"))),
                name="nobody_approves_their_own_rules",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("frozen", "replaced"))
                | (Q(frozen_at__isnull=False) & ~Q(fingerprint="")),
                name="frozen_rules_have_a_fingerprint",
            ),
            models.CheckConstraint(condition=Q(number=1) | ~Q(reason="") | Q(state="draft"), name="why_anew"),
        )

    def __str__(self) -> str:
        return f"{self.cohort} · {self.number}"

    @property
    def commitment(self) -> str:
        """What is told of the seed before the pool is sealed: whoever holds the seed can check it."""
        return hashlib.sha256(self.seed.encode()).hexdigest()

    @property
    def is_open(self) -> bool:
        """Whether it is still being written or judged."""
        return self.state in ("draft", "proposed")

    @classmethod
    def seen_by(cls, account) -> Q:
        """Whoever may read the rules of the programme: they are knowable beforehand, drafts included."""
        return Q(cohort__programme__in=account.standing.programmes("rules.read"))

    def programme_of(self) -> int | None:
        """The programme of its cohort."""
        return self.cohort.programme_id


class Line(Record):
    """A line of a rule set: `values` holds the workbook's columns by key, as JSON holds them.

    `pairs` lists [person, order, amount or None] where the line speaks of single pairs.
    """

    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=30)
    values = models.JSONField(default=dict)
    pairs = models.JSONField(default=list, blank=True)

    class Meta:
        abstract = True
        ordering = ("rule_set", "position", "id")

    @classmethod
    def seen_by(cls, account) -> Q:
        """Whoever sees the rule set."""
        return Q(rule_set__cohort__programme__in=account.standing.programmes("rules.read"))

    def programme_of(self) -> int | None:
        """The programme of the rule set."""
        return self.rule_set.programme_of()


class RuleLine(Line):
    """A rule. `code` is its id, by which plans speak of it."""

    rule_set = models.ForeignKey(RuleSet, models.CASCADE, related_name="rules")
    code = models.CharField(says("rule id", "规则编号"), max_length=40)

    class Meta(Line.Meta):
        verbose_name = says("rule", "规则")
        constraints = (
            models.UniqueConstraint(fields=("rule_set", "code"), name="one_code_a_rule"),
            models.CheckConstraint(condition=~Q(code=""), name="a_rule_has_a_code"),
        )

    def __str__(self) -> str:
        return self.code

    def row(self) -> dict[str, object]:
        """The row of the workbook's sheet "rules"."""
        return {**self.values, "id": self.code, "kind": self.kind}


class CriterionLine(Line):
    """A criterion with its weight."""

    rule_set = models.ForeignKey(RuleSet, models.CASCADE, related_name="criteria")

    class Meta(Line.Meta):
        verbose_name = says("criterion", "评分项")

    def __str__(self) -> str:
        return self.kind

    def row(self) -> dict[str, object]:
        """The row of the workbook's sheet "weights"."""
        return {**self.values, "criterion": self.kind}
