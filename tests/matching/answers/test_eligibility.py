"""Eligible pairs in bits."""

import numpy as np
import pytest

from shanhai.matching.answers import eligibility
from shanhai.matching.answers.eligibility import Eligibility
from shanhai.matching.criteria import compile_all
from tests.matching.criteria.cases import chance_rows, every_criterion, problem_of


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("at_once", [8, 1024])
def test_bits_tell_the_same_as_the_block(seed: int, at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    people, orders = chance_rows(seed)
    monkeypatch.setattr(eligibility, "PAIRS_AT_ONCE", at_once * len(orders))
    problem = problem_of(
        [{**row, "id": f"{row['id']}.{at}"} for at in range(3) for row in people] + people,
        orders,
        *every_criterion(),
    )
    scoring = compile_all(problem)
    block, bits = scoring.eligible_block(slice(None)), Eligibility(scoring)
    assert np.array_equal([bits.people(j) for j in range(problem.n_orders)], block.T)
    assert bits.counts().tolist() == block.sum(axis=0).tolist()
    assert bits.degrees(range(problem.n_orders)).tolist() == block.sum(axis=1).tolist()
