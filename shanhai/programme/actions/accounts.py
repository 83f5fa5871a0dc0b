"""Accounts and the invitations that lead to them."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone

from shanhai.pages.words import current_language
from shanhai.programme import rules
from shanhai.programme.actions.refusal import Refused, allow
from shanhai.programme.models import Account, Invitation, Person, RoleHeld
from shanhai.programme.permissions import ROLES
from shanhai.programme.queries import roles as held_roles
from shanhai.programme.trail import Stale, writing
from shanhai.programme.words import INVITATION_MAIL

if TYPE_CHECKING:
    from shanhai.programme.models import Organisation, Programme

DAYS_OPEN = 14
_SALT = "shanhai.invitation"


class Invited(NamedTuple):
    """An invitation with the token of its link, which is told once and kept nowhere."""

    invitation: Invitation
    token: str


def invite(
    *,
    by: Account | None,
    name: str,
    role: str,
    programme: Programme,
    organisation: Organisation | None = None,
    email: str = "",
    days: int = DAYS_OPEN,
    reason: str = "",
) -> Invited:
    """Invite somebody to a role. `by` is None only for the first office of a new installation.

    Raises: Refused when the role lies outside of what `by` oversees.
    """
    allow(
        rules.give_role(
            oversees=by is None or held_roles.oversees(by, programme.pk, organisation),
            to_oneself=False,
            is_held=False,
            of_organisation=ROLES[role].of_organisation,
            has_organisation=organisation is not None,
        )
    )
    invitation = Invitation(name=name, role=role, programme=programme, organisation=organisation, email=email)
    return _send(by, invitation, days, reason)


def mail(invitation: Invitation, link: str) -> None:
    """Mail the link of an invitation, where it names an address: nobody can read it anywhere afterwards."""
    if not invitation.email:
        return
    subject, body = INVITATION_MAIL
    fields = {"programme": invitation.programme.name, "link": link, "name": invitation.name}
    language = current_language()
    send_mail(subject.say(language, **fields), body.say(language, **fields), None, [invitation.email])


def invite_person(*, by: Account, person: Person, programme: Programme, email: str = "") -> Invited:
    """Invite somebody of the roster to their own dossier.

    Raises: PermissionDenied for whoever does not keep this roster; Refused when the person has an account.
    """
    if not by.standing.may("roster.write", programme=programme.pk, path=person.home.path):
        raise PermissionDenied
    if person.account_id is not None or person.erased_at is not None:
        raise Refused("already_held" if person.erased_at is None else "already_erased")
    invitation = Invitation(
        name=person.name, role="secondee", programme=programme, person=person, email=email
    )
    return _send(by, invitation, DAYS_OPEN, "")


def withdraw_invitation(*, by: Account, invitation: Invitation, expected: int | None = None) -> Invitation:
    """Take an invitation back, so that its link works no longer. Raises: Refused; Stale."""
    with writing(by=by, action="invitations.withdraw") as write:
        stored = Invitation.objects.select_related("organisation", "person__home").get(pk=invitation.pk)
        if not _may_withdraw(by, stored):
            raise Refused("not_overseen")
        if not stored.is_open:
            raise Refused("link_spent")
        stored.withdrawn_at = timezone.now()
        return write.save(stored, expected=expected)


def opened(token: str) -> Invitation:
    """The open invitation of a link. Raises: Refused when the link is forged, spent, withdrawn or expired."""
    try:
        key = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        raise Refused("link_spent") from None
    invitation = (
        Invitation.objects.select_related("programme", "organisation", "person")
        .filter(key=_digest(key))
        .first()
    )
    if invitation is None or not invitation.is_open:
        raise Refused("link_spent")
    return invitation


def accept_invitation(
    *,
    token: str,
    username: str = "",
    name: str = "",
    password: str | None = None,
    account: Account | None = None,
) -> Account:
    """Use an invitation, once: for a new account, or for the one that is signed in.

    Without a password the account signs in by other means. Raises: Refused when the link is spent.
    """
    with transaction.atomic():
        invitation = opened(token)
        if account is None:
            account = _open_account(invitation, username, name, password)
        with writing(by=account, action="invitations.accept") as write:
            invitation.used_at, invitation.account = timezone.now(), account
            try:
                write.save(invitation, expected=invitation.version)
            except Stale:
                # Somebody has used the link at the same moment.
                raise Refused("link_spent") from None
            _take_role(write, invitation, account)
    return account


def _open_account(invitation: Invitation, username: str, name: str, password: str | None) -> Account:
    account = Account(
        username=username, name=name or invitation.name, email=invitation.email, language=current_language()
    )
    account.set_password(password)
    with writing(by=None, action="accounts.open") as write:
        return write.save(account)


def set_password(*, account: Account, password: str, action: str = "accounts.password") -> Account:
    """Write a new password of one's own."""
    with writing(by=account, action=action) as write:
        stored = Account.objects.get(pk=account.pk)
        stored.set_password(password)
        write.save(stored)
    account.password, account.version = stored.password, stored.version
    return account


def write_own_account(*, by: Account, name: str, email: str, expected: int | None = None) -> Account:
    """Change one's own name and address. Raises: Stale."""
    with writing(by=by, action="accounts.write") as write:
        stored = Account.objects.get(pk=by.pk)
        stored.name, stored.email = name, email
        return write.save(stored, expected=expected)


def note_factors(*, account_id: int, factors: list[dict[str, str]]) -> None:
    """Mirror the second factors and single sign-on of an account, so that the trail tells of each change."""
    stored = Account.objects.filter(pk=account_id).first()
    if stored is None or stored.factors == factors:
        return
    with writing(by=stored, action="accounts.factors") as write:
        stored.factors = factors
        write.save(stored)


def note_sign_out(*, by: Account) -> None:
    """Leave an event when somebody ends their other sessions."""
    with writing(by=by, action="accounts.end_sessions") as write:
        write.save(Account.objects.get(pk=by.pk))


def _send(by: Account | None, invitation: Invitation, days: int, reason: str) -> Invited:
    key = secrets.token_urlsafe(24)
    invitation.key = _digest(key)
    invitation.by = by
    invitation.expires_at = timezone.now() + timedelta(days=days)
    with writing(by=by, action="invitations.send", reason=reason) as write:
        write.save(invitation)
    return Invited(invitation, signing.dumps(key, salt=_SALT))


def _take_role(write, invitation: Invitation, account: Account) -> None:
    held = RoleHeld.objects.in_force().filter(
        account=account,
        role=invitation.role,
        programme=invitation.programme,
        organisation=invitation.organisation,
    )
    if not held.exists():
        write.save(
            RoleHeld(
                account=account,
                role=invitation.role,
                programme=invitation.programme,
                organisation=invitation.organisation,
            )
        )
    if invitation.person_id is not None:
        person = Person.objects.get(pk=invitation.person_id)
        if person.account_id is not None or person.erased_at is not None:
            raise Refused("link_spent")
        person.account = account
        write.save(person)


def _may_withdraw(by: Account, invitation: Invitation) -> bool:
    if invitation.person is not None and by.standing.may(
        "roster.write", programme=invitation.programme_id, path=invitation.person.home.path
    ):
        return True
    return held_roles.oversees(by, invitation.programme_id, invitation.organisation)


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
