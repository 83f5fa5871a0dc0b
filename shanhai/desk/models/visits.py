"""Visits to firms and households: rounds planned, and what was logged."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shanhai.pages.words import says
from shanhai.programme.models import Account, Organisation, Place, Programme, Record

KINDS = (("firm", says("firms", "企业")), ("household", says("households", "家庭")))


class VisitRound(Record):
    """A round of visits that somebody plans: a day, and the firms or villages to go to."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    title = models.CharField(says("title", "名称"), max_length=120)
    kind = models.CharField(says("to", "走访对象"), max_length=10, choices=KINDS, default="firm")
    on = models.DateField(says("day", "日期"))
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = says("round of visits", "走访")
        ordering = ("-on", "-pk")

    def __str__(self) -> str:
        return self.title

    @classmethod
    def seen_by(cls, account) -> Q:
        """One's own, and the desk."""
        return Q(account=account) | account.standing.within("desk.route", programme="programme")


class Visit(Record):
    """One stop of a round. Of a household only the place is kept, and that it consented."""

    round = models.ForeignKey(VisitRound, models.PROTECT, related_name="visits")
    firm = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    order = models.PositiveSmallIntegerField(default=0)
    done_on = models.DateField(says("visited on", "走访日期"), null=True, blank=True)
    consented = models.BooleanField(says("the household consented", "家庭同意"), default=False)
    note = models.TextField(says("note", "备注"), max_length=1000, blank=True)
    client_id = models.CharField(max_length=36, null=True, blank=True, editable=False)  # noqa: DJ001

    class Meta:
        verbose_name = says("visit", "走访记录")
        ordering = ("order", "pk")
        constraints = (
            models.UniqueConstraint(fields=("round", "firm"), name="a_firm_stands_once_on_a_round"),
            models.CheckConstraint(
                condition=Q(firm__isnull=False) | Q(place__isnull=False), name="a_visit_goes_somewhere"
            ),
            models.CheckConstraint(
                condition=Q(firm__isnull=False) | Q(done_on=None) | Q(consented=True),
                name="a_household_is_visited_by_consent",
            ),
        )

    def __str__(self) -> str:
        return str(self.firm or self.place)

    @classmethod
    def seen_by(cls, account) -> Q:
        """One's own rounds, and the desk."""
        return Q(round__account=account) | account.standing.within("desk.route", programme="round__programme")

    def programme_of(self) -> int | None:
        """The programme of the round."""
        return self.round.programme_id
