"""What-ifs on the sample programme, of every kind: the warm way answers what a solve from nothing answers."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from shanhai.haiyue import sample
from shanhai.matching.proof import check
from shanhai.matching.scoring import compile_all
from shanhai.matching.settlement import Start
from shanhai.matching.solve import settle, told
from shanhai.matching.watch import Watch
from shanhai.matching.whatif import DropRule, Forbid, Pin, SetRule, Swap, Withdraw, what_if

# Of 205 who are placed, so many may move; the bound of fit may be beyond the plan's by one part in so many.
MOVED, SHORT = 25, 6


def _cold(problem):
    return told(settle(problem, compile_all(problem), Watch(), Start()), with_reasons=False)


@cache
def _haiyue():
    return _cold(sample("haiyue-2022").problem)


def _with(rule, **changes):
    return SetRule(replace(next(each for each in _haiyue().problem.rules if each.id == rule), **changes))


def _values(result):
    return [(stage.name, stage.value) for stage in result.stages if stage.name[:3] not in ("tie", "onl")]


EDITS = {
    "a place is forbidden": lambda: Forbid("P102", "D081"),
    "somebody withdraws who is hard to replace": lambda: Withdraw("P099"),
    "somebody is pinned to an open order": lambda: Pin("P107", "D049"),
    "two swap, and one is shut out there": lambda: Swap("P096", "P111"),
    "an elastic rule is left out": lambda: DropRule("R05"),
    "a hard minimum is left out": lambda: DropRule("R04"),
    "a hard minimum rises, so that values guessed before fit do not go together": lambda: _with(
        "R04", limit=4
    ),
    "an elastic minimum falls": lambda: _with("R05", limit=3),
    "a hard budget falls": lambda: _with("R14", limit=35),
    "a hard cap rises": lambda: _with("R01", limit=5),
}


@pytest.mark.parametrize("name", EDITS)
def test_warm_is_cold_when(name):
    after = what_if(_haiyue(), [EDITS[name]()]).after
    cold = _cold(after.problem)
    assert check(after.problem, after.plan, after.certificate).ok
    assert after.status == cold.status
    assert after.conflict == cold.conflict
    assert _values(after) == _values(cold)
    assert (after.plan.i.tolist(), after.plan.j.tolist()) == (cold.plan.i.tolist(), cold.plan.j.tolist())


@pytest.mark.parametrize("name", EDITS)
def test_what_is_not_waited_for_stays_near_and_says_how_good_it_may_be(name):
    difference = what_if(_haiyue(), [EDITS[name]()], progress=lambda *_: False)
    after = difference.after
    assert check(after.problem, after.plan, after.certificate).ok
    assert (after.status, after.conflict) == ("limited", None)
    assert len(difference.moved) <= MOVED
    assert after.stage("fit").gap <= after.stage("fit").value / SHORT
