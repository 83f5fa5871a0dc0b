"""Chooses the language of a request: the account's own, else the cookie's, else the browser's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

_KNOWN = tuple(code for code, _ in settings.LANGUAGES)


class LanguageMiddleware:
    """Sets the language for as long as a request lasts."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self._respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request in the language of its reader."""
        language = _language_of(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self._respond(request)
        response.headers["Content-Language"] = language
        response.headers["Vary"] = ", ".join(
            filter(None, (response.headers.get("Vary"), "Accept-Language", "Cookie"))
        )
        return response


def _language_of(request: HttpRequest) -> str:
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if request.user.is_authenticated:
        chosen = request.user.language
    return chosen if chosen in _KNOWN else translation.get_language_from_request(request)
