"""Solved plans kept warm in this process, so that the next change of a board is settled from the last one.

What is kept is only ever a shortcut: a process that does not have it solves the same problem anew and comes
to the same plan. Keys hold everything that the plan depends on, so nothing can be out of date.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from shanhai.matching.record import RecordError, read_record
from shanhai.matching.repair import Tally, bounds, repaired
from shanhai.matching.scoring import compile_all
from shanhai.matching.whatif import compare, what_if
from shanhai.plans.fitting.changes import MARK, Change, changed, leaving
from shanhai.plans.fitting.checking import changes_of, content_of, kept_pairs, record_in
from shanhai.plans.fitting.kept import Kept
from shanhai.plans.fitting.planning import Problemed, least_changed, worked_out
from shanhai.plans.fitting.sealed import Sealed, sealed
from shanhai.plans.fitting.searches import Searches

if TYPE_CHECKING:
    from collections.abc import Hashable

    from shanhai.matching.problem import Problem
    from shanhai.matching.result import Result
    from shanhai.matching.scoring import Scoring, Whole
    from shanhai.matching.watch import Progress
    from shanhai.matching.whatif import Difference
    from shanhai.plans.models import Plan

#: Solved plans and pools that a process keeps. A plan of 217 people takes some megabytes.
MOST_RESULTS, MOST_POOLS = 48, 4
#: How long a change on a board waits for its proof, where that is quick as a rule, before a first answer is
#: shown, in seconds; and how much processor time a first answer may take.
PATIENCE, FIRST = 0.25, 0.3
#: Up to so many pairs every proof takes a moment; from so many on exact prices come where they are asked for.
TINY, LARGE = 10_000, 400_000

_POOLS: Kept[Sealed] = Kept(MOST_POOLS)
_PLANS: Kept[Warm] = Kept(MOST_POOLS * 4)
_GROUNDS: Kept[Ground] = Kept(MOST_POOLS)
_RESULTS: Kept[Result] = Kept(MOST_RESULTS)
_FIRST_ANSWERS: Kept[Result] = Kept(MOST_RESULTS)
_SEARCHES = Searches()
#: What is searched for and nobody waits for stands still meanwhile.
held = _SEARCHES.held


def forget() -> None:
    """Forget everything that is kept warm: for tests, and to free memory."""
    for kept in (_POOLS, _PLANS, _GROUNDS, _RESULTS, _FIRST_ANSWERS):
        kept.clear()


class Ground(NamedTuple):
    """What a first answer stands on: the scores, and how the rules are counted."""

    scoring: Scoring
    scores: Whole
    tally: Tally


@dataclass(frozen=True, eq=False)
class Warm:
    """A plan that questions are asked of; `own` are its overrides, on which the changes of a board stand.

    With `keeps_others` its changes move as few people as can be, before fit is looked at. `content` is its
    plan.json, so that it can be shown before anything is searched for.
    """

    base: Sealed
    own: tuple[Change, ...]
    by_hand: tuple[str, ...]
    keeps: tuple[tuple[str, str], ...] | None
    key: tuple[Hashable, ...]
    keeps_others: bool = False
    content: bytes | None = None

    def result(self, changes: tuple[Change, ...] = ()) -> Result:
        """The plan after these changes, proven; the same whoever asks and in whatever order."""
        found = _RESULTS.get(self._key_of(changes))
        if found is None:
            found = self._sought(changes, is_urgent=True).result()
        return found

    def shown(self, changes: tuple[Change, ...] = ()) -> Result:
        """The plan after these changes as far as it is known at once: proven, or a first answer whose stages
        tell how far from the best they may be.
        """
        if (found := self.known(changes)) is not None:
            return found
        if self._is_settled_at_once():
            with suppress(TimeoutError):
                return self._sought(changes, is_urgent=True).result(PATIENCE)
        # A longer proof is sought when this is on the screen: both at once would share a processor.
        first = self._first_answer(changes)
        return self.result(changes) if first is None else _FIRST_ANSWERS.put(self._key_of(changes), first)

    def known(self, changes: tuple[Change, ...] = ()) -> Result | None:
        """The same as far as nothing has to be searched for; None where something has to."""
        key = self._key_of(changes)
        found = _RESULTS.get(key) or _FIRST_ANSWERS.get(key)
        return found if found is not None or changes else self._stored

    def first_answer(self, changes: tuple[Change, ...]) -> Result | None:
        """What was shown of these changes before they were proven, if anything was."""
        return _FIRST_ANSWERS.get(self._key_of(changes))

    def get_ready(self, changes: tuple[Change, ...], seconds: float = 0.0) -> bool:
        """Let the proof be searched for and wait for it so long. Returns: whether it is there."""
        try:
            self._sought(changes, is_urgent=False).result(seconds)
        except TimeoutError:
            return False
        return True

    def optimum(self) -> Warm:
        """The plan without any override, to ask for the proven optimum."""
        return Warm(self.base, (), self.by_hand, None, (*self.key[:2], (), self.by_hand, None))

    def difference(self, before: tuple[Change, ...], after: tuple[Change, ...]) -> Difference:
        """What lies between two lists of changes."""
        return compare(self.shown(before), self.shown(after), leaving=leaving(after))

    def against_the_optimum(self, changes: tuple[Change, ...]) -> Difference | None:
        """What all overrides and changes together do to the proven plan without any; None where that is not
        known yet and would take long.
        """
        bare = self if not self.own and self.keeps is None else self.optimum()
        best = bare.known() or (bare.result() if self.is_small else None)
        if best is None:
            return None
        return compare(best, self.shown(changes), leaving=leaving((*self.own, *changes)))

    @cached_property
    def ids(self) -> dict[int, str]:
        """The engine's id of each person of the pool, by our key."""
        return {key: name for name, key in self.base.people.items()}

    def problem(self, changes: tuple[Change, ...] = ()) -> Problem:
        """The problem after these changes. Raises: ChangeError."""
        return changed(self.base.book, (*self.own, *changes), self.by_hand)

    def _sought(self, changes: tuple[Change, ...], *, is_urgent: bool):
        key = self._key_of(changes)
        return _SEARCHES.ask(key, lambda told: self._kept(changes, told), is_urgent=is_urgent)

    def _kept(self, changes: tuple[Change, ...], told: Progress) -> Result:
        """Within the thread of searches: what is there, or else searched for."""
        key = self._key_of(changes)
        return _RESULTS.or_made(key, lambda: self._settled(changes, told))

    def _key_of(self, changes: tuple[Change, ...]) -> tuple[Hashable, ...]:
        """What a result is kept under; without any change it is the plan itself, however it is changed."""
        return (*self.key, self.keeps_others and bool(changes), changes)

    def _settled(self, changes: tuple[Change, ...], told: Progress) -> Result:
        problem = self.problem(changes)
        if self.keeps_others and changes:
            start = self._kept((), told)
            return what_if(start, [Problemed(problem)], least_change=True, progress=told).after
        if self.keeps is not None:
            return least_changed(problem, self.keeps, progress=told)
        if not changes:
            return worked_out(problem, progress=told)
        return what_if(self._nearest(changes, told), [Problemed(problem)], progress=told).after

    def _nearest(self, changes: tuple[Change, ...], told: Progress) -> Result:
        """A solved plan to start from: that of the longest beginning of the changes which is there."""
        for count in range(len(changes) - 1, 0, -1):
            if (found := _RESULTS.get(self._key_of(changes[:count]))) is not None:
                return found
        return self._kept((), told)

    @property
    def is_small(self) -> bool:
        """Whether any change of it is settled in a second or so."""
        return self._pairs <= LARGE

    @property
    def _pairs(self) -> int:
        return self.base.problem.n_people * self.base.problem.n_orders

    def _is_settled_at_once(self) -> bool:
        """Whether a proof can be waited for: the problem is tiny, or its rules nest."""
        if self._pairs <= TINY:
            return True
        base = _RESULTS.get(self._key_of(()))
        return base is not None and base.workings.fullness is not None

    def told(self) -> Result:
        """The plan that the file holds, to be told of: found again where it is proven, else as it stands
        there, since a search that was stopped may come to another.
        """
        written = self._written
        if written is not None and written.status != "proven":
            return written
        found = self.result()
        return found if written is None or found.placements == written.placements else written

    @property
    def _stored(self) -> Result | None:
        """The proven plan as its file says it, without a search that could be gone on with."""
        written = self._written
        return written if written is not None and written.status == "proven" else None

    @cached_property
    def _written(self) -> Result | None:
        """The plan as its file says it."""
        record = None if self.content is None else record_in(self.content)
        try:
            return None if record is None else read_record(record, self.problem()).result
        except RecordError:
            return None

    def _first_answer(self, changes: tuple[Change, ...]) -> Result | None:
        """A plan put right by small moves, bounded by the proven plan that it comes from; None where there
        is none such.
        """
        if self.keeps_others or self.keeps is not None:
            return None
        problem = self.problem(changes)
        start = self._before(changes)
        for count in range(len(changes) - 1, -1, -1):
            proven = _RESULTS.get(self._key_of(changes[:count])) or (None if count else self._stored)
            if proven is not None and proven.status == "proven" and bounds(proven, problem):
                # Once: from an older one it would be the same search.
                return self._put_right(proven, problem, start)
        return None

    def _put_right(self, proven: Result, problem: Problem, start: Result | None) -> Result | None:
        scoring, scores, tally = self.ground
        if not set(tally.rules) <= set(problem.rules):
            # A rule that was changed or left out for trial is counted otherwise than in the pool.
            tally = _tally_of(problem)
        begin = None if start is None else start.plan
        return repaired(proven, problem, scoring, scores, tally, start=begin, seconds=FIRST)

    def _before(self, changes: tuple[Change, ...]) -> Result | None:
        """What was shown before the last change."""
        key = self._key_of(changes[:-1])
        return _RESULTS.get(key) or _FIRST_ANSWERS.get(key)

    @property
    def ground(self) -> Ground:
        """Scores and rows of the problem without any change, kept for the pool."""
        return _GROUNDS.or_made(self.key[:2], self._made_ground)

    def _made_ground(self) -> Ground:
        problem = self.base.problem
        scoring = compile_all(problem)
        return Ground(scoring, scoring.block(np.arange(problem.n_people)), _tally_of(problem))


def _tally_of(problem: Problem) -> Tally:
    """How the rules of a problem are counted, those that changes come to left out."""
    counted = [rule for rule in problem.rules if not rule.id.startswith(MARK)]
    return Tally(problem, {rule.id: rule.rows(problem) for rule in counted})


def warm(plan: Plan, *, keeps_others: bool = False) -> Warm:
    """A plan to ask questions of. Raises: Unplannable, ChangeError."""
    pool, rule_set = plan.pool, plan.rule_set
    marks = (pool.fingerprint, (rule_set.pk, rule_set.fingerprint))
    return _PLANS.or_made((plan.pk, plan.digest, *marks, keeps_others), lambda: _warmed(plan, keeps_others))


def _warmed(plan: Plan, keeps_others: bool) -> Warm:
    pool, rule_set = plan.pool, plan.rule_set
    marks = (pool.fingerprint, (rule_set.pk, rule_set.fingerprint))
    base, content = _POOLS.or_made(marks, lambda: sealed(pool, rule_set)), content_of(plan)
    if content is not None and hashlib.sha256(content).hexdigest() != plan.digest:
        content = None
    own, by_hand, keeps = tuple(changes_of(plan)), tuple(plan.by_hand), kept_pairs(plan)
    kept = None if keeps is None else tuple(keeps)
    return Warm(base, own, by_hand, kept, (*marks, own, by_hand, kept), keeps_others, content)
