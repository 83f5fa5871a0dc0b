"""Giving and ending roles, and closing accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from shanhai.programme import rules
from shanhai.programme.actions.refusal import allow
from shanhai.programme.models import Account, Programme, RoleHeld
from shanhai.programme.permissions import ROLES
from shanhai.programme.queries import roles as held_roles
from shanhai.programme.trail import writing

if TYPE_CHECKING:
    from datetime import datetime

    from shanhai.programme.models import Organisation


def give_role(
    *,
    by: Account | None,
    account: Account,
    role: str,
    programme: Programme,
    organisation: Organisation | None = None,
    until: datetime | None = None,
    reason: str = "",
) -> RoleHeld:
    """Give a role. `by` is None only where nobody could: the first office of a new installation.

    Raises: Refused when it lies outside of what the giver oversees, is for themselves, or is held already.
    """
    with writing(by=by, action="roles.give", reason=reason) as write:
        is_held = RoleHeld.objects.in_force().filter(
            account=account, role=role, programme=programme, organisation=organisation
        )
        allow(
            rules.give_role(
                oversees=by is None or held_roles.oversees(by, programme.pk, organisation),
                to_oneself=by is not None and by.pk == account.pk,
                is_held=is_held.exists(),
                of_organisation=ROLES[role].of_organisation,
                has_organisation=organisation is not None,
            )
        )
        return write.save(
            RoleHeld(account=account, role=role, programme=programme, organisation=organisation, until=until)
        )


def end_role(*, by: Account, held: RoleHeld, expected: int | None = None, reason: str = "") -> RoleHeld:
    """End a role now. Raises: Refused; Stale when it was written since it was read."""
    with writing(by=by, action="roles.end", reason=reason) as write:
        _one_at_a_time(held.programme_id)
        stored = RoleHeld.objects.select_related("organisation").get(pk=held.pk)
        now = timezone.now()
        allow(
            rules.end_role(
                oversees=held_roles.oversees(by, stored.programme_id, stored.organisation),
                is_over=stored.until is not None and stored.until <= now,
                is_last_office=held_roles.is_last_office(stored),
            )
        )
        stored.until = now
        return write.save(stored, expected=expected)


def disable_account(
    *, by: Account, account: Account, expected: int | None = None, reason: str = ""
) -> Account:
    """Let an account sign in no more; it is out at its next request. Raises: Refused; Stale."""
    with writing(by=by, action="accounts.disable", reason=reason) as write:
        roles = list(held_roles.roles_in_force(account))
        for programme in sorted({each.programme_id for each in roles}):
            _one_at_a_time(programme)
        allow(
            rules.disable_account(
                oversees_all=held_roles.oversees_all_of(by, account),
                to_oneself=by.pk == account.pk,
                is_last_office=any(held_roles.is_last_office(each) for each in roles),
            )
        )
        stored = Account.objects.get(pk=account.pk)
        stored.is_active = False
        return write.save(stored, expected=expected)


def enable_account(
    *, by: Account, account: Account, expected: int | None = None, reason: str = ""
) -> Account:
    """Let a disabled account sign in again. Raises: PermissionDenied; Stale."""
    with writing(by=by, action="accounts.enable", reason=reason) as write:
        if by.pk == account.pk or not held_roles.oversees_all_of(by, account):
            raise PermissionDenied
        stored = Account.objects.get(pk=account.pk)
        stored.is_active = True
        return write.save(stored, expected=expected)


def _one_at_a_time(programme_id: int) -> None:
    """Two who end each other's office wait for each other, so that one of them stays."""
    Programme.objects.select_for_update().get(pk=programme_id)
