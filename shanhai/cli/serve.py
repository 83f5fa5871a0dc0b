"""`shanhai serve`: the web application and its worker, started together and stopped together."""

from __future__ import annotations

import importlib.util
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import click

from shanhai.cli.application import open_application
from shanhai.cli.console import complain, tell
from shanhai.cli.failures import Exit, Failure
from shanhai.cli.options import language_option, option
from shanhai.cli.speech import say
from shanhai.cli.told import ToldCommand
from shanhai.telling.phrases import serving as phrases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shanhai.sheets.words import Words

#: Time for requests and jobs under way to end, in seconds.
GRACE = 15
_MANAGE = (sys.executable, "-m", "shanhai.website")

Child = tuple["Words", "subprocess.Popen[bytes]"]


@click.command("serve", cls=ToldCommand, words=phrases.SERVE)
@option("--host", default="127.0.0.1", show_default=True, words=phrases.HOST)
@option("--port", type=click.IntRange(1, 65_535), default=8_000, show_default=True, words=phrases.PORT)
@option("--sample", is_flag=True, words=phrases.WITH_SAMPLE)
@language_option
def serve_command(host: str, port: int, sample: bool) -> Exit:
    """Serve the web application."""
    if importlib.util.find_spec("django") is None or importlib.util.find_spec("granian") is None:
        raise Failure(phrases.NOT_INSTALLED)
    _check_port(host, port)
    _prepare(with_sample=sample)
    children = [
        (phrases.WORKER, _start([*_MANAGE, "qcluster"])),
        (phrases.SERVER, _start(_server(host, port))),
    ]
    try:
        tell(say(phrases.SERVING, address=f"http://{_shown(host)}:{port}/"), style="bold")
        tell(say(phrases.HOW_TO_STOP))
        if not _has_programme():
            tell(say(phrases.NOTHING_FOUNDED), style="bold yellow")
        return _watch(children)
    finally:
        _stop(children)


def _check_port(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Failure(phrases.PORT_TAKEN, host=host, port=port, other=port + 1) from error


def bring_up_to_date() -> None:
    """Bring the database to the state that this version expects. Raises: Failure."""
    _manage("migrate", "--no-input", "--verbosity", "0")


def _prepare(*, with_sample: bool) -> None:
    tell(say(phrases.PREPARING))
    bring_up_to_date()
    if with_sample:
        _manage("fill_sample")


def _has_programme() -> bool:
    """Whether there is anything that somebody could sign in to."""
    open_application()
    from django.db import connection

    from shanhai.programme.models import Programme

    try:
        return bool(Programme.objects.exists())
    finally:
        connection.close()


def _manage(*command: str) -> None:
    if subprocess.run([*_MANAGE, *command], check=False).returncode:
        raise Failure(phrases.PREPARATION_FAILED)


def _server(host: str, port: int) -> list[str]:
    # One process: its threads share the compiled engine, and SQLite has one writer at a time anyway.
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)),
        *("--workers", "1", "--blocking-threads", "4", "--log-level", "warning", "--no-ws"),
        "shanhai.website.wsgi:application",
    ]


def _start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    # In a session of its own, Ctrl-C does not reach it: it is told to stop in good order below.
    return subprocess.Popen(command, start_new_session=True)


def _watch(children: Sequence[Child]) -> Exit:
    while True:
        for name, child in children:
            code = child.poll()
            if code is not None:
                complain(say(phrases.CHILD_ENDED, name=name, code=code))
                return Exit.WRONG
        time.sleep(0.3)


def _stop(children: Sequence[Child]) -> None:
    """Ask all to end, the server first so that no new job comes in; whoever does not end in time is ended."""
    for _, child in reversed(children):
        if child.poll() is None:
            child.terminate()
    end = time.monotonic() + GRACE
    for _, child in children:
        try:
            child.wait(timeout=max(0.1, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _shown(host: str) -> str:
    return "localhost" if host in ("127.0.0.1", "0.0.0.0", "::1") else host
