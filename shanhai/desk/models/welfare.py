"""The link by which a family may ask for welfare: made by the secondee, by consent, taken back at will."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shanhai.pages.words import says
from shanhai.programme.models import Account, Place, Programme, Record


class WelfareLink(Record):
    """A secondee's consent that whoever holds the link may ask the desk. Who that is is not kept."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, models.PROTECT, related_name="welfare_links")
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=says("where the family lives", "家庭所在地"),
    )  # fmt: skip
    key = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    personal = True

    class Meta:
        verbose_name = says("welfare link", "关爱链接")
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "account"),
                condition=Q(revoked_at=None),
                name="one_welfare_link_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return str(self.account)

    @classmethod
    def seen_by(cls, account) -> Q:
        """One's own."""
        return Q(account=account)
