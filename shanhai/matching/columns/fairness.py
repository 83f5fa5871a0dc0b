"""Leximin as stages: for each share that can occur, as many classes as possible reach it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow

from shanhai.matching.groups import Mask, classes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shanhai.matching.problem import Problem


@dataclass(frozen=True, eq=False)
class FairLevel:
    """One step of the leximin: for each class the seats it needs to have reached this share."""

    number: int
    classes: tuple[tuple[str, Mask, int], ...]


def fair_levels(problem: Problem, eligible: Mask) -> Iterator[FairLevel]:
    """The shares that can occur, the smallest first; none where the problem asks for no fairness.

    Making as many classes as possible reach each share in turn is leximin: of two lists of shares the one
    is better
    that has fewer classes below the first share at which the lists differ.
    """
    if not problem.fair_over:
        return
    groups = [(name, inside) for name, inside in classes(problem.tables, problem.fair_over)]
    alone = [most_alone(problem, eligible, inside) for _, inside in groups]
    shares = sorted({Fraction(k, most) for most in alone for k in range(1, most + 1)})
    for number, share in enumerate(shares, 1):
        needs = [
            (name, inside, -((-share.numerator * most) // share.denominator))
            for (name, inside), most in zip(groups, alone, strict=True)
            if most
        ]
        yield FairLevel(number, tuple(needs))


def most_alone(problem: Problem, eligible: Mask, orders: Mask) -> int:
    """The most seats of these orders that eligible people could fill if nobody else asked for them."""
    j = np.flatnonzero(orders)
    i = np.flatnonzero(eligible[:, j].any(1))
    k, l = np.nonzero(eligible[np.ix_(i, j)])  # noqa: E741
    source, sink = 0, 1 + len(i) + len(j)
    tail = np.concatenate((np.zeros(len(i), np.int64), 1 + k, 1 + len(i) + np.arange(len(j))))
    head = np.concatenate((1 + np.arange(len(i)), 1 + len(i) + l, np.full(len(j), sink)))
    room = np.concatenate((problem.people.capacity[i], np.ones(len(k), np.int64), problem.orders.seats[j]))
    graph = csr_array((room.astype(np.int32), (tail, head)), shape=(sink + 1, sink + 1))
    return int(maximum_flow(graph, source, sink).flow_value)
