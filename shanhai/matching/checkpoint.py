"""A long search on disk, so that it goes on after its process was killed.

The file is written anew beside the old one and then takes its place: there is a whole one at any time.
It holds numbers only, and the fingerprints of the problem and of the engine that it belongs to.
"""

from __future__ import annotations

import os
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from shanhai.matching.record import engine_fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable

    from shanhai.matching.problem import Problem
    from shanhai.matching.saved import State

SECONDS_BETWEEN = 10.0
SHARE_OF_TIME = 0.05
"""Writing may take this much of the time at most."""
BELONGS_TO = ("problem", "engine")


class CheckpointError(ValueError):
    """A checkpoint cannot be used. `code` is "missing", "unreadable", "problem" or "engine"."""

    def __init__(self, code: str, path: Path) -> None:
        said = {
            "missing": "there is no such file",
            "unreadable": "it cannot be read as a checkpoint",
            "problem": "it belongs to another problem",
            "engine": "it was made by another version of the engine",
        }
        super().__init__(f"Checkpoint {path}: {said[code]}. Start anew, without it.")
        self.code, self.path = code, path


class Checkpoint:
    """A file that follows a search.

    Parameters
    ----------
    path : str or Path
    problem : Problem
    seconds_between : float
        Not written more often than this, nor for more than a twentieth of the time.
    """

    def __init__(
        self, path: str | Path, problem: Problem, *, seconds_between: float = SECONDS_BETWEEN
    ) -> None:
        self.path, self._problem = Path(path), problem
        self._between, self._next = seconds_between, 0.0

    def save(self, state: Callable[[], State]) -> None:
        """Write the state of a search, unless it was written a short while ago."""
        start = time.monotonic()
        if start < self._next:
            return
        # One for each process: the same search may be at work twice.
        draft = self.path.with_name(f"{self.path.name}.{os.getpid()}.part")
        with draft.open("wb") as file:
            np.savez(file, allow_pickle=False, **_marks(self._problem), **state())
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.path)
        end = time.monotonic()
        self._next = end + max(self._between, (end - start) / SHARE_OF_TIME)

    def load(self) -> State:
        """The state last written. Raises: CheckpointError."""
        if not self.path.is_file():
            raise CheckpointError("missing", self.path)
        try:
            with self.path.open("rb") as raw, np.load(raw, allow_pickle=False) as file:
                state = {name: file[name] for name in file.files}
        except (OSError, ValueError, EOFError, zipfile.BadZipFile) as error:
            raise CheckpointError("unreadable", self.path) from error
        for name, mark in _marks(self._problem).items():
            if name not in state:
                raise CheckpointError("unreadable", self.path)
            if str(state.pop(name)) != str(mark):
                raise CheckpointError(name.removeprefix("of_"), self.path)
        return state


def _marks(problem: Problem) -> State:
    given = (problem.fingerprint, engine_fingerprint())
    return {f"of_{name}": np.array(mark) for name, mark in zip(BELONGS_TO, given, strict=True)}
