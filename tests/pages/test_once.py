"""A form that is sent twice does its work once, even when both clicks come at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import HttpResponse, HttpResponseRedirect
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone

from shanhai.pages import once
from shanhai.pages.models import Receipt
from shanhai.programme.models import Place
from shanhai.programme.trail import writing

pytestmark = pytest.mark.django_db


@once.only
def found_place(request) -> HttpResponse:
    """Write a place under a code that is free; show the form again when the name is empty."""
    with writing(by=None, action="test") as write:
        place = write.save(Place(code=f"N{Place.objects.count()}", name=request.POST.get("name", "")))
    return HttpResponseRedirect(f"/places/{place.code}") if place.name else HttpResponse("again", status=422)


def _send(user=None, path="/places", **typed) -> HttpResponse:
    request = RequestFactory().post(path, typed)
    request.user = user or AnonymousUser()
    return found_place(request)


def test_the_second_click_is_led_where_the_first_was() -> None:
    first, second = (_send(once="k", name="青溪") for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"] == "/places/N0"
    assert Place.objects.count() == 1


@pytest.mark.parametrize(
    "other", [{"once": "another key"}, {"name": "松门"}, {"path": "/elsewhere"}, {"once": ""}]
)
def test_another_form_is_other_work(other) -> None:
    sent = {"once": "k", "name": "青溪"}
    _send(**sent)
    assert _send(**(sent | other)).headers["Location"] == "/places/N1"


def test_the_same_form_of_two_accounts_is_two_forms(cast) -> None:
    before = Place.objects.count()
    _send(cast.office, once="k", name="青溪")
    _send(cast.panel, once="k", name="青溪")
    assert Place.objects.count() == before + 2


def test_a_form_that_came_back_with_errors_wrote_nothing_and_may_be_sent_again() -> None:
    assert _send(once="k", name="").status_code == 422
    assert not Place.objects.exists()
    assert not Receipt.objects.exists()
    assert _send(once="k", name="青溪").status_code == 302


def test_work_that_fails_may_be_done_again() -> None:
    calls = []

    @once.only
    def fails_first(request) -> HttpResponse:
        calls.append(request)
        if len(calls) == 1:
            raise RuntimeError("the power went")
        return HttpResponseRedirect("/done")

    request = RequestFactory().post("/", {"once": "k"})
    request.user = AnonymousUser()
    with pytest.raises(RuntimeError):
        fails_first(request)
    assert fails_first(request).headers["Location"] == "/done"


def test_reading_leaves_no_receipt() -> None:
    request = RequestFactory().get("/", {"once": "k"})
    assert once.only(lambda _: HttpResponse("read"))(request).content == b"read"
    assert not Receipt.objects.exists()


def test_old_receipts_are_thrown_away() -> None:
    _send(once="old", name="青溪")
    Receipt.objects.update(at=timezone.now() - once.KEPT_FOR - timedelta(hours=1))
    _send(once="new", name="松门")
    assert Receipt.objects.count() == 1


def test_every_form_has_a_key_of_its_own() -> None:
    forms = {Template("{% once %}").render(Context()) for _ in range(3)}
    assert len(forms) == 3


@pytest.mark.django_db(transaction=True)
def test_of_clicks_at_the_same_moment_one_does_the_work() -> None:
    together = Barrier(4)

    def click() -> str:
        together.wait()
        try:
            return _send(once="k", name="青溪").headers["Location"]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        led_to = {click.result() for click in [pool.submit(click) for _ in range(4)]}
    assert led_to == {"/places/N0"}
    assert Place.objects.count() == 1
