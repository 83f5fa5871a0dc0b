"""Authenticator apps and recovery codes; the trail tells of each change in the same transaction."""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
import time

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse

from shanhai.programme.models import Account
from shanhai.website.sign_in.adapters import SecondFactorAdapter
from tests.cast import PASSWORD
from tests.website.sign_in.told import is_as_told, last_action

pytestmark = pytest.mark.django_db


def code_of(secret: str, steps: int = 0) -> str:
    """The code that an app shows for a secret: RFC 6238 with half a minute and six digits."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30 + steps), hashlib.sha1).digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def _sign_in(client: Client, name: str = "office"):
    return client.post(reverse("account_login"), {"login": name, "password": PASSWORD})


def _show_again(client: Client) -> None:
    """Show once more that one is who signed in, as every change of a second factor asks for."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


@pytest.fixture
def secret(cast, client) -> str:
    """Of an app that the office has set up."""
    _sign_in(client)
    _show_again(client)
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    response = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert response.status_code == 302
    return secret


def test_the_picture_to_scan_is_an_svg_in_the_page(cast, client) -> None:
    _sign_in(client)
    _show_again(client)
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    assert 'src="data:image/svg+xml;base64,' in page


def test_setting_up_an_app_is_told_by_the_trail_without_its_secret(cast, secret) -> None:
    account = Account.objects.get(pk=cast.office.pk)
    assert {factor["kind"] for factor in account.factors} == {"totp", "recovery_codes"}
    assert (last_action(account), is_as_told(account)) == ("accounts.factors", True)
    assert secret not in str(account.factors)


def test_the_secret_lies_encrypted_in_the_database(cast, secret) -> None:
    stored = Authenticator.objects.get(user=cast.office.pk, type="totp").data["secret"]
    assert stored != secret
    assert SecondFactorAdapter().decrypt(stored) == secret


def test_signing_in_then_asks_for_the_code(cast, secret) -> None:
    client = Client()
    response = _sign_in(client)
    assert response.headers["Location"].startswith(reverse("mfa_authenticate"))
    assert client.get(reverse("home")).status_code == 302
    assert client.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
    assert client.post(reverse("mfa_authenticate"), {"code": code_of(secret, 1)}).status_code == 302
    assert client.get(reverse("home")).status_code == 200


def test_a_code_works_once(cast, secret) -> None:
    code = code_of(secret, 1)
    for expected in (302, 200):
        client = Client()
        _sign_in(client)
        assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == expected


def test_a_recovery_code_works_once(cast, client, secret) -> None:
    code = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"][0]
    for expected in (302, 200):
        other = Client()
        _sign_in(other)
        assert other.post(reverse("mfa_authenticate"), {"code": code}).status_code == expected
    assert is_as_told(cast.office)


def test_guessing_codes_is_stopped(cast, secret) -> None:
    client = Client(headers={"accept-language": "en"})
    _sign_in(client)
    for number in range(5):
        client.post(reverse("mfa_authenticate"), {"code": f"{number:06}"})
    stopped = client.post(reverse("mfa_authenticate"), {"code": code_of(secret, 1)})
    assert stopped.status_code == 200
    assert "Too many attempts" in stopped.content.decode()


def test_removing_the_app_takes_the_recovery_codes_along(cast, client, secret) -> None:
    assert client.post(reverse("mfa_deactivate_totp")).status_code == 302
    account = Account.objects.get(pk=cast.office.pk)
    assert account.factors == []
    assert is_as_told(account)


def test_new_recovery_codes_leave_an_event(cast, client, secret) -> None:
    before = Account.objects.get(pk=cast.office.pk).factors
    client.post(reverse("mfa_generate_recovery_codes"))
    account = Account.objects.get(pk=cast.office.pk)
    assert account.factors != before
    assert is_as_told(account)


def test_when_the_trail_fails_the_factor_is_not_there_either(cast, client, monkeypatch) -> None:
    _sign_in(client)
    _show_again(client)
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret

    def fail(**_: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr("shanhai.programme.actions.accounts.note_factors", fail)
    with pytest.raises(RuntimeError), transaction.atomic():
        client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert not Authenticator.objects.filter(user=cast.office.pk).exists()


def test_changing_a_second_factor_asks_for_the_password_again(cast, client) -> None:
    _sign_in(client)
    response = client.get(reverse("mfa_activate_totp"))
    assert response.headers["Location"].startswith(reverse("account_reauthenticate"))


def test_the_counters_live_in_the_database_of_the_application(cast) -> None:
    cache.set("probe", 1)
    assert cache.get("probe") == 1


@pytest.mark.parametrize("view", ["mfa_edit_webauthn", "mfa_remove_webauthn"])
def test_the_passkey_of_somebody_else_is_not_there(cast, client, view) -> None:
    data = {"name": "Key", "credential": {}}
    made = Authenticator.objects.create(user=cast.panel, type="webauthn", data=data)
    _sign_in(client)
    _show_again(client)
    for ask in (client.get, client.post):
        assert ask(reverse(view, args=[made.pk])).status_code == 404
    assert Authenticator.objects.filter(pk=made.pk).exists()
