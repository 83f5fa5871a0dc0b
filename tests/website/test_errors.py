"""Whatever goes wrong is said in the reader's language, with a way on."""

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path

from tests.cast import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
handler400 = "shanhai.website.errors.bad_request"
handler403 = "shanhai.website.errors.forbidden"
handler404 = "shanhai.website.errors.not_found"
handler500 = "shanhai.website.errors.server_error"


def _refuse(request) -> HttpResponse:
    raise PermissionDenied("orders.write")


def _fail(request) -> HttpResponse:
    raise RuntimeError("the power went")


def _misunderstand(request) -> HttpResponse:
    raise BadRequest("what?")


urlpatterns = [
    path("refuse", _refuse),
    path("fail", _fail),
    path("misunderstand", _misunderstand),
    path("", include("shanhai.website.urls")),
]


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("/refuse", 403, {"en": "You may not do this", "zh-hans": "您无权", "zh-hant": "您無權"}),
        (
            "/nowhere",
            404,
            {"en": "There is nothing here", "zh-hans": "此处没有内容", "zh-hant": "此處沒有內容"},
        ),
        ("/p/haiyue/1999/", 404, {"en": "nothing", "zh-hans": "没有", "zh-hant": "沒有"}),
        (
            "/misunderstand",
            400,
            {"en": "could not be understood", "zh-hans": "无法理解", "zh-hant": "無法理解"},
        ),
        ("/fail", 500, {"en": "went wrong on our side", "zh-hans": "出错", "zh-hant": "出錯"}),
    ],
)
def test_an_error_is_told_in_three_languages_with_a_way_home(cast, address, status, told) -> None:
    client = Client(raise_request_exception=False)
    for language, words in told.items():
        cast.office.language = language
        client.force_login(_saved(cast.office), backend="django.contrib.auth.backends.ModelBackend")
        answer = client.get(address)
        page = answer.content.decode()
        assert answer.status_code == status
        assert words in page
        assert 'href="/"' in page
        assert "the power went" not in page


def _saved(account):
    from shanhai.programme.trail import writing

    with writing(by=None, action="test") as write:
        return write.save(account)


def test_an_error_is_told_to_whoever_is_not_signed_in(client) -> None:
    assert client.get("/nowhere", headers={"Accept-Language": "en"}).status_code == 404


# A form whose token holds no longer


def _send_late(origin: str) -> HttpResponse:
    client = Client(enforce_csrf_checks=True)
    client.get("/")
    client.cookies["csrftoken"] = "a" * 32
    return client.post(
        "/language",
        {"language": "en", "note": "what I typed", "csrfmiddlewaretoken": "b" * 32},
        headers={"Origin": origin},
    )


def test_what_was_typed_into_a_page_that_has_become_stale_is_offered_to_be_sent_again(cast) -> None:
    answer = _send_late("http://testserver")
    page = answer.content.decode()
    assert answer.status_code == 403
    assert '<input type="hidden" name="note" value="what I typed">' in page
    assert 'action="/language"' in page
    assert "b" * 32 not in page


@pytest.mark.parametrize("origin", ["https://example.org", "null", "http://testserver.example.org"])
def test_what_was_sent_from_elsewhere_is_not_offered_again(cast, origin) -> None:
    answer = _send_late(origin)
    assert answer.status_code == 403
    assert "what I typed" not in answer.content.decode()
    assert PASSWORD not in answer.content.decode()
