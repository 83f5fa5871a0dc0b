"""What-ifs where all rules are caps that nest: the network, warm, answers what columns answer cold."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from shanhai.matching import rules, solve
from shanhai.matching.network import multilevel
from shanhai.matching.proof import check
from shanhai.matching.scoring import compile_all
from shanhai.matching.settlement import Start, by_columns
from shanhai.matching.solve import told
from shanhai.matching.watch import Watch
from shanhai.matching.whatif import Forbid, Pin, Withdraw, what_if
from tests.matching.random_problems import differing, random_problem

ORDINARY, LONG = 60, 2_000
PER_CASE = 20


def _capped(rng):
    """A random problem whose rules are caps on homes and places; of several people and orders."""
    caps = (
        rules.AtMost(id="homes", limit=int(rng.integers(1, 4)), each="home"),
        rules.AtMost(id="places", limit=int(rng.integers(1, 5)), each="place"),
    )
    return replace(random_problem(rng, 9, 8), rules=caps, fair_over="")


def _edit(rng, result):
    person = str(rng.choice(result.problem.people.id))
    order = str(rng.choice(result.problem.orders.id))
    kinds = [Pin(person, order), Forbid(person, order), Withdraw(person)]
    if result.placements:
        place = result.placements[int(rng.integers(len(result.placements)))]
        kinds += [Forbid(place.person, place.order), Withdraw(place.person), Pin(place.person, order)]
    return kinds[int(rng.integers(len(kinds)))]


def _cold(problem):
    settled = by_columns(problem, compile_all(problem), Watch(), Start())
    return told(settled, with_reasons=False)


def _values(result):
    return {stage.name: stage.value for stage in result.stages if stage.name[:3] not in ("tie", "onl")}


def _differences(seed, monkeypatch):
    monkeypatch.setattr(multilevel, "DENSE_PAIRS", (30, 10**6)[seed % 2])
    rng = np.random.default_rng(seed)
    result = solve(_capped(rng))
    edits = [_edit(rng, result) for _ in range(int(rng.integers(1, 4)))]
    after = what_if(result, edits).after
    cold = _cold(after.problem)
    told_all = told(after.workings, with_reasons=True)
    out = list(check(after.problem, after.plan, after.certificate, result=told_all).findings)
    out += [each for each in (after.status, cold.status) if after.status != cold.status]
    # A stage that cannot be anything but 0 may be left out.
    names = _values(after).keys() | _values(cold).keys()
    if any(_values(after).get(name, 0) != _values(cold).get(name, 0) for name in names):
        out.append((_values(after), _values(cold)))
    if cold.unique and (after.plan.i.tolist(), after.plan.j.tolist()) != (
        cold.plan.i.tolist(),
        cold.plan.j.tolist(),
    ):
        out.append("another plan")
    return out


@pytest.mark.parametrize("first", range(0, ORDINARY, PER_CASE))
def test_warm_what_ifs_by_the_network_equal_cold_ones_by_columns(first, monkeypatch):
    assert differing(lambda seed: _differences(seed, monkeypatch), range(first, first + PER_CASE)) == {}


def test_two_people_pinned_to_the_last_seats_of_a_place_are_proven_there(monkeypatch):
    assert _differences(794, monkeypatch) == []


@pytest.mark.long
@pytest.mark.parametrize("first", range(ORDINARY, ORDINARY + LONG, 100))
def test_two_thousand_of_them(first, monkeypatch):
    assert differing(lambda seed: _differences(seed, monkeypatch), range(first, first + 100)) == {}
