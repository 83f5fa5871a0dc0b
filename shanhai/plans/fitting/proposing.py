"""Everything that a job works out for one plan: the plan itself, its file, what stands on it, its prices."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shanhai.matching.record import engine_fingerprint
from shanhai.plans import progress
from shanhai.plans.fitting import checking
from shanhai.plans.fitting.changes import changed
from shanhai.plans.fitting.planning import price_of, priced, worked_out, written
from shanhai.plans.fitting.sealed import sealed
from shanhai.plans.fitting.standing import Standing, conflict_told, standing
from shanhai.plans.models import Placed, Plan
from shanhai.sheets import LANGUAGES
from shanhai.telling.differences import difference_sentences, move_lines, moves_title
from shanhai.telling.voice import Voice

if TYPE_CHECKING:
    from shanhai.matching.result import Result
    from shanhai.matching.whatif import Difference
    from shanhai.plans.fitting.changes import Change
    from shanhai.plans.fitting.sealed import Sealed

#: A search ends by itself before the worker would be ended: the best plan so far, with its gap.
MOST_SECONDS = 1_500.0
#: What a job tells beside the stages of the engine.
PRICING, CHECKING = "pricing", "checking"

Tell = Callable[[progress.Told], bool | None]


class Stopped(Exception):
    """Somebody has stopped the plan while it was worked out."""


@dataclass(frozen=True)
class Priced:
    """An override's price: what each stage loses by it, and what is said of it by language."""

    price: dict[str, int]
    told: dict[str, list[str]]


@dataclass(frozen=True)
class Proposal:
    """A plan as the engine proposes it. `content` is its plan.json; `conflict` is told where rules clash."""

    content: bytes
    engine: str
    problem_print: str
    rules_print: str
    standing: Standing
    prices: list[Priced]
    conflict: dict[str, list[str]]


def propose(plan: Plan, tell: Tell) -> Proposal:
    """Work a plan out. Raises: Unplannable, ChangeError; Stopped when `tell` answers False."""
    base, changes = sealed(plan.pool, plan.rule_set), checking.changes_of(plan)
    problem, keeps = changed(base.book, changes, plan.by_hand), checking.kept_pairs(plan)
    watch = _Watching(tell)
    result = worked_out(
        problem,
        progress=watch.stage,
        time_limit=plan.most_seconds or MOST_SECONDS,
        keeps=keeps,
        checkpoint=progress.checkpoint_of(plan),
    )
    watch.go_on(PRICING)
    return Proposal(
        content=written(result, keeps),
        engine=engine_fingerprint(),
        problem_print=problem.fingerprint,
        rules_print=problem.rules_fingerprint,
        standing=standing(result, base, changes, plan.by_hand, _old_seats(plan)),
        prices=_prices(plan, base, changes) if result.conflict is None else [],
        conflict=conflict_told(result, base) if result.conflict is not None else {},
    )


class _Watching:
    """Passes progress on and remembers that the search was told to stop."""

    def __init__(self, tell: Tell) -> None:
        self._tell, self._stopped = tell, False

    def stage(self, stage: str, value: int, bound: int, seconds: float) -> bool:
        self._stopped |= self._tell(progress.Told(stage, int(value), int(bound), seconds)) is False
        return not self._stopped

    def go_on(self, stage: str) -> None:
        """Tell of a step that is no stage of the search. Raises: Stopped."""
        if self._stopped or self._tell(progress.Told(stage)) is False:
            raise Stopped


def _old_seats(plan: Plan) -> dict[tuple[int, int], int]:
    if plan.keeps_id is None:
        return {}
    rows = Placed.objects.filter(plan=plan.keeps_id).values_list("person_id", "order_id", "seat")
    return {(person, order): seat for person, order, seat in rows}


def _prices(plan: Plan, base: Sealed, changes: list[Change]) -> list[Priced]:
    if not changes:
        return []
    before: Result = worked_out(changed(base.book, (), plan.by_hand), time_limit=MOST_SECONDS)
    return [
        Priced(price_of(each), told_in_all(each, base))
        for each in priced(base.book, before, changes, plan.by_hand)
    ]


def told_in_all(difference: Difference, base: Sealed) -> dict[str, list[str]]:
    """What a change does, in every language: the whole, then who moves."""
    said: dict[str, Any] = {}
    for language in LANGUAGES:
        voice = Voice.about(difference.after.problem, language, base.book.names)
        said[language] = [
            *difference_sentences(difference, voice),
            moves_title(difference, voice),
            *move_lines(difference, voice),
        ]
    return said
