"""Asks the application as one account, and puts its answer in a word of the access table."""

from __future__ import annotations

import copy
import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection, transaction
from django.test.client import Client, ClientHandler
from django.urls import reverse

from shanhai.programme.actions.tokens import make_token
from shanhai.programme.models import Event
from tests.access.table import COLUMNS, Line, Subject

if TYPE_CHECKING:
    from collections.abc import Iterator
    from http.cookies import SimpleCookie

    from django.http import HttpResponse

    from tests.cast import Cast

_BACKEND = "django.contrib.auth.backends.ModelBackend"
_WRONG_INPUT = {400, 409, 410, 422}
_COUNT = f"SELECT COUNT(*) FROM {Event._meta.db_table}"
SAFE = {"GET", "HEAD", "OPTIONS"}


#: The chain of middleware is built once, and everybody signs in once: most of a request's time otherwise.
_HANDLER = ClientHandler(enforce_csrf_checks=False)
_SESSIONS: dict[str, SimpleCookie] = {}


def everybody_signs_in(cast: Cast) -> None:
    """Make a session for the account of every column, before anything is asked."""
    for column, name in COLUMNS.items():
        if name is not None:
            client = Client()
            client.force_login(cast.accounts[name], backend=_BACKEND)
            _SESSIONS[column] = client.cookies


@contextmanager
def taken_back() -> Iterator[None]:
    """Whatever is written inside is gone afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def answers(line: Line, cast: Cast, about: Subject) -> dict[str, str]:
    """What the line's route answers, column by column. Each request is taken back."""
    return {column: answer(line, cast, column, about) for column in COLUMNS}


def answer(line: Line, cast: Cast, column: str, about: Subject) -> str:
    """What the line's route answers to one account, as a word of the table."""
    with taken_back():
        client = signed_in(cast, column, line.route)
        before = events()
        response = send(client, line.method, reverse(line.route, kwargs=about.kwargs), about)
        _ = b"".join(response) if response.streaming else response.content
        return _word(line.method, response, written=events() > before)


def events() -> int:
    """How many events the trail has, asked without a query that is built anew 30,000 times."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT)
        return cursor.fetchone()[0]


def sights(line: Line, cast: Cast, about: Subject, marks: dict[str, str]) -> dict[str, dict[str, str]]:
    """Whether each mark stands on the line's page, column by column."""
    pages = {column: _page(line, cast, column, about) for column in COLUMNS}
    return {
        name: {column: "yes" if mark in page else "no" for column, page in pages.items()}
        for name, mark in marks.items()
    }


def _page(line: Line, cast: Cast, column: str, about: Subject) -> str:
    with taken_back():
        client = signed_in(cast, column, line.route)
        response = send(client, "GET", reverse(line.route, kwargs=about.kwargs), about)
        content = b"".join(response) if response.streaming else response.content
        return content.decode(errors="replace")


def signed_in(cast: Cast, column: str, route: str = "") -> Client:
    """A client in which the account of a column has signed in; on the API with a token for all it may do."""
    client = Client(raise_request_exception=True)
    client.handler = _HANDLER
    name = COLUMNS[column]
    if name is None:
        return client
    account = cast.accounts[name]
    if not route.startswith("api:"):
        client.cookies = copy.deepcopy(_SESSIONS[column])
    elif permissions := account.standing.permissions():
        _, token = make_token(by=account, name="access table", permissions=permissions, days=1)
        client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    return client


def send(client: Client, method: str, address: str, about: Subject) -> HttpResponse:
    """Send a request with what the subject says is sent along."""
    address += about.query
    if method in SAFE:
        return client.generic(method, address)
    ask = getattr(client, method.lower())
    if about.content_type == "application/json":
        return ask(address, data=json.dumps(about.body), content_type=about.content_type)
    if method == "POST":
        return ask(address, data=_form(about.body))
    return ask(address, data=json.dumps(about.body), content_type="application/json")


def _form(body: dict[str, Any]) -> dict[str, Any]:
    for value in body.values():
        # A file was read to its end by the request before.
        if hasattr(value, "seek"):
            value.seek(0)
    return {key: "" if value is None else value for key, value in body.items()}


def _word(method: str, response: HttpResponse, *, written: bool) -> str:
    status = response.status_code
    if status in (403, 404, 405):
        return f"{status} and yet written" if written else str(status)
    if status == 401 or _leads_to_sign_in(response):
        return "in and yet written" if written else "in"
    if status in _WRONG_INPUT or (status == 200 and method not in SAFE and not written):
        return "err and yet written" if written else "err"
    if 200 <= status < 400:
        return "done" if written else "ok"
    return str(status)


def _leads_to_sign_in(response: HttpResponse) -> bool:
    return response.status_code == 302 and response.headers["Location"].startswith(
        reverse(settings.LOGIN_URL)
    )
