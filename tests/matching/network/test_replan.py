"""Edits re-solved warm against the same edits solved cold."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from shanhai.matching.factors import Factors, Overlay
from shanhai.matching.network import multilevel
from shanhai.matching.network.nested import NestedPlan, solve_nested
from shanhai.matching.network.nesting import NestedProblem, Nesting
from shanhai.matching.network.replan import Edit
from shanhai.matching.watch import Watch
from tests.matching.nested_cases import crowd_of_twins, crowded_problem, random_problem

FAR = 2**18
PROBLEMS = (
    lambda rng: crowded_problem(rng, 20, 15),
    lambda rng: random_problem(rng, most=20),
    lambda rng: random_problem(rng, most=20),
    crowd_of_twins,
)


def edited(problem: NestedProblem, edit: Edit) -> NestedProblem:
    """The problem with the edit's bans and withdrawals written into it."""
    scores = problem.factors.dense()
    for i, j in edit.bans:
        scores[i, j] = -FAR
    sizes = []
    for side, gone in ((problem.people, edit.people), (problem.orders, edit.orders)):
        size = side.size.copy()
        size[list(gone)] = 0
        sizes.append(Nesting(size, side.group, side.parent, side.cap))
    factors = Factors.of(np.eye(len(scores), dtype=int), scores.T.copy())
    return replace(problem, factors=factors, people=sizes[0], orders=sizes[1])


def stage_values(plan: NestedPlan) -> list[int]:
    return [stage.value for stage in plan.stages if not stage.name.startswith("tie")]


def random_edit(rng: np.random.Generator, n: int, m: int, plan: NestedPlan) -> Edit:
    bans = [(int(rng.integers(n)), int(rng.integers(m)))]
    if len(plan.person):
        k = int(rng.integers(len(plan.person)))
        bans.append((int(plan.person[k]), int(plan.order[k])))
    people = [int(rng.integers(n))] if rng.random() < 0.5 else []
    orders = [int(rng.integers(m))] if rng.random() < 0.5 else []
    return Edit(bans=bans, people=people, orders=orders)


@pytest.mark.parametrize("dense", [30, 10**6])
@pytest.mark.parametrize("seed", range(50))
def test_bans_and_withdrawals_warm_equal_cold(seed, dense, monkeypatch):
    monkeypatch.setattr(multilevel, "DENSE_PAIRS", dense)
    rng = np.random.default_rng(9000 + seed)
    problem = PROBLEMS[seed % 4](rng)
    plan = solve_nested(problem)
    edit = random_edit(rng, problem.factors.n, problem.factors.m, plan)
    new = plan.what_if(edit)
    cold = solve_nested(edited(problem, edit))
    # A tier that only the withdrawn order had is gone from the cold stages; compare by name.
    before = {s.name: s.value for s in plan.stages if not s.name.startswith(("tie", "only"))}
    after = {s.name: s.value for s in cold.stages}
    assert new.loss.tolist() == [before[name] - after.get(name, 0) for name in before]


@pytest.mark.parametrize("seed", range(40))
def test_a_pin_warm_equals_the_best_cold_plan_that_has_it(seed, monkeypatch):
    monkeypatch.setattr(multilevel, "DENSE_PAIRS", 30 if seed % 2 else 10**6)
    rng = np.random.default_rng(9500 + seed)
    problem = random_problem(rng, most=12)
    plan = solve_nested(problem, stages=("fit",))
    i, j = (int(rng.integers(k)) for k in (problem.factors.n, problem.factors.m))
    if problem.people.closed()[i] or problem.orders.closed()[j]:
        with pytest.raises(ValueError, match=f"person {i} cannot be pinned"):
            plan.what_if(Edit(pins=[(i, j)]))
        return
    new = plan.what_if(Edit(pins=[(i, j)]))
    overlay = Overlay.of(problem.factors.n, np.array([i]), np.array([j]), np.array([FAR]))
    scores = problem.factors.dense()
    raised = Factors.of(np.eye(len(scores), dtype=int), scores.T.copy(), overlay)
    cold = solve_nested(replace(problem, factors=raised), stages=("fit",))
    assert new.kept
    assert new.loss.tolist() == [plan.stage("fit").value - (cold.stage("fit").value - FAR)]


def test_people_who_moved_are_named_and_the_plan_itself_stays():
    problem = crowded_problem(np.random.default_rng(3), 12, 9)
    plan = solve_nested(problem)
    gone = int(plan.person[0])
    new = plan.what_if(Edit(people=[gone]))
    assert gone in new.moved
    assert gone not in new.person
    assert plan.what_if(Edit()).loss.tolist() == [0, 0]


def test_a_stopped_plan_cannot_be_edited():
    problem = crowded_problem(np.random.default_rng(1), 60, 50)
    plan = solve_nested(problem, watch=Watch(lambda *_: False), debug=True)
    with pytest.raises(ValueError, match="stopped before it was proven"):
        plan.what_if(Edit(people=[0]))


def test_forced_loss_is_never_more_than_the_true_loss_of_a_pin():
    rng = np.random.default_rng(4)
    problem = crowded_problem(rng, 30, 25)
    plan = solve_nested(problem)
    i, j = (a.ravel() for a in np.meshgrid(np.arange(30), np.arange(25), indexing="ij"))
    foretold = plan.forced_loss(i, j)
    for k in rng.choice(len(i), 60, replace=False):
        true = plan.what_if(Edit(pins=[(int(i[k]), int(j[k]))])).loss.tolist()
        assert foretold[:, k].tolist() <= true


@pytest.mark.parametrize("dense", [30, 10**6])
def test_a_killed_run_goes_on_from_its_last_state(dense, monkeypatch):
    monkeypatch.setattr(multilevel, "DENSE_PAIRS", dense)
    problem = crowded_problem(np.random.default_rng(7), 80, 70)
    states: list[dict[str, np.ndarray]] = []
    plan = solve_nested(problem, save=lambda state: states.append(state()))
    for state in states[:3]:
        again = solve_nested(problem, state=state)
        assert stage_values(again) == stage_values(plan)
        assert again.person.tolist() == plan.person.tolist()
        assert again.order.tolist() == plan.order.tolist()
