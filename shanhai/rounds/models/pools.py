"""The seal on a pool. The dossiers are the hub's `PoolEntry`, so that rooms below may read them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from shanhai.pages.words import says
from shanhai.programme.models import Cohort, Record
from shanhai.rounds.models.rule_sets import RuleSet


class Pool(Record):
    """The seal of a cohort: over the people, the orders and the rules, as they were at that moment.

    `orders` and `rest` hold the workbook's rows (the orders; places, organisations, codes), so that the
    fingerprint can be worked out again from what is stored here and in the pool's entries.
    """

    cohort = models.OneToOneField(Cohort, models.PROTECT, related_name="sealed_pool")
    rule_set = models.ForeignKey(RuleSet, models.PROTECT, related_name="+")
    people = models.PositiveIntegerField(says("people", "人数"))
    seats = models.PositiveIntegerField(says("seats", "名额"))
    orders = models.JSONField(default=list)
    rest = models.JSONField(default=dict)
    fingerprint = models.CharField(says("fingerprint", "指纹"), max_length=64)
    sealed_at = models.DateTimeField(says("sealed", "封存时间"))
    sealed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = says("sealed pool", "封存的人选库")
        constraints = (models.CheckConstraint(condition=~Q(fingerprint=""), name="a_seal_has_a_fingerprint"),)

    def __str__(self) -> str:
        return str(self.cohort)

    @classmethod
    def seen_by(cls, account) -> Q:
        """Whoever may read the rules sees the seal; the dossiers have rights of their own."""
        return Q(cohort__programme__in=account.standing.programmes("rules.read"))

    def programme_of(self) -> int | None:
        """The programme of its cohort."""
        return self.cohort.programme_id
