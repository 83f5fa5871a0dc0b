"""Solved plans kept warm in this process, so that the next change of a board is settled from the last one.

What is kept is only ever a shortcut: a process that does not have it solves the same problem anew and comes
to the same plan. Keys hold everything that the plan depends on, so nothing can be out of date.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import RLock
from typing import TYPE_CHECKING, Generic, TypeVar

from shanhai.matching.whatif import compare, what_if
from shanhai.plans.fitting.changes import Change, changed
from shanhai.plans.fitting.checking import changes_of, kept_pairs
from shanhai.plans.fitting.planning import Problemed, least_changed, worked_out
from shanhai.plans.fitting.sealed import Sealed, sealed

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from shanhai.matching.result import Result
    from shanhai.matching.whatif import Difference
    from shanhai.plans.models import Plan

V = TypeVar("V")

#: Solved plans and pools that a process keeps. A plan of 217 people takes some megabytes.
MOST_RESULTS, MOST_POOLS = 48, 4


class Kept(Generic[V]):
    """The values used last, by key."""

    def __init__(self, most: int) -> None:
        self._most, self._values, self._lock = most, OrderedDict[object, V](), RLock()

    def get(self, key: Hashable) -> V | None:
        """The value of a key, if it is still there."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def put(self, key: Hashable, value: V) -> V:
        """Keep a value; the one that was not used for longest goes."""
        with self._lock:
            self._values[key] = value
            self._values.move_to_end(key)
            while len(self._values) > self._most:
                self._values.popitem(last=False)
        return value

    def or_made(self, key: Hashable, make: Callable[[], V]) -> V:
        """The value of a key, made where it is missing."""
        found = self.get(key)
        return found if found is not None else self.put(key, make())

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._values.clear()


_POOLS: Kept[Sealed] = Kept(MOST_POOLS)
_RESULTS: Kept[Result] = Kept(MOST_RESULTS)
#: One search at a time: two would only share the same processor, and often they are the same one.
_SEARCH = RLock()


def forget() -> None:
    """Forget everything that is kept warm: for tests, and to free memory."""
    _POOLS.clear()
    _RESULTS.clear()


@dataclass(frozen=True)
class Warm:
    """A plan that questions are asked of; `own` are its overrides, on which the changes of a board stand."""

    base: Sealed
    own: tuple[Change, ...]
    by_hand: tuple[str, ...]
    keeps: tuple[tuple[str, str], ...] | None
    key: tuple[Hashable, ...]

    def result(self, changes: tuple[Change, ...] = ()) -> Result:
        """The plan after these changes, proven; the same whoever asks and in whatever order."""
        key = (*self.key, changes)
        if (found := _RESULTS.get(key)) is not None:
            return found
        with _SEARCH:
            return _RESULTS.or_made(key, lambda: self._settled(changes))

    def optimum(self) -> Result:
        """The proven plan without any override."""
        bare = Warm(self.base, (), self.by_hand, None, (*self.key[:2], (), self.by_hand, None))
        return bare.result()

    def difference(self, before: tuple[Change, ...], after: tuple[Change, ...]) -> Difference:
        """What lies between two lists of changes."""
        return compare(self.result(before), self.result(after))

    def against_the_optimum(self, changes: tuple[Change, ...]) -> Difference:
        """What all overrides and changes together do to the proven plan without any."""
        return compare(self.optimum(), self.result(changes))

    def _settled(self, changes: tuple[Change, ...]) -> Result:
        problem = changed(self.base.book, (*self.own, *changes), self.by_hand)
        if self.keeps is not None:
            return least_changed(problem, self.keeps)
        start = self._nearest(changes)
        return worked_out(problem) if start is None else what_if(start, [Problemed(problem)]).after

    def _nearest(self, changes: tuple[Change, ...]) -> Result | None:
        """A solved plan to start from: that of the longest beginning of the changes which is there."""
        if not changes:
            return None
        for count in range(len(changes) - 1, 0, -1):
            if (found := _RESULTS.get((*self.key, changes[:count]))) is not None:
                return found
        return self.result(())


def warm(plan: Plan) -> Warm:
    """A plan to ask questions of. Raises: Unplannable, ChangeError."""
    pool, rule_set = plan.pool, plan.rule_set
    marks = (pool.fingerprint, (rule_set.pk, rule_set.fingerprint))
    base = _POOLS.or_made(marks, lambda: sealed(pool, rule_set))
    own, by_hand, keeps = tuple(changes_of(plan)), tuple(plan.by_hand), kept_pairs(plan)
    kept = None if keeps is None else tuple(keeps)
    return Warm(base, own, by_hand, kept, (*marks, own, by_hand, kept))
