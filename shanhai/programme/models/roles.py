"""Roles held, and grants: who may see and do what, why, and until when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connections, models
from django.utils import timezone

from shanhai.pages.words import say_later, says
from shanhai.programme import permissions
from shanhai.programme.models.accounts import Account
from shanhai.programme.models.places import Organisation
from shanhai.programme.models.programmes import Programme
from shanhai.programme.models.records import Record, Visible

if TYPE_CHECKING:
    from typing import Self


def role_choices() -> list[tuple[str, str]]:
    """The roles for a form, their titles in the reader's language."""
    return [(key, say_later(role.title)) for key, role in permissions.ROLES.items()]


class RolesHeld(Visible):
    """Roles by who holds them."""

    def in_force(self) -> Self:
        """Those that have begun and not ended."""
        now = timezone.now()
        return self.filter(since__lte=now).filter(models.Q(until=None) | models.Q(until__gt=now))

    def held_by(self, account: Account) -> Self:
        """What this account holds now, with the organisation that it is scoped to."""
        # The order of a list would join three tables that nothing here reads.
        return self.in_force().filter(account=account).select_related("organisation").order_by("pk")

    def standing_of(self, account: Account) -> list[tuple[str, int, int | None, str | None]]:
        """Of what it holds now: the role, the programme, and the organisation with its path.

        Asked at every request, so in a statement of its own: Django takes twenty times as long to word it.
        """
        connection = connections[self.db]
        now = RoleHeld._meta.get_field("since").get_db_prep_value(timezone.now(), connection)
        with connection.cursor() as cursor:
            cursor.execute(_STANDING, [account.pk, now, now])
            return cursor.fetchall()


class RoleHeld(Record):
    """An account holds a role in a programme, for all of it or for one organisation and what is below it."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="roles")
    role = models.CharField(says("role", "角色"), max_length=20, choices=role_choices)
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="roles")
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True, related_name="roles"
    )
    since = models.DateTimeField(says("since", "起"), default=timezone.now)
    until = models.DateTimeField(says("until", "止"), null=True, blank=True)

    objects = RolesHeld.as_manager()

    class Meta:
        verbose_name = says("role", "角色")
        ordering = ("programme", "role", "account")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(organisation__isnull=False)
                | ~models.Q(role__in=permissions.ROLES_OF_ORGANISATIONS),
                name="officers_belong_to_an_organisation",
            ),
        )

    def __str__(self) -> str:
        return f"{self.account} · {permissions.ROLES[self.role].title.en}"

    @classmethod
    def seen_by(cls, account: Account) -> models.Q:
        """One's own; and those where one may read accounts."""
        return models.Q(account=account) | account.standing.within(
            "accounts.read", programme="programme", organisation="organisation"
        )


_STANDING = f"""
    SELECT held.role, held.programme_id, held.organisation_id, unit.path
    FROM {RoleHeld._meta.db_table} held
    LEFT JOIN {Organisation._meta.db_table} unit ON unit.id = held.organisation_id
    WHERE held.account_id = %s AND held.since <= %s AND (held.until IS NULL OR held.until > %s)
    ORDER BY held.id
"""


class Grants(Visible):
    """Grants by whom they reach."""

    def reaching(self, account: Account, kind: str) -> models.QuerySet:
        """The ids of the records of one kind that an account is granted, by itself or by a role."""
        now = timezone.now()
        return (
            self.filter(account.standing.reached_by_grants(account), kind=kind)
            .filter(models.Q(until=None) | models.Q(until__gt=now))
            .values("object_id")
        )


class Grant(Record):
    """Lets somebody see one record that their roles alone do not reach. Written by the rooms above the hub.

    Reaches one account, or whoever holds a role in a programme, or the officers of an organisation.
    """

    kind = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    account = models.ForeignKey(Account, models.CASCADE, null=True, blank=True, related_name="grants")
    role = models.CharField(max_length=20, blank=True)
    programme = models.ForeignKey(Programme, models.CASCADE, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, blank=True, related_name="+")
    why = models.CharField(says("why", "事由"), max_length=200)
    until = models.DateTimeField(says("until", "止"), null=True, blank=True)

    objects = Grants.as_manager()

    class Meta:
        verbose_name = says("grant", "授权")
        indexes = (models.Index(fields=("kind", "object_id")),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(account__isnull=False)
                | models.Q(organisation__isnull=False)
                | (models.Q(programme__isnull=False) & ~models.Q(role="")),
                name="a_grant_reaches_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}: {self.why}"

    @classmethod
    def seen_by(cls, account: Account) -> models.Q:
        """Those that reach one."""
        return account.standing.reached_by_grants(account)
