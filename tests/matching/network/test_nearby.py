"""Prices near those of an older plan prove the new one as well as the tree's do."""

from __future__ import annotations

import numpy as np
import pytest

from shanhai.matching.network.nested import NestedPlan, solve_nested
from shanhai.matching.network.replan import Edit, tried
from tests.matching.nested_cases import crowded_problem, random_problem


def _solved(seed: int) -> NestedPlan:
    rng = np.random.default_rng(seed)
    return solve_nested(crowded_problem(rng, 30, 25) if seed % 2 else random_problem(rng, most=20))


@pytest.mark.parametrize("seed", range(40))
def test_they_leave_no_bargain_and_give_the_plan_its_value(seed: int) -> None:
    plan, rng = _solved(seed), np.random.default_rng(seed)
    assert len(plan.person)
    search, at = plan.search, int(rng.integers(len(plan.person)))
    trial = tried(search, Edit(people=[int(np.flatnonzero(plan.people == plan.person[at])[0])]))
    net, k = trial.master.net, trial.master.arcs
    near = trial.master.nearby(search.proven_by())
    reduced = net.cost[:k] + near[net.tail[:k]] - near[net.head[:k]]
    assert not ((reduced < 0) & (net.flow[:k] < net.cap[:k])).any()
    assert not ((reduced > 0) & (net.flow[:k] > 0)).any()
    assert trial.master.dual_value(near) == trial.master.value()
    assert near[0] == 0


def test_they_are_the_old_ones_where_nothing_has_happened() -> None:
    search = _solved(1).search
    assert np.array_equal(search.master.nearby(search.proven_by()), search.proven_by())
