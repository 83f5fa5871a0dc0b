"""All criteria of a problem together: who is eligible for what, and what a placement is worth."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from shanhai.matching.proof.layers import MOST_FACTS, Layer, layer, total
from shanhai.matching.proof.pairs import Pairs
from shanhai.matching.proof.scores import Reading, readings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shanhai.matching.proof.facts import Facts

ROWS_AT_ONCE = 256


class Scored:
    """Every criterion, read once by the pair and once for all pairs.

    Parameters
    ----------
    facts : Facts
    most_facts : int
        Criteria with more distinct pairs of facts than this are read by arrays for the bound over all pairs.
    """

    def __init__(self, facts: Facts, most_facts: int = MOST_FACTS) -> None:
        self.facts = facts
        self._layers: list[tuple[Reading, Layer, bool]] = [
            (reading, *layer(reading, facts, most_facts)) for reading in readings(facts.problem.criteria)
        ]

    @property
    def all_scalar(self) -> bool:
        """Whether plain Python has scored every pair."""
        return all(scalar for _, _, scalar in self._layers)

    @property
    def most_score(self) -> int:
        """No score is larger than this."""
        return sum(reading.weight * each.most for reading, each, _ in self._layers if not reading.hard)

    @property
    def hard(self) -> list[tuple[Reading, Layer]]:
        """The hard criteria; a pair on which any is not 0 is barred."""
        return [(reading, each) for reading, each, _ in self._layers if reading.hard]

    def pairs(self) -> Pairs:
        """All pairs that no hard criterion bars."""
        soft = [each.times(reading.weight) for reading, each, _ in self._layers if not reading.hard]
        hard = [each for _, each in self.hard]
        return Pairs(total(soft), hard, len(self.facts.people), len(self.facts.orders))

    def parts(self, i: int, j: int) -> dict[str, int]:
        """The points of each soft criterion on one pair, weight included, read from scratch."""
        out: dict[str, int] = {}
        for reading, _, _ in self._layers:
            if not reading.hard:
                points = reading.weight * reading.score(self.facts.people[i], self.facts.orders[j])
                out[reading.name] = out.get(reading.name, 0) + points
        return out

    def bars(self, i: int, j: int) -> list[str]:
        """The hard criteria that bar one pair, read from scratch."""
        person, order = self.facts.people[i], self.facts.orders[j]
        return [reading.name for reading, _ in self.hard if reading.score(person, order)]

    def disagreements(self, wanted: Iterable[tuple[int, int]]) -> Iterator[tuple[str, int, int, int, int]]:
        """Where two readings of a criterion differ: (criterion, i, j, scalar, array)."""
        by_block: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for i, j in wanted:
            by_block[i // ROWS_AT_ONCE].append((i, j))
        for reading, each, scalar in self._layers:
            for number, pairs in by_block.items() if not scalar else ():
                first = number * ROWS_AT_ONCE
                found = each.block(slice(first, min(first + ROWS_AT_ONCE, len(self.facts.people))))
                for i, j in pairs:
                    points = reading.score(self.facts.people[i], self.facts.orders[j])
                    if points != found[i - first, j]:
                        yield reading.name, i, j, points, int(found[i - first, j])


def sample(size: int, n: int, m: int, seed: int) -> list[tuple[int, int]]:
    """So many pairs of a person and an order, drawn from the seed."""
    rng = np.random.default_rng(seed)
    size = size if n and m else 0
    people, orders = (rng.integers(max(1, most), size=size).tolist() for most in (n, m))
    return list(zip(people, orders, strict=True))
