"""Plans of a sealed pool, and what stands on one: who is placed, who is left out, which seats stay empty."""

from __future__ import annotations

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import models
from django.db.models import F, Q

from shanhai.pages.words import says
from shanhai.plans.rules import WHOLE
from shanhai.programme.models import Cohort, Grant, Person, Record
from shanhai.registers.models import Order
from shanhai.rounds.models import Nomination, Pool, RuleSet

STATES = (
    ("waiting", says("waiting", "排队中")),
    ("running", says("being worked out", "正在计算")),
    ("stopped", says("stopped", "已停止")),
    ("failed", says("failed", "未能完成")),
    ("conflict", says("the rules cannot all hold", "规则无法同时满足")),
    ("solved", says("being verified", "正在核验")),
    ("verified", says("verified", "已核验")),
    ("proposed", says("handed to the panel", "已提交审议")),
    ("rejected", says("rejected", "未通过")),
    ("signed", says("signed", "已签署")),
    ("replaced", says("replaced", "已被替代")),
)


def _private() -> FileSystemStorage:
    return FileSystemStorage(location=settings.PRIVATE_FILES, base_url=None)


class Plan(Record):
    """One plan of a sealed pool under one version of the rules, with the overrides that it was made with.

    `stages` lists name, value, bound and proof of each stage of the objective; `status` is the engine's word
    for it ("proven", "limited", "conflict"); `rules` tells what became of each rule; `found` holds, by
    language, what a failure, a conflict or the independent check found. `keeps` is the plan from which as few
    people as can be were to move. `by_hand` lists the people who refuse a decision by automation alone: only
    an override places them. `file` is plan.json, `digest` its SHA-256.
    """

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="plans")
    pool = models.ForeignKey(Pool, models.PROTECT, related_name="plans")
    rule_set = models.ForeignKey(RuleSet, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(says("number", "序号"))
    title = models.CharField(says("title", "名称"), max_length=120, blank=True)
    state = models.CharField(says("state", "状态"), max_length=10, choices=STATES, default="waiting")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    keeps = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="kept_by")
    by_hand = models.JSONField(default=list, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(says("asked for", "发起时间"), auto_now_add=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    proposed_at = models.DateTimeField(says("handed in", "提交时间"), null=True, blank=True)
    status = models.CharField(max_length=10, blank=True)
    stages = models.JSONField(default=list, blank=True)
    rules = models.JSONField(default=list, blank=True)
    found = models.JSONField(default=dict, blank=True)
    most_seconds = models.PositiveIntegerField(says("time limit", "时限"), null=True, blank=True)
    people = models.PositiveIntegerField(says("people", "人数"), default=0)
    placed = models.PositiveIntegerField(says("placed", "已安排"), default=0)
    seats = models.PositiveIntegerField(says("seats", "名额"), default=0)
    filled = models.PositiveIntegerField(says("filled", "已满名额"), default=0)
    full = models.PositiveIntegerField(default=0)
    seconds = models.FloatField(default=0)
    problem_print = models.CharField(
        says("fingerprint of the problem", "问题指纹"), max_length=64, blank=True
    )
    rules_print = models.CharField(says("fingerprint of the rules", "规则指纹"), max_length=64, blank=True)
    pool_print = models.CharField(says("fingerprint of the pool", "人选库指纹"), max_length=64, blank=True)
    engine = models.CharField(says("engine", "引擎"), max_length=90, blank=True)
    digest = models.CharField(says("fingerprint of the plan", "方案指纹"), max_length=64, blank=True)
    file = models.FileField(storage=_private, max_length=200, blank=True)
    solved_at = models.DateTimeField(says("worked out", "计算完成时间"), null=True, blank=True)
    verified_at = models.DateTimeField(says("verified", "核验时间"), null=True, blank=True)

    class Meta:
        verbose_name = says("plan", "匹配方案")
        ordering = ("cohort", "-number")
        indexes = (models.Index(fields=("cohort", "state")),)
        constraints = (
            models.UniqueConstraint(fields=("cohort", "number"), name="one_number_a_plan"),
            models.UniqueConstraint(
                fields=("cohort",), condition=Q(state="signed"), name="one_signed_plan_a_cohort"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=WHOLE)
                | (
                    Q(verified_at__isnull=False)
                    & ~Q(digest="")
                    & ~Q(file="")
                    & ~Q(problem_print="")
                    & ~Q(pool_print="")
                ),
                name="a_plan_is_verified_before_it_is_seen",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("proposed", "signed", "replaced")) | Q(proposed_at__isnull=False),
                name="a_plan_is_handed_in_by_somebody",
            ),
            models.CheckConstraint(condition=Q(filled__lte=F("seats")), name="no_more_filled_than_seats"),
        )

    def __str__(self) -> str:
        return self.title or f"{self.cohort} · {self.number}"

    @property
    def is_whole(self) -> bool:
        """Whether it is verified and shown as a plan."""
        return self.state in WHOLE

    @property
    def is_proven(self) -> bool:
        """Whether no plan under the same rules and overrides is better, proven."""
        return self.status == "proven"

    @classmethod
    def seen_by(cls, account) -> Q:
        """Office, panel and auditor; and whom a room above has granted it."""
        return Q(cohort__programme__in=account.standing.programmes("plans.read")) | Q(
            pk__in=Grant.objects.reaching(account, cls.label())
        )

    def programme_of(self) -> int | None:
        """The programme of its cohort."""
        return self.cohort.programme_id


class OfPlan(Record):
    """What stands on a plan. It is written when the plan is verified, and never changed."""

    class Meta:
        abstract = True

    @classmethod
    def seen_by(cls, account) -> Q:
        """Whoever may read plans of the programme; and whom a room above has granted this one."""
        return Q(plan__cohort__programme__in=account.standing.programmes("plans.read")) | Q(
            pk__in=Grant.objects.reaching(account, cls.label())
        )

    def programme_of(self) -> int | None:
        """The programme of the plan."""
        return self.plan.cohort.programme_id


class Placed(OfPlan):
    """One person in one seat of an order. `parts` are the points of each criterion; they add up to `fit`."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="placements")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    nomination = models.ForeignKey(Nomination, models.PROTECT, related_name="+")
    order = models.ForeignKey(Order, models.PROTECT, related_name="+")
    seat = models.PositiveSmallIntegerField(says("seat", "名额"))
    fit = models.PositiveIntegerField(says("fit", "匹配度"))
    parts = models.JSONField(default=dict, blank=True)
    is_overridden = models.BooleanField(default=False)

    personal = True

    class Meta:
        verbose_name = says("place in a plan", "方案中的安排")
        ordering = ("plan", "order__host__code", "order__code", "seat")
        constraints = (
            models.UniqueConstraint(fields=("plan", "order", "seat"), name="one_person_a_seat"),
            models.UniqueConstraint(fields=("plan", "person", "order"), name="once_in_an_order"),
        )

    def __str__(self) -> str:
        return f"{self.person} → {self.order}"


class LeftOut(OfPlan):
    """Somebody whom the plan gives no place (or fewer than they offer): `reason` is the engine's word for it
    ("shut_out", "rule", "outbid") or "by_hand"; `told` the reason in three languages, for office and panel.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="left_out")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    nomination = models.ForeignKey(Nomination, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=10)
    data = models.JSONField(default=dict, blank=True)
    told = models.JSONField(default=dict, blank=True)

    personal = True

    class Meta:
        verbose_name = says("left without a place", "未安排人员")
        ordering = ("plan", "person__home__code", "person__code")
        constraints = (models.UniqueConstraint(fields=("plan", "person"), name="left_out_once"),)

    def __str__(self) -> str:
        return str(self.person)


class Short(OfPlan):
    """An order with empty seats. `data` is the engine's proof of the shortage: kind ("cut", "forced",
    "undecided"), the codes of the orders that are short together, seats, people, reach, rules, stages;
    `told` says it in three languages without naming people.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="shortages")
    order = models.ForeignKey(Order, models.PROTECT, related_name="+")
    empty = models.PositiveSmallIntegerField(says("empty seats", "空缺名额"))
    data = models.JSONField(default=dict, blank=True)
    told = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = says("seats that stay empty", "空缺名额")
        ordering = ("plan", "order__host__code", "order__code")
        constraints = (
            models.UniqueConstraint(fields=("plan", "order"), name="short_once"),
            models.CheckConstraint(condition=Q(empty__gte=1), name="a_shortage_has_empty_seats"),
        )

    def __str__(self) -> str:
        return f"{self.order}: {self.empty}"
