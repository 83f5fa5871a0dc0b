"""The rule set: every kind of rule in every strength, and it can hold."""

import pytest

from shanhai.haiyue.samples import sample
from shanhai.matching import Result, rules, solve
from shanhai.matching.problem import STRENGTHS


@pytest.fixture(scope="module")
def result() -> Result:
    return solve(sample("haiyue-2022").problem)


def test_every_kind_of_rule_occurs_and_every_strength() -> None:
    declared = sample("haiyue-2022").problem.rules
    assert {rule.kind for rule in declared} == set(rules.ALL)
    assert {rule.strength for rule in declared} == set(STRENGTHS)


def test_the_plan_is_proven_and_keeps_the_hard_rules(result: Result) -> None:
    assert result.status == "proven"
    hard = {rule.id for rule in result.problem.rules if rule.strength == "hard"}
    assert [report.rule for report in result.rules if report.rule in hard and report.violation] == []


def test_most_people_are_placed_but_not_all_and_some_seats_stay_empty(result: Result) -> None:
    assert 195 <= len(result.placements) <= 214
    assert len(result.placements) < int(result.problem.orders.seats.sum())


def test_several_rules_bind_and_some_that_may_bend_are_bent(result: Result) -> None:
    assert sum(report.binding for report in result.rules) >= 8
    assert sum(report.violation > 0 for report in result.rules) >= 3


def test_the_sentences_of_the_rules_tell_their_own_numbers() -> None:
    book = sample("haiyue-2022", "en")
    for rule in book.problem.rules:
        limit = getattr(rule, "limit", None)
        if limit and rule.kind != "budget":
            assert str(limit) in book.names.rules[rule.id]
