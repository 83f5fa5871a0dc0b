"""An invitation is the only way to an account: signed, expiring, used once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from shanhai.programme.actions import accounts
from shanhai.programme.actions.refusal import Refused
from shanhai.programme.models import Account, Invitation, Person, RoleHeld
from shanhai.programme.trail import writing
from tests.website.sign_in.told import is_as_told

pytestmark = pytest.mark.django_db
CHOSEN = {
    "username": "孙.officer",
    "name": "孙　宁",
    "password1": "a phrase of one's own",
    "password2": "a phrase of one's own",
}


def _invited(cast, **more):
    return accounts.invite(
        by=cast.office,
        name="孙　宁",
        role="host_officer",
        programme=cast.haiyue,
        organisation=cast.organisations["songmen"],
        **more,
    )


def _page(token: str) -> str:
    return reverse("invitation", args=[token])


def test_an_invitation_leads_to_an_account_with_its_role(cast, client) -> None:
    invited = _invited(cast, email="sun@example.org")
    assert client.get(_page(invited.token)).status_code == 200
    assert client.post(_page(invited.token), CHOSEN).status_code == 302
    account = Account.objects.get(username="孙.officer")
    held = RoleHeld.objects.get(account=account)
    assert (held.role, held.organisation, account.email) == (
        "host_officer",
        cast.organisations["songmen"],
        "sun@example.org",
    )
    assert is_as_told(account)
    assert client.get(reverse("home")).status_code == 200


def test_a_link_works_once(cast, client) -> None:
    invited = _invited(cast)
    client.post(_page(invited.token), CHOSEN)
    again = Client().post(_page(invited.token), CHOSEN | {"username": "second"})
    assert again.status_code == 410
    assert not Account.objects.filter(username="second").exists()


def test_two_who_use_a_link_at_the_same_moment_get_one_account(cast, monkeypatch) -> None:
    invited = _invited(cast)
    stale = accounts.opened(invited.token)
    accounts.accept_invitation(token=invited.token, username="first", password="x")
    monkeypatch.setattr(accounts, "opened", lambda token: stale)
    with pytest.raises(Refused, match="used"):
        accounts.accept_invitation(token=invited.token, username="second", password="x")
    assert not Account.objects.filter(username="second").exists()


@pytest.mark.parametrize("what", ["expired", "withdrawn", "forged"])
def test_a_link_that_is_over_says_so_and_opens_nothing(cast, client, what) -> None:
    invited = _invited(cast)
    token = invited.token
    if what == "expired":
        with writing(by=None, action="test") as write:
            invited.invitation.expires_at = timezone.now() - timedelta(seconds=1)
            write.save(invited.invitation)
    elif what == "withdrawn":
        accounts.withdraw_invitation(by=cast.office, invitation=invited.invitation)
    else:
        token = token[:-2] + ("aa" if token[-2:] != "aa" else "bb")
    assert client.get(_page(token)).status_code == 410
    assert client.post(_page(token), CHOSEN).status_code == 410
    assert not Account.objects.filter(username="孙.officer").exists()


def test_the_database_does_not_hold_what_the_link_needs(cast) -> None:
    invited = _invited(cast)
    assert invited.token.split(":")[0] not in str(Invitation.objects.values().get(pk=invited.invitation.pk))


def test_whoever_has_an_account_takes_the_role_with_it(cast, client) -> None:
    invited = _invited(cast)
    client.force_login(cast.panel)
    assert client.post(_page(invited.token)).status_code == 302
    assert set(RoleHeld.objects.filter(account=cast.panel).values_list("role", flat=True)) == {
        "panel",
        "host_officer",
    }


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"username": "OFFICE"}, "username"),
        ({"username": "two words"}, "username"),
        ({"password2": "something else entirely"}, "password2"),
        ({"password1": "1234567890", "password2": "1234567890"}, "password1"),
        ({"name": ""}, "name"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(cast, client, wrong, field) -> None:
    invited = _invited(cast)
    response = client.post(_page(invited.token), CHOSEN | wrong)
    assert list(response.context["form"].errors) == [field]
    assert Invitation.objects.get(pk=invited.invitation.pk).is_open


def test_a_home_officer_invites_people_of_the_own_roster_to_their_dossier(cast, client) -> None:
    invited = accounts.invite_person(
        by=cast.university_officer, person=cast.people["wang"], programme=cast.haiyue
    )
    client.post(_page(invited.token), CHOSEN)
    account = Account.objects.get(username="孙.officer")
    assert Person.objects.get(pk=cast.people["wang"].pk).account == account
    assert [person.code for person in Person.objects.visible_to(account)] == ["P-wang"]


@pytest.mark.parametrize(
    ("who", "role", "where"),
    [
        ("office", "panel", ("linhai", None)),
        ("office", "host_officer", ("linhai", "foreign_county")),
        ("qingxi_officer", "host_officer", ("haiyue", "hospital")),
        ("auditor", "auditor", ("haiyue", None)),
        ("former", "office", ("haiyue", None)),
    ],
)
def test_nobody_invites_to_a_role_that_they_could_not_oversee(cast, who, role, where) -> None:
    programme, organisation = where
    with pytest.raises(Refused):
        accounts.invite(
            by=cast.accounts[who],
            name="x",
            role=role,
            programme=getattr(cast, programme),
            organisation=cast.organisations.get(organisation),
        )


@pytest.mark.parametrize("name", ["account_signup", "socialaccount_signup", "account_email"])
def test_there_is_no_other_way_in(cast, client, name) -> None:
    assert client.get(reverse(name)).status_code == 404
    assert client.post(reverse(name), CHOSEN).status_code == 404
