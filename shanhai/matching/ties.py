"""The seeded keys that decide between plans which are equal in everything else.

Every pair has a key of `BITS` bits for every round, drawn from the committed seed and the two stable ids
alone: no key changes when rows are sorted otherwise or somebody else joins or leaves. If E pairs can still
be exchanged, one round leaves two plans equal with a chance of at most E / 2**12 (isolation lemma:
Mulmuley, Vazirani and Vazirani 1987); rounds are added until only one plan is left. (Short keys keep the
prices of a tie stage small, so that bounds of branching stages stay within one unit of the value.)
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shanhai.matching.tables import Ints

BITS = 12
ROUNDS = 6
Words = npt.NDArray[np.uint64]


def id_words(seed: str, side: str, ids: Sequence[str]) -> Words:
    """64 bits for each id; `side` ("person" or "order") keeps both sides apart. Returns: uint64 (n)."""
    return _words(seed, side, tuple(ids))


@lru_cache(maxsize=4)
def _words(seed: str, side: str, ids: tuple[str, ...]) -> Words:
    """The same, remembered: every what-if of a large problem asks for them again."""
    digests = (hashlib.sha256(f"{seed}\x1f{side}\x1f{each}".encode()).digest()[:8] for each in ids)
    return np.array([int.from_bytes(digest, "big") for digest in digests], np.uint64)


def pair_keys(people: Words, orders: Words, round_number: int) -> Ints:
    """Keys of pairs, element by element (the arguments broadcast). Returns: int64, 1 to 2**12.

    The mixing steps are those of SplitMix64 (Steele, Lea and Flood 2014).
    """
    with np.errstate(over="ignore"):
        z = people + orders * np.uint64(0x9E3779B97F4A7C15)
        z = z + np.uint64(round_number) * np.uint64(0xD1B54A32D192ED03)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z = z ^ (z >> np.uint64(31))
    keys: Ints = (z >> np.uint64(64 - BITS)).astype(np.int64) + 1
    return keys
