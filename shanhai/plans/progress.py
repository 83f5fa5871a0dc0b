"""How far the job of a plan is, told through a small file beside the database."""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from shanhai.plans.models import Plan

#: A job that has told nothing for so long is taken to be cut off.
SILENT_AFTER = 120.0


@dataclass(frozen=True)
class Told:
    """The stage that a job works on, the value so far, its bound, and the seconds since it began."""

    stage: str = ""
    value: int = 0
    bound: int = 0
    seconds: float = 0.0

    @property
    def gap(self) -> int:
        """How far the value is from its bound."""
        return self.bound - self.value


def tell(plan: Plan, told: Told) -> None:
    """Say how far the job of a plan is."""
    file = _file(plan)
    # One for each process: a job that was given out again may still be at work.
    draft = file.with_suffix(f".{os.getpid()}.new")
    draft.write_text(json.dumps([told.stage, told.value, told.bound, told.seconds]), encoding="ascii")
    draft.replace(file)


def told_of(plan: Plan) -> Told | None:
    """What the job of a plan told last; None when it has not begun."""
    try:
        stage, value, bound, seconds = json.loads(_file(plan).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
    return Told(stage, value, bound, seconds)


def is_moving(plan: Plan) -> bool:
    """Whether the job of a plan has told of itself lately."""
    try:
        told = _file(plan).stat().st_mtime
    except OSError:
        return False
    return told > time.time() - SILENT_AFTER


def end(plan: Plan) -> None:
    """Take away what a job has told, and where it could have gone on."""
    _file(plan).unlink(missing_ok=True)
    checkpoint_of(plan).unlink(missing_ok=True)


def checkpoint_of(plan: Plan) -> Path:
    """Where the search of a plan keeps its state, to go on after it was cut off."""
    return _file(plan).with_suffix(".checkpoint")


def _file(plan: Plan) -> Path:
    folder = Path(settings.PRIVATE_FILES) / "plans"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{plan.pk}.progress"
