"""All pairs of a person and an order that are still open, with their scores, block by block.

A pair is open when no hard criterion bars it and no bound has eliminated it. Small problems keep every score
at hand; large ones score a block anew each time, until so few of its pairs are open that these can be kept.
"""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from shanhai.matching.proof.layers import Layer

Ints = npt.NDArray[np.int64]
Scores = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]

PAIRS_PER_BLOCK = 1_000_000
# Five bytes a pair (score and open) are kept for at most so many pairs.
PAIRS_KEPT = 60_000_000
SPARSE = 8


class Block:
    """Some people against all orders, or against those orders of each that are left.

    `rows` are rows of people (b, 1), `columns` rows of orders, (1, m) or, one list a person, (b, k); `open`
    and `score` are (b, m) or (b, k). What fills up a list is not open.
    """

    def __init__(self, rows: Ints, columns: Ints, open_pairs: Mask, score: Callable[[], Scores]) -> None:
        self.rows, self.columns, self.open = rows, columns, open_pairs
        self._score = score

    @property
    def first(self) -> int:
        """The row of the first person."""
        return int(self.rows[0, 0])

    def places(self, i: Ints, j: Ints) -> tuple[Ints, Ints, Mask]:
        """Where pairs of this block's people stand in it.

        Returns: row, column, and whether the pair is in the block at all (if not, its column means nothing).
        """
        at = np.full((len(self.open), int(max(self.columns.max(initial=0), j.max(initial=0))) + 1), -1)
        np.put_along_axis(
            at, np.broadcast_to(self.columns, self.open.shape), np.arange(self.open.shape[1])[None, :], axis=1
        )
        column = at[i - self.first, j]
        return i - self.first, column, column >= 0

    @cached_property
    def score(self) -> Scores:
        """The scores, worked out when first asked for: many stages count none."""
        return self._score()


class Pairs:
    """The open pairs.

    Parameters
    ----------
    soft : list of (Layer, weight)
    hard : list of Layer
        A pair on which any of them is not 0 is barred.
    n, m : int
        How many people and orders.
    """

    def __init__(self, soft: list[tuple[Layer, int]], hard: list[Layer], n: int, m: int) -> None:
        self.n, self.m = n, m
        self._soft, self._hard = soft, hard
        per_block = max(1, PAIRS_PER_BLOCK // max(1, m))
        self._slices = [slice(at, min(at + per_block, n)) for at in range(0, n, per_block)]
        self._keeps = n * m <= PAIRS_KEPT
        self._blocks: list[Block | None] = [None] * len(self._slices)
        self._gone: list[npt.NDArray[np.uint8] | None] = [None] * len(self._slices)

    def __iter__(self) -> Iterator[tuple[int, Block]]:
        """Every block with its number."""
        for at in range(len(self._slices)):
            yield at, self._block(at)

    def close(self, at: int, block: Block, keep: Mask) -> None:
        """Leave open in block `at` only what is in `keep`."""
        block.open &= keep
        widest = int(block.open.sum(axis=1).max(initial=0))
        if widest * SPARSE <= block.open.shape[1]:
            self._blocks[at] = _narrowed(block, max(1, widest))
        elif self._keeps or self._blocks[at] is not None:
            self._blocks[at] = block
        else:
            self._gone[at] = np.packbits(~block.open)

    def count(self) -> int:
        """How many pairs are open."""
        return sum(int(block.open.sum()) for _, block in self)

    def _block(self, at: int) -> Block:
        kept = self._blocks[at]
        if kept is not None:
            return kept
        block = self._fresh(self._slices[at])
        gone = self._gone[at]
        if gone is not None:
            packed = np.unpackbits(gone, count=block.open.size)
            block.open &= ~packed.astype(bool).reshape(block.open.shape)
        if self._keeps:
            self._blocks[at] = block
        return block

    def _fresh(self, rows: slice) -> Block:
        size = rows.stop - rows.start
        open_pairs = np.ones((size, self.m), bool)
        for layer in self._hard:
            open_pairs &= layer.block(rows) == 0
        people, orders = np.arange(rows.start, rows.stop)[:, None], np.arange(self.m)[None, :]
        return Block(people, orders, open_pairs, partial(self._scores, rows))

    def _scores(self, rows: slice) -> Scores:
        score = np.zeros((rows.stop - rows.start, self.m), np.int32)
        for layer, weight in self._soft:
            score += layer.block(rows) * np.int32(weight)
        return score


def _narrowed(block: Block, width: int) -> Block:
    """The same block with only the open pairs in it, moved to the left."""
    order = np.argsort(~block.open, axis=1, kind="stable")[:, :width]
    columns = np.take_along_axis(np.broadcast_to(block.columns, block.open.shape), order, axis=1)
    score = np.take_along_axis(block.score, order, axis=1)
    return Block(block.rows, columns, np.take_along_axis(block.open, order, axis=1), lambda: score)
