"""Signing in with a password, changing it, and getting a new one by mail."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from shanhai.programme.models import Account, Event
from tests.cast import PASSWORD
from tests.website.sign_in.told import is_as_told, last_action

pytestmark = pytest.mark.django_db
NEW = "another long phrase 42"


class Newer(MD5PasswordHasher):
    """A newer method, as cheap as the one of the tests."""

    algorithm = "newer"


def _sign_in(client: Client, name: str, password: str = PASSWORD):
    return client.post(reverse("account_login"), {"login": name, "password": password})


@pytest.mark.parametrize("name", ["office", "OFFICE", " office "])
def test_the_name_is_found_however_it_is_typed(cast, client, name) -> None:
    assert _sign_in(client, name).status_code == 302
    assert client.get(reverse("home")).status_code == 200


def test_a_wrong_password_and_an_unknown_name_are_told_alike(cast, client) -> None:
    wrong = _sign_in(client, "office", "not the password")
    unknown = _sign_in(client, "nobody", "not the password")
    told = [list(each.context["form"].non_field_errors()) for each in (wrong, unknown)]
    assert told[0] == told[1] != []
    assert client.get(reverse("home")).status_code == 302


def test_signing_in_leaves_no_event(cast, client) -> None:
    before = Event.objects.count()
    _sign_in(client, "office")
    assert Event.objects.count() == before
    assert is_as_told(cast.office)


def test_guessing_is_stopped_after_five_attempts_even_for_who_then_knows(cast, client) -> None:
    for _ in range(5):
        _sign_in(client, "office", "a guess")
    stopped = _sign_in(client, "office")
    assert stopped.status_code == 200
    assert "too_many_login_attempts" in {e.code for e in stopped.context["form"].non_field_errors().as_data()}
    assert _sign_in(Client(), "second_office").status_code == 302


def test_attempts_are_counted_where_all_processes_see_them(settings) -> None:
    assert settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache")


def test_changing_the_password_leaves_an_event_and_a_mail(cast, client) -> None:
    _sign_in(client, "office")
    Account.objects.filter(pk=cast.office.pk).update(email="office@example.org")
    sent = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    response = client.post(reverse("account_change_password"), sent)
    assert response.status_code == 302
    assert last_action(cast.office) == "accounts.password"
    assert Account.objects.get(pk=cast.office.pk).check_password(NEW)
    assert [letter.subject for letter in mail.outbox] == ["Your password has been changed"]


@pytest.mark.parametrize("weak", ["short", "password123", "second office", "1234567890"])
def test_a_weak_password_is_refused(cast, client, weak) -> None:
    _sign_in(client, "second_office")
    sent = {"oldpassword": PASSWORD, "password1": weak, "password2": weak}
    response = client.post(reverse("account_change_password"), sent)
    assert response.context["form"].errors
    assert is_as_told(cast.second_office)


@pytest.mark.parametrize("weak", ["abc", "12345678901", "password12"])
def test_what_is_wrong_with_a_password_is_told_in_chinese_to_whoever_reads_chinese(weak) -> None:
    with override("zh-hans"), pytest.raises(ValidationError) as refused:
        validate_password(weak)
    assert [told for told in refused.value.messages if not re.search("[\u4e00-\u9fff]", told)] == []


def test_a_link_by_mail_gives_a_new_password_once(cast, client) -> None:
    Account.objects.filter(pk=cast.office.pk).update(email="office@example.org")
    client.post(reverse("account_reset_password"), {"email": "office@example.org"})
    link = re.search(r"https?://\S+", mail.outbox[0].body)[0]
    page = client.get(link, follow=True)
    address = page.request["PATH_INFO"]
    assert client.post(address, {"password1": NEW, "password2": NEW}).status_code == 302
    assert is_as_told(cast.office)
    assert _sign_in(client, "office", NEW).status_code == 302
    assert "used or has expired" in Client(headers={"accept-language": "en"}).get(link).content.decode()


def test_nobody_learns_whether_an_address_is_known(cast, client) -> None:
    Account.objects.filter(pk=cast.office.pk).update(email="office@example.org")
    known = client.post(reverse("account_reset_password"), {"email": "office@example.org"})
    unknown = client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})
    assert (known.status_code, known.headers["Location"]) == (
        unknown.status_code,
        unknown.headers["Location"],
    )
    assert len(mail.outbox) == 1


def test_the_mail_is_written_in_the_language_of_whoever_gets_it(cast, client) -> None:
    Account.objects.filter(pk=cast.office.pk).update(email="office@example.org", language="zh-hant")
    client.post(reverse("account_reset_password"), {"email": "office@example.org"})
    assert mail.outbox[0].subject == "重設密碼"


def test_the_digest_of_an_old_method_is_renewed_through_the_trail(cast, client, settings) -> None:
    settings.PASSWORD_HASHERS = [f"{__name__}.Newer", *settings.PASSWORD_HASHERS]
    assert _sign_in(client, "office").status_code == 302
    assert Account.objects.get(pk=cast.office.pk).password.startswith("newer$")
    assert last_action(cast.office) == "accounts.renew_digest"
    assert is_as_told(cast.office)
