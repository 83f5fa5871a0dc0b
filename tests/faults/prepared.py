"""Installations whose database is made once for all processes of a test run: each works on a copy of its own.

Laying a database takes ten seconds of processor time, filling in the sample a minute.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.faults.installation import Installation, installation, own_database

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import pytest


@contextmanager
def running(folders: pytest.TempPathFactory, *, worker: bool = False) -> Iterator[Installation]:
    """An installation without records, its server running, and its worker where there is to be one."""
    with laid(folders) as made:
        if worker:
            made.start_worker()
        made.start_server()
        yield made


@contextmanager
def laid(folders: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation without records."""
    with _copy(folders, "laid", Installation.migrate) as made:
        yield made


@contextmanager
def sampled(folders: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation with the sample programme."""
    with _copy(folders, "sample", lambda made: (made.migrate(), made.manage("fill_sample"))) as made:
        yield made


@contextmanager
def _copy(
    folders: pytest.TempPathFactory, name: str, prepare: Callable[[Installation], object]
) -> Iterator[Installation]:
    """A copy of what the first process that asked for this name has prepared."""
    run = folders.getbasetemp()
    # Each process has a folder of its own in that of the run.
    original = (run.parent if "PYTEST_XDIST_WORKER" in os.environ else run) / f"prepared-{name}"
    database = _prepared_once(original, prepare)
    home = folders.mktemp("house")
    shutil.copytree(original, home, dirs_exist_ok=True)
    with installation(home, copy_of=database) as made:
        yield made


def _prepared_once(home: Path, prepare: Callable[[Installation], object]) -> str:
    """Prepare it in a folder, unless another process has. Returns: its database on PostgreSQL."""
    home.mkdir(exist_ok=True)
    done = home.with_suffix(".done")
    with home.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            # Other processes take copies of it until the run ends; so does its server.
            with own_database(keep=True) as database:
                made = Installation(home, database)
                prepare(made)
                made.stop()
            done.write_text(database.rpartition("/")[2], encoding="utf-8")
    return done.read_text(encoding="utf-8")
