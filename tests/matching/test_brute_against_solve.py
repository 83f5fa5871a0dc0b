"""The solver against brute force on random tiny problems: same status, same values, a best plan.

A hundred problems in an ordinary run, forty more that ask for fairness and forty as a sceptic draws them; two
thousand, six hundred and two thousand with ``bin/check --long``.
"""

from __future__ import annotations

import numpy as np
import pytest

from shanhai.matching import Problem, solve
from shanhai.matching.proof import check
from shanhai.matching.proof.lines import Listed
from shanhai.matching.record import check_record, record_of
from shanhai.matching.scoring import compile_all
from shanhai.matching.settlement import Start
from shanhai.matching.solve import settle, told
from shanhai.matching.watch import Watch
from tests.matching.brute import Brute
from tests.matching.mixtures import mixture
from tests.matching.random_problems import differing, random_problem

ORDINARY, LONG = 100, 2_000
FAIR, FAIR_LONG = 40, 600
MIXED, MIXED_LONG = 40, 2_000


def _differences(seed: int) -> list[object]:
    """Everything in which solver, brute force and proof do not agree about one random problem."""
    return _differences_of(random_problem(np.random.default_rng(seed)))


def _fair_differences(seed: int) -> list[object]:
    """The same for a problem of more orders, to be shared fairly by places or by hosts."""
    problem = random_problem(np.random.default_rng(seed), orders=6)
    return _differences_of(problem.replace(fair_over=("place", "host")[seed % 2]))


def _mixed_differences(seed: int) -> list[object]:
    """The same for what `random_problem` does not draw."""
    return _differences_of(mixture(np.random.default_rng(900_000 + seed)))


def _differences_of(problem: Problem) -> list[object]:
    judged, result = Brute(problem).judge(), solve(problem)
    reached = {stage.name: stage.value for stage in result.stages}
    # The solver leaves out a stage that cannot be anything but 0.
    values = {name: reached.get(name, 0) for name in judged.values}
    plan = tuple(sorted(zip(result.plan.i.tolist(), result.plan.j.tolist(), strict=True)))
    report = check(problem, result.plan, result.certificate, result=result)
    out: list[object] = list(report.findings)
    if result.status != ("conflict" if judged.conflict else "proven"):
        out.append((result.status, judged.conflict))
    if values != judged.values:
        out.append((values, judged.values))
    if plan not in judged.chosen:
        out.append((plan, judged.chosen))
    if result.unique != (len(judged.chosen) == 1):
        out.append((result.unique, len(judged.chosen)))
    if result.conflict is not None:
        out += _conflict_differences(problem, result.conflict, judged.bend_cost)
    return out


def _conflict_differences(problem, conflict, cheapest) -> list[object]:
    """The set named is truly in conflict, nothing in it is superfluous, and no bend is cheaper."""
    brute, named, out = Brute(problem), set(conflict.rules), []
    if brute.can_hold(named):
        out.append(("these can all hold", named))
    out += [("superfluous", name) for name in sorted(named) if not brute.can_hold(named - {name})]
    if conflict.bend_cost != cheapest:
        out.append(("bend", conflict.bend_cost, cheapest))
    return out


@pytest.mark.parametrize("first", range(0, ORDINARY, 20))
def test_solver_and_brute_force_agree(first):
    assert differing(_differences, range(first, first + 20)) == {}


@pytest.mark.parametrize("seed", [186, 349, 471, 698, 908, 991, 1717, 1947, 2808])
def test_problems_that_once_differed_agree(seed):
    assert _differences(seed) == []


@pytest.mark.long
@pytest.mark.parametrize("first", range(ORDINARY, ORDINARY + LONG, 100))
def test_solver_and_brute_force_agree_on_two_thousand(first):
    assert differing(_differences, range(first, first + 100)) == {}


@pytest.mark.parametrize("first", range(0, FAIR, 10))
def test_solver_and_brute_force_agree_on_what_is_fair(first):
    assert differing(_fair_differences, range(first, first + 10)) == {}


@pytest.mark.long
@pytest.mark.parametrize("first", range(FAIR, FAIR + FAIR_LONG, 50))
def test_solver_and_brute_force_agree_on_six_hundred_that_are_fair(first):
    assert differing(_fair_differences, range(first, first + 50)) == {}


@pytest.mark.parametrize("first", range(0, MIXED, 20))
def test_solver_and_brute_force_agree_on_mixtures(first):
    assert differing(_mixed_differences, range(first, first + 20)) == {}


# Amounts of 10**9 beside others of 1 and weights of 10**6, ids with colons; 892 let the solver go round.
@pytest.mark.parametrize("seed", [62, 197, 209, 224, 412, 426, 534, 567, 615, 623, 892])
def test_mixtures_that_once_differed_agree(seed):
    assert _mixed_differences(seed) == []


@pytest.mark.long
@pytest.mark.parametrize("first", range(MIXED, MIXED + MIXED_LONG, 100))
def test_solver_and_brute_force_agree_on_two_thousand_mixtures(first):
    assert differing(_mixed_differences, range(first, first + 100)) == {}


def test_many_of_the_fair_problems_have_several_shares():
    problems = [random_problem(np.random.default_rng(seed), orders=6) for seed in range(FAIR)]
    shares = [Brute(each.replace(fair_over="place")).fairness().steps for each in problems]
    assert sum(len(each) > 2 for each in shares) > FAIR // 4


@pytest.mark.parametrize("first", range(0, 40, 20))
def test_as_much_of_an_older_plan_is_kept_as_brute_force_can_keep(first):
    differences = {seed: _kept_differences(seed) for seed in range(first, first + 20)}
    assert {seed: found for seed, found in differences.items() if found} == {}


def _kept_differences(seed: int) -> list[object]:
    """The same with any three pairs to be kept where possible, through a record."""
    problem, rng = random_problem(np.random.default_rng(seed)), np.random.default_rng(seed)
    everywhere = [(i, j) for i in range(problem.n_people) for j in range(problem.n_orders)]
    i, j = np.array([everywhere[at] for at in sorted(rng.permutation(len(everywhere))[:3])]).T
    judged = Brute(problem).judge(Listed(i, j, np.ones(len(i), np.int64)))
    result = told(settle(problem, compile_all(problem), Watch(), Start(keep=(i, j))), with_reasons=True)
    kept = [(problem.people.id[a], problem.orders.id[b]) for a, b in zip(i.tolist(), j.tolist(), strict=True)]
    report = check_record(record_of(result, kept=kept), problem)
    values = {stage.name: stage.value for stage in result.stages if stage.name in judged.values}
    out: list[object] = list(report.findings)
    if not report.proven or any(judged.values[name] != value for name, value in values.items()):
        out.append((report.stages, judged.values))
    return out if "kept" in values else [*out, "no stage kept"]


def test_the_random_problems_are_of_every_kind():
    problems = [random_problem(np.random.default_rng(seed)) for seed in range(ORDINARY)]
    rules = [rule for problem in problems for rule in problem.rules]
    assert len({rule.kind for rule in rules}) == 10
    assert {rule.strength for rule in rules} == {"hard", "elastic", "priced"}
    assert len({criterion.kind for problem in problems for criterion in problem.criteria}) == 14
    assert {problem.fair_over for problem in problems} == {"", "place", "host"}
    assert {int(people) for problem in problems for people in problem.people.capacity} == {1, 2}
