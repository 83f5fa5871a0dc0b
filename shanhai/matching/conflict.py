"""Hard rules that cannot all hold: which of them, none too many; and what bends most cheaply."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

import numpy as np

from shanhai.matching.branching import Search
from shanhai.matching.integer import whole_plan
from shanhai.matching.linear import Limit, Linear
from shanhai.matching.model import Model
from shanhai.matching.problem import Problem, Rule
from shanhai.matching.relaxation import Relaxation
from shanhai.matching.result import Conflict
from shanhai.matching.tables import Ints

ENOUGH_SECONDS = 600.0


def conflict_of(problem: Problem, scores: Ints, bent: Search) -> Conflict:
    """Name the conflict.

    Parameters
    ----------
    bent : Search
        The search in which hard rules may be bent, finished.
    """
    hard = [rule for rule in problem.rules if rule.strength == "hard"]
    ids = irreducible([rule.id for rule in hard], lambda kept: not can_hold(problem, scores, _chosen(hard, kept)))
    bend = units_by_rule(bent, "hard")
    weight = {rule.id: rule.weight for rule in hard}
    return Conflict(tuple(ids), bend, sum(units * weight[rule] for rule, units in bend.items()))


def _chosen(rules: Sequence[Rule], ids: Sequence[str]) -> list[Rule]:
    return [rule for rule in rules if rule.id in ids]


def irreducible(items: Sequence[str], is_conflict: Callable[[Sequence[str]], bool]) -> list[str]:
    """A part of `items` that is a conflict and of which none can be left out.

    Whole halves are dropped first, so that a small conflict among many rules is found in few questions.
    """
    kept, size = list(items), max(len(items) // 2, 1)
    while True:
        at = 0
        while at < len(kept):
            without = kept[:at] + kept[at + size :]
            if is_conflict(without):
                kept = without
            else:
                at += size
        if size == 1:
            return kept
        size = max(size // 2, 1)


def can_hold(problem: Problem, scores: Ints, rules: Sequence[Rule]) -> bool:
    """Is there any plan at all that keeps these rules (and capacities, seats, eligibility)?"""
    return _has_plan(Model(dataclasses.replace(problem, rules=tuple(rules), fair_over=""), scores))


def _has_plan(model: Model) -> bool:
    """Is there a plan that keeps every limit of the model?"""
    relaxation = Relaxation(model)
    if not relaxation.optimise(Linear()).feasible:
        return False
    if whole_plan(relaxation, ENOUGH_SECONDS) is not None:
        return True
    relaxation.add_pairs(*np.nonzero(model.alive))
    return whole_plan(relaxation, ENOUGH_SECONDS) is not None


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
        Hard rules and earlier stages' values that together forbid one more placement there; none is superfluous.
    """
    assert search.plan is not None
    hard = [rule for rule in problem.rules if rule.strength == "hard"]
    soft = [rule for rule in problem.rules if rule.strength != "hard"]
    stages = [s.stage.name for s in search.settled if s.stage.name.startswith(("violations", "seats", "fair"))]
    filled = int((search.plan.j == order).sum())

    def is_conflict(kept: Sequence[str]) -> bool:
        rules = (*_chosen(hard, kept), *soft)
        model = Model(dataclasses.replace(problem, rules=rules), np.where(search.model.eligible, search.model.scores, -1))
        here = np.arange(model.m) == order
        model.limits.append(Limit(("stage", "forced"), model.count(here), low=filled + 1))
        values = {s.stage.name: s.value for s in search.settled}
        for stage in model.stages():
            if stage.name in kept:
                model.limits += [*stage.limits, Limit(("stage", stage.name), stage.function, low=values[stage.name])]
        return not _has_plan(model)

    found = irreducible([*(rule.id for rule in hard), *stages], is_conflict)
    return tuple(each for each in found if each not in stages), tuple(each for each in found if each in stages)
