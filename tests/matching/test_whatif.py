"""What-ifs on the warm way give the same plan and values as the edited problem settled from nothing."""

from __future__ import annotations

import numpy as np
import pytest

from shanhai.matching import solve
from shanhai.matching.proof import check
from shanhai.matching.rules import AtMost
from shanhai.matching.scoring import compile_all
from shanhai.matching.settlement import Start
from shanhai.matching.solve import settle, told
from shanhai.matching.watch import Watch
from shanhai.matching.whatif import DropRule, Forbid, Pin, SetRule, Swap, Withdraw, what_if
from tests.matching.random_problems import differing
from tests.matching.small import crossing


def _edit(rng, result):
    """Any edit, of a kind drawn at random."""
    placements = result.placements
    one, other = (placements[int(at)] for at in rng.permutation(len(placements))[:2])
    problem = result.problem
    kinds = [
        Pin(one.person, other.order),
        Forbid(one.person, one.order),
        Withdraw(one.person),
        Swap(one.person, other.person),
        DropRule(str(rng.choice([rule.id for rule in problem.rules]))),
        SetRule(AtMost(id="homes", limit=int(rng.integers(2, 6)), each="home")),
    ]
    return kinds[int(rng.integers(len(kinds)))]


def _cold(problem, keep):
    return told(settle(problem, compile_all(problem), Watch(), Start(keep=keep)), with_reasons=False)


def _values(result):
    return [(stage.name, stage.value) for stage in result.stages if stage.name[:3] not in ("tie", "onl")]


def _differences(seed):
    rng = np.random.default_rng(seed)
    result = solve(crossing(seed % 7))
    least = bool(rng.random() < 0.5)
    after = what_if(result, [_edit(rng, result)], least_change=least).after
    cold = _cold(after.problem, (result.plan.i, result.plan.j) if least else None)
    old = [(each.person, each.order) for each in result.placements] if least else None
    report = check(after.problem, after.plan, after.certificate, old=old)
    out = list(report.findings)
    if _values(after) != _values(cold):
        out.append((_values(after), _values(cold)))
    if (after.plan.i.tolist(), after.plan.j.tolist()) != (cold.plan.i.tolist(), cold.plan.j.tolist()):
        out.append("another plan")
    return out


@pytest.mark.parametrize("first", range(0, 30, 10))
def test_warm_what_ifs_equal_cold_ones(first):
    assert differing(_differences, range(first, first + 10)) == {}


@pytest.mark.long
@pytest.mark.parametrize("first", range(30, 2030, 100))
def test_two_thousand_warm_what_ifs_equal_cold_ones(first):
    assert differing(_differences, range(first, first + 100)) == {}


def test_a_withdrawal_leaves_the_person_out_and_tells_who_moves():
    result = solve(crossing())
    person = result.placements[0].person
    difference = what_if(result, [Withdraw(person)], least_change=True)
    assert all(each.person != person for each in difference.after.placements)
    assert person in {name for name, _, _ in difference.moved}


def test_forbidding_costs_what_the_stages_lose():
    result = solve(crossing())
    place = result.placements[0]
    difference = what_if(result, [Forbid(place.person, place.order)])
    was, now = difference.stages[difference.loss.stage]
    assert difference.loss.amount == was - now
    assert difference.loss.exact


def test_an_edit_of_nobody_is_refused_by_name():
    with pytest.raises(ValueError, match="nobody"):
        what_if(solve(crossing()), [Withdraw("nobody")])


def test_a_rule_that_is_not_there_cannot_be_left_out():
    with pytest.raises(ValueError, match="homes, purse, young, pair"):
        what_if(solve(crossing()), [DropRule("taxes")])
