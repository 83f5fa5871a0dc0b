"""How far a job is, told through a small file: what a transaction writes nobody else sees before its end."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from datetime import timedelta

    from shanhai.programme.models import Import


class Progress:
    """Counts what a job has done of an import."""

    def __init__(self, made: Import, total: int) -> None:
        self._file = _file(made)
        self._total = max(1, total)
        self._told = -1
        self._done = 0
        self.add(0)

    def add(self, count: int) -> None:
        """Say that this many rows more are done."""
        self._done += count
        percent = min(100, 100 * self._done // self._total)
        if percent != self._told:
            self._told = percent
            self._file.parent.mkdir(parents=True, exist_ok=True)
            draft = self._file.with_suffix(".new")
            draft.write_text(json.dumps(percent), encoding="ascii")
            draft.replace(self._file)

    def end(self) -> None:
        """Take the file away."""
        self._file.unlink(missing_ok=True)


def is_moving(made: Import, within: timedelta) -> bool:
    """Whether the job of an import has told of itself lately."""
    try:
        told = _file(made).stat().st_mtime
    except OSError:
        return False
    return told > time.time() - within.total_seconds()


def percent(made: Import) -> int:
    """How far the job of an import is, from 0 to 100."""
    try:
        return int(json.loads(_file(made).read_text(encoding="ascii")))
    except (OSError, ValueError):
        return 0


def _file(made: Import) -> Path:
    return Path(settings.PRIVATE_FILES) / "imports" / f"{made.pk}.progress"
