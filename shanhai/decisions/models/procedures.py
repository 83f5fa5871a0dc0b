"""How a cohort is decided: whom the office asks, who signs, what becomes public."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from shanhai.decisions import rules
from shanhai.decisions.words import ORDERS, SILENCES
from shanhai.pages.words import say_later, says
from shanhai.programme.models import Cohort, Record


def _shown() -> list[str]:
    return ["name", "home", "host", "order", "term"]


class Procedure(Record):
    """Which steps a cohort uses between a proposed plan and its letters."""

    cohort = models.OneToOneField(Cohort, models.PROTECT, related_name="procedure")
    asks_hosts = models.BooleanField(says("hosts are asked", "征求接收单位意见"), default=True)
    asks_homes = models.BooleanField(says("homes are asked", "征求派出单位意见"), default=True)
    asks_persons = models.BooleanField(says("the person accepts", "由本人确认"), default=True)
    days_to_answer = models.PositiveSmallIntegerField(
        says("working days to answer", "答复工作日"), default=5, validators=(MaxValueValidator(60),)
    )
    silence = models.CharField(
        says("silence of a unit", "单位逾期未答复"),
        max_length=8,
        choices=[(key, say_later(words)) for key, words in SILENCES.items()],
        default="open",
    )
    quorum = models.PositiveSmallIntegerField(
        says("signatures needed", "所需签署数"), default=2, validators=(MinValueValidator(1),)
    )
    days_to_object = models.PositiveSmallIntegerField(
        says("working days of the objection window", "公示工作日"),
        default=5,
        validators=(MaxValueValidator(60),),
    )
    order = models.CharField(
        says("order of the list", "名单排序"),
        max_length=8,
        choices=[(key, say_later(words)) for key, words in ORDERS.items()],
        default="unit",
    )
    shows = models.JSONField(says("what becomes public", "公示内容"), default=_shown)
    authority = models.CharField(says("who answers for the list", "公示责任单位"), max_length=120)
    contact = models.CharField(says("whom to ask", "咨询方式"), max_length=200)

    class Meta:
        verbose_name = says("procedure", "审议程序")
        constraints = (
            models.CheckConstraint(condition=Q(quorum__gte=1), name="somebody_signs"),
            models.CheckConstraint(condition=Q(silence__in=rules.SILENCES), name="a_known_silence"),
            models.CheckConstraint(condition=Q(order__in=rules.ORDERS_OF_LISTS), name="a_known_order"),
            models.CheckConstraint(condition=~Q(authority="") & ~Q(contact=""), name="somebody_answers"),
        )

    def __str__(self) -> str:
        return str(self.cohort)

    @classmethod
    def seen_by(cls, account) -> Q:
        """Whoever has a role in the programme: how it is decided is no secret."""
        return Q(cohort__programme__in=account.standing.programmes())

    def programme_of(self) -> int | None:
        """The programme of its cohort."""
        return self.cohort.programme_id


class Member(Record):
    """A named member of the panel that decides on a cohort."""

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="panel")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=says("member", "成员")
    )

    class Meta:
        verbose_name = says("member of the panel", "审议成员")
        ordering = ("cohort", "account__name", "id")
        constraints = (models.UniqueConstraint(fields=("cohort", "account"), name="a_member_once"),)

    def __str__(self) -> str:
        return str(self.account)

    @classmethod
    def seen_by(cls, account) -> Q:
        """Whoever has a role in the programme: who decides is no secret."""
        return Q(cohort__programme__in=account.standing.programmes())

    def programme_of(self) -> int | None:
        """The programme of its cohort."""
        return self.cohort.programme_id
