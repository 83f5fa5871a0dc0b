"""Whoever is disabled or demoted is out at the next request; sessions are listed and ended."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from shanhai.programme.actions import roles
from shanhai.programme.models import Account, RoleHeld
from tests.cast import PASSWORD
from tests.website.sign_in.told import is_as_told, last_action

pytestmark = pytest.mark.django_db


def _signed_in(name: str) -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": name, "password": PASSWORD})
    return client


def test_whoever_is_disabled_is_out_at_the_next_request(cast) -> None:
    client = _signed_in("panel")
    assert client.get(reverse("home")).status_code == 200
    roles.disable_account(by=cast.office, account=cast.panel, reason="Has left.")
    assert client.get(reverse("home")).headers["Location"].startswith(reverse("account_login"))


def test_whoever_is_disabled_is_told_so_with_the_right_password_only(cast) -> None:
    roles.disable_account(by=cast.office, account=cast.panel)
    right = Client().post(reverse("account_login"), {"login": "panel", "password": PASSWORD})
    wrong = Client().post(reverse("account_login"), {"login": "panel", "password": "something else"})
    assert right.headers["Location"] == reverse("account_inactive")
    assert wrong.status_code == 200


def test_whoever_is_demoted_sees_nothing_more_at_the_next_request(cast) -> None:
    client = _signed_in("second_office")
    page = reverse("programme:accounts", args=["haiyue"])
    assert client.get(page).status_code == 200
    roles.end_role(by=cast.office, held=RoleHeld.objects.get(account=cast.second_office))
    assert client.get(page).status_code == 404


def test_changing_the_password_ends_the_other_sessions(cast) -> None:
    here, elsewhere = _signed_in("office"), _signed_in("office")
    new = "another long phrase 42"
    here.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert here.get(reverse("home")).status_code == 200
    assert elsewhere.get(reverse("home")).status_code == 302


def test_one_sees_where_one_is_signed_in_and_ends_it_everywhere_else(cast) -> None:
    here, elsewhere = _signed_in("office"), _signed_in("office")
    assert here.get(reverse("usersessions_list")).context["session_count"] == 2
    here.post(reverse("usersessions_list"))
    assert here.get(reverse("home")).status_code == 200
    assert elsewhere.get(reverse("home")).status_code == 302
    assert last_action(cast.office) == "accounts.end_sessions"
    assert is_as_told(cast.office)


def test_nobody_sees_the_sessions_of_others(cast) -> None:
    _signed_in("panel")
    assert _signed_in("office").get(reverse("usersessions_list")).context["session_count"] == 1


def test_signing_out_needs_a_post(cast) -> None:
    client = _signed_in("office")
    client.get(reverse("account_logout"))
    assert client.get(reverse("home")).status_code == 200
    client.post(reverse("account_logout"))
    assert client.get(reverse("home")).status_code == 302


def test_the_own_account_page_writes_name_and_address_through_the_trail(cast) -> None:
    client = _signed_in("office")
    version = Account.objects.get(pk=cast.office.pk).version
    sent = {"name": "Office One", "email": "office@example.org", "version": version}
    assert client.post(reverse("own_account"), sent).status_code == 302
    assert is_as_told(cast.office)
    again = client.post(reverse("own_account"), sent | {"name": "Older"})
    assert again.status_code == 200
    assert "Office One" in again.content.decode()
    assert 'value="Older"' in again.content.decode()
