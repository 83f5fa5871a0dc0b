"""Measures every page of every role on the sample: `python -m bench.pages`.

Counted is the processor time of the thread that answers: what a board lets be searched for beside it is not
part of its page. Each demo account walks along the links of the pages, and of many addresses of one route
takes a few. What is over the limit at first, cold, is asked again.
Works in a folder that is thrown away, or in that of SHANHAI_HOME, or in the database that SHANHAI_DATABASE
names; where they are empty the sample is filled in. Arguments keep to some accounts:
`python -m bench.pages county`.
"""

from __future__ import annotations

import logging
import os
import re
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from html import unescape
from statistics import median
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

LIMIT_MS = 200
#: What is over the limit is asked again so often, and the middle counts.
TIMES = 3
#: So many addresses of one route are asked for each role: one may hold more than another.
MOST_OF_A_ROUTE = 2
_LINK = re.compile(r'(?:href|hx-get)="([^"#]+)')


@dataclass(frozen=True)
class Page:
    """What one address took: processor time in milliseconds, queries, and how much came back."""

    route: str
    address: str
    account: str
    status: int
    cpu_ms: float
    queries: int
    kilobytes: float


def main(*only: str) -> int:
    """Measure; print the slowest page of each route. Returns: 1 when a page is over the limit."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("SHANHAI_HOME", folder)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shanhai.website.settings")
        # The process is set up as the server's is.
        import shanhai.website.wsgi  # noqa: F401

        logging.disable()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        call_command("fill_sample")
        pages = [page for account in _accounts(only) for page in _walk(account)]
    return _report(pages)


def _accounts(only: tuple[str, ...]) -> list[str]:
    from shanhai.website.sample import ACCOUNTS

    return [each.username for each in ACCOUNTS if not only or each.username in only]


def _walk(username: str) -> Iterator[Page]:
    """Every page that an account comes to, a few of each route."""
    from django.test import Client

    from shanhai.programme.models import Account

    client = Client(SERVER_NAME="localhost", raise_request_exception=False)
    client.force_login(
        Account.objects.get(username=username), backend="django.contrib.auth.backends.ModelBackend"
    )
    waiting, seen, asked = ["/"], {"/"}, Counter()
    while waiting:
        address = waiting.pop(0)
        route = _route(address)
        if route is None or asked[route] >= MOST_OF_A_ROUTE:
            continue
        asked[route] += 1
        page, found = _asked(client, username, route, address)
        yield page
        for link in found:
            if link not in seen:
                seen.add(link)
                waiting.append(link)


def _route(address: str) -> str | None:
    from django.urls import Resolver404, resolve

    path = urlsplit(address).path
    try:
        return None if path.startswith("/static/") else resolve(path).view_name
    except Resolver404:
        return None


def _asked(client: Client, username: str, route: str, address: str) -> tuple[Page, list[str]]:
    from django.db import connection, reset_queries
    from django.test.utils import CaptureQueriesContext

    reset_queries()
    before = time.thread_time()
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
        content = _content(response)
    taken = (time.thread_time() - before) * 1000
    if taken > LIMIT_MS:
        taken = median(_cpu_ms(client, address) for _ in range(TIMES))
    page = Page(route, address, username, response.status_code, taken, len(queries), len(content) / 1000)
    is_page = "text/html" in response.headers.get("Content-Type", "")
    links = _LINK.findall(content.decode(errors="replace")) if is_page else []
    return page, [urljoin(address, unescape(link)) for link in links]


def _cpu_ms(client: Client, address: str) -> float:
    before = time.thread_time()
    _content(client.get(address))
    return (time.thread_time() - before) * 1000


def _content(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def _report(pages: list[Page]) -> int:
    from django.db import connection

    worst: dict[str, Page] = {}
    for page in sorted(pages, key=lambda page: page.cpu_ms):
        worst[page.route] = page
    print(f"{len(pages)} pages of {len(worst)} routes, {connection.vendor}; the slowest of each route\n")
    print(f"{'route':34} {'as':11} {'status':>6} {'CPU ms':>7} {'queries':>7} {'kB':>7}  address")
    for page in sorted(worst.values(), key=lambda page: -page.cpu_ms):
        print(
            f"{page.route:34} {page.account:11} {page.status:6} {page.cpu_ms:7.0f} {page.queries:7} "
            f"{page.kilobytes:7.0f}  {page.address}"
        )
    over = [page for page in worst.values() if page.cpu_ms > LIMIT_MS]
    print(f"\n{len(over)} over {LIMIT_MS} ms of processor time, most queries {max(p.queries for p in pages)}")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
