"""What is done about seats that could not be filled."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from shanhai.decisions.words import REMEDIES
from shanhai.pages.words import say_later, says
from shanhai.plans.models import Short
from shanhai.programme.models import Record
from shanhai.registers.models import Need


class Remedy(Record):
    """Seats that stay empty in a published plan, turned into something that somebody will do.

    `need` is the need in the registers that keeps what the order asked for; its proof stands on `short`.
    """

    short = models.OneToOneField(Short, models.PROTECT, related_name="remedy")
    need = models.ForeignKey(Need, models.PROTECT, related_name="+")
    way = models.CharField(
        says("what is done", "处理方式"),
        max_length=8,
        choices=[(key, say_later(words)) for key, words in REMEDIES.items()],
        blank=True,
    )
    note = models.TextField(says("note", "备注"), max_length=2000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = says("remedy of a shortage", "空缺处理")
        ordering = ("short__order__host__code", "short__order__code")

    def __str__(self) -> str:
        return str(self.short)

    @classmethod
    def seen_by(cls, account) -> Q:
        """Whoever reads decisions; the host that ordered; a call, everybody who puts people forward."""
        standing, programme = account.standing, "short__plan__cohort__programme"
        return (
            Q(short__plan__cohort__programme__in=standing.programmes("decisions.read"))
            | standing.within("orders.write", programme=programme, organisation="short__order__host")
            | Q(way="call", short__plan__cohort__programme__in=standing.programmes("nominations.write"))
        )

    def programme_of(self) -> int | None:
        """The programme of the plan."""
        return self.short.plan.cohort.programme_id
