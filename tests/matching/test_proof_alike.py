"""Of orders that nothing tells apart a bound looks at as many as anybody could take; it stays the same."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from shanhai.matching import criteria, solve
from shanhai.matching.certificate import Certificate, Leaf, StageProof
from shanhai.matching.proof import check
from shanhai.matching.proof.charges import Charge
from shanhai.matching.proof.facts import Facts
from shanhai.matching.proof.layers import MOST_FACTS
from shanhai.matching.proof.scored import Scored
from tests.matching.cast import ORDERS, problem_of
from tests.matching.random_problems import random_problem

KEPT = "shanhai.matching.proof.pairs.PAIRS_KEPT"


@cache
def _alike():
    """Thirty orders of three kinds."""
    orders = [{**ORDERS[k % 3], "id": f"o{k:02}", "minimum": 0} for k in range(30)]
    problem = problem_of(criteria.LevelRange(), criteria.Level(weight=100), orders=orders)
    return problem, solve(problem)


def _priced_at_random(problem, result, rng):
    """The certificate with a few prices on seats drawn anew: still a bound, though a worse one."""
    names = [("seats", name) for name in problem.orders.id]
    stages = []
    for proof in result.certificate.stages:
        if proof.stage.startswith(("tie", "only")):
            break
        drawn = {names[int(at)]: int(rng.integers(0, 3)) for at in rng.integers(0, len(names), 20)}
        stages.append(StageProof(proof.stage, proof.value, Leaf({**proof.node.prices, **drawn})))
    return Certificate(tuple(stages))


@pytest.mark.parametrize("seed", range(6))
def test_bounds_are_the_same_as_over_all_orders(seed, monkeypatch):
    problem, result = _alike()
    certificate = (
        _priced_at_random(problem, result, np.random.default_rng(seed)) if seed else result.certificate
    )
    over_all = check(problem, result.plan, certificate)
    looked_at = []

    def counted(self, kinds, most, given=Charge.distinct_columns):
        looked_at.append(given(self, kinds, most))
        return looked_at[-1]

    monkeypatch.setattr(Charge, "distinct_columns", counted)
    monkeypatch.setattr(KEPT, 0)
    over_few = check(problem, result.plan, certificate)
    assert [each.bound for each in over_few.stages] == [each.bound for each in over_all.stages]
    assert over_few.ok == over_all.ok
    assert any(columns is not None and len(columns) < problem.n_orders for columns in looked_at)


@pytest.mark.parametrize("most_facts", [0, MOST_FACTS])
@pytest.mark.parametrize("seed", range(12))
def test_orders_of_one_kind_are_open_and_worth_the_same_to_everybody(seed, most_facts):
    problem = random_problem(np.random.default_rng(seed), 6, 9)
    pairs = Scored(Facts(problem), most_facts).pairs()
    is_open = np.zeros((pairs.n, pairs.m), bool)
    worth = np.zeros((pairs.n, pairs.m), np.int64)
    for _, block in pairs:
        at = np.broadcast_to(block.rows, block.open.shape), np.broadcast_to(block.columns, block.open.shape)
        is_open[at], worth[at] = block.open, block.score
    for kind in np.unique(pairs.kinds):
        inside = np.flatnonzero(pairs.kinds == kind)
        assert (is_open[:, inside] == is_open[:, inside[:1]]).all()
        assert (np.where(is_open, worth, 0)[:, inside] == np.where(is_open, worth, 0)[:, inside[:1]]).all()
