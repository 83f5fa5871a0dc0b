"""What-if: a plan re-solved after an edit, from its own basis and from what had been priced before.

An edit moves the score of a few pairs far up (a pin) or far down (a ban, somebody who withdraws). The basis
stays feasible, so a few pivots repair it; and because the lids of the earlier rounds still hold for all
other pairs, pricing every pair again costs little.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shanhai.matching.network.search import Search

Ints = NDArray[np.int64]
Pair = tuple[int, int]


@dataclass(frozen=True)
class Edit:
    """A change to try.

    Attributes
    ----------
    pins : pairs (person, order)
        Shall be in the plan.
    bans : pairs (person, order)
        Shall not be in the plan.
    people, orders : int
        Withdraw: nobody of these is placed, no seat of these is filled.
    """

    pins: Sequence[Pair] = ()
    bans: Sequence[Pair] = ()
    people: Sequence[int] = ()
    orders: Sequence[int] = ()


@dataclass(frozen=True)
class Replanned:
    """The plan after an edit.

    Attributes
    ----------
    person, order : int64 (placements,)
        Sorted by person, then order. Ties are not settled by the seed here.
    loss : int64 (stages up to fit,)
        By how much each stage is worse than in the plan; read it as a vector, the first stage first. Negative
        where a stage gains.
    moved : int64
        People whose orders are not the same as before.
    kept : bool
        False when caps leave no room for a pin.
    """

    person: Ints
    order: Ints
    loss: Ints
    moved: Ints
    kept: bool


def replan(search: Search, edit: Edit) -> Replanned:
    """Re-solve after an edit, proven over all pairs. `search` is left as it was.

    Raises
    ------
    ValueError
        When the search behind the plan had been stopped before it was done.
    """
    if not search.finished:
        raise ValueError("the plan was stopped before it was proven: solve it to the end, then try changes.")
    trial, far = search.copy(), search.beyond_price()
    for person, order in edit.pins:
        trial.master.shift(_arcs(trial, person, order), 2 * far)
    trial.master.shift(_banned(trial, edit), -2 * far)
    trial.shut_people = np.array(edit.people, np.int64)
    trial.shut_orders = np.array(edit.orders, np.int64)
    trial.bound = np.iinfo(np.int64).max
    trial.improve()
    (i, j), (i0, j0), width = trial.plan(), search.plan(), search.problem.factors.m
    changed = np.setxor1d(i * width + j, i0 * width + j0) // width
    placed = set(zip(i.tolist(), j.tolist(), strict=True))
    return Replanned(
        i,
        j,
        _reached(search, i0, j0) - _reached(search, i, j),
        np.unique(changed),
        placed.issuperset(edit.pins),
    )


def _arcs(trial: Search, person: int, order: int) -> Ints:
    """The arc of a pair, which becomes known to the master if it was not."""
    arc = trial.master.find(person, order)
    if arc < 0:
        i, j = np.array([person]), np.array([order])
        trial.supply.note(i, j)
        trial.master.add_pairs(i, j, trial.problem.factors.score_of(i, j) + trial.bonus[j])
        arc = trial.master.arcs - 1
    return np.array([arc])


def _banned(trial: Search, edit: Edit) -> Ints:
    """Arcs of all pairs that may not be used."""
    single = [_arcs(trial, i, j) for i, j in edit.bans]
    i, j = trial.master.pairs()
    shut = np.isin(i, np.array(edit.people, np.int64)) | np.isin(j, np.array(edit.orders, np.int64))
    arcs = np.flatnonzero(shut) + trial.master.pair_arcs.start
    return np.unique(np.concatenate([*single, arcs])).astype(np.int64)


def _reached(search: Search, person: Ints, order: Ints) -> Ints:
    """Seats filled by tier, then fit: int64 (stages,)."""
    ladder = search.ladder
    fit = int(search.problem.factors.score_of(person, order).sum())
    if not ladder.steps:
        return np.array([fit])
    return np.append(np.bincount(ladder.rank[order], minlength=len(ladder.steps)), fit).astype(np.int64)
