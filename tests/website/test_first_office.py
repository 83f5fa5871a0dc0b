"""From an empty installation to the first office, and from then on only by invitation."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from shanhai.programme.models import Account, Programme, RoleHeld

pytestmark = pytest.mark.django_db


def _invite(**more: str) -> str:
    out = io.StringIO()
    call_command("first_office", programme="north", title="北线工程", name="林　晓", stdout=out, **more)
    return out.getvalue().splitlines()[-1]


def test_the_first_office_opens_its_account_with_the_printed_link(client) -> None:
    link = _invite(host="https://exchange.example/")
    assert link.startswith("https://exchange.example/account/invitation/")
    password = "a phrase of one's own"
    sent = {"username": "lin", "name": "林　晓", "password1": password, "password2": password}
    assert client.post(link.removeprefix("https://exchange.example"), sent).status_code == 302
    held = RoleHeld.objects.get(account=Account.objects.get(username="lin"))
    assert (held.role, held.programme) == ("office", Programme.objects.get(code="north"))
    assert client.get(reverse("programme:setup", args=["north"])).status_code == 200


def test_a_programme_that_has_its_office_gets_no_other_this_way(client) -> None:
    password = "a phrase of one's own"
    sent = {"username": "lin", "name": "林　晓", "password1": password, "password2": password}
    client.post(_invite().removeprefix("http://localhost:8000"), sent)
    with pytest.raises(CommandError, match="has its office already"):
        _invite()
