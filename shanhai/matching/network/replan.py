"""What-if: a plan re-solved after an edit, from its own basis and from what had been priced before.

An edit moves the score of a few pairs far up (a pin) or far down (a ban, somebody who withdraws). The basis
stays feasible, so a few pivots repair it; and because prices stay near those of the plan, which vouch for all
pairs, few have to be priced again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from shanhai.matching.distinct import among, distinct, either, without
from shanhai.matching.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shanhai.matching.network.search import Search

Ints = NDArray[np.int64]
Pair = tuple[int, int]
Pairs = tuple[Ints, Ints]

NOBODY = np.zeros(0, np.int64)


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

    def __bool__(self) -> bool:
        return bool(self.pins or self.bans or self.people or self.orders)

    def joined(self, other: Edit) -> Edit:
        """Both changes together."""
        names = ("pins", "bans", "people", "orders")
        return Edit(*([*getattr(self, name), *getattr(other, name)] for name in names))


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


def tried(search: Search, edit: Edit, watch: Watch | None = None) -> Search:
    """The search gone on with after an edit; `search` is left as it was.

    Returns
    -------
    Search
        Finished, unless the watch said stop.

    Raises
    ------
    ValueError
        When the search behind the plan had been stopped before it was done.
    """
    if not search.finished:
        raise ValueError("the plan was stopped before it was proven: solve it to the end, then try changes.")
    trial = search.copy()
    trial.watch = watch or Watch()
    trial.supply.proven(*trial.master.worth(search.proven_by()))
    pinned = _arcs(trial, edit.pins)
    trial.decide(pinned, without(_banned(trial, edit), pinned))
    trial.shut_people = np.array(edit.people, np.int64)
    trial.shut_orders = np.array(edit.orders, np.int64)
    trial.improve(near=search.proven_by())
    return trial


def compared(search: Search, plan: Pairs, trial: Search, edit: Edit) -> Replanned:
    """What an edit has changed, `plan` being the plan before."""
    (i, j), (i0, j0), width = trial.plan(), plan, search.problem.factors.m
    now, then = i * width + j, i0 * width + j0
    come, gone = without(now, then), without(then, now)
    loss = _reached(search, *np.divmod(gone, width)) - _reached(search, *np.divmod(come, width))
    moved = distinct(np.concatenate([come, gone]) // width)
    return Replanned(i, j, loss, moved, keeps((i, j), edit, width))


def keeps(plan: Pairs, edit: Edit, width: int) -> bool:
    """Whether all pins are in a plan; `width` is the number of orders."""
    pins = np.array(edit.pins, np.int64).reshape(-1, 2)
    return bool(among(pins[:, 0] * width + pins[:, 1], plan[0] * width + plan[1]).all())


def _arcs(trial: Search, pairs: Sequence[Pair]) -> Ints:
    """The arcs of pairs, which become known to the master where they were not."""
    if not len(pairs):
        return NOBODY
    master, width = trial.master, trial.problem.factors.m
    i, j = np.array(pairs, np.int64).T
    known = master.pairs_of(i, NOBODY)
    known_i, known_j = master.pairs(known)
    keys, wanted = known_i * width + known_j, i * width + j
    found = among(keys, wanted)
    new_i, new_j = np.divmod(without(wanted, keys[found]), width)
    trial.supply.note(new_i, new_j)
    added = np.arange(master.arcs, master.arcs + len(new_i))
    master.add_pairs(new_i, new_j, trial.problem.factors.score_of(new_i, new_j) + trial.bonus[new_j])
    return np.concatenate([known[found] + master.pair_arcs.start, added])


def _banned(trial: Search, edit: Edit) -> Ints:
    """Arcs of all pairs that may not be used."""
    single = _arcs(trial, edit.bans)
    withdrawn = trial.master.pairs_of(np.array(edit.people, np.int64), np.array(edit.orders, np.int64))
    return either(single, withdrawn + trial.master.pair_arcs.start)


def _reached(search: Search, person: Ints, order: Ints) -> Ints:
    """Seats filled by tier, then fit: int64 (stages,)."""
    ladder = search.ladder
    fit = int(search.problem.factors.score_of(person, order).sum())
    if not ladder.steps:
        return np.array([fit])
    return np.append(np.bincount(ladder.rank[order], minlength=len(ladder.steps)), fit).astype(np.int64)
