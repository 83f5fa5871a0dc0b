"""The pairs that a relaxation begins with: the best few of each person and each order, at good prices.

Where pairs are many, raw fit would send everybody to the same few orders. The rules that are caps which nest
are settled by the network first, and the prices of that plan tell who could go where at what advantage.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np

from shanhai.matching.caps import caps_of
from shanhai.matching.columns.network_basis import basis_of_network
from shanhai.matching.columns.priced_list import rank_within
from shanhai.matching.laminar import laminar_of
from shanhai.matching.network.nested import solve_nested
from shanhai.matching.network.pricing import price
from shanhai.matching.watch import Watch

if TYPE_CHECKING:
    from shanhai.matching.columns.basis import Basis
    from shanhai.matching.columns.model import Model
    from shanhai.matching.laminar import Laminar
    from shanhai.matching.network.nested import NestedPlan
    from shanhai.matching.tables import Ints

PER_PERSON, PER_ORDER = 12, 6
# So many pairs for each unit that a limit asks for.
AS_OFTEN = 3
# Up to so many pairs raw fit is good enough to begin with.
FEW = 50_000
# How close to its best the network's plan must come, and how long it may take.
GAP, MOST_SECONDS = 1e-3, 60.0


def first_columns(model: Model, watch: Watch) -> tuple[tuple[Ints, Ints], Basis | None]:
    """The pairs to begin with, and where the network's plan stands, if it was asked."""
    (i, j), known = first_pairs(model, watch), model.known
    if known.laminar is None or known.nested is None:
        return (i, j), None
    basis = basis_of_network(known.laminar, known.nested)
    if basis is None:
        return (i, j), None
    return (np.append(i, basis.keys // model.m), np.append(j, basis.keys % model.m)), basis


def first_pairs(model: Model, watch: Watch | None = None) -> tuple[Ints, Ints]:
    """Rows of people and orders."""
    if model.listing is not None and len(model.listing.keys) <= FEW:
        return _of_list(model, np.zeros(model.n, np.int64), np.zeros(model.m, np.int64))
    if model.known.nested is None:
        _settle_caps(model, Watch(time_limit=MOST_SECONDS) if watch is None else watch)
    assert model.known.nested is not None
    person, order = _worths(model.known.nested)
    return _of_list(model, person, order) if model.listing is not None else _of_all(model, person, order)


def _settle_caps(model: Model, watch: Watch) -> None:
    """Find the plan when only caps that nest are kept."""
    model.known.laminar = laminar = nested_part(model)
    model.known.nested = solve_nested(laminar.nested, stages=("seats", "fit"), watch=watch, gap_limit=GAP)


def _worths(nested: NestedPlan) -> tuple[Ints, Ints]:
    """What one more place of each person and one more seat of each order is worth, seats' own points taken
    off.
    """
    stage, sides = nested.stage("fit"), nested.problem
    person = stage.prices.person + sides.people.sum_up(stage.prices.home)
    return person, stage.prices.order + sides.orders.sum_up(stage.prices.host) - stage.weights


def nested_part(model: Model) -> Laminar:
    """The problem with as many of its rules as are caps that nest; the first of them come first."""
    problem = dataclasses.replace(model.problem, rules=(), fair_over="")
    found = laminar_of(problem, model.scoring)
    for rule in model.problem.rules:
        if caps_of(model.problem, rule) is not None:
            longer = dataclasses.replace(problem, rules=(*problem.rules, rule))
            more = laminar_of(longer, model.scoring)
            problem, found = (problem, found) if more is None else (longer, more)
    assert found is not None, "without rules every problem nests"
    return found


def _of_list(model: Model, person: Ints, order: Ints) -> tuple[Ints, Ints]:
    i, j = model.open_pairs()
    net = model.fit(i, j) - person[i] - order[j]
    keep = (rank_within(i, net) < PER_PERSON) | (rank_within(j, net) < PER_ORDER)
    for at, limit in enumerate(model.limits):
        if limit.low > 0:
            keep[_demanded(model, at, net, limit.low)] = True
    return i[keep], j[keep]


def _demanded(model: Model, at: int, net: Ints, low: int) -> Ints:
    """Places in the list of the best pairs by which a limit can reach what it asks for at least."""
    assert model.listing is not None
    column = model.listing.by_limit[:, [at]]
    counted = column.indices[column.data > 0]
    best: Ints = counted[np.argsort(-net[counted], kind="stable")[: AS_OFTEN * low]]
    return best


def _of_all(model: Model, person: Ints, order: Ints) -> tuple[Ints, Ints]:
    factors, overlay = model.scoring.factors, model.scoring.factors.overlay
    rows, columns = price(factors, -order, person, least=0, per_row=PER_PERSON, per_column=PER_ORDER)
    # Pairs with points of their own are left out of the pass over factors.
    named = model.is_open(overlay.person, overlay.order)
    (i, j), (column, row) = rows.found(), columns.found()
    return (
        np.concatenate((i, row, overlay.person[named])),
        np.concatenate((j, column, overlay.order[named])),
    )
