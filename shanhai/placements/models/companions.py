"""What accompanies a placement: the return plan, absences, extensions, and the diary."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from shanhai.pages.words import says
from shanhai.placements.models.placements import OfPlacement, choices
from shanhai.placements.words import SHARED, STATES_OF_EXTENSIONS


class ReturnPlan(OfPlacement):
    """What the home organisation promises before the departure, and what became of it a year later."""

    placement = models.OneToOneField("placements.Placement", models.CASCADE, related_name="return_plan")
    post = models.CharField(says("post that is kept", "保留岗位"), max_length=200)
    contact = models.CharField(says("contact at home", "派出单位联系人"), max_length=200)
    use = models.TextField(
        says("how what is learned will be used", "所学如何使用"), max_length=2_000, blank=True
    )
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    used = models.TextField(says("how it is used", "实际使用情况"), max_length=2_000, blank=True)
    used_by_home = models.TextField(
        says("how the unit uses it", "使用情况（单位）"), max_length=2_000, blank=True
    )

    personal = True

    class Meta:
        verbose_name = says("return plan", "返回安排")
        constraints = (
            models.CheckConstraint(
                condition=~Q(post="") & ~Q(contact=""), name="a_return_plan_says_post_and_contact"
            ),
        )

    def __str__(self) -> str:
        return self.post


class Absence(OfPlacement):
    """Days away from the post, and who stands in. Why somebody is away is not kept."""

    placement = models.ForeignKey("placements.Placement", models.CASCADE, related_name="absences")
    starts = models.DateField(says("from", "起"))
    ends = models.DateField(says("until", "止"))
    stand_in = models.CharField(says("who stands in", "代理人"), max_length=120)
    reach = models.CharField(says("how to reach them", "联系方式"), max_length=120, blank=True)

    personal = True

    class Meta:
        verbose_name = says("absence", "离岗")
        ordering = ("starts",)
        constraints = (
            models.CheckConstraint(
                condition=Q(ends__gte=F("starts")), name="an_absence_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=~Q(stand_in=""), name="somebody_stands_in"),
            models.UniqueConstraint(fields=("placement", "starts"), name="one_absence_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.starts} – {self.ends}"


class Extension(OfPlacement):
    """A longer term: asked for by one side, agreed to by the others, decided by somebody else."""

    placement = models.ForeignKey("placements.Placement", models.CASCADE, related_name="extensions")
    until = models.DateField(says("new end", "延期至"))
    reason = models.TextField(says("why", "理由"), max_length=2_000)
    state = models.CharField(
        says("state", "状态"), max_length=8, choices=choices(STATES_OF_EXTENSIONS), default="asked"
    )
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(says("asked", "申请时间"), auto_now_add=True)
    #: side → whether it agrees; a side that has not answered is not in it.
    agreed = models.JSONField(says("agreed", "各方意见"), default=dict, blank=True)
    answer = models.TextField(says("answer", "答复"), max_length=2_000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    personal = True

    class Meta:
        verbose_name = says("extension", "延期")
        ordering = ("-asked_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("placement",), condition=Q(state="asked"), name="one_open_extension"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | Q(asked_by=None) | ~Q(decided_by=F("asked_by")),
                name="nobody_decides_their_own_extension",
            ),
        )

    def __str__(self) -> str:
        return f"{self.placement} → {self.until}"


class DiaryEntry(OfPlacement):
    """A page of the person's diary: their own, unless they share it. Its text never enters the trail."""

    placement = models.ForeignKey("placements.Placement", models.CASCADE, related_name="diary")
    on = models.DateField(says("day", "日期"))
    text = models.TextField(says("diary", "日志"), max_length=4_000)
    shared = models.CharField(
        says("who reads it", "谁可查看"), max_length=4, choices=choices(SHARED), default="own"
    )

    personal = True
    digest_only = frozenset({"text"})

    class Meta:
        verbose_name = says("diary entry", "日志")
        ordering = ("-on", "-pk")
        indexes = (models.Index(fields=("placement", "-on"), name="diary_by_day"),)
        constraints = (models.CheckConstraint(condition=~Q(text=""), name="a_diary_says_something"),)

    def __str__(self) -> str:
        return f"{self.on}"

    @classmethod
    def seen_by(cls, account) -> Q:
        """The person; and those with whom the person shares it."""
        standing, programme = account.standing, "placement__cohort__programme"
        host = standing.within("placements.receive", programme=programme, organisation="placement__host")
        home = standing.within("placements.send", programme=programme, organisation="placement__home")
        office = standing.within("placements.run", programme=programme)
        return (
            Q(placement__person__account=account)
            | Q(shared__in=("host", "all")) & host
            | Q(shared__in=("home", "all")) & home
            | Q(shared="all") & office
        )

    @classmethod
    def history_seen_by(cls, account) -> Q:
        """The person alone."""
        return Q(placement__person__account=account)
