"""Measures the response desk at the size of a real drive: `python -m bench.desk [requests]`.

Loads 45,300 staff, 60,900 firms and 48,900 requests (or fewer, in the same proportion) into a folder that is
thrown away, or into the empty database that SHANHAI_DATABASE names; then asks every list and dashboard and
counts processor time, questions to the database, and memory. Everything in it is invented.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

REQUESTS = 48_900
TIMES = 5
PAGES = (
    ("office", "", ""),
    ("office", "", "?state=open"),
    ("office", "", "?late=yes&by=-next"),
    ("office", "", "?q=融资"),
    ("office", "figures/", ""),
    ("office", "units/", ""),
    ("office", "shortages/", ""),
    ("office", "knowledge/", ""),
    ("office", "visits/", ""),
    ("office", "mine/", ""),
    ("auditor", "", ""),
    ("responder", "queue/", ""),
    ("responder", "figures/", ""),
)


def main(requests: int) -> None:
    """Load, route, ask, print."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SHANHAI_HOME"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shanhai.website.settings")
        os.environ.setdefault("SHANHAI_SECRET_KEY", "only for measuring")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        _load(requests)
        _ask()


def _load(requests: int) -> None:
    from django.db import connection

    from shanhai.desk import actions
    from shanhai.website.sample.drive import FIRMS, STAFF, Size, fill_drive

    size = Size(STAFF * requests // REQUESTS, FIRMS * requests // REQUESTS, requests)
    print(f"{connection.vendor}, {size}")
    route = actions.route_waiting

    def timed_route(**given: object) -> object:
        with _timed("routing in one go"):
            return route(**given)

    actions.route_waiting = timed_route
    with _timed("loading, routing included"):
        fill_drive(size, lambda text: print(f"  {text}"))
    actions.route_waiting = route


def _ask() -> None:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from shanhai.programme.models import Account

    for role, page, query in PAGES:
        client = Client(HTTP_HOST="localhost")
        account = Account.objects.get(username=f"drive-{role}")
        client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
        address = f"/p/drive/desk/{page}{query}"
        client.get(address)
        spent = []
        for _ in range(TIMES):
            before = time.process_time()
            with CaptureQueriesContext(connection) as asked:
                status = client.get(address).status_code
            spent.append(time.process_time() - before)
        middle = sorted(spent)[TIMES // 2] * 1_000
        print(f"{role:10} {address:44} {status} {middle:7.0f} ms of CPU {len(asked):4} questions")
    print(f"peak memory of this process {_peak():,.0f} MB (loading included)")


@contextmanager
def _timed(what: str) -> Iterator[None]:
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    print(f"{what:28} {time.perf_counter() - wall:7.1f} s, {time.process_time() - cpu:7.1f} s of CPU")


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else REQUESTS)
