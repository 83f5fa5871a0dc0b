"""Progress, cancelling and time limits of a long search."""

from __future__ import annotations

import time
from collections.abc import Callable

Progress = Callable[[str, int, int, float], bool | None]
"""``progress(stage, value, bound, seconds)``; returning False stops the search."""


class Stopped(Exception):
    """The watch has told a search to stop in the middle of something."""


class Watch:
    """Keeps time, tells progress and remembers that the search was told to stop.

    Parameters
    ----------
    progress : callable or None
    time_limit : float or None
        Seconds from now.

    Attributes
    ----------
    gap_limit : float
        Once fit is short of its bound by no more than this share of it, the search should end.
    """

    def __init__(self, progress: Progress | None = None, time_limit: float | None = None) -> None:
        self._progress, self.limit = progress, time_limit
        self._start = time.perf_counter()
        self.gap_limit = 0.0
        self.stopped = False
        self._standing: tuple[str, Callable[[], int], Callable[[], int]] = ("fit", _nothing, _nothing)

    @property
    def seconds(self) -> float:
        """Time since the watch was made."""
        return time.perf_counter() - self._start

    @property
    def is_told(self) -> bool:
        """Whether anybody wants to know how the search stands."""
        return self._progress is not None

    def keep_going(self, stage: str, value: Callable[[], int], bound: Callable[[], int]) -> bool:
        """Tell progress (value and bound are worked out only then); False once the search should end."""
        self._standing = stage, value, bound
        if self.limit is not None and self.seconds > self.limit:
            self.stopped = True
        if self._progress is not None and self._progress(stage, value(), bound(), self.seconds) is False:
            self.stopped = True
        if self.gap_limit and stage == "fit" and bound() - value() <= self.gap_limit * abs(value()):
            self.stopped = True
        return not self.stopped

    def still(self) -> bool:
        """The same in the middle of something: what was told last is told again."""
        stage, value, bound = self._standing
        if value is _nothing:
            self.stopped |= self.limit is not None and self.seconds > self.limit
            return not self.stopped
        return self.keep_going(stage, value, bound)


def _nothing() -> int:
    """Nothing has been told so far."""
    return 0
