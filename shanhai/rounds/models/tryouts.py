"""Try-outs: a version of the rules held against people whom it is not made for."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from shanhai.pages.words import says
from shanhai.programme.models import Record
from shanhai.rounds.models.rule_sets import RuleSet

ON = (
    ("previous", says("the people and orders of the previous cohort", "上一批次的人员和订单")),
    ("invented", says("invented people and orders", "虚构的人员和订单")),
)
STATES = (
    ("waiting", says("waiting", "排队中")),
    ("running", says("running", "正在试算")),
    ("done", says("done", "已完成")),
    ("failed", says("failed", "未能试算")),
)


class TryOut(Record):
    """One try-out. `found` holds what came of it, without any person in it; `at_version` what was tried."""

    rule_set = models.ForeignKey(RuleSet, models.CASCADE, related_name="try_outs")
    at_version = models.PositiveIntegerField()
    on = models.CharField(says("tried on", "试算对象"), max_length=10, choices=ON)
    state = models.CharField(says("state", "状态"), max_length=10, choices=STATES, default="waiting")
    stage = models.CharField(says("working on", "正在计算"), max_length=20, blank=True)
    found = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(says("asked for", "发起时间"), auto_now_add=True)

    class Meta:
        verbose_name = says("try-out", "试算")
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.rule_set} · {self.on}"

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come."""
        return self.state in ("done", "failed")

    @classmethod
    def seen_by(cls, account) -> Q:
        """Whoever writes, approves or audits rules."""
        allowed = ("rules.write", "rules.approve", "trail.read")
        programmes = set().union(*(account.standing.programmes(each) for each in allowed))
        return Q(rule_set__cohort__programme__in=programmes)

    def programme_of(self) -> int | None:
        """The programme of the rule set."""
        return self.rule_set.programme_of()
