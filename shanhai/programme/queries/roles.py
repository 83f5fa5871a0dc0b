"""Reads about accounts and roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.programme.models import Account, Participation, RoleHeld
from shanhai.programme.permissions import ROLES

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from shanhai.programme.models import Organisation, Programme

OFFICE = "office"


def oversees(account: Account, programme_id: int, organisation: Organisation | None) -> bool:
    """Whether an account may give and end roles there; for all of a programme only if its own role is."""
    if organisation is not None and not takes_part(organisation, programme_id):
        return False
    return any(
        held.grants("accounts.write")
        and held.programme == programme_id
        and (held.organisation is None if organisation is None else held.covers(organisation.path))
        for held in account.standing.roles
    )


def takes_part(organisation: Organisation, programme_id: int) -> bool:
    """Whether an organisation, or one that it is part of, takes part in a programme.

    Otherwise a role for it would let one programme reach the roster of another one's organisation.
    """
    codes = organisation.path.strip("/").split("/")
    here = ["/" + "/".join(codes[:end]) + "/" for end in range(1, len(codes) + 1)]
    return Participation.objects.filter(programme=programme_id, organisation__path__in=here).exists()


def roles_in_force(account: Account) -> QuerySet[RoleHeld]:
    """What an account holds now, with everything a list shows."""
    return RoleHeld.objects.held_by(account).select_related("programme", "organisation")


def oversees_all_of(by: Account, account: Account) -> bool:
    """Whether every role that an account holds now, and there is one, lies within what `by` oversees."""
    held = list(roles_in_force(account))
    return bool(held) and all(oversees(by, each.programme_id, each.organisation) for each in held)


def offices(programme: Programme | int) -> QuerySet[RoleHeld]:
    """The roles that answer for all of a programme, held by accounts that can sign in."""
    return RoleHeld.objects.in_force().filter(
        programme=programme, role=OFFICE, organisation=None, account__is_active=True
    )


def holders(
    permission: str, programme: Programme | int, organisation: Organisation | None = None
) -> list[Account]:
    """Whoever holds a permission in a programme for an organisation, by a role for it or for one above it.

    Without an organisation: by a role for all of the programme. Accounts that cannot sign in are left out.
    """
    roles = [name for name, role in ROLES.items() if permission in role.permissions]
    held = RoleHeld.objects.in_force().filter(programme=programme, role__in=roles, account__is_active=True)
    if organisation is None:
        held = held.filter(organisation=None)
    else:
        codes = organisation.path.strip("/").split("/")
        above = ["/" + "/".join(codes[:end]) + "/" for end in range(1, len(codes) + 1)]
        held = held.filter(organisation__path__in=above)
    return list(Account.objects.filter(pk__in=held.values("account")).order_by("pk"))


def is_last_office(held: RoleHeld) -> bool:
    """Whether a programme would be left without its office when this role ends."""
    others = offices(held.programme_id).exclude(pk=held.pk)
    return held.role == OFFICE and held.organisation_id is None and not others.exists()


def accounts_of(account: Account, programme: Programme) -> QuerySet[Account]:
    """The accounts with a role in a programme that one may see, past roles included."""
    roles = RoleHeld.objects.visible_to(account).filter(programme=programme)
    return Account.objects.visible_to(account).filter(pk__in=roles.values("account")).order_by("name", "pk")
