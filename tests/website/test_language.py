"""Everybody reads in the language of their choice, signed in or not."""

import pytest
from django.conf import settings

from shanhai.programme.models import Account, Event

pytestmark = pytest.mark.django_db


def _choose(client, language: str, came_from: str = "/"):
    return client.post("/language", {"language": language, "next": came_from})


@pytest.mark.parametrize(
    ("language", "word"), [("zh-hans", "退出登录"), ("zh-hant", "退出登入"), ("en", "Sign out")]
)
def test_whoever_is_signed_in_reads_on_in_the_language_chosen(client, cast, language, word) -> None:
    client.force_login(cast.office, backend="django.contrib.auth.backends.ModelBackend")
    _choose(client, language)
    page = client.get("/").content.decode()
    assert word in page
    assert f'<html lang="{language}">' in page
    assert Account.objects.get(pk=cast.office.pk).language == language


def test_whoever_is_not_signed_in_keeps_the_language_in_a_cookie(client) -> None:
    answer = _choose(client, "zh-hant", "/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert answer.cookies[settings.LANGUAGE_COOKIE_NAME].value == "zh-hant"
    assert client.get("/").headers["Content-Language"] == "zh-hant"


def test_choosing_the_language_that_one_has_writes_nothing(client, cast) -> None:
    client.force_login(cast.office, backend="django.contrib.auth.backends.ModelBackend")
    before = Event.objects.count()
    _choose(client, cast.office.language)
    assert Event.objects.count() == before


def test_a_language_that_there_is_not_is_refused(client) -> None:
    assert _choose(client, "tlh").status_code == 400


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", "javascript:alert(1)"])
def test_the_way_back_leads_to_our_own_pages_only(client, elsewhere) -> None:
    assert _choose(client, "en", elsewhere).headers["Location"] == "/"
