"""Hard pins and bans are told from other rules, and go beside caps that nest."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from shanhai.matching import decided as module
from shanhai.matching import rules
from shanhai.matching.decided import decided_by
from shanhai.matching.groups import where
from shanhai.matching.laminar import laminar_of
from shanhai.matching.network.replan import Edit
from shanhai.matching.scoring import compile_all
from shanhai.matching.solve import solve
from tests.matching.cast import NAMES, problem_of


def _decides(rule: Any) -> Edit | None:
    problem = problem_of(rule)
    found = decided_by(problem, compile_all(problem), rule)
    return None if found is None else found.edit


def test_a_pin_is_one_pair() -> None:
    rule = rules.Pin(id="pin", person="Bo", order="boat")
    pair = NAMES.index("Bo"), problem_of(rule).order_row["boat"]
    assert _decides(rule) == Edit(pins=[pair])


def test_a_ban_of_somebody_from_everything_withdraws_them() -> None:
    assert _decides(rules.Ban(id="ban", people=where(person="Bo"))) == Edit(people=[NAMES.index("Bo")])


def test_a_ban_of_everybody_from_an_order_closes_it() -> None:
    rule = rules.Ban(id="ban", orders=where(order="boat"))
    assert _decides(rule) == Edit(orders=[problem_of(rule).order_row["boat"]])


def test_any_other_ban_is_a_list_of_pairs() -> None:
    rule = rules.Ban(id="ban", people=where(person=("Ann", "Bo")), orders=where(order="boat"))
    boat = problem_of(rule).order_row["boat"]
    assert _decides(rule) == Edit(bans=[(NAMES.index("Ann"), boat), (NAMES.index("Bo"), boat)])


def test_a_ban_of_too_many_pairs_is_left_to_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_PAIRS", 1)
    rule = rules.Ban(id="ban", people=where(person=("Ann", "Bo")), orders=where(order="boat"))
    assert _decides(rule) is None
    problem = problem_of(rule)
    assert laminar_of(problem, compile_all(problem)) is None
    assert solve(problem).status == "proven"


@pytest.mark.parametrize("strength", ["elastic", "priced"])
def test_what_may_bend_decides_nothing(strength: str) -> None:
    assert _decides(rules.Pin(id="pin", person="Bo", order="boat", strength=strength)) is None


def test_whoever_a_ban_keeps_from_an_empty_seat_is_told_so() -> None:
    ban = rules.Ban(id="ban", people=where(person="Ann"))
    result = solve(problem_of(ban))
    (ann,) = [each for each in result.unplaced if each.person == "Ann"]
    assert (ann.reason, ann.rules) == ("rule", ("ban",))
    assert np.all([each.person != "Ann" for each in result.placements])
