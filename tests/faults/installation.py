"""A real installation to be mistreated: its own database, a real server and a real worker, reached by HTTP.

Works on the database that the tests run on: a file of its own on SQLite, a database of its own on PostgreSQL.
"""

from __future__ import annotations

import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import psycopg
import requests

from tests.cast import PASSWORD

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ROOT_PASSES = ("PATH", "LANG", "HOME", "TMPDIR", "OMP_NUM_THREADS")
PATIENCE = 60


class Installation:
    """One installation in a folder of its own."""

    def __init__(self, home: Path, database: str = "") -> None:
        self.port = _free_port()
        self.environment = {name: os.environ[name] for name in ROOT_PASSES if name in os.environ}
        self.environment |= {
            "SHANHAI_HOME": str(home),
            "SHANHAI_SECRET_KEY": "only for tests",
            "DJANGO_SETTINGS_MODULE": "shanhai.website.settings",
            "NUMBA_CACHE_DIR": os.environ.get("NUMBA_CACHE_DIR", ""),
        }
        if database:
            self.environment["SHANHAI_DATABASE"] = database
        self._log = (home / "log.txt").open("ab")
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def migrate(self) -> None:
        """Make the database."""
        self.manage("migrate", "--no-input", "--verbosity", "0")

    def manage(self, *arguments: str) -> str:
        """Run a command of the website."""
        return self.run("-m", "shanhai.website", *arguments)

    def run(self, *arguments: str) -> str:
        """Run Python with these arguments. Raises: RuntimeError with what it complained of."""
        done = subprocess.run(
            [sys.executable, *arguments], env=self.environment, check=False, capture_output=True, text=True
        )
        if done.returncode:
            raise RuntimeError(done.stderr)
        return done.stdout.strip()

    def python(self, code: str) -> str:
        """Run code with the application set up; what it prints is returned."""
        return self.run("-c", f"import django; django.setup()\n{code}")

    def start_server(self) -> None:
        """Start the server and wait until it answers."""
        self._start(
            "server",
            *("-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(self.port)),
            *("--workers", "1", "--blocking-threads", "4", "--no-ws", "shanhai.website.wsgi:application"),
        )
        self._wait(lambda: requests.get(f"{self.address}/health", timeout=5).ok)

    def start_worker(self) -> None:
        """Start the worker."""
        self._start("worker", "-m", "shanhai.website", "qcluster")

    def kill(self, name: str) -> None:
        """End the server or the worker and everything below it with -9, as a power cut would."""
        process = self._running.pop(name, None)
        if process is not None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def stop(self) -> None:
        """End everything."""
        for name in list(self._running):
            self.kill(name)
        self._log.close()

    @property
    def address(self) -> str:
        """Where the server answers."""
        return f"http://127.0.0.1:{self.port}"

    def browser_of(self, username: str) -> Browser:
        """A browser in which this account of the cast has signed in."""
        browser = Browser(self.address)
        browser.sign_in(username)
        return browser

    def _start(self, name: str, *arguments: str) -> None:
        self._running[name] = subprocess.Popen(
            [sys.executable, *arguments],
            env=self.environment,
            stdout=self._log,
            stderr=self._log,
            start_new_session=True,
        )

    def _wait(self, answers) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                if answers():
                    return
            except requests.RequestException:
                pass
            # Nothing tells when a process listens but asking it.
            time.sleep(0.05)
        raise TimeoutError(f"The server at {self.address} did not answer within {PATIENCE} s.")


class Browser:
    """Sends forms as a browser does: with cookies, the CSRF token and the hidden fields of the page."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.session = requests.Session()

    def sign_in(self, username: str) -> None:
        """Sign in with the password of the cast."""
        answer = self.send("/account/sign-in/", {"login": username, "password": PASSWORD})
        assert answer.status_code == 302, f"{username} could not sign in: {answer.status_code}"

    def get(self, path: str) -> requests.Response:
        """Fetch a page."""
        return self.session.get(self.address + path, timeout=PATIENCE, allow_redirects=False)

    def send(self, path: str, fields: dict[str, object], *, page: str = "") -> requests.Response:
        """Open the page of a form and send it with these fields; what it hides is sent along."""
        return self.post(path, {**self.hidden(page or path), **fields})

    def hidden(self, page: str) -> dict[str, str]:
        """Open a page with a form; what the form would send along without showing it is returned."""
        return _hidden_fields(self.get(page).text)

    def second_window(self) -> Browser:
        """Another window of the same browser: signed in as the same account, in the same session."""
        window = Browser(self.address)
        window.session.cookies.update(self.session.cookies)
        return window

    def post(self, path: str, fields: dict[str, object], files: dict | None = None) -> requests.Response:
        """Send fields, and files where there are any."""
        return self.session.post(
            self.address + path,
            data=fields,
            files=files,
            timeout=PATIENCE,
            allow_redirects=False,
            headers={"Referer": self.address},
        )


@contextmanager
def installation(home: Path, *, copy_of: str = "") -> Iterator[Installation]:
    """An installation in a folder, on the database that the tests run on.

    `copy_of` names a database of PostgreSQL to begin from.
    """
    home.mkdir(parents=True, exist_ok=True)
    with own_database(copy_of) as database:
        made = Installation(home, database)
        try:
            yield made
        finally:
            made.stop()


@contextmanager
def own_database(copy_of: str = "", *, keep: bool = False) -> Iterator[str]:
    """The address of a new database on the server of the tests; "" on SQLite, where a folder is enough."""
    given = os.environ.get("SHANHAI_DATABASE", "")
    if not given.startswith("postgres"):
        yield ""
        return
    name = f"faults_{secrets.token_hex(4)}"
    server = given.rpartition("/")[0]
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}" + (f" TEMPLATE {copy_of}" if copy_of else ""))
        try:
            yield f"{server}/{name}"
        finally:
            if not keep:
                connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _hidden_fields(page: str) -> dict[str, str]:
    found = {}
    for tag in re.findall(r"<input[^>]*>", page):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if attributes.get("type") == "hidden" and "name" in attributes:
            found.setdefault(attributes["name"], _unescaped(attributes.get("value", "")))
    return found


def _unescaped(text: str) -> str:
    for entity, letter in (("&quot;", '"'), ("&#x27;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        text = text.replace(entity, letter)
    return text


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
