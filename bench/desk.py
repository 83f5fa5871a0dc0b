"""Measures the year away at the size of a real drive: `python -m bench.desk [requests] [--all]`.

Loads 45,300 staff, 60,900 firms and 48,900 requests (or fewer, in the same proportion) into the installation
that SHANHAI_HOME and SHANHAI_DATABASE name, where it stays for the next time, or into a folder that is thrown
away. Then every list and dashboard of desk and placements, and the home pages, are asked for by each role:
processor time of the application and of its database, questions to the database, memory. Each part runs in a
process of its own, so that loading counts for nobody's memory. Everything in it is invented.
"""

from __future__ import annotations

import logging
import os
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

REQUESTS = 48_900
TIMES = 5
MOST_MS, MOST_MB, MOST_ROUTING_S = 300, 600, 60
ROLES = (
    "office", "desk_officer", "host_officer", "home_officer", "secondee", "contact", "responder", "panel",
    "auditor",
)  # fmt: skip
_DESK, _PLACED = "/p/drive/desk/", "/p/drive/2022/"
#: Every page that tells of many records. What a role may not open is passed over.
PAGES = (
    "/",
    "/p/drive/next/?cohort=2022",
    _DESK,
    f"{_DESK}?state=open",
    f"{_DESK}?late=yes&by=-next",
    f"{_DESK}?by=newest&page=300",
    f"{_DESK}?topic=2-07-09&state=open",
    f"{_DESK}?q=融资",
    f"{_DESK}?q=rongzi",
    f"{_DESK}mine/",
    f"{_DESK}mine/?state=open",
    f"{_DESK}queue/",
    f"{_DESK}queue/?q=恒达",
    f"{_DESK}figures/",
    f"{_DESK}units/",
    f"{_DESK}shortages/",
    f"{_DESK}knowledge/",
    f"{_DESK}visits/",
    f"{_DESK}visits/new",
    f"{_DESK}setup/",
    f"{_DESK}new",
    f"{_PLACED}placements/",
    f"{_PLACED}placements/?state=in_post&by=pinyin",
    f"{_PLACED}placements/?by=host&page=300",
    f"{_PLACED}placements/?by=pinyin&page=300",
    f"{_PLACED}placements/?q=林",
    f"{_PLACED}placements/timeline/",
    f"{_PLACED}sessions/",
    f"{_DESK}of/cohort/2022/",
)


def main(requests: int, *, show_all: bool) -> None:
    """Load unless it is there, route, ask, print."""
    with _installation():
        _in_a_process("load", requests)
        _in_a_process("ask", int(show_all))


@contextmanager
def _installation() -> Iterator[None]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shanhai.website.settings")
    os.environ.setdefault("SHANHAI_SECRET_KEY", "only for measuring a drive that is invented")
    if os.environ.get("SHANHAI_HOME"):
        yield
        return
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SHANHAI_HOME"] = folder
        yield


def _in_a_process(part: str, number: int) -> None:
    command = [sys.executable, "-m", "bench.desk", f"--{part}", str(number)]
    if code := subprocess.run(command, cwd=Path(__file__).parents[1], check=False).returncode:
        sys.exit(code)


def load(requests: int) -> None:
    """Fill the database up to the requests, in steps of one process each; what stands there is kept."""
    from django.core.management import call_command
    from django.db import connection

    from shanhai.programme.models import Programme

    call_command("migrate", verbosity=0)
    if Programme.objects.exists():
        print(f"{connection.vendor}: what was loaded before is asked again")
        return
    print(f"{connection.vendor}: {requests:,} requests", flush=True)
    connection.close()
    _in_a_process("report", requests)
    _in_a_process("route", requests)
    _in_a_process("follow", requests)


def report(requests: int) -> None:
    """Everything up to the requests."""
    from shanhai.website.sample.drive import FIRMS, STAFF, Size, report_drive

    with _timed("loading"):
        size = Size(STAFF * requests // REQUESTS, FIRMS * requests // REQUESTS, requests)
        report_drive(size, lambda text: print(f"  {text}", flush=True))


def route(requests: int) -> None:
    """Route them in one go, in a process that has loaded nothing."""
    from shanhai.desk.actions import route_waiting
    from shanhai.programme.models import Programme

    with _timed(f"routing in one go (at most {MOST_ROUTING_S} s)"):
        found = route_waiting(by=None, programme=Programme.objects.get())
    print(f"  {sum(bool(each.unit) for each in found):,} of {len(found):,} went to a unit")


def follow(requests: int) -> None:
    """What came of them."""
    from shanhai.programme.models import Programme
    from shanhai.website.sample.drive import follow_drive

    with _timed("what came of them"):
        follow_drive(Programme.objects.get(), lambda text: None)


def ask(show_all: int) -> None:
    """Every page by every role, and what it took. Ends with 1 when a page took too long."""
    logging.disable(logging.CRITICAL)  # a page that a role may not open is no news
    found = [asked for role in ROLES for asked in _asked_by(role)]
    late = [each for each in found if each.ms > MOST_MS]
    for each in sorted(found, key=lambda each: -each.ms)[: None if show_all else 20]:
        print(each)
    print(f"{len(found)} pages, of which {len(late)} took more than {MOST_MS} ms")
    print(f"memory of the process that answered them {_peak():,.0f} MB (at most {MOST_MB} MB)")
    sys.exit(bool(late) or _peak() > MOST_MB)


class Asked:
    """What one page took: the middle of several times, and the questions to the database."""

    def __init__(self, role: str, page: str, ms: float, of_database: float, questions: int) -> None:
        self.role, self.page = role, page
        self.ms, self.of_database, self.questions = ms, of_database, questions

    def __str__(self) -> str:
        taken = f"{self.ms:6.0f} ms of CPU (the database's own process {self.of_database:4.0f})"
        return f"{self.role:13} {self.page:46} {taken} {self.questions:4} questions"


def _asked_by(role: str) -> Iterator[Asked]:
    from django.test import Client

    from shanhai.programme.models import Account

    client = Client(HTTP_HOST="localhost")
    account = Account.objects.get(username=f"drive-{role}")
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    for page in (*PAGES, *_pages_about_one(account)):
        if client.get(page).status_code == 200:
            yield _asked(client, role, page)


def _asked(client, role: str, page: str) -> Asked:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    ours, theirs = [], []
    for _ in range(TIMES):
        before, database = time.process_time(), _database_time()
        with CaptureQueriesContext(connection) as questions:
            client.get(page)
        ours.append(time.process_time() - before)
        theirs.append(_database_time() - database)
    of_database = sorted(theirs)[TIMES // 2] * 1_000
    return Asked(role, page, sorted(ours)[TIMES // 2] * 1_000 + of_database, of_database, len(questions))


def _pages_about_one(account) -> list[str]:
    """Of the records that an account sees the pages of those with most behind them."""
    from django.db.models import Count

    from shanhai.desk.models import Request
    from shanhai.placements.models import Placement

    pages = []
    if request := Request.objects.visible_to(account).filter(state="routed").order_by("pk").first():
        pages.append(f"{_DESK}{request.pk}/")
    seen = Placement.objects.visible_to(account)
    if placement := seen.select_related("person").order_by("pk").first():
        pages += [f"{_PLACED}placements/{placement.pk}/", f"/placements/{placement.pk}/requests/"]
        for side in ("host", "home"):
            units = seen.values(f"{side}__code").annotate(count=Count("pk")).order_by("-count")
            code = units[0][f"{side}__code"]
            pages += [f"{_PLACED}placements/units/{code}/", f"{_DESK}of/unit/{code}/"]
    return pages


def _database_time() -> float:
    """The processor time of the database's own process for our connection; 0 where it has none of its own."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        spent = Path(f"/proc/{cursor.fetchone()[0]}/stat").read_text().rpartition(")")[2].split()
    return (int(spent[11]) + int(spent[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def _timed(what: str) -> Iterator[None]:
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    spent = f"{time.perf_counter() - wall:.1f} s, {time.process_time() - cpu:.1f} s of CPU"
    print(f"{what}: {spent}, {_peak():,.0f} MB", flush=True)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024


PARTS = {f"--{each.__name__}": each for each in (load, report, route, follow, ask)}

if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in PARTS:
        import django

        django.setup()
        PARTS[sys.argv[1]](int(sys.argv[2]))
    else:
        numbers = [int(each) for each in sys.argv[1:] if each.isdigit()]
        main(numbers[0] if numbers else REQUESTS, show_all="--all" in sys.argv)
