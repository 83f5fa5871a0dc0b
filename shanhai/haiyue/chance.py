"""Chance that falls the same way on every machine: integers only, keyed by words, not by order of calls."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")

_MASK = (1 << 64) - 1
_GOLDEN = 0x9E3779B97F4A7C15


class Chance:
    """A stream of numbers that depends on nothing but its key.

    Give every person, order and place a stream of its own, `Chance("person", 17)`: then adding one thing to
    the sample leaves the rest as it was.
    """

    def __init__(self, *key: str | int) -> None:
        """Start the stream of a key; words and numbers may be mixed."""
        words = "\x1f".join(str(part) for part in key).encode()
        self._state = int.from_bytes(blake2b(words, digest_size=8).digest(), "big")

    def _next(self) -> int:
        # SplitMix64: one addition and three shifts, exact in Python's integers.
        self._state = (self._state + _GOLDEN) & _MASK
        mixed = self._state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
        return mixed ^ (mixed >> 31)

    def below(self, limit: int) -> int:
        """One of 0, 1, ..., limit - 1."""
        return (self._next() * limit) >> 64

    def between(self, low: int, high: int) -> int:
        """One of low, ..., high, both included."""
        return low + self.below(high - low + 1)

    def happens(self, percent: int) -> bool:
        """True in so many cases out of a hundred."""
        return self.below(100) < percent

    def pick(self, items: Sequence[T]) -> T:
        """One of the items, each as likely as the other."""
        return items[self.below(len(items))]

    def weighted(self, items: Sequence[tuple[T, int]]) -> T:
        """One of the items, as likely as its weight says."""
        at = self.below(sum(weight for _, weight in items))
        for item, weight in items:
            at -= weight
            if at < 0:
                return item
        raise ValueError("Weights must be whole numbers above 0.")

    def some(self, items: Sequence[T], count: int) -> list[T]:
        """So many different items, in random order; all of them when there are fewer."""
        rest = list(items)
        return [rest.pop(self.below(len(rest))) for _ in range(min(count, len(rest)))]
