"""Independent checks that were asked for, and what each found: of a plan here, of a decision above."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from shanhai.pages.words import says
from shanhai.plans.models.plans import OfPlan, Plan
from shanhai.programme.models import Record


class Check(Record):
    """One check: who asked for it, and what a job found; `findings` are sentences by language.

    It is a record of its own, so that a check writes nothing over what it looks at.
    """

    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(says("asked for", "发起时间"), auto_now_add=True)
    done_at = models.DateTimeField(says("checked", "核验时间"), null=True, blank=True)
    is_true = models.BooleanField(says("confirmed", "核验通过"), default=False)
    findings = models.JSONField(default=dict, blank=True)

    personal = True

    class Meta:
        abstract = True
        ordering = ("-id",)

    def told(self, language: str) -> list[str]:
        """What was found, in one language."""
        return list(self.findings.get(language, ()))


class PlanCheck(OfPlan, Check):
    """A check of a plan. `is_proven`: no plan under the same rules and overrides is better."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="checks")
    is_proven = models.BooleanField(default=False)

    class Meta(Check.Meta):
        verbose_name = says("independent check", "独立核验")
        constraints = (
            models.UniqueConstraint(
                fields=("plan",), condition=Q(done_at=None), name="one_check_of_a_plan_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=False) | Q(is_true=False, is_proven=False),
                name="a_check_of_a_plan_says_nothing_before_it_is_done",
            ),
        )

    def __str__(self) -> str:
        return f"{self.plan}: {self.asked_at:%Y-%m-%d %H:%M}"
