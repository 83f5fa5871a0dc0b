"""Nominations: who is put forward, what the person says, and the yes or no of the vetting body."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from shanhai.pages.words import says
from shanhai.programme.models import Cohort, Grant, Organisation, Person, Record

STATES = (
    ("put_forward", says("waits for the person", "待本人完善")),
    ("returned", says("returned to the person", "已退回本人")),
    ("completed", says("waits for vetting", "待审核")),
    ("cleared", says("cleared", "审核通过")),
    ("refused", says("not cleared", "审核未通过")),
    ("withdrawn", says("withdrawn", "已撤回")),
    ("pooled", says("in the pool", "已入库")),
)


class Quota(Record):
    """How many people an organisation, with all below it, may put forward in a cohort."""

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="quotas")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    most = models.PositiveIntegerField(says("at most", "至多"))

    class Meta:
        verbose_name = says("number to put forward", "推荐名额")
        ordering = ("cohort", "organisation__code")
        constraints = (
            models.UniqueConstraint(fields=("cohort", "organisation"), name="one_quota_an_organisation"),
        )

    def __str__(self) -> str:
        return f"{self.organisation}: {self.most}"

    @classmethod
    def seen_by(cls, account) -> Q:
        """Whoever may see nominations of the organisation."""
        return account.standing.within(
            "nominations.read", programme="cohort__programme", organisation="organisation"
        )

    def programme_of(self) -> int | None:
        """The programme of its cohort."""
        return self.cohort.programme_id


class Nomination(Record):
    """A home organisation puts a person forward; the person says where to, when, and confirms.

    `wishes` holds ids of places, organisations or orders, the dearest first.
    """

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="nominations")
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="nominations", verbose_name=says("person", "人员")
    )
    home = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=says("home organisation", "派出单位")
    )
    state = models.CharField(says("state", "状态"), max_length=12, choices=STATES, default="put_forward")
    why = models.TextField(says("why this person", "推荐理由"), max_length=2000, blank=True)
    wishes = models.JSONField(says("wishes", "志愿"), default=list, blank=True)
    directions = models.JSONField(says("directions", "方向"), default=list, blank=True)
    start = models.DateField(says("free from", "可派起始"), null=True, blank=True)
    end = models.DateField(says("free until", "可派截止"), null=True, blank=True)
    confirmed_at = models.DateTimeField(says("confirmed", "本人确认时间"), null=True, blank=True)
    on_paper = models.BooleanField(says("confirmed on paper", "书面确认"), default=False)
    answer = models.TextField(says("what was said last", "最近的说明"), max_length=2000, blank=True)
    put_forward_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(says("put forward", "推荐时间"), auto_now_add=True)

    personal = True

    class Meta:
        verbose_name = says("nomination", "推荐")
        ordering = ("cohort", "home__code", "person__code")
        indexes = (models.Index(fields=("cohort", "state")),)
        constraints = (
            models.UniqueConstraint(fields=("cohort", "person"), name="put_forward_once_a_cohort"),
            models.CheckConstraint(
                condition=Q(start=None) | Q(end=None) | Q(end__gte=F("start")), name="free_until_after_from"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("completed", "cleared", "refused", "pooled"))
                | Q(confirmed_at__isnull=False),
                name="a_dossier_is_confirmed",
            ),
        )

    def __str__(self) -> str:
        return str(self.person)

    @classmethod
    def seen_by(cls, account) -> Q:
        """The person; the home organisation; office, panel and auditor; and whom a room has granted it."""
        return (
            Q(person__account=account)
            | account.standing.within("nominations.read", programme="cohort__programme", organisation="home")
            | Q(pk__in=Grant.objects.reaching(account, cls.label()))
        )

    def programme_of(self) -> int | None:
        """The programme of its cohort."""
        return self.cohort.programme_id


class Vetting(Record):
    """The yes or no of the body entitled to vet, its date and its signer. Nothing else of it is kept."""

    nomination = models.OneToOneField(Nomination, models.CASCADE, related_name="vetting")
    passed = models.BooleanField(says("answer", "结论"))
    body = models.CharField(says("vetting body", "审核机构"), max_length=120)
    signer = models.CharField(says("signed by", "签署人"), max_length=80)
    on = models.DateField(says("date", "日期"))
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    personal = True

    class Meta:
        verbose_name = says("vetting", "审核")
        constraints = (
            models.CheckConstraint(condition=~Q(body="") & ~Q(signer=""), name="a_vetting_is_signed"),
        )

    def __str__(self) -> str:
        return f"{self.nomination} · {self.on}"

    @classmethod
    def seen_by(cls, account) -> Q:
        """Whoever sees the nomination."""
        return Q(nomination__in=Nomination.objects.filter(Nomination.seen_by(account)).values("pk"))

    def programme_of(self) -> int | None:
        """The programme of the nomination."""
        return self.nomination.programme_of()
