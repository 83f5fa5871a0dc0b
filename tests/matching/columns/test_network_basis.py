"""The network's tree as a basis: the linear programme ends at the same bound, in fewer steps."""

from __future__ import annotations

import numpy as np
import pytest

from shanhai.matching.columns import first_pairs
from shanhai.matching.columns.first_pairs import first_columns
from shanhai.matching.columns.linear import Linear
from shanhai.matching.columns.relaxation import Relaxation
from shanhai.matching.watch import Watch
from tests.matching.small import crossing, model_of

FIT = Linear(fit=1)


@pytest.fixture(autouse=True)
def _always_ask_the_network(monkeypatch):
    monkeypatch.setattr(first_pairs, "FEW", 0)


def _solved(model, basis):
    """The bound, and how many steps it took."""
    relaxation = Relaxation(model, *model.open_pairs(), Watch(), basis)
    bound = relaxation.optimise(FIT).bound.whole
    return bound, relaxation.highs.getInfo().simplex_iteration_count


@pytest.mark.parametrize("seed", range(4))
def test_it_saves_half_the_steps_and_alters_no_bound(seed):
    model = model_of(crossing(seed, people=60, orders=40))
    _, basis = first_columns(model, Watch())
    (bound, steps), (same, without) = _solved(model, basis), _solved(model, None)
    assert bound == same
    assert steps <= without / 2


def test_every_row_and_every_pair_of_the_tree_is_told():
    model = model_of(crossing())
    (i, j), basis = first_columns(model, Watch())
    assert np.isin(basis.keys, i * model.m + j).all()
    assert len(basis.rows) == model.n + model.m
    assert set(basis.limits) < {limit.name for limit in model.limits}
    assert not basis.stands


def test_few_pairs_need_no_network(monkeypatch):
    monkeypatch.setattr(first_pairs, "FEW", 10**6)
    assert first_columns(model_of(crossing()), Watch())[1] is None
