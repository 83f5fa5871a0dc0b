"""A search killed or stopped at any moment: honest then, and the same plan once it goes on; and the same plan
whatever the order of rows, rules and criteria.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from shanhai.matching import Problem, Result, rules, solve
from shanhai.matching.network import multilevel
from shanhai.matching.proof import check
from shanhai.matching.scoring import compile_all
from shanhai.matching.settlement import Means, Start
from shanhai.matching.solve import settle, told
from shanhai.matching.tables import plain_rows
from shanhai.matching.watch import Watch
from shanhai.matching.whatif import what_if
from tests.matching.edits import any_edit
from tests.matching.mixtures import mixture
from tests.matching.random_problems import Rng, differing, random_problem
from tests.matching.small import crossing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shanhai.matching.saved import State

ORDINARY, LONG = 20, 600
WHAT_IFS, MANY_WHAT_IFS = 60, 2_000
MOMENTS = 3


def _problem(rng: Rng, seed: int) -> Problem:
    """A mixture, a random problem, one whose rules cross, or caps alone."""
    if seed % 4 == 0:
        return mixture(rng)
    if seed % 4 == 1:
        return random_problem(rng, 6, 6)
    if seed % 4 == 2:
        return crossing(seed % 17, 8 + seed % 7, 7).replace(fair_over=("", "host")[seed // 4 % 2])
    homes = rules.AtMost(id="homes", limit=int(rng.integers(1, 4)), each="home")
    places = rules.AtMost(id="places", limit=int(rng.integers(1, 5)), each="place")
    return random_problem(rng, 12, 10).replace(rules=(homes, places), fair_over="")


def _settled(
    problem: Problem, states: list[State], *, state: State | None = None, calls: int | None = None
) -> Result:
    """A search from a state or from nothing; its own states are kept, and it is stopped after some calls."""
    asked = iter(range(10**6))
    watch = Watch() if calls is None else Watch(lambda *_: next(asked) < calls)
    means = Means(save=lambda made: states.append(made()), state=state)
    return told(settle(problem, compile_all(problem), watch, Start(), means), with_reasons=True)


def _named(result: Result) -> list[tuple[str, str]]:
    return sorted((each.person, each.order) for each in result.placements)


def _values(result: Result) -> dict[str, int]:
    return {each.name: each.value for each in result.stages if each.name[:3] not in ("tie", "onl")}


def _told(result: Result) -> list[object]:
    return [result.status, result.unique, _values(result), _named(result) if result.unique else None]


def _shuffled(problem: Problem, rng: Rng) -> Problem:
    def mixed(rows):
        return [rows[at] for at in rng.permutation(len(rows))]

    return Problem.of(
        **{name: mixed(rows) for name, rows in plain_rows(problem.tables).items()},
        criteria=mixed(problem.criteria),
        rules=mixed(problem.rules),
        seed=problem.seed,
        fair_over=problem.fair_over,
    )


def _moments(rng: Rng, count: int) -> list[int]:
    return [int(at) for at in rng.permutation(count)[:MOMENTS]]


def _calls(problem: Problem) -> int:
    made: list[int] = []
    solve(problem, progress=lambda *_: made.append(1))
    return len(made)


def _dishonest(stopped: Result, best: Result) -> Iterator[object]:
    """Bounds of a stopped search that are below what can be reached, as long as it is the same question."""
    bends = [bool(each.stages) and each.stages[0].name == "bend" for each in (stopped, best)]
    values, intact = _values(best), bends[0] == bends[1]
    for stage in stopped.stages:
        if stage.bound < stage.value or (intact and stage.bound < values.get(stage.name, stage.bound)):
            yield stage
        intact = intact and values.get(stage.name) == stage.value


def _differences(seed: int, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    monkeypatch.setattr(multilevel, "DENSE_PAIRS", (30, 10**6)[seed // 4 % 2])
    rng = np.random.default_rng(seed)
    problem, states = _problem(rng, seed), []
    out: list[object] = []
    best = _settled(problem, states)
    for at in _moments(rng, len(states)):
        resumed = _settled(problem, [], state=states[at])
        out += check(problem, resumed.plan, resumed.certificate, result=resumed).findings
        out += [] if _told(resumed) == _told(best) else [("killed", at, _told(resumed), _told(best))]
    for calls in _moments(rng, _calls(problem)):
        kept: list[State] = []
        stopped = _settled(problem, kept, calls=calls)
        out += check(problem, stopped.plan, stopped.certificate, result=stopped).findings
        out += [("stopped", calls, each) for each in _dishonest(stopped, best)]
        resumed = _settled(problem, [], state=kept[-1] if kept else None)
        out += [] if _told(resumed) == _told(best) else [("stopped", calls, _told(resumed), _told(best))]
    other = solve(_shuffled(problem, rng))
    return out if _told(other) == _told(best) else [*out, ("shuffled", _told(other), _told(best))]


@pytest.mark.parametrize("first", range(0, ORDINARY, 10))
def test_killed_stopped_or_shuffled_it_comes_to_the_same_plan(first, monkeypatch):
    assert differing(lambda seed: _differences(seed, monkeypatch), range(first, first + 10)) == {}


@pytest.mark.parametrize("seed", [40, 84])
def test_what_once_was_told_wrong_when_stopped_is_told_right(seed, monkeypatch):
    assert _differences(seed, monkeypatch) == []


def _differences_of_what_ifs(seed: int) -> list[object]:
    """What is not right in the answers to an edit, when these are not waited for."""
    rng = np.random.default_rng(seed)
    result = solve(_problem(rng, seed))
    if not (result.problem.n_people and result.problem.n_orders):
        return []
    edit, made, out = any_edit(rng, result), list[int](), list[object]()
    try:
        best = what_if(result, [edit], progress=lambda *_: made.append(1)).after
    except ValueError:
        return []
    for calls in _moments(rng, len(made)):
        asked = iter(range(10**6))
        after = what_if(result, [edit], progress=lambda *_, a=asked, c=calls: next(a) < c).after
        stopped = told(after.workings, with_reasons=True)
        out += check(best.problem, stopped.plan, stopped.certificate, result=stopped).findings
        out += [("stopped", calls, each) for each in _dishonest(stopped, best)]
    return out


@pytest.mark.parametrize("first", range(0, WHAT_IFS, 20))
def test_what_ifs_that_are_not_waited_for_are_honest(first):
    assert differing(_differences_of_what_ifs, range(first, first + 20)) == {}


@pytest.mark.parametrize("seed", [84, 1799, 2012])
def test_what_ifs_that_once_were_told_wrong_are_told_right(seed):
    assert _differences_of_what_ifs(seed) == []


@pytest.mark.long
@pytest.mark.parametrize("first", range(WHAT_IFS, WHAT_IFS + MANY_WHAT_IFS, 100))
def test_two_thousand_what_ifs_that_are_not_waited_for(first):
    assert differing(_differences_of_what_ifs, range(first, first + 100)) == {}


@pytest.mark.long
@pytest.mark.parametrize("first", range(ORDINARY, ORDINARY + LONG, 40))
def test_six_hundred_of_them(first, monkeypatch):
    assert differing(lambda seed: _differences(seed, monkeypatch), range(first, first + 40)) == {}
