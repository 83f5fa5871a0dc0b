"""The sample programme shared out fairly: every level of the leximin is solved, proven and checked."""

from __future__ import annotations

from collections import Counter

import pytest

from shanhai.haiyue import haiyue, sample
from shanhai.matching import solve
from shanhai.matching.proof import check


def _proven(problem):
    """The result, once it and its check are found to be proven without a solver's word."""
    result = solve(problem)
    report = check(problem, result.plan, result.certificate, result=result)
    assert result.status == "proven"
    assert report.ok
    assert report.proven
    assert result.unique
    return result


@pytest.fixture(scope="module")
def fair():
    return _proven(sample("haiyue-2022").problem.replace(fair_over="place"))


def _filled(result):
    orders = result.problem.orders
    return Counter(dict(zip(orders.id, orders.place, strict=True))[each.order] for each in result.placements)


def test_the_sample_is_shared_fairly_and_proven(fair):
    levels = [stage for stage in fair.stages if stage.name.startswith("fair-")]
    assert len(levels) == 76
    values = [stage.value for stage in levels]
    assert values == sorted(values, reverse=True)


def test_nothing_before_fairness_is_given_up_for_it(fair):
    without = solve(sample("haiyue-2022").problem)
    before = ("violations", "seats-1", "seats-2", "seats-3")
    assert [fair.stage(name).value for name in before] == [without.stage(name).value for name in before]
    assert fair.stage("fit").value < without.stage("fit").value


def test_no_place_goes_without_where_each_could_have_someone(fair):
    assert min(_filled(fair)[place] for place in {place for place in fair.problem.orders.place if place}) > 0


@pytest.mark.long
@pytest.mark.parametrize("over", ["place", "host"])
@pytest.mark.parametrize("seed", ["0", "1", "3", "4", "5"])
def test_other_cohorts_are_shared_fairly_and_proven(seed, over):
    _proven(haiyue(217, 260, seed).problem.replace(fair_over=over))
