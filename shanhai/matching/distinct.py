"""Distinct numbers, and numbers among others.

``numpy.unique`` hashes whole numbers since numpy 2.3, and the set functions of numpy stand on it. On 10,000
keys and more that takes 10 to 60 times as long as sorting them, which is vectorised (numpy 2.4, measured),
and keys of pairs are made distinct in every round of pricing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from shanhai.matching.tables import Ints


def distinct(numbers: Ints) -> Ints:
    """Each of some whole numbers once, ascending: int64 (k,) in, int64 (at most k,) out."""
    ordered = np.sort(numbers)
    first = np.ones(len(ordered), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return ordered[first]


def either(numbers: Ints, others: Ints) -> Ints:
    """What is in one of two lists of numbers, each once, ascending."""
    return distinct(np.concatenate([numbers, others]))


def without(numbers: Ints, others: Ints) -> Ints:
    """Those numbers that are not among the others, each once, ascending."""
    mine = distinct(numbers)
    rest: Ints = mine[~among(mine, others)]
    return rest


def among(numbers: Ints, others: Ints) -> NDArray[np.bool_]:
    """Which of the numbers are among the others: bool (k,)."""
    if not len(others):
        return np.zeros(len(numbers), bool)
    ordered = np.sort(others)
    place = np.searchsorted(ordered, numbers)
    found: NDArray[np.bool_] = ordered[np.minimum(place, len(ordered) - 1)] == numbers
    return found
