"""A lean never outweighs the stage at hand, and prices found with it prove the stage all the same."""

from __future__ import annotations

import numpy as np
import pytest

from shanhai.matching.columns import branching_stage
from shanhai.matching.columns.lean import Lean
from shanhai.matching.columns.relaxation import Relaxation
from shanhai.matching.proof import check
from shanhai.matching.result import Plan
from shanhai.matching.scoring import compile_all
from shanhai.matching.settlement import Start
from shanhai.matching.solve import settle
from shanhai.matching.watch import Watch
from tests.matching.small import crossing, model_of, settled


@pytest.mark.parametrize("seed", range(6))
def test_all_that_a_lean_adds_to_a_plan_is_less_than_one(seed):
    search = settled(crossing(seed))
    model, plan = search.model, search.plan
    added = Lean.of(model, frozenset()).on(model, plan.i, plan.j)[len(model.extras) :]
    assert 0 < added.sum() < 1


@pytest.mark.parametrize("seed", range(6))
def test_the_bound_of_a_stage_is_the_same_with_a_lean(seed):
    model = model_of(crossing(seed))
    stages = list(model.stages())[:2]
    for stage in stages:
        pairs, lean = model.open_pairs(), Lean.of(model, frozenset({stage.name}))
        plain = Relaxation(model, *pairs, Watch()).optimise(stage.function)
        leaning = Relaxation(model, *pairs, Watch()).optimise(stage.function, lean=lean)
        assert leaning.bound.whole == plain.bound.whole
        assert not leaning.prices.limits[lean.bending].any()


@pytest.mark.parametrize("seed", range(6))
def test_a_search_that_leans_ends_at_the_same_plan_and_its_proof_holds(seed, monkeypatch):
    problem = crossing(seed)
    upright = settled(problem)
    monkeypatch.setattr(branching_stage, "LEAN_FROM", 0)
    leaning = settle(problem, compile_all(problem), Watch(), Start())
    assert np.array_equal(leaning.plan.i, upright.plan.i)
    assert np.array_equal(leaning.plan.j, upright.plan.j)
    report = check(problem, Plan(leaning.plan.i, leaning.plan.j), leaning.certificate)
    assert not report.findings
    assert all(stage.proven for stage in report.stages)
