"""An expired session loses nothing that was typed.

A form that is sent after the session has ended is kept in a new one while its sender signs in again, and is
then shown to be sent as if nothing had happened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

KEPT = "typed"
#: Longer forms are not kept: whoever is not signed in could otherwise fill the database.
MOST_LETTERS = 200_000
_NOT_TYPED = {"csrfmiddlewaretoken"}


class ResumeMiddleware:
    """Keeps what was typed when a form meets the sign-in page; forgets it when it has been sent again."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self._respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request; lead a form that met the sign-in page past it and back."""
        response = self._respond(request)
        if _leads_to_sign_in(response):
            # A part of a page cannot show the sign-in page; the page itself tells what to do.
            if request.headers.get("HX-Request"):
                return HttpResponse(status=401)
            return _keep(request, response) if request.method == "POST" else response
        if request.method == "POST" and request.user.is_authenticated:
            _forget(request)
        return response


def typed_in(request: HttpRequest) -> dict[str, Any] | None:
    """What a form holds and where it was sent; None when it is too long to be kept."""
    fields = [
        (name, value)
        for name in request.POST
        if name not in _NOT_TYPED
        for value in request.POST.getlist(name)
    ]
    if sum(len(name) + len(value) for name, value in fields) > MOST_LETTERS:
        return None
    return {"path": request.get_full_path(), "fields": fields, "had_files": bool(request.FILES)}


def kept(request: HttpRequest) -> dict[str, Any] | None:
    """What was kept for whoever has signed in again."""
    return request.session.get(KEPT)


def _keep(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    typed = typed_in(request)
    if typed is None:
        return response
    request.session[KEPT] = typed
    return HttpResponseRedirect(f"{_sign_in()}?{urlencode({'next': reverse('resume')})}")


def _forget(request: HttpRequest) -> None:
    typed = request.session.get(KEPT)
    if typed and typed["path"] == request.get_full_path():
        del request.session[KEPT]


def _leads_to_sign_in(response: HttpResponse) -> bool:
    if response.has_header("Clear-Site-Data"):
        # Whoever signs out is led there on purpose, and has typed nothing.
        return False
    location = response.headers.get("Location", "") if response.status_code == 302 else ""
    return location.partition("?")[0] == _sign_in()


def _sign_in() -> str:
    return resolve_url(settings.LOGIN_URL)
