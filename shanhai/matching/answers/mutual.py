"""Pairs that would both rather have each other than what a plan gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from shanhai.matching.covering import Wishes
from shanhai.matching.result import MutualWish

if TYPE_CHECKING:
    from shanhai.matching.problem import Problem
    from shanhai.matching.result import Plan
    from shanhai.matching.scoring import Scoring

# Ranks count from 0, the dearest; whoever or whatever is not wished for comes after all wishes.
NOT_WISHED = 2**31


class _Held(NamedTuple):
    rank: int
    row: int  # of the order or person that would be given up, -1: nothing need be


def mutual_wishes(problem: Problem, scoring: Scoring, plan: Plan) -> tuple[MutualWish, ...]:
    """The eligible pairs outside the plan of which both sides gain by their own wishes, sorted by ids.

    The person wishes the order strictly more than the worst they have, or has capacity left. The order's host
    names the person before the worst it has, or has an empty seat. A plan of greatest fit may leave such
    pairs; they are counted and listed so that everybody can judge it.
    """
    wishes = Wishes(problem)
    of_person: list[list[int]] = [[] for _ in range(problem.n_people)]
    of_order: list[list[int]] = [[] for _ in range(problem.n_orders)]
    for i, j in zip(plan.i.tolist(), plan.j.tolist(), strict=True):
        of_person[i].append(j)
        of_order[j].append(i)
    found = []
    for i, j in _named_and_eligible(problem, scoring):
        wanted = wishes.rank(i, j)
        if wanted is None or j in of_person[i]:
            continue
        mine = _worst_order(problem, wishes, i, of_person[i])
        theirs = _worst_person(problem, j, of_order[j])
        if wanted < mine.rank and problem.orders.wishes[j].index(i) < theirs.rank:
            found.append(_told(problem, i, j, mine, theirs))
    return tuple(sorted(found, key=lambda each: (each.person, each.order)))


def _named_and_eligible(problem: Problem, scoring: Scoring) -> list[tuple[int, int]]:
    named = [
        (i, j) for j, people in enumerate(problem.orders.wishes) for i in people if problem.people.wishes[i]
    ]
    i, j = np.array(named, np.int64).reshape(-1, 2).T
    return [pair for pair, fits in zip(named, scoring.eligible(i, j), strict=True) if fits]


def _worst_order(problem: Problem, wishes: Wishes, i: int, held: list[int]) -> _Held:
    if len(held) < problem.people.capacity[i]:
        return _Held(NOT_WISHED, -1)
    ranks = [(NOT_WISHED if (rank := wishes.rank(i, j)) is None else rank, j) for j in held]
    return _Held(*max(ranks, key=lambda each: (each[0], problem.orders.id[each[1]])))


def _worst_person(problem: Problem, j: int, held: list[int]) -> _Held:
    if len(held) < problem.orders.seats[j]:
        return _Held(NOT_WISHED, -1)
    named = {person: rank for rank, person in enumerate(problem.orders.wishes[j])}
    ranks = [(named.get(i, NOT_WISHED), i) for i in held]
    return _Held(*max(ranks, key=lambda each: (each[0], problem.people.id[each[1]])))


def _told(problem: Problem, i: int, j: int, mine: _Held, theirs: _Held) -> MutualWish:
    return MutualWish(
        person=problem.people.id[i],
        order=problem.orders.id[j],
        person_has=problem.orders.id[mine.row] if mine.row >= 0 else "",
        order_has=problem.people.id[theirs.row] if theirs.row >= 0 else "",
    )
