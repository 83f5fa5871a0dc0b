"""Mirrors what allauth keeps (second factors, single sign-on) into the account, and so into the trail.

Called when one of its rows is written, inside the transaction of the view that wrote it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db.models.signals import post_delete, post_save

from shanhai.programme.actions import accounts
from shanhai.programme.retention import ACCOUNT_PARTS

if TYPE_CHECKING:
    from django.db.models import Model

    from shanhai.programme.models import Account


def connect() -> None:
    """Listen to the writes of allauth's rows, and to the erasure of accounts."""
    if forget not in ACCOUNT_PARTS:
        ACCOUNT_PARTS.append(forget)
    for model in (Authenticator, SocialAccount):
        for signal in (post_save, post_delete):
            signal.connect(
                _mirror, sender=model, dispatch_uid=f"shanhai.mirror.{model.__name__}.{id(signal)}"
            )


def forget(account: Account) -> None:
    """Remove what allauth keeps of an account that is erased: factors, identities, addresses, sessions."""
    for session in UserSession.objects.filter(user=account.pk):
        session.end()
    for model in (Authenticator, SocialAccount, EmailAddress):
        model.objects.filter(user=account.pk).delete()


def factors_of(account_id: int) -> list[dict[str, str]]:
    """The second factors and single sign-ons of an account, without their secrets."""
    factors = [_factor(each) for each in Authenticator.objects.filter(user=account_id).order_by("pk")]
    connected = SocialAccount.objects.filter(user=account_id).order_by("pk")
    return factors + [
        {"kind": "single_sign_on", "name": each.provider, "subject": each.uid} for each in connected
    ]


def _factor(each: Authenticator) -> dict[str, str]:
    named = {"name": each.wrap().name} if each.type == Authenticator.Type.WEBAUTHN else {}
    return {"kind": each.type, "key": str(each.pk), **named}


def _mirror(sender: type[Model], instance: Any, **_: object) -> None:
    accounts.note_factors(account_id=instance.user_id, factors=factors_of(instance.user_id))
