"""Single sign-on against a provider that really listens on this machine."""

from __future__ import annotations

import http.client
import subprocess
import sys
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from shanhai.programme.actions import accounts
from shanhai.programme.models import Account, Event, RoleHeld
from shanhai.website.sign_in.settings import provider as provider_settings
from tests.website.sign_in.provider import CLIENT, SECRET, Provider
from tests.website.sign_in.told import is_as_told, last_action

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.django_db
OFFICE = {
    "sub": "7f3a",
    "preferred_username": "office",
    "email": "office@example.org",
    "email_verified": True,
}


@pytest.fixture
def provider(settings) -> Iterator[Provider]:
    with Provider() as provider:
        settings.SOCIALACCOUNT_PROVIDERS = provider_settings(provider.issuer, CLIENT, SECRET, "House key")
        provider.signed_in = OFFICE
        yield provider


def _go(client: Client, provider: Provider, process: str = "login"):
    """Click on single sign-on and follow the browser's way there and back."""
    start = reverse("openid_connect_login", args=["single-sign-on"])
    there = client.post(f"{start}?process={process}").headers["Location"]
    assert there.startswith(f"{provider.issuer}/authorize?")
    return client.get(_back(there))


def _back(there: str) -> str:
    """Ask the provider for real, as the browser does; where it sends the browser back to."""
    address = urlsplit(there)
    connection = http.client.HTTPConnection(address.netloc)
    connection.request("GET", f"{address.path}?{address.query}")
    with connection.getresponse() as response:
        back = urlsplit(response.headers["Location"])
    connection.close()
    return f"{back.path}?{back.query}"


def _connected(cast, provider: Provider) -> None:
    client = Client()
    client.force_login(cast.office)
    _go(client, provider, "connect")


def test_the_sign_in_page_offers_it_under_its_name(cast, client, provider) -> None:
    assert "House key" in client.get(reverse("account_login")).content.decode()


def test_without_a_provider_nothing_is_offered(cast, client) -> None:
    assert "single-sign-on/" not in client.get(reverse("account_login")).content.decode()
    assert client.post(reverse("openid_connect_login", args=["single-sign-on"])).status_code == 404


def test_an_identity_that_nobody_has_connected_opens_nothing(cast, client, provider) -> None:
    accounts_before = Account.objects.count()
    response = _go(client, provider)
    assert "account/signup_closed.html" in [template.name for template in response.templates]
    assert client.get(reverse("home")).status_code == 302
    assert Account.objects.count() == accounts_before


def test_connecting_is_told_by_the_trail_and_then_signs_in(cast, client, provider) -> None:
    _connected(cast, provider)
    account = Account.objects.get(pk=cast.office.pk)
    assert account.factors == [{"kind": "single_sign_on", "name": "single-sign-on", "subject": "7f3a"}]
    assert (last_action(account), is_as_told(account)) == ("accounts.factors", True)
    assert _go(client, provider).headers["Location"] == reverse("home")
    assert client.get(reverse("home")).status_code == 200


def test_disconnecting_is_told_by_the_trail_and_signs_in_no_more(cast, client, provider) -> None:
    _connected(cast, provider)
    at_home = Client()
    at_home.force_login(cast.office)
    (connected,) = at_home.get(reverse("socialaccount_connections")).context["form"].accounts
    at_home.post(reverse("socialaccount_connections"), {"account": connected.pk})
    assert Account.objects.get(pk=cast.office.pk).factors == []
    assert is_as_told(cast.office)
    _go(client, provider)
    assert client.get(reverse("home")).status_code == 302


@pytest.mark.parametrize(
    ("link_by", "claims", "opens"),
    [
        ("username", {}, True),
        ("username", {"preferred_username": "OFFICE"}, True),
        ("username", {"preferred_username": "nobody"}, False),
        ("email", {}, True),
        ("email", {"email_verified": False}, False),
        ("email", {"email": "shared@example.org"}, False),
        ("email", {"email": ""}, False),
        ("", {}, False),
    ],
)
def test_a_claim_finds_an_account_only_where_the_installation_trusts_it(
    cast, client, provider, settings, link_by, claims, opens
) -> None:
    Account.objects.filter(pk=cast.office.pk).update(email="office@example.org")
    Account.objects.filter(username__startswith="songmen").update(email="shared@example.org")
    Account.objects.filter(username__startswith="qingxi").update(email="shared@example.org")
    settings.OIDC_LINK_BY = link_by
    provider.signed_in = OFFICE | claims
    _go(client, provider)
    assert (client.get(reverse("home")).status_code == 200) is opens


def test_an_invitation_can_be_accepted_by_single_sign_on(cast, client, provider) -> None:
    invited = accounts.invite(by=cast.office, name="周　宁", role="panel", programme=cast.haiyue)
    provider.signed_in = {"sub": "99", "preferred_username": "zhou.ning"}
    start = client.post(reverse("invitation", args=[invited.token]), {"by": "single_sign_on"})
    assert start.headers["Location"] == reverse("openid_connect_login", args=["single-sign-on"])
    _go(client, provider)
    account = Account.objects.get(username="zhou.ning")
    assert RoleHeld.objects.get(account=account).role == "panel"
    assert not account.has_usable_password()
    assert is_as_told(account)
    assert client.get(reverse("home")).status_code == 200


def test_a_disabled_account_is_not_opened_by_single_sign_on_either(cast, client, provider) -> None:
    _connected(cast, provider)
    Account.objects.filter(pk=cast.office.pk).update(is_active=False)
    assert _go(client, provider).headers["Location"] == reverse("account_inactive")
    assert client.get(reverse("home")).status_code == 302


@pytest.mark.parametrize("wrong", ["state", "code"])
def test_an_answer_that_was_tampered_with_opens_nothing(cast, client, provider, wrong) -> None:
    _connected(cast, provider)
    start = reverse("openid_connect_login", args=["single-sign-on"])
    back = _back(client.post(f"{start}?process=login").headers["Location"])
    before = Event.objects.count()
    client.get(back.replace(f"{wrong}=", f"{wrong}=x"))
    assert client.get(reverse("home")).status_code == 302
    assert Event.objects.count() == before


def test_a_wrong_secret_opens_nothing(cast, client, provider, settings) -> None:
    _connected(cast, provider)
    settings.SOCIALACCOUNT_PROVIDERS = provider_settings(provider.issuer, CLIENT, "guessed", "House key")
    _go(client, provider)
    assert client.get(reverse("home")).status_code == 302


def test_the_form_may_lead_to_the_provider_and_nowhere_else(tmp_path) -> None:
    program = (
        "from shanhai.website import settings\n"
        "print(settings.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action'])"
    )
    environment = {"SHANHAI_HOME": str(tmp_path), "SHANHAI_OIDC_ISSUER": "https://id.example.org/realm/"}
    told = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "[\"'self'\", 'https://id.example.org']"
