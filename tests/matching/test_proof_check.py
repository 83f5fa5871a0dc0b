"""What a check finds in plans and results that are not as they should be, one wrong thing at a time."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from shanhai.matching import Problem, criteria, rules
from shanhai.matching.certificate import Certificate, Leaf, StageProof
from shanhai.matching.proof import FINDINGS, Finding, check
from shanhai.matching.proof.fairness import most_filled
from shanhai.matching.result import MutualWish, Plan, Shortage
from tests.matching.honest import honest_result
from tests.matching.random_problems import random_problem

NOTHING = Certificate(())


def _problem(**more):
    """Ann may not go to the clinic; Bo may work at two places; of three seats at sea one stays empty."""
    rows = {
        "people": [
            {"id": "Ann", "wishes": ["sea"]},
            {"id": "Bo", "capacity": 2, "qualifications": ["doctor"]},
        ],
        "orders": [
            {"id": "sea", "seats": 3, "wishes": ["Ann"]},
            {"id": "clinic", "qualifications": ["doctor"], "tier": 2},
        ],
        "criteria": [criteria.Qualified(), criteria.HostWishes(weight=1)],
    }
    return Problem.of(**{**rows, **more})


def _found(problem, pairs, **more):
    i, j = zip(*pairs, strict=True) if pairs else ((), ())
    report = check(
        problem, Plan(np.array(i, int), np.array(j, int)), more.pop("certificate", NOTHING), **more
    )
    return [(finding.code, *finding.data) for finding in report.findings]


@pytest.mark.parametrize(
    ("pairs", "finding"),
    [
        ([(0, 1)], ("barred", "Ann", "clinic", "qualified")),
        ([(0, 0), (0, 0)], ("twice_on_order", "Ann", "sea")),
        ([(0, 0), (0, 1)], ("over_capacity", "Ann", 2, 1)),
        ([(0, 1), (1, 1)], ("seats_exceeded", "clinic", 2, 1)),
        ([(2, 0)], ("unknown_row", 2, 0)),
        ([(0, -1)], ("unknown_row", 0, -1)),
    ],
)
def test_a_plan_that_cannot_be_is_found(pairs, finding):
    assert finding in _found(_problem(), pairs)


def test_a_plan_of_uneven_columns_is_found():
    report = check(_problem(), Plan(np.array([0, 1]), np.array([0])), NOTHING)
    assert [finding.code for finding in report.findings] == ["uneven_plan"]


def test_a_broken_hard_rule_is_found_unless_the_certificate_bends():
    problem = _problem(rules=[rules.Pin(id="Ann to sea", person="Ann", order="sea")])
    assert _found(problem, [(1, 1)]) == [("hard_rule_broken", "Ann to sea", 1)]
    bend = Certificate((StageProof("bend", -1, None),))
    assert _found(problem, [(1, 1)], certificate=bend) == []


def test_without_a_certificate_everything_is_open():
    report = check(_problem(), Plan(np.array([0]), np.array([0])), NOTHING)
    assert report.ok
    assert not report.proven
    assert {stage.by for stage in report.stages} == {"open"}


def test_a_stage_without_prices_rests_on_the_word_of_the_solver():
    certificate = Certificate((StageProof("seats-1", 1, None),))
    report = check(_problem(), Plan(np.array([0]), np.array([0])), certificate)
    assert (report.stages[0].by, report.stages[0].proven) == ("solver", False)


def test_stages_in_another_order_are_found():
    certificate = Certificate((StageProof("seats-2", 0, None), StageProof("seats-1", 1, None)))
    assert _found(_problem(), [(0, 0)], certificate=certificate) == [("stages_differ", "seats-2", "seats-1")]


def test_an_impossible_conflict_is_not_proven():
    problem = _problem(rules=[rules.Pin(id="pin", person="Ann", order="sea")])
    bend = Certificate((StageProof("bend", -1, Leaf({("rule", "pin", ""): -1})),))
    report = check(problem, Plan(np.array([1]), np.array([1])), bend)
    # A price of 1 on the pin is what the pair is worth to Ann, so that the bound is 0: no conflict.
    assert report.stages[0].bound == 0
    assert not report.conflict


def test_least_change_counts_what_is_kept():
    stages = ("seats-1", "seats-2", "kept")
    certificate = Certificate(tuple(StageProof(name, 1, None) for name in stages))
    pairs, old = [(0, 0), (1, 1)], [("Ann", "sea"), ("Bo", "sea"), ("Eve", "sea")]
    assert _found(_problem(), pairs, certificate=certificate, old=old) == []
    assert _found(_problem(), pairs, certificate=certificate) == [("old_plan_missing", "kept")]


@pytest.mark.parametrize("seed", range(30))
def test_whole_results_that_are_true_have_no_findings(seed):
    result = honest_result(random_problem(np.random.default_rng(1000 + seed)))
    report = check(result.problem, result.plan, result.certificate, result=result)
    assert report.findings == ()
    assert json.loads(json.dumps(report.as_dict()))["ok"] is True


def _result():
    return honest_result(_problem())


def _codes(result):
    report = check(result.problem, result.plan, result.certificate, result=result)
    return {finding.code for finding in report.findings}


def _shortage(**changes):
    result = _result()
    cut = Shortage("cut", ("sea",), 3, ("Ann", "Bo"), 2)
    return replace(result, shortages=(replace(cut, **changes),))


@pytest.mark.parametrize(
    ("result", "code"),
    [
        (_shortage(), None),
        (_shortage(seats=4), "cut_seats"),
        (_shortage(people=("Ann",)), "cut_people"),
        (_shortage(reach=1), "cut_reach"),
        (_shortage(reach=3), "cut_not_short"),
        (_shortage(orders=("moon",)), "unknown_name"),
        (_shortage(orders=("clinic",)), "shortage_missing"),
        (replace(_result(), status="conflict"), "status_wrong"),
        (replace(_result(), status="splendid"), "status_wrong"),
        (replace(_result(), mutual=(MutualWish("Bo", "sea", "", ""),)), "mutual_wrong"),
        (replace(_result(), mutual=(MutualWish("Ann", "sea", "", ""),)), "mutual_wrong"),
    ],
)
def test_what_a_result_says_is_counted_again(result, code):
    found = _codes(result)
    assert code in found if code else found == set()


@pytest.mark.parametrize(("claimed", "disputed"), [("open", False), ("solver", False), ("tree", True)])
def test_a_bound_may_be_claimed_to_rest_on_less_than_it_does(claimed, disputed):
    """Only of a stage that rests on the solver's word is nothing better said."""
    result = _result()
    at = len(result.stages) - 1
    proofs, told = list(result.certificate.stages), list(result.stages)
    told[at] = replace(told[at], proof=claimed)
    if claimed == "tree":
        proofs[at] = replace(proofs[at], node=None)
    changed = replace(result, stages=tuple(told), certificate=Certificate(tuple(proofs)))
    assert ("proof_overstated" in _codes(changed)) == disputed


def test_a_cut_counts_what_people_can_fill_between_them():
    # Two orders of two seats; three people, of whom the first alone is eligible for the second order.
    assert most_filled([0, 1], [2, 2], [1, 1, 1], [[0, 1], [0]]) == 2
    assert most_filled([0, 1], [2, 2], [2, 1, 1], [[0, 1], [0]]) == 3
    # The first seat takes the person whom the second order needs; that person is moved.
    assert most_filled([0, 1], [1, 1], [1, 1], [[0, 1], [0]]) == 2


def test_every_finding_can_be_said_in_words():
    for code in FINDINGS:
        assert FINDINGS[code] in str(Finding(code, ("here",)))
