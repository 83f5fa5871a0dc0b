"""What progress tells of a search by pricing: stages in their order, values and gaps in their own units."""

from __future__ import annotations

import numpy as np

from shanhai.matching.network.nested import solve_nested
from shanhai.matching.watch import Watch
from tests.matching.nested_cases import crowded_problem


def test_seats_are_told_before_fit_and_the_last_gap_is_none():
    told: list[tuple[str, int, int]] = []
    problem = crowded_problem(np.random.default_rng(12), 700, 600, width=8)
    watch = Watch(lambda stage, value, bound, _: told.append((stage, value, bound)))
    plan = solve_nested(problem, stages=("seats", "fit"), watch=watch)
    stages = [stage for stage, _, _ in told]
    assert set(stages) <= {"seats-1", "fit"}
    assert stages[-1] == "fit"
    assert told[-1][1:] == (plan.stage("fit").value, plan.stage("fit").value)
    assert all(value <= 600 for stage, value, _ in told if stage == "seats-1")
    assert all(bound >= value for _, value, bound in told)
