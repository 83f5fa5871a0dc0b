"""What is done about seats that could not be filled."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from shanhai.decisions.models.decisions import choices
from shanhai.decisions.rules import REMEDIES_OF_SOMEBODY
from shanhai.decisions.words import REMEDIES
from shanhai.pages.words import say_later, says
from shanhai.plans.models import Short
from shanhai.programme.models import Record
from shanhai.registers.models import Need


class Remedy(Record):
    """Seats that stay empty in a published plan, turned into something that somebody will do.

    `owner` sees to it until `due` and says what came of it. `need` is the need in the registers that keeps
    what the order asked for; its proof stands on `short`.
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
    state = models.CharField(says("state", "状态"), max_length=6, choices=choices("remedy"), default="open")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    due = models.DateField(says("to be done by", "办结期限"), null=True, blank=True)
    outcome = models.TextField(says("what came of it", "办理结果"), max_length=2000, blank=True)
    done_at = models.DateTimeField(says("done", "办结时间"), null=True, blank=True)

    class Meta:
        verbose_name = says("remedy of a shortage", "空缺处理")
        ordering = ("short__order__host__code", "short__order__code")
        constraints = (
            models.CheckConstraint(condition=Q(state="open") | ~Q(way=""), name="a_remedy_has_a_way"),
            models.CheckConstraint(
                condition=~Q(way__in=REMEDIES_OF_SOMEBODY) | Q(owner__isnull=False, due__isnull=False),
                name="training_has_an_owner_and_a_date",
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | (Q(done_at__isnull=False) & ~Q(outcome="")),
                name="what_is_done_says_what_came_of_it",
            ),
        )

    def __str__(self) -> str:
        return str(self.short)

    @classmethod
    def seen_by(cls, account) -> Q:
        """Whoever reads decisions or sees to it; the host that ordered; a call, whoever nominates."""
        standing, programme = account.standing, "short__plan__cohort__programme"
        return (
            Q(short__plan__cohort__programme__in=standing.programmes("decisions.read"))
            | Q(owner=account)
            | standing.within("orders.write", programme=programme, organisation="short__order__host")
            | Q(way="call", short__plan__cohort__programme__in=standing.programmes("nominations.write"))
        )

    def programme_of(self) -> int | None:
        """The programme of the plan."""
        return self.short.plan.cohort.programme_id
