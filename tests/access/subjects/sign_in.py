"""Subjects of the routes of signing in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator

from tests.access.table import Subject, subject

if TYPE_CHECKING:
    from tests.cast import Cast


@subject("own_account")
def _(cast: Cast) -> Subject:
    return Subject(body={"name": "Another name", "email": "", "version": "1"})


@subject("reset")
def _(cast: Cast) -> Subject:
    return Subject(body={"email": "nobody@example.org"})


@subject("reset_link", "forged")
def _(cast: Cast) -> Subject:
    return Subject({"uidb36": "1", "key": "c0ffee-0000"})


@subject("passkey", "of_office")
def _(cast: Cast) -> Subject:
    made = Authenticator.objects.create(
        user=cast.office, type="webauthn", data={"name": "Key", "credential": {}}
    )
    return Subject({"pk": made.pk})


@subject("provider", "none")
def _(cast: Cast) -> Subject:
    return Subject({"provider_id": "single-sign-on"})
