"""All pairs on the face of an optimum: listed by class, and priced by the keys that settle ties.

Where many are alike, or few scores differ, millions of pairs may be in some best plan. They are never told
apart all at once: a pair's key is worked out when it is looked at, and only pairs that gain against present
prices go to the master.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from shanhai.matching.distinct import distinct
from shanhai.matching.ties import BITS, pair_keys

if TYPE_CHECKING:
    from shanhai.matching.network.alike import Classes

Ints = NDArray[np.int64]
Words = NDArray[np.uint64]
Pairs = tuple[Ints, Ints, Ints]

PER_ROW, PER_COLUMN = 6, 3
MOST_LEVEL = 5_000_000
"""More pairs than these are not told apart by further rounds."""
_ORDER, _ROUND = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD1B54A32D192ED03)
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_S30, _S27, _S31, _REST = (np.uint64(k) for k in (30, 27, 31, 64 - BITS))


@njit(cache=True, nogil=True)
def key_of(person, order, salt):  # type: ignore[no-untyped-def]
    """The key of one pair, as `ties.pair_keys` has it; `salt` is the round's."""
    z = person + order * _ORDER + salt
    z = (z ^ (z >> _S30)) * _FIRST
    z = (z ^ (z >> _S27)) * _SECOND
    z = z ^ (z >> _S31)
    return np.int64(z >> _REST) + 1


@njit(cache=True, nogil=True)
def is_planned(plan, person, order):  # type: ignore[no-untyped-def]
    """Whether a plan has the pair; person i owns ``plan[1][plan[0][i]:plan[0][i + 1]]``."""
    for planned in plan[1][plan[0][person] : plan[0][person + 1]]:  # noqa: SIM110 - compiled code has no any()
        if planned == order:
            return True
    return False


@njit(cache=True, nogil=True)
def _gains(rows, columns, cells, plan, worth, salt, lists):  # type: ignore[no-untyped-def]
    """Put the pairs that gain most into the lists of their person and their order."""
    (class_i, word_i, out_i), (members, first, many, word_j, out_j) = rows, columns
    (start, of), (worth_i, worth_j) = cells, worth
    (row_gain, row_other), (column_gain, column_other) = lists
    last, deepest = row_gain.shape[1] - 1, column_gain.shape[1] - 1
    for i in range(len(class_i)):
        if out_i[i]:
            continue
        for cell in range(start[class_i[i]], start[class_i[i] + 1]):
            J = of[cell]
            for k in range(first[J], first[J] + many[J]):
                j = members[k]
                gain = key_of(word_i[i], word_j[j], salt) - worth_i[i] - worth_j[j]
                if gain <= row_gain[i, last] and gain <= column_gain[j, deepest]:
                    continue
                if out_j[j] or is_planned(plan, i, j):
                    continue
                if gain > row_gain[i, last]:
                    _insert(row_gain[i], row_other[i], gain, j)
                if gain > column_gain[j, deepest]:
                    _insert(column_gain[j], column_other[j], gain, i)


@njit(cache=True, nogil=True)
def _insert(gains, others, gain, other):  # type: ignore[no-untyped-def]
    """Put a gain into a descending list, behind equals; the last one drops out."""
    k = len(gains) - 1
    while k > 0 and gains[k - 1] < gain:
        gains[k], others[k] = gains[k - 1], others[k - 1]
        k -= 1
    gains[k], others[k] = gain, other


@njit(cache=True, nogil=True)
def _level(rows, columns, cells, worth, salt, found_i, found_j):  # type: ignore[no-untyped-def]
    """Write down the pairs that neither gain nor lose, as far as there is room; how many there are."""
    (class_i, word_i, out_i), (members, first, many, word_j, out_j) = rows, columns
    (start, of), (worth_i, worth_j) = cells, worth
    found = 0
    for i in range(len(class_i)):
        if out_i[i]:
            continue
        for cell in range(start[class_i[i]], start[class_i[i] + 1]):
            J = of[cell]
            for k in range(first[J], first[J] + many[J]):
                j = members[k]
                if not out_j[j] and key_of(word_i[i], word_j[j], salt) == worth_i[i] + worth_j[j]:
                    if found < len(found_i):
                        found_i[found], found_j[found] = i, j
                    found += 1
    return found


@dataclass(frozen=True, eq=False)
class TiedPairs:
    """Pairs that may be in the plan or not without a loss up to fit.

    Attributes
    ----------
    people, orders : Classes
    start : int64 (classes of people + 1,)
        Class of people ``c`` owns the entries ``start[c]`` up to ``start[c + 1]``.
    order : int32 (entries,)
        Classes of orders: all pairs of members of both classes belong to the face.
    person_words, order_words : uint64 (n,), (m,)
        64 stable bits for each id.
    out_people, out_orders : bool (n,), (m,)
        Whose pairs do not count here, because all that matter are known otherwise.
    """

    people: Classes
    orders: Classes
    start: Ints
    order: NDArray[np.int32]
    person_words: Words
    order_words: Words
    out_people: NDArray[np.bool_]
    out_orders: NDArray[np.bool_]

    @classmethod
    def of(
        cls, classes: tuple[Classes, Classes], face: tuple[Ints, Ints], words: tuple[Words, Words]
    ) -> TiedPairs:
        """From pairs of classes, sorted by people's."""
        start = np.searchsorted(face[0], np.arange(len(classes[0].many) + 1))
        out = (np.zeros(len(each), bool) for each in words)
        return cls(*classes, start, face[1].astype(np.int32), *words, *out)

    def without(self, people: NDArray[np.bool_], orders: NDArray[np.bool_]) -> TiedPairs:
        """Only pairs of others than these people and orders: bool (n,), (m,)."""
        return replace(self, out_people=people, out_orders=orders)

    def __len__(self) -> int:
        across = np.append(0, np.cumsum(self.orders.many[self.order]))
        return int(self.people.many @ np.diff(across[self.start]))

    def gaining(
        self, number: int, planned: tuple[Ints, Ints], worth: tuple[Ints, Ints]
    ) -> tuple[Pairs, Ints]:
        """Pairs outside a plan that gain most by their keys.

        Parameters
        ----------
        number : int
            The round.
        planned : int64 (placements,), twice
            People and orders of the plan, sorted by person.
        worth : int64 (n,), (m,)
            Prices of people and orders.

        Returns
        -------
        pairs : int64 (pairs,), three times
            People, orders and keys.
        most : int64 (n,)
            The most that anybody gains by a single pair.
        """
        n, m = len(self.people.of), len(self.orders.of)
        lists = tuple(
            (np.zeros((lines, k), np.int64), np.full((lines, k), -1, np.int32))
            for lines, k in ((n, PER_ROW), (m, PER_COLUMN))
        )
        plan = np.searchsorted(planned[0], np.arange(n + 1)), planned[1]
        rows, columns, cells = self._given()
        _gains(rows, columns, cells, plan, worth, _salt(number), lists)
        (row_gain, row_other), (_, column_other) = lists
        (i, k), (j, r) = np.nonzero(row_other >= 0), np.nonzero(column_other >= 0)
        pair = distinct(np.concatenate([i * m + row_other[i, k], column_other[j, r] * np.int64(m) + j]))
        i, j = np.divmod(pair, m)
        return (i, j, self.keys(number, i, j)), row_gain[:, 0]

    def level(self, number: int, worth: tuple[Ints, Ints]) -> tuple[Ints, Ints] | None:
        """All pairs that neither gain nor lose by their keys, or None when they are too many to list."""
        i, j = np.empty((2, min(MOST_LEVEL, len(self))), np.int32)
        rows, columns, cells = self._given()
        found = _level(rows, columns, cells, worth, _salt(number), i, j)
        return None if found > len(i) else (i[:found].astype(np.int64), j[:found].astype(np.int64))

    def keys(self, number: int, person: Ints, order: Ints) -> Ints:
        """Keys of given pairs in a round: int64 (pairs,)."""
        return pair_keys(self.person_words[person], self.order_words[order], number)

    def _given(self) -> tuple[tuple[NDArray[Any], ...], ...]:
        rows = self.people.of, self.person_words, self.out_people
        orders = self.orders
        columns = orders.members, orders.start, orders.many, self.order_words, self.out_orders
        return rows, columns, (self.start, self.order)


def _salt(number: int) -> np.uint64:
    with np.errstate(over="ignore"):
        return np.uint64(number) * _ROUND
