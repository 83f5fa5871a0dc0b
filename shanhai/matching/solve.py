"""From a problem to a proven and explained plan: build, solve, prove, explain."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from shanhai.matching.branching import NoPlan, Search
from shanhai.matching.certificate import Certificate, StageProof
from shanhai.matching.conflict import conflict_of, units_by_rule
from shanhai.matching.losses import Losses
from shanhai.matching.model import Model, keep_pairs
from shanhai.matching.problem import Problem
from shanhai.matching.result import Conflict, Placement, Plan, Result, RuleReport, Stage
from shanhai.matching.scoring import Scoring, compile_all
from shanhai.matching.tables import Ints
from shanhai.matching.watch import Progress, Watch


def solve(
    problem: Problem,
    *,
    progress: Progress | None = None,
    time_limit: float | None = None,
) -> Result:
    """The best plan, stage by stage, with its proof and its reasons.

    Parameters
    ----------
    problem : Problem
    progress : callable, optional
        Called as ``progress(stage, value, bound, seconds)``; returning False stops with the best plan so far.
    time_limit : float, optional
        Seconds; after that the best plan so far is returned with its gaps (status "limited").

    Returns
    -------
    Result
        Also when hard rules cannot all hold: then with status "conflict", the conflict, and the plan that bends least.
    """
    return solve_from(problem, compile_all(problem), Watch(progress, time_limit))


def solve_from(problem: Problem, scoring: Scoring, watch: Watch, start: Start | None = None) -> Result:
    """`solve` with scores at hand and, for a problem edited a little, pairs that are likely to be of use."""
    workings = settle(problem, scoring, watch, start or Start())
    return assemble(workings)


@dataclass(frozen=True, eq=False)
class Start:
    """What is known beforehand: useful pairs, and the pairs of a plan to be changed as little as can be."""

    useful: tuple[Ints, Ints] | None = None
    keep: tuple[Ints, Ints] | None = None


@dataclass(frozen=True, eq=False)
class Workings:
    """What stands behind a result: asked again for explanations and what-ifs."""

    problem: Problem
    scoring: Scoring
    search: Search
    conflict: Conflict | None

    @cached_property
    def losses(self) -> Losses:
        return Losses(self.search)


def settle(problem: Problem, scoring: Scoring, watch: Watch, start: Start) -> Workings:
    """Settle all stages; where hard rules cannot all hold, bend them as little as can be."""
    scores = scoring.block(slice(None)).astype(np.int64)
    keep = keep_pairs(*start.keep) if start.keep is not None else None
    search = Search(Model(problem, scores, keep=keep), watch, useful=start.useful)
    try:
        search.run()
        return Workings(problem, scoring, search, None)
    except NoPlan:
        bent = Search(Model(problem, scores, bend=True, keep=keep), watch, useful=start.useful)
        bent.run()
        return Workings(problem, scoring, bent, conflict_of(problem, scores, bent))


def assemble(workings: Workings) -> Result:
    """Everything the result tells, from the settled search."""
    problem, search = workings.problem, workings.search
    assert search.plan is not None
    plan = Plan(search.plan.i, search.plan.j)
    stages = tuple(
        Stage(each.stage.name, each.value, each.bound, each.proof, each.seconds) for each in search.settled
    )
    return Result(
        problem=problem,
        status=_status(workings, stages),
        plan=plan,
        stages=stages,
        certificate=certificate_of(search),
        placements=tuple(_placements(workings, plan)),
        unplaced=(),
        empty=(),
        shortages=(),
        rules=tuple(_rule_reports(workings)),
        mutual=(),
        conflict=workings.conflict,
        unique=search.unique,
        workings=workings,
    )


def certificate_of(search: Search) -> Certificate:
    """The proofs of all stages."""
    return Certificate(
        tuple(
            StageProof(each.stage.name, each.value, each.node, each.prices.shift, each.sieve)
            for each in search.settled
        )
    )


def _status(workings: Workings, stages: tuple[Stage, ...]) -> str:
    if any(stage.gap for stage in stages):
        return "limited"
    return "conflict" if workings.conflict is not None else "proven"


def _placements(workings: Workings, plan: Plan) -> list[Placement]:
    people, orders = workings.problem.people.id, workings.problem.orders.id
    parts = workings.scoring.parts_of(plan.i, plan.j)
    fits = workings.scoring.scores(plan.i, plan.j)
    return [
        Placement(people[i], orders[j], int(fits[at]), {kind: int(points[at]) for kind, points in parts.items()})
        for at, (i, j) in enumerate(zip(plan.i, plan.j, strict=True))
    ]


def _rule_reports(workings: Workings) -> list[RuleReport]:
    """Each rule's violation, and whether it binds: one of its rows has no room left."""
    search = workings.search
    assert search.plan is not None
    units = units_by_rule(search, "hard", "elastic", "priced")
    tight: set[str] = set()
    for limit in search.model.limits:
        if limit.name[0] == "rule":
            level = search.model.value(limit.function, search.plan.i, search.plan.j, search.plan.extras)
            if level in (limit.low, limit.high):
                tight.add(limit.name[1])
    return [RuleReport(rule.id, units.get(rule.id, 0), rule.id in tight) for rule in workings.problem.rules]
