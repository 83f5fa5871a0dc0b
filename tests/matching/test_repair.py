"""First answers: a whole plan that keeps every rule, no better than the best and no better than it says."""

from __future__ import annotations

import random

import pytest

from shanhai.haiyue import sample
from shanhai.matching import solve
from shanhai.matching.repair import Tally, repaired
from shanhai.matching.violation import units
from shanhai.matching.whatif import DropRule, Forbid, Pin, Withdraw, what_if

SEEDS = range(6)


@pytest.fixture(scope="module")
def planned():
    """The sample, proven under every kind of rule, with what a first answer stands on."""
    result = solve(sample("haiyue-2022").problem)
    problem, scoring = result.problem, result.workings.scoring
    assert result.status == "proven"
    tally = Tally(problem, {rule.id: rule.rows(problem) for rule in problem.rules})
    return result, scoring, scoring.block(slice(None)), tally


def _edited(result, scores, draw):
    """One to three pins, bans and withdrawals."""
    problem = result.problem
    for _ in range(draw.randint(1, 3)):
        placed = draw.choice(result.placements)
        i = draw.randrange(problem.n_people)
        open_to = [problem.orders.id[j] for j in (scores[i] >= 0).nonzero()[0]]
        edits = [Forbid(placed.person, placed.order), Withdraw(placed.person)]
        if open_to:
            edits.append(Pin(problem.people.id[i], draw.choice(open_to)))
        problem = draw.choice(edits).apply(problem, result)
    return problem


@pytest.mark.parametrize("seed", SEEDS)
def test_a_first_answer_keeps_every_rule_and_its_bounds_hold(planned, seed) -> None:
    result, scoring, scores, tally = planned
    problem = _edited(result, scores, random.Random(seed))
    first = repaired(result, problem, scoring, scores, tally, seconds=60)
    best = what_if(result, [_Instead(problem)]).after
    assert first is not None, "for each of these seeds there is a plan that small moves come to"
    for rule in problem.rules:
        found = units(rule.rows(problem), problem.n_orders, first.plan.i, first.plan.j)
        assert rule.strength != "hard" or found == 0
        assert {each.rule: each.violation for each in first.rules}[rule.id] == found
    told = {stage.name: stage for stage in first.stages}
    order = [name for name in told if name in {stage.name for stage in best.stages}]
    mine = [told[name].value for name in order]
    theirs = [best.stage(name).value for name in order]
    assert mine <= theirs
    for name, value in zip(order, theirs, strict=True):
        assert value <= told[name].bound
        if told[name].gap:
            break


def test_the_same_plan_comes_of_it_again(planned) -> None:
    result, scoring, scores, tally = planned
    problem = _edited(result, scores, random.Random(1))
    one, two = (repaired(result, problem, scoring, scores, tally, seconds=60) for _ in range(2))
    assert (one.plan.i.tolist(), one.plan.j.tolist()) == (two.plan.i.tolist(), two.plan.j.tolist())


def test_a_change_that_could_make_the_plan_better_has_no_first_answer(planned) -> None:
    result, scoring, scores, tally = planned
    eased = DropRule(result.problem.rules[0].id).apply(result.problem, result)
    assert repaired(result, eased, scoring, scores, tally, seconds=1) is None


def test_a_tally_counts_as_the_rules_themselves_do(planned) -> None:
    result, _, _, tally = planned
    problem, plan = result.problem, result.plan
    found = tally.violations(tally.count(plan.i, plan.j))
    assert found.tolist() == [
        units(rule.rows(problem), problem.n_orders, plan.i, plan.j) for rule in problem.rules
    ]


class _Instead:
    """Another problem of the same people and orders."""

    def __init__(self, problem) -> None:
        self._problem = problem

    def apply(self, problem, result):
        return self._problem
