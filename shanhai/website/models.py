"""What the website keeps for its readers."""

from __future__ import annotations

from django.db import models

from shanhai.pages.words import says
from shanhai.programme.models import Account, Programme, Record


class KeptView(Record):
    """A list as somebody wants to see it again: search, filters and order under a name, for all if shared."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+")
    listing = models.CharField(max_length=80)
    name = models.CharField(says("name", "名称"), max_length=40)
    address = models.CharField(max_length=1_000, blank=True)
    is_shared = models.BooleanField(says("shared", "共享"), default=False)

    class Meta:
        verbose_name = says("view", "视图")
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("account", "programme", "listing", "name"), name="one_view_of_a_name"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @classmethod
    def seen_by(cls, account: Account) -> models.Q:
        """One's own, and what others share in a programme that one has a role in."""
        programmes = account.standing.programmes()
        return models.Q(account=account, programme__in=programmes) | models.Q(
            is_shared=True, programme__in=programmes
        )
