"""The profile of a place: its speciality, what it needs, and what came of earlier cohorts."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shanhai.pages.searching import SearchField
from shanhai.pages.words import says
from shanhai.programme.models import Organisation, Place, Programme, Record


class PlaceProfile(Record):
    """What a place says of itself in one programme. The organisation that keeps it may write it."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="profiles")
    place = models.ForeignKey(Place, models.PROTECT, related_name="profiles")
    keeper = models.ForeignKey(Organisation, models.PROTECT, related_name="profiles_kept")
    speciality = models.CharField(says("county speciality", "一县一业"), max_length=200, blank=True)
    industries = models.JSONField(says("industries", "行业"), default=list, blank=True)
    needs = models.TextField(says("what it needs", "发展需要"), max_length=4000, blank=True)
    history = models.TextField(says("what came of earlier cohorts", "历次成效"), max_length=4000, blank=True)

    search = SearchField("speciality")

    class Meta:
        verbose_name = says("profile of a place", "地区概况")
        ordering = ("programme", "place__code")
        constraints = (models.UniqueConstraint(fields=("programme", "place"), name="one_profile_a_place"),)

    def __str__(self) -> str:
        return str(self.place)

    @classmethod
    def seen_by(cls, account) -> Q:
        """Whoever has a role in the programme: a place introduces itself to all."""
        return Q(programme__in=account.standing.programmes())
