"""What stands behind a result, whichever way it was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from shanhai.matching import criteria, rules
from shanhai.matching.certificate import Leaf, Split, leaves_of
from shanhai.matching.groups import where
from shanhai.matching.laminar import laminar_of
from shanhai.matching.scoring import compile_all
from shanhai.matching.settlement import Settlement, Start, by_columns, by_network
from shanhai.matching.solve import settle
from shanhai.matching.watch import Watch
from tests.matching.cast import NAMES, ORDERS, problem_of

if TYPE_CHECKING:
    from shanhai.matching.problem import Problem

WISHES = criteria.HostWishes(weight=100)
WISHED = [{**ORDERS[0], "wishes": ["Bo", "Cai"]}, {**ORDERS[1], "wishes": ["Ann"]}, ORDERS[2]]
FREE = [{"id": name} for name in NAMES]
RELEASE = rules.AtMost(id="release", limit=1, each="home")
NOBODY_ELSE = rules.AtMost(id="few", limit=2)


def _settle(problem: Problem) -> Settlement:
    return settle(problem, compile_all(problem), Watch(), Start())


def _both_ways(problem: Problem) -> list[Settlement]:
    """Settled by the network and by columns."""
    scoring = compile_all(problem)
    laminar = laminar_of(problem, scoring)
    assert laminar is not None
    return [by_network(problem, scoring, Watch(), laminar), by_columns(problem, scoring, Watch(), Start())]


def _placed(settled: Settlement) -> list[tuple[int, int]]:
    return list(zip(settled.plan.i.tolist(), settled.plan.j.tolist(), strict=True))


def test_both_routes_come_to_the_same_plan_and_values() -> None:
    network, columns = _both_ways(problem_of(WISHES, RELEASE, NOBODY_ELSE, orders=WISHED, seed="drawn"))
    assert _placed(network) == _placed(columns)
    # Ties need not take the same number of rounds; what they decide is the same.
    values = [
        {stage.name: stage.value for stage in settled.stages if not stage.name.startswith(("tie", "only"))}
        for settled in (network, columns)
    ]
    assert values[0] == values[1]
    assert network.unique
    assert columns.unique


def test_violations_are_counted_for_every_rule() -> None:
    crowd = rules.AtLeast(id="crowd", limit=7, strength="elastic")
    settled = _settle(problem_of(WISHES, RELEASE, crowd))
    # One of clinic, one of ward, one of school, and Dee: four placements where seven are wanted.
    assert settled.violations == {"release": 0, "crowd": 3}


def test_rules_that_hold_the_plan_back_have_a_price() -> None:
    slack = rules.AtMost(id="slack", limit=99)
    for settled in _both_ways(problem_of(WISHES, NOBODY_ELSE, slack)):
        assert settled.priced == {"few"}


def test_the_rules_that_keep_a_person_from_an_empty_seat_are_the_fewest() -> None:
    pair = rules.AtMost(id="pair", limit=0, people=where(person="Dee"), orders=where(order="lamp"))
    settled = _settle(problem_of(WISHES, NOBODY_ELSE, pair))
    assert len(settled.plan.i) == 2
    (left, *_) = sorted(set(range(4)) - {*settled.plan.i.tolist(), NAMES.index("Dee")})
    assert settled.blocking(left, np.arange(3)) == ("few",)
    assert settled.blocking(left, np.array([], np.int64)) == ()


def test_what_forcing_a_pair_costs_is_told_by_the_first_stage_that_loses() -> None:
    problem = problem_of(WISHES, orders=[{**WISHED[0], "seats": 1, "minimum": 0}], people=FREE)
    for settled in _both_ways(problem):
        # The host wishes for Bo (1000 points) and for Cai (700), not for Dee: Dee loses all that Bo brings,
        # and a bound by prices may say less, but not less than Cai would have brought.
        assert _placed(settled) == [(1, 0)]
        loss = settled.loss(3, 0)
        assert loss.stage == "fit"
        assert 70_000 <= loss.amount <= 100_000
        assert settled.loss(1, 0).amount == 0


def test_leaves_of_a_tree_are_all_its_ends() -> None:
    one, two, three = (Leaf({("seats", name): 1}) for name in "abc")
    tree = Split(("use", "Ann"), 0, one, Split(("use", "Bo"), 0, two, three))
    assert list(leaves_of(tree)) == [one, two, three]
    assert list(leaves_of(one)) == [one]


@pytest.mark.parametrize("kept", [True, False])
def test_a_plan_to_be_kept_goes_before_fit(kept: bool) -> None:
    problem = problem_of(WISHES, orders=[{**WISHED[0], "seats": 1, "minimum": 0}], people=FREE)
    dee = np.array([3]), np.array([0])
    start = Start(keep=dee) if kept else Start()
    settled = settle(problem, compile_all(problem), Watch(), start)
    assert _placed(settled) == ([(3, 0)] if kept else [(1, 0)])
