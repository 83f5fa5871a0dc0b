"""The sample programme, filled in once for all processes of a test run: each works on a copy of its own."""

from __future__ import annotations

import fcntl
import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.faults.installation import Installation, installation, own_database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pytest


@contextmanager
def sampled(folders: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation with the sample programme; the first process that asks fills it in, the others copy."""
    home = folders.mktemp("house")
    if "PYTEST_XDIST_WORKER" not in os.environ:
        with installation(home, with_sample=True) as made:
            yield made
        return
    of_the_run = folders.getbasetemp().parent / "sample"
    database = _filled_once(of_the_run)
    shutil.copytree(of_the_run, home, dirs_exist_ok=True)
    with installation(home, empty=True, copy_of=database) as made:
        yield made


def _filled_once(home: Path) -> str:
    """Fill the sample into a folder, unless another process has. Returns: its database on PostgreSQL."""
    home.mkdir(exist_ok=True)
    done = home.with_suffix(".done")
    with home.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            # Other processes take copies of it until the run ends; so does its server.
            with own_database(keep=True) as database:
                filled = Installation(home, database)
                filled.prepare(with_sample=True)
                filled.stop()
            done.write_text(database.rpartition("/")[2], encoding="utf-8")
    return done.read_text(encoding="utf-8")
