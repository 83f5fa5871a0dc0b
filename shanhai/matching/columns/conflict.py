"""Rules that cannot all hold: which of them, none too many; what bends most cheaply; what keeps a seat
empty.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np

from shanhai.matching.columns.feasibility import Feasibility, irreducible
from shanhai.matching.columns.linear import Limit
from shanhai.matching.columns.model import Model
from shanhai.matching.result import Conflict

if TYPE_CHECKING:
    from shanhai.matching.columns.branching import Search
    from shanhai.matching.problem import Problem

# Stages whose values can keep a seat empty.
HOLDING = ("bend", "violations", "seats", "fair")


def conflict_of(problem: Problem, bent: Search) -> Conflict:
    """Name the conflict.

    Parameters
    ----------
    bent : Search
        The search in which hard rules may be bent, finished.
    """
    hard = tuple(rule for rule in problem.rules if rule.strength == "hard")
    model = Model(dataclasses.replace(problem, rules=hard, fair_over=""), bent.model.scoring, like=bent.model)
    if alone := model.out_of_reach():
        ids = [alone[0].name[1]]
    else:
        ids = irreducible([rule.id for rule in hard], Feasibility(model, lambda name: name[1]))
    bend = units_by_rule(bent, "hard")
    weight = {rule.id: rule.weight for rule in hard}
    return Conflict(tuple(ids), bend, sum(units * weight[rule] for rule, units in bend.items()))


def units_by_rule(search: Search, *strengths: str) -> dict[str, int]:
    """Units of violation of each rule of these strengths that is violated at all."""
    assert search.plan is not None
    rules, out = search.model.problem.rules, {}
    for slacks in search.model.slacks:
        units = int(search.plan.extras[list(slacks.numbers)].sum())
        if units and rules[slacks.rule].strength in strengths:
            out[rules[slacks.rule].id] = units
    return out


def force(problem: Problem, search: Search, order: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Why one more seat of an order stays empty.

    Returns
    -------
    (rule ids, stage names)
        Hard rules and values of stages before fit that together forbid one more placement there; none is
        superfluous.
        Where they do not, it is fit that speaks against it; in a search that was stopped, the first open
        stage.
    """
    assert search.plan is not None
    if any(each.bound > each.value for each in search.settled):
        # Nobody knows what forbids what before the search is finished.
        return (), tuple(each.stage.name for each in search.settled if each.bound > each.value)[:1]
    hard = [] if search.model.bend else [rule.id for rule in problem.rules if rule.strength == "hard"]
    model = Model(
        problem,
        search.model.scoring,
        bend=search.model.bend,
        like=search.model,
    )
    stages = _hold_stages(model, search)
    here, filled = np.arange(model.m) == order, int((search.plan.j == order).sum())
    model.add_limits([Limit(("forced", ""), model.count(here), low=filled + 1)])
    owners: dict[tuple[str, ...], str] = {("rule", rule): rule for rule in hard}
    owners |= {("stage", stage): stage for stage in stages}
    feasibility = Feasibility(model, lambda name: owners.get(name[:2], ""))
    if feasibility.against([*hard, *stages]) is None:
        return (), ("fit",)
    found = irreducible([*hard, *stages], feasibility)
    return tuple(each for each in found if each in hard), tuple(each for each in found if each in stages)


def _hold_stages(model: Model, search: Search) -> list[str]:
    """Add limits for the values of settled stages. Returns: the stages' names."""
    values, names = {each.stage.name: each.value for each in search.settled}, []
    for stage in model.stages():
        if stage.name.startswith(HOLDING) and stage.name in values:
            model.add_limits(
                [*stage.limits, Limit(("stage", stage.name), stage.function, low=values[stage.name])]
            )
            names.append(stage.name)
    return names
