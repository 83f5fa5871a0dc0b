"""The small moves by which a plan is put right: somebody comes, goes over, or takes another's place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from shanhai.matching.repair.standing import Move, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shanhai.matching.repair.fixed import Fixed
    from shanhai.matching.repair.standing import Standing
    from shanhai.matching.scoring import Whole
    from shanhai.matching.tables import Ints

#: So many are looked at for each person or seat, the best fit first; and of those who would go on, so many.
MOST, NEXT = 8, 3
#: So many people without a place, and so many orders with an empty seat, are looked at.
MOST_LOOSE = 400


def moves(standing: Standing, scores: Whole, fixed: Fixed) -> Iterator[Move]:
    """Moves that might help, the likely ones first; none that brings back what is banned."""
    for move in _likely(standing, scores, rows_of(standing.pairs - fixed.pinned)):
        if all(pair not in standing.pairs and fixed.is_open(pair) for pair in move.into):
            yield move


def _likely(standing: Standing, scores: Whole, placed: tuple[Ints, Ints]) -> Iterator[Move]:
    i, j = placed
    if standing.worth[0] < 0:
        for at in standing.violating(i, j)[:MOST_LOOSE]:
            yield Move(out=((int(i[at]), int(j[at])),))
    seats = np.flatnonzero(standing.empty > 0)[:MOST_LOOSE]
    people = np.flatnonzero(standing.free > 0)[:MOST_LOOSE]
    if len(people):
        yield from _come(standing, scores, people, seats)
        yield from _take_over(standing, scores, people, (i, j))
    if len(seats) and len(i):
        yield from _go_over(standing, scores, (i, j), seats, people)


def _come(standing: Standing, scores: Whole, people: Ints, seats: Ints) -> Iterator[Move]:
    """Somebody without a place takes an empty seat."""
    fit = scores[np.ix_(people, seats)]
    for at, k in _best(fit, MOST * 4):
        yield Move(into=((int(people[at]), int(seats[k])),))


def _take_over(standing: Standing, scores: Whole, people: Ints, placed: tuple[Ints, Ints]) -> Iterator[Move]:
    """Somebody without a place takes the seat of somebody, who goes to an empty one or stays without."""
    i, j = placed
    gain = np.where((fit := scores[np.ix_(people, j)]) >= 0, fit - scores[i, j][None, :], -(2**30))
    for at, k in _best(gain, MOST, floor=-(2**29)):
        into, out = (int(people[at]), int(j[k])), (int(i[k]), int(j[k]))
        yield Move((out,), (into,))
        for seat in _seats_for(standing, scores, out[0]):
            yield Move((out,), (into, (out[0], seat)))


def _go_over(
    standing: Standing, scores: Whole, placed: tuple[Ints, Ints], seats: Ints, people: Ints
) -> Iterator[Move]:
    """Somebody goes over to an empty seat, and somebody else may take the one that is left."""
    i, j = placed
    fit = scores[np.ix_(i, seats)]
    gain = np.where(fit >= 0, fit - scores[i, j][:, None], -(2**30))
    for at, k in _best(gain, MOST * 2, floor=-(2**29)):
        out, into = (int(i[at]), int(j[at])), (int(i[at]), int(seats[k]))
        yield Move((out,), (into,))
        if len(people):
            left = scores[people, out[1]][:, None]
            for person, _ in _best(left, NEXT):
                yield Move((out,), (into, (int(people[person]), out[1])))


def _seats_for(standing: Standing, scores: Whole, person: int) -> list[int]:
    """The empty seats that fit somebody best."""
    seats = np.flatnonzero(standing.empty > 0)
    fit = scores[person, seats][None, :]
    return [int(seats[k]) for _, k in _best(fit, NEXT)]


def _best(values: Ints | Whole, count: int, floor: int = 0) -> list[tuple[int, int]]:
    """Where the greatest values stand that are at least `floor`, the greatest first."""
    flat = values.ravel()
    if not len(flat):
        return []
    count = min(count, len(flat))
    top = np.argpartition(-flat.astype(np.int64), count - 1)[:count]
    top = top[np.argsort(-flat[top].astype(np.int64), kind="stable")]
    width = values.shape[1]
    return [(int(at) // width, int(at) % width) for at in top if flat[at] >= floor]
