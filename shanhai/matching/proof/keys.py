"""The seeded keys of pairs a second time: for one pair in plain Python, and for blocks of pairs in numpy."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Iterable

Words = npt.NDArray[np.uint64]

# The constants of SplitMix64 (Steele, Lea and Flood 2014), and one more odd number to keep the rounds apart.
GOLDEN, FIRST, SECOND = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
ROUND = 0xD1B54A32D192ED03
LAST_64_BITS = 2**64 - 1
MOST_KEY = 2**12


def word(seed: str, side: str, name: str) -> int:
    """The 64 bits of one id: the first 8 bytes of the SHA-256 of seed, side and id."""
    digest = hashlib.sha256("\x1f".join((seed, side, name)).encode("utf-8")).digest()
    return int.from_bytes(digest[:8], "big")


def key(person: int, order: int, round_number: int) -> int:
    """The key of one pair from the words of its two ids, from 1 to 2**12."""
    z = (person + order * GOLDEN + round_number * ROUND) & LAST_64_BITS
    z = ((z ^ (z >> 30)) * FIRST) & LAST_64_BITS
    z = ((z ^ (z >> 27)) * SECOND) & LAST_64_BITS
    return ((z ^ (z >> 31)) >> 52) + 1


def words(seed: str, side: str, names: Iterable[str]) -> Words:
    """The words of many ids. Returns: uint64 array."""
    return np.array([word(seed, side, name) for name in names], np.uint64)


def block(people: Words, orders: Words, round_number: int) -> npt.NDArray[np.int64]:
    """The keys of many pairs; the arguments broadcast. Unsigned numbers wrap round at 2**64 by themselves."""
    turn = np.uint64(round_number * ROUND & LAST_64_BITS)
    z = people + orders * np.uint64(GOLDEN) + turn
    z = (z ^ z >> np.uint64(30)) * np.uint64(FIRST)
    z = (z ^ z >> np.uint64(27)) * np.uint64(SECOND)
    return ((z ^ z >> np.uint64(31)) >> np.uint64(52)).astype(np.int64) + 1
