"""People on the rosters of their home organisations."""

from __future__ import annotations

from django.db import models

from shanhai.pages.searching import OrderField, SearchField
from shanhai.pages.words import says
from shanhai.programme.models.accounts import Account
from shanhai.programme.models.places import Organisation, Place
from shanhai.programme.models.records import Record
from shanhai.programme.models.roles import Grant


class Person(Record):
    """Somebody who may be put forward. Lists are kept as the workbook's typed values.

    `expertise` holds [code, strength 1 to 5, evidenced], `barred` [place or organisation, ground]; never kin.
    """

    code = models.CharField(says("person id", "人员编号"), max_length=40)
    name = models.CharField(says("name", "姓名"), max_length=120)
    home = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="people",
        verbose_name=says("home organisation", "派出单位"),
    )
    account = models.OneToOneField(Account, models.SET_NULL, null=True, blank=True, related_name="person")
    native = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=says("native place", "籍贯地"),
    )
    level = models.PositiveSmallIntegerField(says("level", "职级"), default=0)
    industry = models.CharField(says("industry", "行业"), max_length=40, blank=True)
    experience = models.PositiveSmallIntegerField(
        says("years of experience", "工作年限"), null=True, blank=True
    )
    capacity = models.PositiveSmallIntegerField(says("orders at once", "可任数"), default=1)
    start = models.DateField(says("free from", "可派起始"), null=True, blank=True)
    end = models.DateField(says("free until", "可派截止"), null=True, blank=True)
    directions = models.JSONField(says("directions", "方向"), default=list, blank=True)
    expertise = models.JSONField(says("expertise", "专长"), default=list, blank=True)
    qualifications = models.JSONField(says("qualifications", "资格"), default=list, blank=True)
    barred = models.JSONField(says("recusals", "回避"), default=list, blank=True)
    groups = models.JSONField(says("groups", "分组"), default=list, blank=True)
    career = models.TextField(says("career", "履历"), blank=True)
    archived_at = models.DateTimeField(says("archived", "已归档"), null=True, blank=True, editable=False)
    #: What the person has corrected and the home officer has not looked at yet: field → {"at", "was"}.
    corrected = models.JSONField(says("corrected", "本人更正"), default=dict, blank=True, editable=False)
    erased_at = models.DateTimeField(says("erased", "已删除"), null=True, blank=True, editable=False)

    search = SearchField("code", people=("name",))
    by_pinyin = OrderField("name", by="pinyin", person=True)
    by_strokes = OrderField("name", by="strokes")

    personal = True

    class Meta:
        verbose_name = says("person", "人员")
        ordering = ("home__code", "code")
        constraints = (models.UniqueConstraint(fields=("home", "code"), name="one_code_a_person"),)

    def __str__(self) -> str:
        return self.name

    @classmethod
    def seen_by(cls, account) -> models.Q:
        """Oneself; the roster of one's organisation; and whom a room has granted one to see."""
        return (
            models.Q(account=account)
            | account.standing.within("roster.read", organisation="home")
            | models.Q(pk__in=Grant.objects.reaching(account, cls.label()))
        )

    @classmethod
    def history_seen_by(cls, account) -> models.Q:
        """Oneself, and who keeps the roster: a grant shows somebody as they are, not as they were."""
        return models.Q(account=account) | account.standing.within("roster.read", organisation="home")
