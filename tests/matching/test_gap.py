"""Generalised assignment from the literature: published optima, reached and bounded; and instances of our own
drawing by the published recipes, beside a solver of whole numbers.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, kron

from bench.gap import Instance, drawn, optima, problem_of, run
from shanhai.matching import solve
from shanhai.matching.proof import check

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "gap"
HAS_FOLDER = pytest.mark.skipif(not FOLDER.exists(), reason="needs ../shared/data/gap")
SMALL = ("a05100", "a20100", "a05200")
NAMES = sorted(optima(FOLDER)) if FOLDER.exists() else []
SECONDS = 60.0


def _solved(name):
    instance, result, _ = run(FOLDER / name, time_limit=600.0)
    return instance.cost_of(result.stage("fit").value), result.status


@HAS_FOLDER
@pytest.mark.parametrize("name", SMALL)
def test_small_instances_are_solved_to_their_optimum(name):
    assert _solved(name) == (optima(FOLDER)[name], "proven")


@pytest.mark.long
@HAS_FOLDER
@pytest.mark.parametrize("name", NAMES)
def test_every_instance_is_solved_to_its_optimum(name):
    assert _solved(name) == (optima(FOLDER)[name], "proven")


def _by_highs(instance: Instance) -> tuple[float, float]:
    """Between which costs the optimum lies, by HiGHS on the plain formulation; infinite: there is no plan."""
    agents, jobs = instance.cost.shape
    each_job = kron(np.ones((1, agents)), np.eye(jobs), "csr")
    rooms = csr_array(
        (instance.amount.ravel(), np.arange(agents * jobs), np.arange(agents + 1) * jobs),
        shape=(agents, agents * jobs),
    )
    found = milp(
        instance.cost.ravel().astype(float),
        constraints=[LinearConstraint(each_job, 1, 1), LinearConstraint(rooms, -np.inf, instance.limit)],
        bounds=Bounds(0, 1),
        integrality=np.ones(agents * jobs),
        options={"time_limit": SECONDS, "mip_rel_gap": 0.0},
    )
    if found.status == 2:
        return np.inf, np.inf
    return found.mip_dual_bound, np.inf if found.x is None else found.fun


def _gap_faults(instance: Instance) -> list[object]:
    """Where our gap and the solver's cannot both hold the optimum, or the proof is not right."""
    problem = problem_of(instance)
    result = solve(problem, time_limit=SECONDS)
    least, most = _by_highs(instance)
    out: list[object] = list(check(problem, result.plan, result.certificate).findings)
    if result.status == "conflict":
        return out if least == np.inf else [*out, ("no conflict", least, most)]
    fit = result.stage("fit")
    bound, cost = instance.cost_of(fit.bound), instance.cost_of(fit.value)
    if bound > most + 0.5 or least - 0.5 > cost or bound > cost:
        out.append(((bound, cost), (least, most)))
    return out


def _drawn(seed: int, family: str, agents: tuple[int, int], jobs: tuple[int, int]) -> Instance:
    rng = np.random.default_rng(seed)
    return drawn(family, int(rng.integers(*agents)), int(rng.integers(*jobs)), rng)


@pytest.mark.parametrize("family", "abcd")
def test_small_instances_of_every_family_have_a_gap_that_holds_the_optimum(family):
    assert _gap_faults(_drawn(1, family, (3, 5), (12, 20))) == []


@pytest.mark.long
@pytest.mark.parametrize("family", "abcd")
@pytest.mark.parametrize("seed", range(5))
def test_twenty_instances_of_our_own_have_a_gap_that_holds_the_optimum(seed, family):
    assert _gap_faults(_drawn(seed, family, (5, 21), (50, 201))) == []


def test_a_recipe_gives_what_it_promises():
    rng = np.random.default_rng(3)
    wide, tight = (drawn(family, 5, 60, rng) for family in "ad")
    assert (wide.amount.min(), wide.amount.max(), wide.cost.min(), wide.cost.max()) == (5, 25, 10, 50)
    assert abs(tight.cost + tight.amount - 111).max() == 10
    assert (tight.limit * 5 <= 0.8 * tight.amount.sum(1)).all()
    assert len(set(wide.limit.tolist())) == 1
