"""Invitations: the only way to an account."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from shanhai.pages.words import says
from shanhai.programme import permissions
from shanhai.programme.models.accounts import Account
from shanhai.programme.models.people import Person
from shanhai.programme.models.places import Organisation
from shanhai.programme.models.programmes import Programme
from shanhai.programme.models.records import Record
from shanhai.programme.models.roles import role_choices


class Invitation(Record):
    """Invites one person to one role. Of its link only a digest is kept; it works once, until it expires."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="invitations")
    role = models.CharField(says("role", "角色"), max_length=20, choices=role_choices)
    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=says("unit", "单位"),
    )
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="invitations")
    name = models.CharField(says("name", "姓名"), max_length=120)
    email = models.EmailField(says("e-mail", "电子邮箱"), blank=True)
    key = models.CharField(max_length=64, unique=True, editable=False)
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(says("invited", "邀请时间"), default=timezone.now)
    expires_at = models.DateTimeField(says("good until", "有效期至"))
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    used_at = models.DateTimeField(null=True, blank=True, editable=False)
    account = models.ForeignKey(
        Account, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    personal = True

    class Meta:
        verbose_name = says("invitation", "邀请")
        ordering = ("-at",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(organisation__isnull=False)
                | ~models.Q(role__in=permissions.ROLES_OF_ORGANISATIONS),
                name="invited_officers_belong_to_an_organisation",
            ),
            models.CheckConstraint(
                condition=models.Q(used_at=None) | models.Q(withdrawn_at=None),
                name="used_or_withdrawn_not_both",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} · {permissions.ROLES[self.role].title.en}"

    @property
    def is_open(self) -> bool:
        """Whether its link still works."""
        return self.used_at is None and self.withdrawn_at is None and self.expires_at > timezone.now()

    @classmethod
    def seen_by(cls, account: Account) -> models.Q:
        """Where one may read accounts; and a home officer those to the people of the own roster."""
        return account.standing.within(
            "accounts.read", programme="programme", organisation="organisation"
        ) | account.standing.within("roster.read", organisation="person__home")
