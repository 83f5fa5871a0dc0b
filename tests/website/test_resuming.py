"""Whoever is signed out while typing signs in again and goes on; nothing typed is lost."""

import re

import pytest
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.test import Client
from django.urls import include, path, reverse

from shanhai.website.resuming import KEPT, MOST_LETTERS
from tests.cast import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
received: list[dict] = []


@login_required
def _keep_note(request) -> HttpResponse:
    """A form that needs somebody who is signed in."""
    received.append(
        {name: request.POST.getlist(name) for name in request.POST if name != "csrfmiddlewaretoken"}
    )
    return HttpResponseRedirect("/")


urlpatterns = [path("note", _keep_note, name="note"), path("", include("shanhai.website.urls"))]


@pytest.fixture(autouse=True)
def _nothing_received() -> None:
    received.clear()


def _sign_in(client: Client, address: str) -> HttpResponse:
    return client.post(address, {"login": "office", "password": PASSWORD})


def _fields(page: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page):
        found.setdefault(name, []).append(value)
    return found


def test_a_form_sent_after_the_session_ended_is_shown_after_signing_in_and_sent_on(client, cast) -> None:
    typed = {"note": "李 明：茶", "tones": ["calm", "loud"]}
    led_to = client.post("/note?of=3", typed).headers["Location"]
    assert received == []
    back = _sign_in(client, led_to)
    assert back.headers["Location"] == "/resume"
    page = client.get("/resume").content.decode()
    assert 'action="/note?of=3"' in page
    kept = {name: values for name, values in _fields(page).items() if name in typed}
    client.post("/note?of=3", kept)
    assert received == [{"note": ["李 明：茶"], "tones": ["calm", "loud"]}]


def test_what_was_kept_is_forgotten_when_it_has_been_sent(client, cast) -> None:
    _sign_in(client, client.post("/note", {"note": "x"}).headers["Location"])
    assert client.session[KEPT]["fields"] == [["note", "x"]]
    client.post("/note", {"note": "x"})
    assert KEPT not in client.session
    assert client.get("/resume").headers["Location"] == "/"


def test_a_form_that_is_too_long_is_not_kept_for_somebody_who_is_not_signed_in(client) -> None:
    answer = client.post("/note", {"note": "x" * (MOST_LETTERS + 1)})
    assert answer.headers["Location"] == f"{reverse('account_login')}?next=/note"
    assert KEPT not in client.session


def test_nobody_sees_what_another_typed(client, cast) -> None:
    client.post("/note", {"note": "mine"})
    assert Client().get("/resume").status_code == 302


def test_a_part_of_a_page_is_told_that_the_session_has_ended(client) -> None:
    assert client.post("/note", {"note": "x"}, headers={"HX-Request": "true"}).status_code == 401
    assert client.get("/", headers={"HX-Request": "true"}).status_code == 401


def test_reading_without_a_session_leads_to_the_page_that_was_asked_for(client, cast) -> None:
    answer = client.get("/note")
    assert _sign_in(client, answer.headers["Location"]).headers["Location"] == "/note"
