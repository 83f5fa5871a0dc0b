"""Three hundred corruptions of results of the solver, and as many of others, in ten ways: all are caught."""

from __future__ import annotations

import copy
from dataclasses import replace
from functools import cache
from itertools import chain, count, islice

import numpy as np
import pytest

from shanhai.haiyue import haiyue, sample
from shanhai.matching import solve
from shanhai.matching.certificate import Certificate, Leaf
from shanhai.matching.proof import check
from shanhai.matching.record import check_record, record_digest, record_of
from shanhai.matching.result import Plan, RuleReport
from tests.matching.honest import honest_result
from tests.matching.random_problems import random_problem

PROBLEMS = 30
COHORTS = ((40, 30), (40, 60), (60, 45), (55, 55))


@cache
def _honest():
    """Results made without the solver."""
    return _rich(honest_result(random_problem(np.random.default_rng(seed))) for seed in count())


@cache
def _solved():
    """Results of the solver: small cohorts and the small samples first, then random problems."""
    cohorts = [haiyue(people, seats, rules=False).problem for people, seats in COHORTS]
    samples = [sample(name).problem for name in ("conflict", "shortage")]
    drawn = (random_problem(np.random.default_rng(seed)) for seed in count())
    return _rich(solve(problem) for problem in chain(cohorts, samples, drawn))


MAKERS = {"honest": _honest, "solved": _solved}


def _rich(results):
    """Those with something in them to corrupt: people placed and left over, empty seats, prices."""
    return list(islice(filter(_is_rich, results), PROBLEMS))


def _is_rich(result):
    parts = result.unplaced, result.empty, result.rules or result.problem.n_people > 9
    many = len(result.placements) >= 2 and result.problem.n_orders >= 2
    return many and all(parts) and any(_is_priced(stage) for stage in result.certificate.stages)


def _is_priced(stage):
    return isinstance(stage.node, Leaf) and bool(stage.node.prices)


def _report(result):
    return check(result.problem, result.plan, result.certificate, result=result)


def _with_plan(result, pairs):
    pairs = np.array(pairs, np.int64).reshape(-1, 2)
    return replace(result, plan=Plan(pairs[:, 0], pairs[:, 1]))


def _pairs(result):
    return list(zip(result.plan.i.tolist(), result.plan.j.tolist(), strict=True))


def _move_somebody(result, rng):
    pairs, at = _pairs(result), int(rng.integers(len(result.plan.i)))
    i, j = pairs[at]
    pairs[at] = (i, (j + int(rng.integers(1, result.problem.n_orders))) % result.problem.n_orders)
    return _with_plan(result, pairs)


def _drop_somebody(result, rng):
    pairs = _pairs(result)
    pairs.pop(int(rng.integers(len(pairs))))
    return _with_plan(result, pairs)


def _add_somebody(result, rng):
    everything = [(i, j) for i in range(result.problem.n_people) for j in range(result.problem.n_orders)]
    free = [pair for pair in everything if pair not in _pairs(result)]
    return _with_plan(result, [*_pairs(result), free[int(rng.integers(len(free)))]])


def _name_a_row_that_is_not_there(result, rng):
    rows = [(result.problem.n_people, 0), (0, result.problem.n_orders), (-1, 0)]
    return _with_plan(result, [*_pairs(result), rows[int(rng.integers(3))]])


def _overstate_a_value(result, rng):
    """The same in certificate and claims, so that only the plan can tell."""
    at, by = int(rng.integers(len(result.stages))), int(rng.integers(1, 4))
    proof, stage = result.certificate.stages[at], result.stages[at]
    return _with_stage(
        replace(
            result,
            stages=(
                *result.stages[:at],
                replace(stage, value=stage.value + by, bound=stage.bound + by),
                *result.stages[at + 1 :],
            ),
        ),
        at,
        replace(proof, value=proof.value + by),
    )


def _spoil_prices(result, rng):
    """A price on a seat that stays empty: the bound is then too large by it, whatever else is priced."""
    priced = [at for at, stage in enumerate(result.certificate.stages) if _is_priced(stage)]
    at = priced[int(rng.integers(len(priced)))]
    proof, empty = result.certificate.stages[at], result.empty[int(rng.integers(len(result.empty)))]
    worse = Leaf({**proof.node.prices, ("seats", empty.order): 5 << proof.shift})
    return _with_stage(result, at, replace(proof, node=worse))


def _leave_out_a_stage(result, rng):
    at = int(rng.integers(len(result.certificate.stages)))
    kept = (*result.certificate.stages[:at], *result.certificate.stages[at + 1 :])
    return replace(result, certificate=Certificate(kept))


def _embellish_a_fit(result, rng):
    at = int(rng.integers(len(result.placements)))
    placement = result.placements[at]
    better = replace(placement, fit=placement.fit + int(rng.integers(1, 50)))
    return replace(result, placements=(*result.placements[:at], better, *result.placements[at + 1 :]))


def _hide_a_reason(result, rng):
    choice = int(rng.integers(4))
    if choice == 0:
        return replace(result, unplaced=result.unplaced[1:])
    if choice == 1:
        return replace(result, empty=result.empty[1:])
    if choice == 2:
        first = result.unplaced[0]
        return replace(
            result, unplaced=(replace(first, open_orders=first.open_orders + 2), *result.unplaced[1:])
        )
    first = result.empty[0]
    return replace(result, empty=(replace(first, empty=first.empty + 1), *result.empty[1:]))


def _play_down_a_rule(result, rng):
    if not result.rules:
        return replace(result, rules=(RuleReport("a rule that nobody made", 0, False),))
    at = int(rng.integers(len(result.rules)))
    report = result.rules[at]
    told = replace(report, violation=report.violation + 1 if report.violation == 0 else 0)
    return replace(result, rules=(*result.rules[:at], told, *result.rules[at + 1 :]))


def _with_stage(result, at, proof):
    stages = result.certificate.stages
    return replace(result, certificate=Certificate((*stages[:at], proof, *stages[at + 1 :])))


WAYS = [
    _move_somebody,
    _drop_somebody,
    _add_somebody,
    _name_a_row_that_is_not_there,
    _overstate_a_value,
    _spoil_prices,
    _leave_out_a_stage,
    _embellish_a_fit,
    _hide_a_reason,
    _play_down_a_rule,
]


@pytest.mark.parametrize("maker", MAKERS)
def test_results_that_nobody_touched_are_found_right(maker):
    assert [finding for result in MAKERS[maker]() for finding in _report(result).findings] == []


@pytest.mark.parametrize("maker", MAKERS)
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__.strip("_"))
def test_every_corrupted_result_is_caught(maker, way):
    missed = [
        number
        for number, result in enumerate(MAKERS[maker]())
        if _report(way(result, np.random.default_rng(number))).ok
    ]
    assert missed == []


def test_three_hundred_results_are_corrupted_in_ten_ways():
    assert len(WAYS) == 10
    assert [len(make()) for make in MAKERS.values()] == [30, 30]
    assert len({result.problem.fingerprint for result in _solved()}) == 30


def _paths(value, path=()):
    """Every number, word and truth in a record, by where it stands."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield from _paths(each, (*path, name))
    elif isinstance(value, list):
        for at, each in enumerate(value):
            yield from _paths(each, (*path, at))
    else:
        yield path


def _changed(value):
    if isinstance(value, bool) or value is None:
        return not value
    return value + 1 if isinstance(value, int) else value + "x"


def _missed(record, problem, paths, sealed):
    """Where a change to the record is not noticed; `sealed`: whoever changed it made a new digest, too."""
    missed = []
    for path in paths:
        corrupted = copy.deepcopy(record)
        inside = corrupted
        for step in path[:-1]:
            inside = inside[step]
        inside[path[-1]] = _changed(inside[path[-1]])
        if sealed:
            corrupted["digest"] = record_digest(corrupted)
        if check_record(corrupted, problem).ok:
            missed.append(path)
    return missed


def test_a_record_with_anything_changed_is_caught_by_its_digest():
    result = _honest()[0]
    record = record_of(result)
    assert _missed(record, result.problem, list(_paths(record)), sealed=False) == []


def test_a_record_with_a_new_digest_is_caught_by_what_it_says():
    result = next(result for result in _honest() if result.status == "proven")
    record = record_of(result)
    told = ("placements", "stages", "empty", "schema", "status", "kept")
    paths = [path for path in _paths(record) if path[0] in told or path[:2] == ("fingerprint", "problem")]
    assert len(paths) > 20
    assert _missed(record, result.problem, paths, sealed=True) == []
