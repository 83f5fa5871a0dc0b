"""The sample of rules that contradict each other: which three, and what the cheapest bend is."""

import pytest

from shanhai.haiyue.samples import sample
from shanhai.matching import Problem, Result, solve

THREE = ("R01", "R02", "R03")


@pytest.fixture(scope="module")
def result() -> Result:
    return solve(sample("conflict").problem)


def _without(rule: str) -> Problem:
    problem = sample("conflict").problem
    return problem.replace(rules=tuple(each for each in problem.rules if each.id != rule))


def test_three_rules_about_doctors_cannot_hold_together(result: Result) -> None:
    assert result.status == "conflict"
    assert result.conflict is not None
    assert result.conflict.rules == THREE


def test_bending_the_release_of_one_hospital_by_one_is_cheapest(result: Result) -> None:
    assert result.conflict is not None
    assert dict(result.conflict.bend) == {"R02": 1}
    assert result.conflict.bend_cost == 4


@pytest.mark.parametrize("rule", THREE)
def test_without_any_one_of_the_three_the_others_hold(rule: str) -> None:
    assert solve(_without(rule)).status == "proven"


def test_without_a_rule_that_has_no_part_in_it_the_conflict_stays() -> None:
    assert solve(_without("R05")).status == "conflict"
