"""Offers: what a unit, or one of its people, can give."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shanhai.pages.words import says
from shanhai.programme.models import Organisation, Person
from shanhai.registers.models.entries import Entry
from shanhai.registers.rules import IN_FORCE


class Offer(Entry):
    """What a unit or one of its people can give.

    `expertise` holds [code, strength 1 to 5, evidenced]; `kinds` the kinds of orders that it could answer,
    none meaning any; `directions` likewise; `capacity` how many orders at once.
    """

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="offers", verbose_name=says("organisation", "单位")
    )
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="offers",
        verbose_name=says("person", "人员"),
    )
    kinds = models.JSONField(says("kinds of help", "帮扶类型"), default=list, blank=True)
    directions = models.JSONField(says("directions", "方向"), default=list, blank=True)
    capacity = models.PositiveIntegerField(says("how many", "数量"), default=1)
    industry = models.CharField(says("industry", "行业"), max_length=40, blank=True)
    expertise = models.JSONField(says("expertise", "专长"), default=list, blank=True)
    qualifications = models.JSONField(says("qualifications", "资格"), default=list, blank=True)

    reads, writes, owner = "offers.read", "offers.write", "organisation"

    class Meta(Entry.Meta):
        verbose_name = says("offer", "供给")
        ordering = ("cohort", "code")
        indexes = (models.Index(fields=("cohort", "state")), models.Index(fields=("cohort", "organisation")))
        constraints = (
            *Entry.Meta.constraints,
            models.CheckConstraint(condition=Q(capacity__gte=1), name="an_offer_gives_something"),
        )

    @classmethod
    def seen_by(cls, account) -> Q:
        """Whoever may read drafts there; everybody with the lists once it is accepted."""
        return account.standing.within(
            "offers.read", programme="cohort__programme", organisation="organisation"
        ) | Q(state__in=IN_FORCE, cohort__programme__in=account.standing.programmes("lists.read"))
