"""A first answer to a change that only takes plans away: a whole plan, put right from the one before.

Whatever was proven of the plan before bounds this one, stage by stage, as far as it reaches the same values:
fewer plans cannot be better. The plan itself comes from a search among small moves and is checked row by row.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np

from shanhai.matching.certificate import Certificate
from shanhai.matching.repair.fixed import Fixed
from shanhai.matching.repair.moves import moves
from shanhai.matching.repair.standing import Move, Standing, rows_of
from shanhai.matching.result import Plan, Result, RuleReport, Stage
from shanhai.matching.rules import Ban, Pin
from shanhai.matching.solve import placements_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shanhai.matching.problem import Problem, Rule
    from shanhai.matching.repair.standing import Pair
    from shanhai.matching.repair.tally import Tally
    from shanhai.matching.scoring import Scoring, Whole

#: The stages that a plan put right can be told for.
_TOLD = ("violations", "seats-", "fit", "tie-", "only")


def repaired(
    proven: Result,
    problem: Problem,
    scoring: Scoring,
    scores: Whole,
    tally: Tally,
    *,
    start: Plan | None = None,
    seconds: float,
) -> Result | None:
    """A whole plan of a problem that has only more pins and bans than the one that was proven.

    Parameters
    ----------
    proven : Result
        A proven plan.
    problem : Problem
        The same people, orders and rules, with hard pins and bans added.
    scoring : Scoring
        Of either problem.
    scores : int32 array (n_people, n_orders)
        All of them.
    tally : Tally
        Of all rules of the problem but some hard pins and bans.
    start : Plan, optional
        The plan to begin with, where it is not the proven one.
    seconds : float
        Processor time to look for something better in; twice as long while a hard rule is broken.

    Returns
    -------
    Result or None
        Of status "limited" where a stage falls short of its bound. None when the change does more than take
        plans away, when hard rules are not kept in time, or when a stage is asked for that is not told here.
    """
    if not bounds(proven, problem):
        return None
    fixed = Fixed.by([rule for rule in problem.rules if rule.id not in tally.known], problem)
    standing = _forced(problem, scores, tally, start or proven.plan, fixed)
    _improve(standing, scores, fixed, seconds)
    if standing.worth[0] < 0:
        return None
    return _told(proven, problem, scoring, scores, standing)


def bounds(proven: Result, problem: Problem) -> bool:
    """Whether a proven plan bounds every plan of a problem: only pins and bans came in addition, and each of
    its stages can be told here.
    """
    told = all(stage.name.startswith(_TOLD) for stage in proven.stages)
    return told and _only_takes_away(proven.problem.rules, problem.rules)


def _only_takes_away(before: Sequence[Rule], after: Sequence[Rule]) -> bool:
    """Whether nothing but hard pins and bans came in addition, and no rule went."""
    known = {rule.id: rule for rule in before}
    added = [rule for rule in after if known.pop(rule.id, None) != rule]
    return not known and all(isinstance(rule, Pin | Ban) and rule.strength == "hard" for rule in added)


def _forced(problem: Problem, scores: Whole, tally: Tally, start: Plan, fixed: Fixed) -> Standing:
    """The plan with everything that is banned gone and everybody who is pinned in place."""
    pairs = {pair for pair in zip(start.i.tolist(), start.j.tolist(), strict=True) if fixed.is_open(pair)}
    for pair in sorted(fixed.pinned - pairs):
        _make_room(problem, scores, pairs, pair, fixed.pinned)
        pairs.add(pair)
    return Standing(problem, scores, tally, pairs)


def _make_room(problem: Problem, scores: Whole, pairs: set[Pair], at: Pair, pinned: frozenset[Pair]) -> None:
    """Take out whoever fits least of the order, and the person's own place that fits least, where need be."""
    i, j = at
    for mine, most in (
        ([pair for pair in pairs if pair[0] == i], int(problem.people.capacity[i])),
        ([pair for pair in pairs if pair[1] == j], int(problem.orders.seats[j])),
    ):
        loose = sorted(set(mine) - pinned)
        if len(mine) >= most and loose:
            fit = scores[rows_of(loose)]
            pairs.discard(loose[int(fit.argmin())])


def _improve(standing: Standing, scores: Whole, fixed: Fixed, seconds: float) -> None:
    """Take the best of the small moves, again and again, until none helps or the time is over."""
    end = time.thread_time() + seconds
    while True:
        best, worth = Move(), standing.worth
        for move in moves(standing, scores, fixed):
            after = standing.after(move)
            if after > worth:
                best, worth = move, after
            if time.thread_time() > end:
                break
        if worth == standing.worth:
            return
        standing.take(best)
        # A plan that breaks a hard rule is none: it may take a little longer.
        if time.thread_time() > end + (seconds if standing.worth[0] < 0 else 0):
            return


def _told(proven: Result, problem: Problem, scoring: Scoring, scores: Whole, standing: Standing) -> Result:
    plan = Plan(*rows_of(standing.pairs))
    stages = tuple(_stages(proven, problem, scores, standing))
    units = standing.violations()
    return Result(
        problem=problem,
        status="limited",
        plan=plan,
        stages=stages,
        certificate=Certificate(()),
        placements=placements_of(problem, scoring, plan),
        unplaced=(),
        empty=(),
        shortages=(),
        rules=tuple(RuleReport(rule.id, units.get(rule.id, 0), binding=False) for rule in problem.rules),
        mutual=(),
    )


def _stages(proven: Result, problem: Problem, scores: Whole, standing: Standing) -> Iterator[Stage]:
    """Each stage but those that break ties, with a bound: the proven value, as long as none before it is
    missed.
    """
    _, elastic, *seats, fit = standing.worth
    names = [f"seats-{tier}" for tier in np.unique(problem.orders.tier)]
    values = {"violations": elastic, "fit": fit, **dict(zip(names, seats, strict=True))}
    intact = True
    for stage in proven.stages:
        if stage.name not in values:
            continue
        value = values[stage.name]
        bound = stage.bound if intact else _at_most(stage.name, problem, scores)
        intact = intact and value == bound
        yield Stage(stage.name, value, bound, stage.proof if value == bound else "open")


def _at_most(stage: str, problem: Problem, scores: Whole) -> int:
    """What a stage cannot pass whatever those before it come to."""
    if stage.startswith("seats-"):
        return int(problem.orders.seats[problem.orders.tier == int(stage.removeprefix("seats-"))].sum())
    best = np.maximum(scores.max(axis=1, initial=0), 0)
    return int((best.astype(np.int64) * problem.people.capacity).sum())
