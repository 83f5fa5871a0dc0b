"""Whole results of tiny problems that say nothing but the truth, made without the engine's solver."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from shanhai.matching.certificate import Leaf
from shanhai.matching.proof import check
from shanhai.matching.result import (
    Conflict,
    EmptySeats,
    Loss,
    MutualWish,
    Placement,
    Result,
    RuleReport,
    Shortage,
    Stage,
    Unplaced,
)
from tests.matching.certify import Certifier, certified

if TYPE_CHECKING:
    from shanhai.matching import Problem


def honest_result(problem: Problem) -> Result:
    """The best plan of a tiny problem, its proof, and what there is to say of it."""
    plan, certificate = certified(problem)
    report = check(problem, plan, certificate)
    shortages, empty = _empty(problem, plan)
    return Result(
        problem=problem,
        status="conflict" if certificate.stages[0].stage == "bend" else "proven",
        plan=plan,
        stages=tuple(
            Stage(proof.stage, proof.value, proof.value, _kind(proof.node)) for proof in certificate.stages
        ),
        certificate=certificate,
        placements=_placements(problem, plan),
        unplaced=_unplaced(problem, plan),
        empty=empty,
        shortages=shortages,
        rules=_rules(problem, plan),
        mutual=_mutual(problem, plan),
        conflict=_conflict(problem, plan) if certificate.stages[0].stage == "bend" else None,
        unique=report.unique,
    )


def _kind(node):
    return "solver" if node is None else "prices" if isinstance(node, Leaf) else "tree"


def _placed(plan):
    return list(zip(plan.i.tolist(), plan.j.tolist(), strict=True))


def _placements(problem, plan):
    scored = Certifier(problem).brute.scored
    out = []
    for i, j in _placed(plan):
        parts = scored.parts(i, j)
        out.append(Placement(problem.people.id[i], problem.orders.id[j], sum(parts.values()), parts))
    return tuple(out)


def _unplaced(problem, plan):
    brute, places, out = Certifier(problem).brute, Counter(plan.i.tolist()), []
    for i, name in enumerate(problem.people.id):
        if places[i] < problem.people.capacity[i]:
            shut = Counter(bar for j in range(problem.n_orders) for bar in brute.scored.bars(i, j))
            open_orders, best = (
                brute.open[i],
                max(brute.open[i], key=lambda j: brute.scores[i, j], default=None),
            )
            out.append(
                Unplaced(
                    name,
                    "shut_out" if len(open_orders) == places[i] else "outbid",
                    len(open_orders),
                    dict(shut),
                    "" if best is None else problem.orders.id[best],
                    0 if best is None else brute.scores[i, best],
                    Loss("fit", 0, False),
                )
            )
    return tuple(out)


def _empty(problem, plan):
    """Orders that nobody at all may fill are cuts; of the others nothing is said to count again."""
    brute, filled = Certifier(problem).brute, Counter(plan.j.tolist())
    shortages, empty = [], []
    for j, name in enumerate(problem.orders.id):
        seats = int(problem.orders.seats[j])
        if filled[j] < seats:
            people = tuple(each for i, each in enumerate(problem.people.id) if j in brute.open[i])
            cut = len(people) < seats
            empty.append(EmptySeats(name, seats - filled[j], len(shortages)))
            shortages.append(
                Shortage("cut", (name,), seats, people, len(people))
                if cut
                else Shortage("forced", (name,), seats)
            )
    return tuple(shortages), tuple(empty)


def _rules(problem, plan):
    brute = Certifier(problem).brute
    units = brute.values(tuple(_placed(plan))).units
    return tuple(RuleReport(name, found, found > 0) for name, found in units.items())


def _mutual(problem, plan):
    placed = {(problem.people.id[i], problem.orders.id[j]) for i, j in _placed(plan)}
    wished = [
        (person, order)
        for i, person in enumerate(problem.people.id)
        for j, order in enumerate(problem.orders.id)
        if order in problem.people.wishes[i] and i in problem.orders.wishes[j]
    ]
    return tuple(
        MutualWish(person, order, "", "") for person, order in wished if (person, order) not in placed
    )


def _conflict(problem, plan):
    brute = Certifier(problem).brute
    hard = {rule.id: rule for rule in problem.rules if rule.strength == "hard"}
    named = set(hard)
    for name in sorted(hard):
        if not brute.can_hold(named - {name}):
            named.discard(name)
    units = brute.values(tuple(_placed(plan))).units
    bend = {name: units[name] for name in hard if units[name]}
    cost = sum(hard[name].weight * bent for name, bent in bend.items())
    return Conflict(tuple(sorted(named)), bend, cost)
