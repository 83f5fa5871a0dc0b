"""From a problem to a proven and explained plan: compile, settle, prove, tell."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from shanhai.matching.answers.mutual import mutual_wishes
from shanhai.matching.answers.reasons import reasons
from shanhai.matching.answers.shortage import shortages
from shanhai.matching.checkpoint import Checkpoint
from shanhai.matching.cluster import Cluster
from shanhai.matching.laminar import laminar_of
from shanhai.matching.result import Placement, Plan, Result, RuleReport
from shanhai.matching.scoring import Scoring, compile_all
from shanhai.matching.settlement import AT_HOME, Means, Settlement, Start, by_columns, by_network
from shanhai.matching.watch import Progress, Watch

if TYPE_CHECKING:
    from pathlib import Path

    from shanhai.matching.problem import Problem


def solve(
    problem: Problem,
    *,
    progress: Progress | None = None,
    time_limit: float | None = None,
    gap_limit: float = 0.0,
    cluster: str = "",
    checkpoint: str | Path | None = None,
    resume: str | Path | None = None,
) -> Result:
    """The best plan, stage by stage, with its proof and its reasons.

    Parameters
    ----------
    problem : Problem
    progress : callable, optional
        Called as ``progress(stage, value, bound, seconds)``; returning False stops with the best plan so far.
    time_limit : float, optional
        Seconds; after that the best plan so far is returned with its gaps (status "limited").
    gap_limit : float
        Stop once fit is proven to be short of its bound by no more than this share of it.
    cluster : str
        Address of a dask scheduler whose workers price the pairs, such as ``tcp://10.0.0.5:8786``; "": this
        process does. The plan is the same to the last bit.
    checkpoint : path, optional
        A file to write the state of the search to now and then.
    resume : path, optional
        A file that an earlier run on the same problem wrote as its checkpoint: go on from there.

    Returns
    -------
    Result
        Also when hard rules cannot all hold: then with status "conflict", the conflict, and the plan that
        bends least.

    Raises
    ------
    ClusterError
        When the cluster cannot be reached, or loses its workers for good.
    CheckpointError
        When the file to resume from is not there, or belongs to another problem or version.

    Notes
    -----
    A cluster serves problems whose rules are caps that nest, the only ones that may be very large. Any other
    problem is solved without; its checkpoint holds the stages that are settled, that of nested caps every
    round.
    """
    state = None if resume is None else Checkpoint(resume, problem).load()
    save = None if checkpoint is None else Checkpoint(checkpoint, problem).save
    with ExitStack() as stack:
        pricer_of = stack.enter_context(Cluster(cluster)).pricer if cluster else None
        means = Means(gap_limit, pricer_of, save, state)
        settled = settle(problem, compile_all(problem), Watch(progress, time_limit), Start(), means)
    return told(settled, with_reasons=True)


def settle(
    problem: Problem, scoring: Scoring, watch: Watch, start: Start, means: Means = AT_HOME
) -> Settlement:
    """Settle every stage: by the network where all rules are nested caps, pins and bans, else by columns."""
    laminar = laminar_of(problem, scoring) if start.keep is None else None
    if laminar is not None:
        settled = by_network(problem, scoring, watch, laminar, means, start.nested)
        if settled is not None:
            return settled
    watch.gap_limit = means.gap_limit
    return by_columns(problem, scoring, watch, start, means)


def told(settled: Settlement, *, with_reasons: bool) -> Result:
    """The settlement in plain values. Reasons for those left out cost time and can be left for later."""
    problem, scoring, plan = settled.problem, settled.scoring, settled.plan
    names = [stage.name for stage in settled.stages]
    force = settled.force if _seats_are_settled(settled) else _not_known
    empty, short = shortages(problem, scoring, plan, force) if with_reasons else ((), ())
    return Result(
        problem=problem,
        status=_status(settled),
        plan=plan,
        stages=settled.stages,
        certificate=settled.certificate,
        placements=placements_of(problem, scoring, plan),
        unplaced=reasons(problem, scoring, plan, names, settled.loss, settled.blocking)
        if with_reasons
        else (),
        empty=empty,
        shortages=short,
        rules=tuple(
            RuleReport(rule.id, settled.violations[rule.id], rule.id in settled.priced)
            for rule in problem.rules
        ),
        mutual=mutual_wishes(problem, scoring, plan) if with_reasons else (),
        conflict=settled.conflict,
        unique=settled.unique,
        workings=settled,
    )


def _seats_are_settled(settled: Settlement) -> bool:
    """Whether no plan fills more seats: only then can a seat be said to have to stay empty."""
    seats = [at for at, stage in enumerate(settled.stages) if stage.name.startswith("seats")]
    return not any(stage.gap for stage in settled.stages[: max(seats, default=-1) + 1])


def _not_known(_: int) -> None:
    """What forbids one more placement is not known."""


def _status(settled: Settlement) -> str:
    if any(stage.gap for stage in settled.stages):
        return "limited"
    return "conflict" if settled.conflict is not None else "proven"


def placements_of(problem: Problem, scoring: Scoring, plan: Plan) -> tuple[Placement, ...]:
    """Who goes where, with the points that each criterion gives."""
    people, orders = problem.people.id, problem.orders.id
    parts = {kind: points.tolist() for kind, points in scoring.parts_of(plan.i, plan.j).items()}
    fits = scoring.scores(plan.i, plan.j).tolist()
    return tuple(
        Placement(people[i], orders[j], fits[at], {kind: points[at] for kind, points in parts.items()})
        for at, (i, j) in enumerate(zip(plan.i.tolist(), plan.j.tolist(), strict=True))
    )
