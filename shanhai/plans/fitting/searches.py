"""Searches one at a time, in a thread of their own: whoever asked waits as long as they like.

Two at once would only share the same processor. A search that somebody waits for at a board goes first; a
longer one gives way and is begun anew behind it. While a change of a board is taken, what nobody waits for
stands still.
"""

from __future__ import annotations

from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from threading import Condition, Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

    from shanhai.matching.watch import Progress

    Work = Callable[[Progress], Any]


class GaveWay(Exception):
    """Raised within a search that gives way to one that is waited for."""


@dataclass(eq=False)
class Wanted:
    """One search: what it is of, how it is done, and whether somebody waits for it at a board."""

    key: Hashable
    work: Work
    is_urgent: bool
    gives_way: bool = False
    found: Future[Any] = field(default_factory=Future)


class Searches:
    """The searches of a process."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._waiting: list[Wanted] = []
        self._running: Wanted | None = None
        self._thread: Thread | None = None
        self._held = 0

    @contextmanager
    def held(self) -> Iterator[None]:
        """Meanwhile a search that is not urgent stands still. What is waited for within has to be urgent."""
        with self._changed:
            self._held += 1
        try:
            yield
        finally:
            with self._changed:
                self._held -= 1
                self._changed.notify_all()

    def ask(self, key: Hashable, work: Work, *, is_urgent: bool = False) -> Future[Any]:
        """Let something be searched for; what is searched for already is not searched for twice."""
        with self._changed:
            wanted = self._of(key)
            if wanted is None:
                wanted = Wanted(key, work, is_urgent)
                self._waiting.append(wanted)
            wanted.is_urgent |= is_urgent
            running = self._running
            if is_urgent and running is not None and running is not wanted and not running.is_urgent:
                running.gives_way = True
            if self._thread is None:
                self._thread = Thread(target=self._work, name="searches", daemon=True)
                self._thread.start()
            self._changed.notify_all()
        return wanted.found

    def _of(self, key: Hashable) -> Wanted | None:
        at_work = [self._running] if self._running is not None else []
        return next((each for each in (*at_work, *self._waiting) if each.key == key), None)

    def _work(self) -> None:
        while True:
            wanted = self._next()
            try:
                wanted.found.set_result(wanted.work(partial(self._told, wanted)))
            except GaveWay:
                with self._changed:
                    wanted.gives_way = False
                    self._waiting.append(wanted)
            except Exception as error:
                wanted.found.set_exception(error)
            with self._changed:
                self._running = None

    def _told(self, wanted: Wanted, stage: str, value: int, bound: int, seconds: float) -> bool:
        """What the engine tells while it searches. Raises: GaveWay."""
        with self._changed:
            self._changed.wait_for(lambda: wanted.gives_way or wanted.is_urgent or not self._held)
            if wanted.gives_way:
                raise GaveWay
        return True

    def _next(self) -> Wanted:
        with self._changed:
            self._changed.wait_for(lambda: self._foremost() is not None)
            self._running = wanted = self._foremost()
            self._waiting.remove(wanted)
            return wanted

    def _foremost(self) -> Wanted | None:
        """What is to be searched for next, if anything may be."""
        urgent = (each for each in self._waiting if each.is_urgent)
        return next(urgent, self._waiting[0] if self._waiting and not self._held else None)
