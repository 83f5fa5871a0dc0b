"""A plan before the panel: what was answered in the consultation, and who signed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from shanhai.decisions import rules
from shanhai.decisions.models.procedures import Member
from shanhai.decisions.words import SIDES, STATES
from shanhai.pages.words import say_later, says
from shanhai.plans.models import Check, Placed, Plan
from shanhai.programme.models import Attachment, Cohort, Record


def choices(life: str) -> list[tuple[str, str]]:
    """The states of a life for a field, in the reader's language."""
    return [(state, say_later(words)) for state, words in STATES[life].items()]


class Decision(Record):
    """One plan before the panel. `fingerprint` is over plan, rules and pool: what each signature signs.

    `checked` is what the independent check found when it was asked last; nothing when all is well.
    """

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="decisions")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="decisions")
    state = models.CharField(
        says("state", "状态"), max_length=10, choices=choices("decision"), default="consulting"
    )
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(says("opened", "开始时间"), auto_now_add=True)
    answers_until = models.DateField(says("answers until", "答复截止"))
    fingerprint = models.CharField(says("fingerprint", "指纹"), max_length=64)
    quorum = models.PositiveSmallIntegerField(says("signatures needed", "所需签署数"))
    checked = models.JSONField(default=list, blank=True)
    checked_at = models.DateTimeField(says("verified", "核验时间"), null=True, blank=True)
    signed_at = models.DateTimeField(says("signed", "签署时间"), null=True, blank=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")

    class Meta:
        verbose_name = says("decision", "审议")
        ordering = ("cohort", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("cohort",), condition=Q(state__in=rules.OPEN_DECISIONS), name="one_open_decision"
            ),
            models.UniqueConstraint(
                fields=("cohort",), condition=Q(state="signed"), name="one_signed_decision"
            ),
            models.UniqueConstraint(
                fields=("plan",), condition=~Q(state="dropped"), name="a_plan_is_decided_once"
            ),
            models.CheckConstraint(
                condition=~Q(fingerprint="") & Q(quorum__gte=1), name="a_decision_is_of_something"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("signed", "replaced"))
                | Q(signed_at__isnull=False, checked_at__isnull=False),
                name="signed_after_it_was_verified",
            ),
        )

    def __str__(self) -> str:
        return str(self.plan)

    @classmethod
    def seen_by(cls, account) -> Q:
        """Office, panel and auditor; units and persons see their own answers, not the decision."""
        return Q(cohort__programme__in=account.standing.programmes("decisions.read"))

    def programme_of(self) -> int | None:
        """The programme of its cohort."""
        return self.cohort.programme_id


class Answer(Record):
    """What one side is asked of one place, and what it says."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="answers")
    placed = models.ForeignKey(Placed, models.PROTECT, related_name="answers")
    side = models.CharField(max_length=6, choices=[(key, say_later(each)) for key, each in SIDES.items()])
    state = models.CharField(says("answer", "答复"), max_length=9, choices=choices("answer"), default="asked")
    reason = models.TextField(says("reason", "理由"), max_length=2000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(says("answered", "答复时间"), null=True, blank=True)

    personal = True

    class Meta:
        verbose_name = says("answer in the consultation", "征求意见答复")
        ordering = ("decision", "placed__order__host__code", "placed__order__code", "placed__seat", "side")
        constraints = (
            models.UniqueConstraint(fields=("decision", "placed", "side"), name="asked_once"),
            models.CheckConstraint(
                condition=~Q(state__in=("objected", "declined")) | ~Q(reason=""), name="a_no_says_why"
            ),
            models.CheckConstraint(
                condition=Q(side="person", state__in=("asked", "accepted", "declined", "silent"))
                | Q(side__in=("host", "home"), state__in=("asked", "agreed", "objected", "silent", "tacit")),
                name="units_agree_and_persons_accept",
            ),
        )

    def __str__(self) -> str:
        return f"{self.placed}: {self.side}"

    @classmethod
    def seen_by(cls, account) -> Q:
        """The person, and the unit that is asked, their own; office, panel and auditor every one."""
        standing, programme = account.standing, "decision__cohort__programme"
        return (
            Q(decision__cohort__programme__in=standing.programmes("decisions.read"))
            | Q(side="person", placed__person__account=account)
            | Q(side="host")
            & standing.within("orders.write", programme=programme, organisation="placed__order__host")
            | Q(side="home")
            & standing.within("nominations.write", programme=programme, organisation="placed__person__home")
        )

    def programme_of(self) -> int | None:
        """The programme of the decision."""
        return self.decision.cohort.programme_id


class Signature(Record):
    """A member says yes or no to what the fingerprint stands for, with their reasons.

    `factor` is the second factor that was checked, or "paper"; then `scan` is the signed sheet, and
    `entered_by` the second person who read it. It is written once and never changed.
    """

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="signatures")
    member = models.ForeignKey(Member, models.PROTECT, related_name="signatures")
    agrees = models.BooleanField(says("agrees", "是否同意"))
    reason = models.TextField(says("reasons", "意见"), max_length=4000)
    fingerprint = models.CharField(says("fingerprint", "指纹"), max_length=64)
    factor = models.CharField(max_length=20)
    on = models.DateField(says("date", "日期"))
    at = models.DateTimeField(says("entered", "录入时间"), auto_now_add=True)
    scan = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="+")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = says("signature", "签署")
        ordering = ("decision", "id")
        constraints = (
            models.UniqueConstraint(fields=("decision", "member"), name="signed_once"),
            models.CheckConstraint(
                condition=~Q(fingerprint="") & ~Q(reason=""), name="a_signature_is_for_something"
            ),
            models.CheckConstraint(
                condition=Q(factor="paper", scan__isnull=False, entered_by__isnull=False)
                | (~Q(factor__in=("paper", "")) & Q(scan=None, entered_by=None)),
                name="signed_by_factor_or_on_paper",
            ),
        )

    def __str__(self) -> str:
        return f"{self.decision}: {self.member}"

    @classmethod
    def seen_by(cls, account) -> Q:
        """Whoever sees the decision."""
        return Q(decision__cohort__programme__in=account.standing.programmes("decisions.read"))

    def programme_of(self) -> int | None:
        """The programme of the decision."""
        return self.decision.cohort.programme_id


class DecisionCheck(Check):
    """A check of a decision: its plan proven anew, and its records held against the trail."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="checks")

    class Meta(Check.Meta):
        verbose_name = says("independent check of a decision", "审议独立核验")
        constraints = (
            models.UniqueConstraint(
                fields=("decision",), condition=Q(done_at=None), name="one_check_of_a_decision_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=False) | Q(is_true=False),
                name="a_check_of_a_decision_says_nothing_before_it_is_done",
            ),
        )

    def __str__(self) -> str:
        return f"{self.decision}: {self.asked_at:%Y-%m-%d %H:%M}"

    @classmethod
    def seen_by(cls, account) -> Q:
        """Whoever sees the decision."""
        return Q(decision__cohort__programme__in=account.standing.programmes("decisions.read"))

    def programme_of(self) -> int | None:
        """The programme of the decision."""
        return self.decision.cohort.programme_id
